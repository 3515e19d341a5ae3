"""The points to go back to: every arrival, including undone ones (going there is a redo)."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.lengths import minutes
from esthersim.play.entries import Arrived
from esthersim.play.retelling import Retelling
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import event_title


@dataclass(frozen=True, slots=True)
class Point:
    """An arrival to go back to; `undone` if a rewind has undone it, `here` if the team is there now."""

    seq: int
    event: str
    title: str
    room: str
    undone: bool
    here: bool


def points(retelling: Retelling, shown: Scenario) -> tuple[Point, ...]:
    """Return every arrival of the run, oldest first."""
    journey, standing = retelling.state.journey, retelling.standing
    here = journey.way.seq if journey else 0
    return tuple(
        Point(
            moment.seq,
            arrived.event,
            event_title(shown, arrived.event),
            minutes(moment.recorded.room),
            moment.seq not in standing,
            moment.seq == here,
        )
        for moment, arrived in retelling.each(Arrived)
    )


def point_before(retelling: Retelling, shown: Scenario) -> Point | None:
    """Return the arrival before the present one on the way, or `None` at the first."""
    journey = retelling.state.journey
    earlier = journey.way.earlier if journey else None
    if earlier is None:
        return None
    return next((point for point in points(retelling, shown) if point.seq == earlier.seq), None)
