"""What must not be learned in the library: bad care that led to the best ending no longer does."""

from __future__ import annotations

from collections.abc import Mapping

from esthersim.play.plays import PlayResult, run_play
from esthersim.scenario.play_steps import PlayStep
from support.shipped_journeys import journey


def played(scenario: str, *steps: Mapping[str, object]) -> PlayResult:
    """Play steps as an author writes them."""
    return run_play(journey(scenario), tuple(map(PlayStep.model_validate, steps)))


def test_a_doctor_keeps_nobody_at_home_without_vital_signs_and_a_scan() -> None:
    """At `overrapportering-natt` the doctor cannot choose home on the empty bag alone."""
    until_the_doctor = (
        {"choose": "slangen"},
        {"hand_over": ["katetern"]},
        {"hand_over": ["pasen"]},
        {"choose": "soder"},
        {"choose": "scanna"},
    )
    home = {"choose": "hemma"}
    untold = played("overrapportering-natt", *until_the_doctor, {"hand_over": ["pasen"]}, home)
    assert untold.failure is not None
    assert untold.state.here.event == "lakaren-svarar"

    told = played("overrapportering-natt", *until_the_doctor, {"hand_over": ["varden", "scanningen"]}, home)
    assert told.failure is None
    assert told.state.here.event == "klart-slut"
