"""Scenario cards: in which order they come, and in which language."""

from __future__ import annotations

from pathlib import Path

from esthersim.library.cards import scenario_cards
from esthersim.library.heads import head_of, read_head
from esthersim.library.scenarios import Library
from support.room_library import room_library
from support.two_patients import TWO_PATIENTS, two_patients


def test_the_shortest_scenario_comes_first_and_broken_ones_last(tmp_path: Path) -> None:
    """A newcomer's first choice is the one that takes least time; what cannot be played is at the end."""
    cards = scenario_cards(room_library(tmp_path), None)
    assert [card.id for card in cards] == ["viktlarm", "annat", "trasig"]
    assert cards[0].total == "30 min"
    assert cards[0].people == "3-5 people"
    assert cards[0].languages == ("sv", "en")
    assert "title" in cards[2].problem
    assert cards[2].problems


def test_a_scenario_is_described_in_the_language_asked_for(tmp_path: Path) -> None:
    """Where there is a translation its title is shown, else the scenario's own."""
    titles = [card.title for card in scenario_cards(room_library(tmp_path), "en")]
    assert titles[:2] == ["Weight alarm on a Saturday", "Annat [b]larm[/b]"]


def test_a_card_says_who_has_reviewed_and_tried_the_scenario(tmp_path: Path) -> None:
    """Each review and pilot in a sentence; one that has neither says so."""
    (tmp_path / "two-patients.yaml").write_text(TWO_PATIENTS, encoding="utf-8")
    (card,) = scenario_cards(Library([tmp_path]), None)
    assert card.proof == (
        "Reviewed for its clinical content on Monday 4 May 2026, by physician.",
        "Piloted on Monday 1 June 2026, with 6 people.",
    )
    assert scenario_cards(room_library(tmp_path / "other"), None)[0].proof == ("Neither reviewed nor piloted.",)


def test_the_head_of_a_file_holds_its_proof(tmp_path: Path) -> None:
    """Read alone, or with the rest of the file."""
    file = tmp_path / "two-patients.yaml"
    file.write_text(TWO_PATIENTS, encoding="utf-8")
    assert read_head(file) == head_of(two_patients())
