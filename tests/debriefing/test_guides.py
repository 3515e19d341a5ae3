"""The guides, checklists and instruments that ship, and the messages for invalid files of a user's own."""

from __future__ import annotations

import re
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from esthersim.authored.documents import LONGEST, DocumentError, document_from_text
from esthersim.debriefing.checklists import closing_ids, load_checklist, prebriefing_ids
from esthersim.debriefing.guides import GuideText, guide_ids, guides_to_choose, load_guide
from esthersim.debriefing.instruments import NOT_OBSERVED, instrument_ids, load_instrument, tally
from esthersim.language import set_language
from esthersim.scenario import shipped_ids
from esthersim.shipped import shipped

SMALL = """\
id: min
languages: [sv, en]
title: {sv: Min, en: Mine}
summary: {sv: Kort, en: Short}
minutes: 4
phases:
  en:
    title: {sv: Ett, en: One}
    minutes: 4
    aim: {sv: Vi lyssnar, en: We listen}
    first: patient
    questions:
      fraga:
        ask: {sv: "Hur var det?", en: "How was it?"}
        when: lost listan
"""


@pytest.mark.parametrize(("key", "minutes"), [("esther", 30), ("esther-10", 10), ("esther-full", 50)])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_guides_that_ship(key: str, minutes: float, language: str) -> None:
    """Three lengths in two languages; the minutes add up, and Esther is asked before anybody else."""
    guide = load_guide(key, language)
    assert (guide.id, guide.language, guide.minutes) == (key, language, minutes)
    assert sum(phase.minutes for phase in guide.phases) == minutes
    opening = [phase.first for phase in guide.phases if phase.first != "facilitator"]
    assert opening[0] == "patient"
    assert any("bäst för Esther" in phase.title or "best for Esther" in phase.title for phase in guide.phases)


@pytest.mark.parametrize("key", guide_ids())
def test_a_guide_asks_one_thing_at_a_time(key: str) -> None:
    """A question has one question mark, at its end, and a phase's own questions fit its minutes."""
    for language in ("sv", "en"):
        for phase in load_guide(key, language).phases:
            alone = [question for question in phase.questions if question.for_each is None]
            assert len(alone) <= phase.minutes / 1.5
            for question in phase.questions:
                assert question.ask.count("?") == 1
                assert question.ask.endswith("?")


def test_both_languages_have_the_same_questions() -> None:
    """The ids, which stand in journals, do not depend on the language."""
    for key in guide_ids():
        swedish, english = load_guide(key, "sv"), load_guide(key, "en")
        assert [[each.id for each in phase.questions] for phase in swedish.phases] == [
            [each.id for each in phase.questions] for phase in english.phases
        ]
        assert swedish.title != english.title or key == "esther"


@pytest.mark.parametrize("suggested", guide_ids())
def test_the_guides_to_choose_from_begin_with_the_suggested_ones(suggested: str) -> None:
    """All of them are there once; the lengths of the suggested guide come first, those of the others side by side."""
    listed = [guide.id for guide in guides_to_choose(suggested, "sv")]
    assert sorted(listed) == list(guide_ids())
    name = re.sub("-(10|15|full)$", "", suggested)
    family = [each for each in listed if each.startswith(name)]
    assert listed[: len(family)] == family
    assert suggested in family
    assert len(family) >= 2


def test_each_model_has_a_short_form_beside_its_full_one() -> None:
    """A short form has the name of the full one and its minutes; it is no longer than half of it."""
    for key in guide_ids():
        name, _dash, minutes = key.rpartition("-")
        if minutes.isdecimal():
            assert load_guide(key, "sv").minutes == int(minutes)
            assert int(minutes) <= load_guide(name, "sv").minutes / 2


def test_an_unknown_language_gets_english() -> None:
    """A language that a file does not have is answered in English, and the guide says so."""
    assert load_guide("esther", "fi").language == "en"
    assert load_guide("esther", "sv-FI").language == "sv"


def test_scenarios_may_name_what_ships() -> None:
    """The ids that the check of scenarios knows are those that can be loaded."""
    assert shipped_ids.guide_ids() == set(guide_ids())
    assert shipped_ids.instrument_ids() == set(instrument_ids())


