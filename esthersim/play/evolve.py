"""`evolve`: the state after an entry; `fold`: the state after a whole journal. Total: they never refuse."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from esthersim.play.entry import Recorded
from esthersim.play.quick import quick_arrival
from esthersim.play.state import State
from esthersim.scenario.model import Scenario


def initial(scenario: Scenario) -> State:
    """Return the state before any entry."""
    return State(scenario)


def evolve(state: State, recorded: Recorded) -> State:
    """Return the state after one more entry, by the evolution that its kind is registered with."""
    return quick_arrival(state, recorded) or recorded.entry.evolve(state, recorded)


def fold(scenario: Scenario, recorded: Iterable[Recorded]) -> State:
    """Return the state that a whole journal amounts to."""
    return reduce(evolve, recorded, initial(scenario))
