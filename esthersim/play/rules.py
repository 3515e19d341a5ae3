"""The entrance to the rules: `judge` answers a command, `evolve` and `fold` compute the state from entries.

Every caller comes in here: sessions, replay, plays, rehearsal, benchmarks. The general rules are in `judging` and in
the kinds of entry. Only the two shortcuts are defined here, for the most common step of a run, which rehearsal takes by
the million; they give the same result as the general rules, only faster, and `tests/play/test_rules.py` compares them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce

from esthersim.play.arrivals import Arrived, Proceed
from esthersim.play.entry import Command, Recorded, Ruling
from esthersim.play.journey import NO_PROPOSALS, Journey, Visit
from esthersim.play.judging import ruling
from esthersim.play.state import Place, State
from esthersim.play.vocabulary import FACILITATOR, Cause, Step
from esthersim.scenario.model import Scenario

_made = tuple.__new__
_NEXT, _SIMULATION = Cause.NEXT, Step.SIMULATION


def judge(
    state: State, command: Command, room: float, *, place: Place | None = None, asker: str = FACILITATOR
) -> Ruling:
    """Return the entries that follow from a command, or why it is refused. Pure, total and deterministic.

    `room` is the room time in seconds at which the command comes. `place` is the event and arrival that the asker saw,
    where the team may have moved on since: a command for another event, or for another arrival at the same event, is
    refused as too late. `asker` is the seat that asks; only the facilitator may ask on behalf of another seat.
    """
    # The shortcut: at an event with nothing else to do, proceeding leads to the next event.
    if type(command) is Proceed and place is None and asker == command.seat == FACILITATOR:
        journey = state.journey
        if journey is not None and not state.paused and state.step is _SIMULATION:
            to = state.scenario.only_ways.get(journey.event)
            if to is not None:
                return _onward(to)
    return ruling(state, command, room, place, asker)


@cache
def _onward(to: str) -> Ruling:
    """Return the arrival by `next`; entries are immutable, so one for each event is enough."""
    return Ruling((), (Arrived(to),))


def evolve(state: State, recorded: Recorded) -> State:
    """Return the state after one more entry. Total: it never refuses, whatever the journal says."""
    seq, at, room, entry = recorded
    before, scenario = state.journey, state.scenario
    # The shortcut: an arrival that changes only the place. The tuples are made from their fields in order, at half the
    # cost of calling their classes; a new field must be added here, and the test fails if it is missing.
    if type(entry) is Arrived and before is not None and entry.cause is _NEXT and entry.event in scenario.quiet:
        event, story = entry.event, before.story
        way = _made(Visit, (event, seq, room, story, before.way))
        journey = _made(
            Journey,
            (
                event,
                room,
                0.0,
                False,
                story,
                way,
                before.knowledge,
                before.variables,
                None,
                before.record,
                seq,
                before,
                None,
                NO_PROPOSALS,
            ),
        )
        return _made(State, (scenario, seq, room, at, state.step, state.paused, state.setting, journey, state.plan))
    return entry.evolve(state, recorded)


def initial(scenario: Scenario) -> State:
    """Return the state before any entry."""
    return State(scenario)


def fold(scenario: Scenario, recorded: Iterable[Recorded]) -> State:
    """Return the state after a whole journal."""
    return reduce(evolve, recorded, initial(scenario))
