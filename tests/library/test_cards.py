"""Scenario cards: in which order they come, and in which language."""

from __future__ import annotations

from pathlib import Path

from esthersim.library.cards import scenario_cards
from support.room_library import room_library


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
