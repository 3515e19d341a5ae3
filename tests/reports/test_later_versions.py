"""The same journal gives the same report in a later version, and a text that changed on the way is reported."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from esthersim.journal.scenario_text import scenario_text, text_hash
from esthersim.journal.store import ScenarioText
from esthersim.language import set_language
from esthersim.play import commands as c
from esthersim.reports import FORMATS, render
from esthersim.reports.material import material, material_of
from esthersim.shipped import shipped
from support.debriefing_texts import change_everything, let_ship
from support.report_runs import RUN, Playing, small_run, small_text

PAPERS = scenario_text(shipped("scenarios") / "tom-sang.yaml").debrief


def carrying(text: ScenarioText | None = None) -> ScenarioText:
    """Return the small journey with all that a run carries."""
    return replace(text or small_text(), debrief=PAPERS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_later_version_gives_the_same_report(form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Guides, findings, checklists, behaviours, handover formats, the order of speaking: the run carries its own."""
    it = small_run(text=carrying())
    before = render(form, material(it.store, RUN, zone=UTC))
    ships = let_ship(monkeypatch, tmp_path)
    change_everything(ships)
    (ships / "scenarios" / "formats" / "sbar.yaml").unlink()
    assert render(form, material(it.store, RUN, zone=UTC)) == before


def test_without_its_own_texts_a_run_is_reported_with_those_of_today(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A run of an older version carries none; where its guide is gone, the report says so."""
    it = small_run()
    change_everything(let_ship(monkeypatch, tmp_path))
    text = render("md", material(it.store, RUN, zone=UTC)).decode()
    assert text.count("Nytt ") > 20
    assert "Nytt SBAR" in text
    assert "The guide that led the reflection was one of these: esther, esther-full." in text


def edited_run() -> Playing:
    """Return a run that went on with an edited text twice: in the simulation, and in the reflection."""
    it = Playing(carrying())
    it.seat_all()
    it.do(c.Choose("ring"))
    for old, new in (("Det tutar fem gånger", "Det tutar sex gånger"), ("bor ensam", "bor själv")):
        text = it.session.text.text.replace(old, new)
        it.clock.advance(10)
        assert it.session.adopt(carrying(small_text(text))) is None
        it.do(c.Advance(override=True))
    return it


@pytest.mark.parametrize(
    ("language", "there", "then", "which"),
    [
        (
            "en",
            "From 1:21 of room time, at “Samtalet”, the run used",
            "in the step reflection, the run",
            "uses the latest",
        ),
        ("sv", "Från 1:21 i rummet, vid ”Samtalet”, spelades", "i steget reflektion, spelades", "senaste texten"),
    ],
)
def test_an_edited_text_is_reported(language: str, there: str, then: str, which: str) -> None:
    """Where in the journey, and when, in the words of either language, once for each edit."""
    set_language(language)
    material = material_of(edited_run().session, zone=UTC)
    for form in ("md", "html"):
        text = render(form, material).decode()
        assert there in text
        assert then in text
        assert text.count(which) == 1


def test_programs_read_of_an_edited_text() -> None:
    """JSON has every edit with its place and the text's hash; the journal has the entries."""
    session = edited_run().session
    it = material_of(session, zone=UTC)
    edits = json.loads(render("json", it))["edits"]
    assert [(each["step"], each["event"]) for each in edits] == [("simulation", "Samtalet"), ("reflection", "")]
    assert edits[-1]["hash"] == session.text.hash == text_hash(session.text.text)
    lines = [json.loads(line) for line in render("jsonl", it).decode().splitlines()[1:]]
    adopted = [line for line in lines if line["entry"]["kind"] == "text-adopted"]
    assert [(line["seq"], line["at"], line["entry"]["hash"]) for line in adopted] == [
        (each["seq"], each["at"], each["hash"]) for each in edits
    ]


def test_a_text_that_stayed_needs_no_word() -> None:
    """Edits are not mentioned where there were none."""
    it = material_of(small_run().session, zone=UTC)
    assert "edits" not in json.loads(render("json", it))
    assert "edited text" not in render("md", it).decode() + render("html", it).decode()


def test_an_adopted_text_brings_the_texts_of_its_day() -> None:
    """From there on the run is debriefed with them."""
    it = Playing(carrying())
    changed = {**PAPERS, "guides/esther": PAPERS["guides/esther"].replace("Esther först", "Esther allra först")}
    assert it.session.adopt(replace(carrying(), debrief=changed)) is None
    assert it.store.scenario(RUN).debrief == changed
    assert material_of(it.session).phases[0].title == "Esther allra först"
