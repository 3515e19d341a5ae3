"""Handover formats and behaviours: the data that ships, in both languages."""

from __future__ import annotations

import pytest

from esthersim.scenario.formats import format_ids, handover_format, section_ids
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


def test_unknown_format_is_a_key_error() -> None:
    """Nobody gets an empty format by mistake, nor a file from elsewhere."""
    for id_ in ("sabr", "../formats/sbar"):
        with pytest.raises(KeyError):
            handover_format(id_, "sv")
        with pytest.raises(KeyError):
            section_ids(id_)


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
    assert "teamstepps" in instrument_ids()
