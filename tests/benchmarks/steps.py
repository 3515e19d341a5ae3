"""Steps a second against the `transitions` library, on a ring of 500 events, journals kept in memory.

A step is what happens between a key press and the new state: decide and evolve of a `Proceed`, every entry kept. The
other side is a machine of 500 states with one trigger, no automatic transitions, and the state kept in a list by a
callback. Both run whole laps of the ring, in turns, and the ratio is the median of the turns. The garbage collector is
at work, but what both sides have imported and built is frozen first, so that neither pays for the other's modules.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from statistics import median
from time import process_time

from benchmarks.figures import Figure

from esthersim.play import commands as c
from esthersim.play.entries import Recorded
from esthersim.play.plays import at_the_start
from esthersim.play.rules import evolve, judge
from esthersim.play.state import State
from support.graphs import ring

EVENTS, ROUNDS = 500, 60
STEPS = 2 * EVENTS
AIM = 5.0


def figure() -> Figure:
    """Measure both and compare: how many times as many steps a second."""
    ours, theirs = _ours(), _theirs()
    gc.collect()
    gc.freeze()
    seconds = [(ours(), theirs()) for _ in range(ROUNDS)]
    gc.unfreeze()
    own, other = (STEPS / median(side) for side in zip(*seconds, strict=True))
    ratio = median(their / our for our, their in seconds)
    return Figure("steps a second", f"{own:,.0f}", f"transitions {other:,.0f}", ratio, AIM, more_is_better=True)


def _ours() -> Callable[[], float]:
    beginning = at_the_start(ring(EVENTS)).state
    at = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)
    proceed, rooms = c.Proceed(), [float(second) for second in range(STEPS)]

    def lap() -> float:
        state: State = beginning
        journal: list[Recorded] = []
        begun = process_time()
        for room in rooms:
            for entry in judge(state, proceed, room).entries:
                recorded = Recorded(state.seq + 1, at, room, entry)
                state = evolve(state, recorded)
                journal.append(recorded)
        taken = process_time() - begun
        assert len(journal) == STEPS
        return taken

    return lap


def _theirs() -> Callable[[], float]:
    machine_type = import_module("transitions").Machine  # has no types, and is there only for this

    names = [f"e{number}" for number in range(EVENTS)]

    class Model:
        state: str
        proceed: Callable[[], bool]

        def keep(self) -> None:
            journal.append(self.state)

    journal: list[str] = []
    model = Model()
    machine = machine_type(model, states=names, initial=names[0], auto_transitions=False, after_state_change="keep")
    for here, there in zip(names, [*names[1:], names[0]], strict=True):
        machine.add_transition("proceed", here, there)

    def lap() -> float:
        journal.clear()
        begun = process_time()
        for _ in range(STEPS):
            model.proceed()
        taken = process_time() - begun
        assert len(journal) == STEPS
        return taken

    return lap
