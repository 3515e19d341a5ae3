"""Handover formats and behaviours: the data that ships, in both languages."""

from __future__ import annotations

import re

import pytest

from esthersim.authored.documents import DocumentError, document_from_text
from esthersim.scenario.formats import DOCUMENTS, FormatText, format_ids, handover_format, section_ids
from esthersim.scenario.shipped_ids import behaviour_ids, behaviours, instrument_ids


def test_the_formats_of_the_reference_are_there() -> None:
    """The six formats that a handover may name."""
    assert format_ids() == {"sbar", "sbarr", "isbar", "ipass", "five-questions", "free"}


def test_sbar_in_swedish() -> None:
    """Vårdhandboken's four headings, in order."""
    sbar = handover_format("sbar", "sv")
    assert [section.title for section in sbar.sections] == [
        "Situation",
        "Bakgrund",
        "Aktuell bedömning",
        "Rekommendation",
    ]
    assert "".join(section.letter for section in sbar.sections) == "SBAR"
    assert [section.id for section in sbar.sections] == ["situation", "background", "assessment", "recommendation"]


@pytest.mark.parametrize("id_", sorted(format_ids()))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_prompts_fit_in_large_type(id_: str, language: str) -> None:
    """Every part has a letter, a title and one short question; every format has the three words of the closed loop."""
    content = handover_format(id_, language)
    assert content.title
    assert len(content.closed_loop) == 3
    for section in content.sections:
        assert len(section.letter) == 1
        assert section.title
        assert section.prompt.endswith("?")
        assert len(section.prompt) <= 48
    assert {section.id for section in content.sections} == section_ids(id_)


def test_further_parts_of_the_other_formats() -> None:
    """SBARR ends with the read-back, ISBAR begins with the identity, and free has no parts."""
    assert handover_format("sbarr", "sv").sections[-1].id == "read-back"
    assert handover_format("isbar", "sv").sections[0].id == "identity"
    assert section_ids("free") == set()
    assert [len(handover_format(id_, "sv").sections) for id_ in ("ipass", "five-questions")] == [5, 5]


def test_other_languages_get_english_and_dialects_their_language() -> None:
    """A scenario in Finnish is better served in English than not at all."""
    assert handover_format("five-questions", "fi").title == "Five questions"
    assert handover_format("five-questions", "sv-FI").title == "Fem frågor"


@pytest.mark.parametrize("id_", sorted(format_ids()))
def test_what_belongs_in_each_part_is_told_in_both_languages(id_: str) -> None:
    """Each part says what goes there, the format when it is a good one, and the closed loop what its steps are."""
    swedish, english = handover_format(id_, "sv"), handover_format(id_, "en")
    assert swedish.suits != english.suits
    assert [step.word for step in english.closed_loop] == ["Say it", "Repeat in your own words", "Confirm"]
    for one, other in zip(swedish.sections, english.sections, strict=True):
        assert one.belongs.endswith(".")
        assert other.belongs.endswith(".")
        assert one.belongs != other.belongs
    for step, translated in zip(swedish.closed_loop, english.closed_loop, strict=True):
        assert step.means.endswith(".")
        assert step.means != translated.means


def test_an_unknown_format_is_told() -> None:
    """Nobody gets an empty format by mistake, nor a file from elsewhere."""
    with pytest.raises(DocumentError, match="there is no handover format 'sabr'; did you mean 'sbar'"):
        handover_format("sabr", "sv")
    for id_ in ("sabr", "../formats/sbar"):
        with pytest.raises(DocumentError):
            section_ids(id_)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("    belongs:", "    belong:", "there is no key 'sections.situation.belong'; did you mean 'belongs'?"),
        ("    letter: S\n", "", "'sections.situation.letter' is missing; write it"),
        ("date: 2026-11-22", "date: i dag", "'date' is not a date; write it as in 2026-03-07"),
        ("  confirm:", "  confirmed:", "'closed_loop.confirmed' cannot be 'confirmed'; did you mean 'confirm'?"),
        (', en: "Situation"}', "}", "'sections.situation.title' has no text in 'en'"),
    ],
)
def test_a_broken_format_is_told_with_its_place(right: str, wrong: str, told: str) -> None:
    """Each mistake is one line with file, line and column, what is wrong and what to do."""
    text = (DOCUMENTS.folder() / "sbar.yaml").read_text(encoding="utf-8")
    assert document_from_text(FormatText, text, "sbar.yaml").id == "sbar"
    with pytest.raises(DocumentError) as error:
        document_from_text(FormatText, text.replace(right, wrong, 1), "sbar.yaml")
    assert re.match(r"sbar\.yaml:\d+:\d+: ", str(error.value))
    assert told in str(error.value)


def test_behaviours_have_titles_in_both_languages() -> None:
    """The five areas that an observer can watch."""
    assert behaviour_ids() == {
        "team-structure",
        "communication",
        "leadership",
        "situation-monitoring",
        "mutual-support",
    }
    assert [each.id for each in behaviours("sv")] == [each.id for each in behaviours("en")]
    assert all(
        swedish.title != english.title for swedish, english in zip(behaviours("sv"), behaviours("en"), strict=True)
    )
    assert behaviours("fi") == behaviours("en")
    assert all(each.look_for.endswith(".") for each in behaviours("sv"))
    assert "teamstepps" in instrument_ids()
