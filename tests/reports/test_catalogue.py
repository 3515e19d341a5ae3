"""The library on paper: every thing of it in every form, with room to write, and people's text as text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from esthersim.authored import papers
from esthersim.debriefing import preparations
from esthersim.debriefing.instruments import load_instrument
from esthersim.debriefing.preparations import load_preparation
from esthersim.library.catalogue import KINDS, Catalogue, CatalogueError, Kind
from esthersim.library.scenarios import Library
from esthersim.reports.catalogue.as_html import html
from esthersim.reports.catalogue.as_json import overview_json, sheet_json
from esthersim.reports.catalogue.as_markdown import BOX, LINE, markdown
from esthersim.reports.catalogue.as_text import text
from esthersim.reports.catalogue.blocks import NewSheet, Page
from esthersim.reports.catalogue.overview import overview, whole
from esthersim.reports.catalogue.sheets import sheet
from esthersim.shipped import shipped
from support.scenarios import VIKTLARM

SHIPPED = Library([shipped("scenarios")], proven=shipped("scenarios"))
ENGLISH, SWEDISH = Catalogue(SHIPPED, "en"), Catalogue(SHIPPED, "sv")
THINGS = [(kind, id_) for kind in KINDS if kind != "scenario" for id_ in ENGLISH.ids(kind)]


class Texts(HTMLParser):
    """What a page says, and which elements it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Remember an element."""
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        """Remember a text."""
        self.said.append(data)


@pytest.mark.parametrize(("kind", "id_"), THINGS)
def test_each_thing_can_be_shown_in_each_form(kind: Kind, id_: str) -> None:
    """In both languages, with its title, its source, its licence and its day, and in no wider lines than asked for."""
    for catalogue in (ENGLISH, SWEDISH):
        page = sheet(catalogue, kind, id_)
        thing = catalogue.load(kind, id_)
        shown = text(page, 72)
        assert thing.title in shown
        assert max(map(len, shown.splitlines())) <= 72 or any("/" in line for line in shown.splitlines())
        assert "2026-" in shown
        assert markdown(page).startswith("# ")
        assert thing.title in Texts(html(page, catalogue.language)).said
        content = json.loads(sheet_json(catalogue, kind, id_))
        assert (content["kind"], content["id"], content["title"]) == (kind, id_, thing.title)


@pytest.mark.parametrize("id_", ENGLISH.ids("instrument"))
def test_an_instrument_is_a_sheet_to_fill_in(id_: str) -> None:
    """Each thing to look for has a box for every answer, and for not observed; what is asked in words has lines."""
    instrument = load_instrument(id_, "en")
    times = 3 if instrument.for_each else 1
    things = sum(len(area.look_for) for area in instrument.areas) * times
    shown = markdown(sheet(ENGLISH, "instrument", id_))
    assert shown.count(BOX) == things * (len(instrument.answers) + 1)
    assert shown.count(instrument.not_observed) >= len(instrument.areas) * times
    elements = Texts(html(sheet(ENGLISH, "instrument", id_), "en")).elements
    assert "script" not in elements
    assert elements.count("span") == shown.count(BOX)
    assert "_____" in text(sheet(ENGLISH, "instrument", id_))


def test_a_format_has_room_for_each_part() -> None:
    """The prompt, what belongs there, and lines to write on."""
    shown = text(sheet(SWEDISH, "format", "isbar"), 80)
    titles = ("I Identitet", "S Situation", "B Bakgrund", "A Aktuell bedömning", "R Rekommendation")
    assert all(title in shown for title in titles)
    assert shown.count("_" * 80) == 15
    assert "Numret du nås på" in shown


def test_a_rule_pack_shows_its_limits_and_where_they_come_from() -> None:
    """A rule is named as a scenario names it, with its limit and source; the misprint of the source is noted."""
    shown = markdown(sheet(ENGLISH, "rules", "law-2017-612"))
    assert re.search(r"\| `law-2017-612/sip-call` \| .* \| 3 days \| Swedish Act 2017:612 \|", shown)
    assert re.search(r"\| `law-2017-612/admission-notice` \| .* \| 24 h \| Swedish Act 2017:612 \|", shown)
    assert "Checked on 2026-11-22" in shown
    assert "misprint" in shown


@pytest.mark.parametrize("id_", ENGLISH.ids("preparation"))
def test_a_preparation_is_a_guide_and_a_form(id_: str) -> None:
    """What to say and what never to ask is in the guide alone; the form has the lines to write on, and their names."""
    preparation = load_preparation(id_, "en")
    page = sheet(ENGLISH, "preparation", id_)
    (at,) = [at for at, block in enumerate(page.blocks) if isinstance(block, NewSheet)]
    guide, form = (" ".join(text(Page("", blocks), 80).split()) for blocks in (page.blocks[:at], page.blocks[at:]))
    assert "____" not in guide
    assert form.count("_" * 80) == sum(blank.lines for step in preparation.steps for blank in step.write)
    assert (preparation.form_title in guide, preparation.form_title in form) == (False, True)
    for step in preparation.steps:
        assert step.title in guide
        for words in (step.why, *(words for _id, words in (*step.say, *step.never))):
            assert (words in guide, words in form) == (True, False)
        for blank in step.write:
            assert " · ".join((blank.name, *blank.becomes)) in guide
            assert blank.name in form
    assert ("Source: " in guide, "Source: " in form) == (True, False)


@pytest.mark.parametrize("id_", ENGLISH.ids("preparation"))
def test_the_form_begins_a_sheet_of_paper(id_: str) -> None:
    """In print its heading breaks the page, and everything to write on comes after it; in Markdown, after a rule."""
    preparation, page = load_preparation(id_, "en"), sheet(ENGLISH, "preparation", id_)
    made = html(page, "en")
    guide, heading, form = made.partition('<h2 class="sheet"')
    assert heading
    assert re.search(r"\.sheet \{[^}]*break-before: page", guide)
    assert 'class="line"' not in guide
    assert form.count('class="line"') == sum(blank.lines for step in preparation.steps for blank in step.write)
    before, rule, after = markdown(page).partition(f"\n\n---\n\n## {preparation.form_title}\n")
    assert (LINE in before, bool(rule), LINE in after) == (False, True, True)


def test_a_preparation_s_texts_are_text_in_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup in any of its texts comes through as it was written; signs that nobody sees do not."""
    evil = "<script>x</script> [b](http://y.z) *s* \\u202e {{ 7 * 7 }}"
    texts = f'{{sv: "{evil}", en: "{evil}"}}'
    folder = tmp_path / "debrief" / "preparations"
    folder.mkdir(parents=True)
    (folder / "min.yaml").write_text(
        f"id: min\nlanguages: [sv, en]\ntitle: {texts}\nsummary: {texts}\nfor_whom: {texts}\n"
        f"form: {{title: {texts}, note: {texts}}}\nsteps:\n  en:\n    title: {texts}\n    when: {texts}\n"
        f"    minutes: 5\n    why: {texts}\n    say: {{a: {texts}}}\n    never: {{a: {texts}}}\n"
        f"    write: {{a: {{name: {texts}, becomes: story}}}}\nsource: 'evil'\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(papers, "shipped", lambda kind: tmp_path / kind)
    monkeypatch.setattr(preparations.DOCUMENTS, "_shipped", {})
    page = sheet(SWEDISH, "preparation", "min")
    shown = html(page, "sv")
    assert Texts(shown).elements.count("script") == 0
    assert "".join(Texts(shown).said).count("<script>x</script>") >= 12
    assert "{{ 7 * 7 }}" in shown
    assert not re.search(r"(?<!\\)(<script|\]\(http|\*s)", markdown(page))
    for each in (shown, markdown(page), text(page)):
        assert "\u202e" not in each


def test_a_guide_has_no_open_gaps() -> None:
    """What a run would fill in stands as dots, or as the word for it."""
    for id_ in ENGLISH.ids("guide"):
        assert not re.search(r"\{\w+\}", text(sheet(ENGLISH, "guide", id_)))


def test_a_path_shows_its_scenarios_in_order() -> None:
    """Each with its id, its length, why it stands there, and what it trains."""
    path = ENGLISH.paths[0]
    shown = text(sheet(ENGLISH, "path", path.id), 100)
    places = [shown.index(id_) for id_, _why in path.scenarios]
    assert places == sorted(places)
    assert " min · " in shown


def test_the_overview_names_every_id() -> None:
    """Whatever a scenario may name stands in the text and in the data, and no scenario is left out."""
    shown, content = text(overview(ENGLISH), 100), json.loads(overview_json(ENGLISH))
    for kind in KINDS:
        assert {each["id"] for each in content[kind]} == set(ENGLISH.ids(kind))
        assert all(id_ in shown for id_ in ENGLISH.ids(kind))
    assert {each["id"] for each in content["behaviour"]} >= {"communication", "leadership"}
    assert all(each["problem"] is None for each in content["scenario"])


def test_the_whole_page_tells_each_journey_with_its_map() -> None:
    """Title in both languages, objectives with their ids, and a map for Mermaid or a drawing."""
    page = whole(ENGLISH)
    shown = markdown(page)
    assert shown.count("```mermaid\nflowchart TD\n") == len(ENGLISH.ids("scenario"))
    assert re.search(r"^### Empty bed \(Tom säng\)$", shown, re.MULTILINE)
    assert "`lamna-over`" in shown
    assert html(page, "en").count("<svg") >= len(ENGLISH.ids("scenario"))


def test_a_name_means_one_thing(tmp_path: Path) -> None:
    """What is several things is reported with what to write; what is none, with what may be meant."""
    (tmp_path / "fidelity.yaml").write_text(VIKTLARM.replace("id: viktlarm", "id: fidelity"), encoding="utf-8")
    catalogue = Catalogue(Library([tmp_path, shipped("scenarios")]), "sv")
    with pytest.raises(CatalogueError, match="several things: write one of 'scenario/fidelity', 'instrument/fid"):
        catalogue.find("fidelity")
    assert catalogue.find("instrument/fidelity") == ("instrument", "fidelity")
    assert catalogue.find("scenario/fidelity") == ("scenario", "fidelity")
    assert catalogue.find("sbar") == ("format", "sbar")
    wrongs = {"fidelty": "did you mean 'fidelity'", "thing/sbar": "not a kind of thing", "guide/sbar": "holds nothing"}
    for wrong, message in wrongs.items():
        with pytest.raises(CatalogueError, match=message):
            catalogue.find(wrong)


def test_people_s_text_is_text_in_every_form(tmp_path: Path) -> None:
    """Markup, formulas and signs that nobody sees come through as they were written, or not at all."""
    evil = "<script>x</script> [b](http://y.z) *s* \\u202e {{ 7 * 7 }}"
    file = tmp_path / "viktlarm.yaml"
    file.write_text(VIKTLARM.replace("Viktlarm en lördag", f'"{evil}"', 1), encoding="utf-8")
    catalogue = Catalogue(Library([tmp_path]), "sv")
    page, everything = sheet(catalogue, "scenario", "viktlarm"), whole(catalogue)
    for shown in (html(page, "sv"), html(everything, "sv")):
        assert "<script" not in shown
        assert "49" not in "".join(Texts(shown).said).partition("Viktlarm")[0]
        assert "\u202e" not in shown
    assert not re.search(r"(?<!\\)(<script|\]\(http|\*s)", markdown(everything))
    assert "\u202e" not in text(everything)


def test_a_broken_scenario_is_reported_in_the_overview(tmp_path: Path) -> None:
    """The list is there all the same, with what is wrong."""
    (tmp_path / "viktlarm.yaml").write_text(VIKTLARM.replace("title:", "titel:", 1), encoding="utf-8")
    catalogue = Catalogue(Library([tmp_path, shipped("scenarios")]), "sv")
    for page in (overview(catalogue), whole(catalogue)):
        assert "titel" in text(page)
    assert next(each for each in json.loads(overview_json(catalogue))["scenario"] if each["id"] == "viktlarm")[
        "problem"
    ]
