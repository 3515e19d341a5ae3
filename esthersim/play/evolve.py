"""`evolve`: the state after an entry. Total and deterministic: it never refuses, whatever the journal says.

An entry that names something the scenario no longer has (an edited text) changes nothing but the numbering; `replay`
is what tells people about that.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from esthersim.play.entries import Arrived, Recorded
from esthersim.play.evolving_arrival import arrived
from esthersim.play.evolving_journey import TO_JOURNEY
from esthersim.play.evolving_room import TO_ROOM
from esthersim.play.state import State
from esthersim.scenario.model import Scenario


def initial(scenario: Scenario) -> State:
    """Return the state before any entry."""
    return State(scenario)


def evolve(state: State, recorded: Recorded) -> State:
    """Return the state after one more entry."""
    seq, at, room, entry = recorded
    if isinstance(entry, Arrived):
        return arrived(state, entry, seq, at, room)
    kind = type(entry)
    to_journey = TO_JOURNEY.get(kind)
    if to_journey is not None and state.journey is not None:
        before = state.journey
        journey = to_journey(state, before, entry, room)
        if journey is not before:
            journey = journey._replace(seq=seq, older=before)
        return state._replace(seq=seq, at=at, room=room, journey=journey)
    to_room = TO_ROOM.get(kind)
    if to_room is not None:
        state = to_room(state, entry)
    return state._replace(seq=seq, at=at, room=room)


def fold(scenario: Scenario, recorded: Iterable[Recorded]) -> State:
    """Return the state that a whole journal amounts to."""
    return reduce(evolve, recorded, initial(scenario))