def test_the_checklists_have_what_is_forgotten() -> None:
    """The ids are fixed: they stand in journals."""
    assert closing_ids() == ("modig-chef", "mandat", "esther-vet", "de-andra", "sprida", "halla-i", "uppfoljning")
    assert prebriefing_ids() == (
        "varfor", "valvilja", "stannar-har", "roller", "esthers-rost", "pa-latsas", "paus", "tid-och-rum", "pahittat",
    )  # fmt: skip
    for key in ("prebriefing", "closing"):
        swedish, english = load_checklist(key, "sv"), load_checklist(key, "en")
        assert [item.id for item in swedish.items] == [item.id for item in english.items]
        assert all(one.text != other.text for one, other in zip(swedish.items, english.items, strict=True))
    assert load_checklist("closing", "sv").item("mandat") is not None
    assert load_checklist("closing", "sv").item("gammal") is None


def test_an_instrument_shows_what_its_observer_watches() -> None:
    """Only the areas that the observer was given; all of them where none of them was named."""
    instrument = load_instrument("teamstepps", "sv")
    assert {area.id for area in instrument.areas} == shipped_ids.behaviour_ids()
    assert [area.id for area in instrument.watched(("communication", "sbar"))] == ["communication"]
    assert instrument.watched(("sbar",)) == instrument.areas


@pytest.mark.parametrize("key", instrument_ids())
def test_the_scale_of_an_instrument_is_data(key: str) -> None:
    """Its answers have texts in both languages, not observed is none of them, and its aim tells no scale in prose."""
    swedish, english = load_instrument(key, "sv"), load_instrument(key, "en")
    assert [answer for answer, _text in swedish.answers] == [answer for answer, _text in english.answers]
    assert swedish.not_observed != english.not_observed
    assert swedish.not_observed not in dict(swedish.answers).values()
    assert not re.search(r"\d|noll|zero|[Ss]vara (ja|1)", swedish.aim + english.aim)


def test_an_instrument_of_ones_own_folder(tmp_path: Path) -> None:
    """An instrument is read from a folder as a guide is, and not observed can be no answer of its scale."""
    text = (shipped("debrief") / "instruments" / "fidelity.yaml").read_text(encoding="utf-8")
    (tmp_path / "fidelity.yaml").write_text(text.replace("sv: nej", "sv: knappast"), encoding="utf-8")
    assert dict(load_instrument("fidelity", "sv", tmp_path).answers)["nej"] == "knappast"
    (tmp_path / "wrong.yaml").write_text(text.replace("  nej:", "  not-observed:"), encoding="utf-8")
    with pytest.raises(DocumentError, match="'not-observed' is never one of the scale"):
        load_instrument("wrong", "sv", tmp_path)
    with pytest.raises(DocumentError, match="there is no instrument 'behaviours'"):
        load_instrument("behaviours", "sv")


given = st.lists(st.sampled_from(["ja", "delvis", "nej", NOT_OBSERVED]))


@hypothesis.given(given, st.integers(0, 20))
def test_not_observed_is_never_zero(answers: list[str], unseen: int) -> None:
    """However many did not observe it, no count, no total and no share changes; it is counted apart."""
    instrument = load_instrument("fidelity", "sv")
    before, after = tally(instrument, answers), tally(instrument, [*answers, *[NOT_OBSERVED] * unseen])
    assert after.counts == before.counts
    assert after.answered == before.answered == sum(answer != NOT_OBSERVED for answer in answers)
    assert after.not_observed == before.not_observed + unseen
    shares = [after.share(answer) for answer, _text in instrument.answers]
    assert shares == [before.share(answer) for answer, _text in instrument.answers]
    assert shares == [None, None, None] if not after.answered else sum(filter(None, shares)) == pytest.approx(1)


def test_only_answers_of_the_scale_are_counted() -> None:
    """The counts stand in the order of the scale; what is no answer is refused, not left out."""
    instrument = load_instrument("collaboration", "sv")
    counted = tally(instrument, ["5", "1", "5"])
    assert counted.counts == (("1", 1), ("2", 0), ("3", 0), ("4", 0), ("5", 2))
    assert counted.share("5") == pytest.approx(2 / 3)
    with pytest.raises(ValueError, match="'0' is no answer of 'collaboration'"):
        tally(instrument, ["0"])
    with pytest.raises(KeyError):
        counted.share(NOT_OBSERVED)


