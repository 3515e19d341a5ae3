"""Texts as they are shown: the case whose condition holds, with the values put in.

What an event says is settled on arrival, after its effects, so that nothing changes while it is read. Values are put
in as the language of the text writes them, whatever language the interface speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from esthersim.authored.conditions import CLOCK, Value, holds, value_text
from esthersim.language import format_decimals, format_truth
from esthersim.play.state import State
from esthersim.scenario.model import THE_PATIENT, Decision, Scenario
from esthersim.scenario.wordings import Case, filled


def worded(state: State, wording: Sequence[Case], language: str) -> str:
    """Return a text, written in a language, as it reads in this state; empty where there is none."""
    case = next((each for each in wording if holds(each.when, state)), None)
    return "" if case is None else filled(case.text, lambda name: _value_text(state, name, language))


def worded_on_arrival(state: State, wording: Sequence[Case], language: str) -> str:
    """Return a text of the present event as it read when the team arrived there."""
    return worded(on_arrival(state), wording, language)


def on_arrival(state: State) -> State:
    """Return the state as it was when the team had arrived at the present event, with its effects."""
    journey = state.here
    return state._replace(journey=journey.at(journey.way.seq) or journey)


def spoken_by(state: State, shown: Scenario, patient: str = "") -> str:
    """Return a patient's own words at the present event, as they read on arrival; of the only one without a patient."""
    spoken = shown.events[state.here.event].esther
    only = THE_PATIENT if THE_PATIENT in spoken else next(iter(spoken), "")
    wording = spoken.get(patient) or (spoken.get(only, ()) if not patient or patient == _first(shown) else ())
    return worded_on_arrival(state, wording, shown.language)


def _first(shown: Scenario) -> str:
    return next(iter(shown.patients), "")


def worded_option(state: State, decision: Decision, key: str, language: str) -> str:
    """Return the text of an option, as it read when it was first on offer at this visit without a break since."""
    option, shown = decision.options[key], state
    if _always_the_same(option.text):
        return worded(state, option.text, language)
    arrived, journey = state.here.way.seq, state.here
    while journey.seq != arrived and journey.older is not None:
        journey = journey.older
        earlier = state._replace(journey=journey)
        if journey.way.seq != arrived or not holds(option.when, earlier):
            break
        shown = earlier
    return worded(shown, option.text, language)


def _always_the_same(wording: Sequence[Case]) -> bool:
    """Return whether a text reads the same in every state: one case, with nothing to put in."""
    return len(wording) == 1 and wording[0].when is None and "{" not in wording[0].text


def _value_text(state: State, name: str, language: str) -> str | None:
    """Return a value in the manner of a language, with as many decimals as it had first; `None` for no such name."""
    value = state.value(name)
    if value is None:
        return None
    if isinstance(value, bool):
        return format_truth(value, language)
    if name == CLOCK and CLOCK not in state.scenario.variables:
        return f"{int(value) // 60:02}:{int(value) % 60:02}"
    return format_decimals(value, decimals(state.scenario.variables.get(name, 0)), language)


def decimals(value: Value) -> int:
    """Return how many decimals a value was written with."""
    return len(value_text(value).partition(".")[2])
