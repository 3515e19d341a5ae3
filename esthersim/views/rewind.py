"""Where a run can go back to: the arrivals, those that were taken back too (going there is going forward again)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from esthersim.debriefing.way import effective
from esthersim.lengths import minutes
from esthersim.play.entries import Arrived, Recorded
from esthersim.play.state import State
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import event_title


@dataclass(frozen=True, slots=True)
class Point:
    """An arrival to go back to; `undone` when a rewind took it back, `here` when the team stands there."""

    seq: int
    event: str
    title: str
    room: str
    undone: bool
    here: bool


def points(state: State, words: Scenario, journal: Sequence[Recorded]) -> tuple[Point, ...]:
    """Return every arrival of the run, oldest first."""
    standing = effective(journal)
    here = state.journey.way.seq if state.journey else 0
    return tuple(
        Point(
            recorded.seq,
            recorded.entry.event,
            event_title(words, recorded.entry.event),
            minutes(recorded.room),
            recorded.seq not in standing,
            recorded.seq == here,
        )
        for recorded in journal
        if isinstance(recorded.entry, Arrived)
    )


def point_before(state: State, words: Scenario, journal: Sequence[Recorded]) -> Point | None:
    """Return the arrival before the present one on the way, or `None` where the team stands at the first."""
    earlier = state.journey.way.earlier if state.journey else None
    if earlier is None:
        return None
    return next((point for point in points(state, words, journal) if point.seq == earlier.seq), None)
