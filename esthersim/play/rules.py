"""The entrance to the rules: `judge` says what follows from a command, `evolve` and `fold` what entries amount to.

Everybody comes in here: sessions, replay, plays, rehearsal, benchmarks. The plain rules stand in `judging` and in the
kinds of entry themselves. What is added here, and nowhere else, are two shortcuts for the step that a run takes most
often, and machines by the million; they say what the plain rules say, only sooner, and `tests/play/test_rules.py` holds
the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce

from esthersim.play.arrivals import Arrived, Proceed
from esthersim.play.entry import Command, Recorded, Ruling
from esthersim.play.journey import Journey, Visit
from esthersim.play.judging import ruling
from esthersim.play.state import Place, State
from esthersim.play.words import FACILITATOR, Cause, Step
from esthersim.scenario.model import Scenario

_made = tuple.__new__
_NEXT, _SIMULATION = Cause.NEXT, Step.SIMULATION


def judge(
    state: State, command: Command, room: float, *, place: Place | None = None, asker: str = FACILITATOR
) -> Ruling:
    """Return what follows from a command, or why it is refused. Pure, total and deterministic.

    `room` is the room time in seconds at which the command comes. `place` is what whoever asks had before them, where
    that may not be the present any more: a command for another event, or for another arrival at the same one, is
    refused as too late. `asker` is the seat that asks, which only for the facilitator may be another than the
    command's own.
    """
    # The shortcut: from an event where all there is to do is go on, going on leads to the next one.
    if type(command) is Proceed and place is None and asker == command.seat == FACILITATOR:
        journey = state.journey
        if journey is not None and not state.paused and state.step is _SIMULATION:
            to = state.scenario.only_ways.get(journey.event)
            if to is not None:
                return _onward(to)
    return ruling(state, command, room, place, asker)


@cache
def _onward(to: str) -> Ruling:
    """Return the arrival by `next`: entries are values, so one for each event is enough."""
    return Ruling((), (Arrived(to),))


def evolve(state: State, recorded: Recorded) -> State:
    """Return the state after one more entry. Total: it never refuses, whatever the journal says."""
    seq, at, room, entry = recorded
    before, scenario = state.journey, state.scenario
    # The shortcut: an arrival that changes nothing but the place. The tuples are made from their fields in order, at
    # half the price of calling their classes; a new field needs a place here, and the test finds it missing.
    if type(entry) is Arrived and before is not None and entry.cause is _NEXT and entry.event in scenario.quiet:
        event, story = entry.event, before.story
        way = _made(Visit, (event, seq, room, story, before.way))
        journey = _made(
            Journey,
            (event, room, 0.0, False, story, way, before.knowledge, before.variables, None, before.deeds, seq, before),
        )
        return _made(State, (scenario, seq, room, at, state.step, state.paused, state.setting, journey, state.plan))
    return entry.evolve(state, recorded)


def initial(scenario: Scenario) -> State:
    """Return the state before any entry."""
    return State(scenario)


def fold(scenario: Scenario, recorded: Iterable[Recorded]) -> State:
    """Return the state that a whole journal amounts to."""
    return reduce(evolve, recorded, initial(scenario))
