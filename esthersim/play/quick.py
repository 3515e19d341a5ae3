"""The shortcuts of the rules, all of them: for the step that a run takes most often, and machines by the million.

From an event where all there is to do is go on, `Proceed` leads to the next one; and an arrival at an event that
changes nothing but the place needs no copy of the whole state field by field. `judge` and `evolve` ask here first. The
plain rules say the same, only later: `Proceed` and `Arrived` in `arrivals`; `tests/play/test_quick.py` holds the two
together.
"""

from __future__ import annotations

from functools import lru_cache

from esthersim.play.arrivals import Arrived
from esthersim.play.entry import Recorded, Ruling
from esthersim.play.journey import Journey, Visit
from esthersim.play.state import State
from esthersim.play.words import Cause, Step

_made = tuple.__new__
_NEXT = Cause.NEXT
_SIMULATION = Step.SIMULATION


def quick_step(state: State) -> Ruling | None:
    """Return what `Proceed` leads to where nobody has anything else to do; `None` where the rules must be asked."""
    journey = state.journey
    if journey is None or state.paused or state.step is not _SIMULATION:
        return None
    events = state.scenario.events
    to = events[journey.event].onward
    return None if to is None or to not in events else _onward(to)


@lru_cache(maxsize=4096)
def _onward(to: str) -> Ruling:
    """Return the arrival by `next`: entries are values, so one for each event is enough."""
    return Ruling((), (Arrived(to),))


def quick_arrival(state: State, recorded: Recorded) -> State | None:
    """Return the state after an arrival at an event that changes nothing but the place; `None` for all other entries.

    The tuples are made from their fields in order, at half the price of calling their classes: a new field of theirs
    needs a place here, and the test finds it missing.
    """
    seq, at, room, entry = recorded
    before = state.journey
    if type(entry) is not Arrived or before is None or entry.cause is not _NEXT:
        return None
    key = entry.event
    event = state.scenario.events.get(key)
    if event is None or not event.quiet:
        return None
    story, deeds = before.story, before.deeds
    way = _made(Visit, (key, seq, room, story, before.way))
    journey = _made(
        Journey,
        (key, room, 0.0, False, story, way, before.knowledge, before.variables, None, deeds, seq, before),
    )
    return _made(State, (state.scenario, seq, room, at, state.step, state.paused, state.setting, journey, state.plan))
