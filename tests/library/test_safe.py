"""What must not be learned in the library: bad care that led to the best ending no longer does."""

from __future__ import annotations

from esthersim.play.plays import PlayResult, run_play
from support.shipped_journeys import journey


def played(scenario: str, play: str) -> PlayResult:
    """Play what a journey has written down about itself."""
    return run_play(journey(scenario), dict(journey(scenario).plays)[play])


def test_tablets_for_a_leg_without_signs_of_infection_are_not_the_best_ending() -> None:
    """The doctor was told of no fever and no spreading redness; what the course costs is told at the market."""
    result = played("sarkonsultation", "kuren-och-natterna")
    assert result.failure is None
    assert "fredagens-varden" in result.state.here.knowledge["lakare"]
    assert (result.state.here.event, result.state.here.variables["kur"]) == ("pallen", True)


def test_what_was_to_stay_in_the_kitchen_costs_when_it_is_told() -> None:
    """All that the nurse needed was said, and Sune as well: the Tuesdays are no longer Esther's."""
    result = played("anhorig-ringer", "sune-i-luren")
    assert result.failure is None
    assert {"matt", "gransen"} <= result.state.here.knowledge["distriktsskoterska"]
    assert result.state.here.event == "han-visste"


def test_a_brother_who_is_told_against_her_word_takes_the_bench_away() -> None:
    """Everything on the sheet was done, and Roland heard about the trolleys at the door."""
    result = played("forebyggande-hembesok", "roland-fick-veta")
    assert result.failure is None
    assert result.state.here.event == "som-forut"