def test_no_authored_text_gives_a_score() -> None:
    """None of the files rates anybody."""
    for file in shipped("debrief").rglob("*.yaml"):
        text = re.sub(r"#.*|source:(\n  - .*)+", "", file.read_text(encoding="utf-8"))
        assert not re.search(r"\b(poäng|betygsätt[^s]|score|grade) ", text), file


def broken(text: str) -> str:
    """Return what is said about a guide that cannot be read."""
    with pytest.raises(DocumentError) as error:
        document_from_text(GuideText, text, "min.yaml")
    return str(error.value)


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("    aim:", "    aims:", "min.yaml:10:5: there is no key 'phases.en.aims'; did you mean 'aim'?"),
        ("    aim: {sv: Vi lyssnar, en: We listen}\n", "", "min.yaml:8:5: 'phases.en.aim' is missing; write it"),
        ("minutes: 4\nphases", "minutes: snart\nphases", "min.yaml:5:10: 'minutes' is not a number"),
        ("minutes: 4\nphases", "minutes: 5\nphases", "the guide has 5, and its phases have 4 together"),
        ("first: patient", "first: patients", "min.yaml:11:12: 'phases.en.first' cannot be 'patients'; did you mean"),
        (', en: "How was it?"}', "}", "min.yaml:14:14: 'phases.en.questions.fraga.ask' has no text in 'en'"),
        ('"Hur var det?"', '"Hur var {vem}?"', "the gap 'vem' is not known here: there are 'patient'"),
        ("when: lost listan", "when: lost and", "min.yaml:15:15: 'phases.en.questions.fraga.when' is not a condition"),
        ("when: lost listan", "finding: fact-losst", "min.yaml:15:18: 'phases.en.questions.fraga.finding' cannot be"),
        ("when: lost listan", "for_each: finding", "must say of which kind, with 'finding'"),
        ("when: lost listan", "ask: {sv: a, en: b}", "min.yaml:15:9: the key 'ask' is here a second time"),
        ("    first", "\tfirst", "min.yaml:11:1: there is a tab here"),
        (SMALL, "", "min.yaml:1:1: 'guide' must have keys of its own"),
        (SMALL, "- a\n- b\n", "'guide' must have keys of its own"),
        (SMALL, "a: \0b", "min.yaml:1:4: there is a character here that cannot be part of a text"),
    ],
)
def test_a_broken_guide_is_reported_with_its_place(right: str, wrong: str, problem: str) -> None:
    """Each mistake is one line with file, line and column, what is wrong and what to do."""
    assert right in SMALL
    message = broken(SMALL.replace(right, wrong, 1))
    assert problem in message
    assert "\n" not in message


def test_the_small_guide_is_right() -> None:
    """What the mistakes above are made from can be read, with its condition."""
    guide = document_from_text(GuideText, SMALL, "min.yaml")
    when = guide.phases["en"].questions["fraga"].when
    assert when is not None
    assert when.text == "lost listan"


def test_mistakes_are_reported_in_swedish_too() -> None:
    """The interface's language is the language of the message, where it has a translation."""
    set_language("sv")
    assert broken(SMALL.replace("    aim:", "    aims:")).startswith("min.yaml:10:5: ")


def test_a_guide_of_ones_own_folder(tmp_path: Path) -> None:
    """A guide can be read from a folder; what is not there, too long, or outside it, is reported."""
    (tmp_path / "min.yaml").write_text(SMALL, encoding="utf-8")
    assert load_guide("min", "sv", tmp_path).title == "Min"
    (tmp_path / "stor.yaml").write_text(SMALL + "#" * LONGEST, encoding="utf-8")
    with pytest.raises(DocumentError, match="more than 200000 characters"):
        load_guide("stor", "sv", tmp_path)
    with pytest.raises(DocumentError, match="there is no guide 'minn'; did you mean 'min'"):
        load_guide("minn", "sv", tmp_path)
    (tmp_path / "inne").mkdir()
    with pytest.raises(DocumentError, match="there is no guide"):
        load_guide("../min", "sv", tmp_path / "inne")
    (tmp_path / "latin.yaml").write_bytes(b"id: m\xe5l\n")
    with pytest.raises(DocumentError, match="UTF-8"):
        load_guide("latin", "sv", tmp_path)


def test_a_hostile_file_ends_soon() -> None:
    """A bomb of aliases is refused, not unpacked."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "min.yaml:" in broken("\n".join(lines))
