"""Story time: the patient's hours and months, and the deadlines that are measured in them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from esthersim.scenario.durations import Duration
from esthersim.scenario.model import Event

if TYPE_CHECKING:  # the state asks this module about deadlines
    from esthersim.play.state import State


class Kept(StrEnum):
    """How a deadline stands."""

    NOT_STARTED = "not-started"
    RUNNING = "running"
    MET = "met"
    LATE = "late"
    NEVER = "never"


def story_time_at(event: Event, before: datetime, starts: datetime) -> datetime:
    """Return the story time on arrival at an event; it never runs back, whatever the file says."""
    if event.after is not None:
        return _later(before, event.after)
    if event.at is not None:
        try:
            return max(before, event.at.on(starts))
        except OverflowError:
            return before
    return before


def _later(moment: datetime, length: Duration) -> datetime:
    """Return the moment so much later, or the last there is: in a loop of decades the calendar may end first."""
    try:
        return length.after(moment)
    except (OverflowError, ValueError):
        return datetime.max  # noqa: DTZ901 - story time has no time zone


def deadline_kept(state: State, deadline: str) -> Kept:
    """Say how a deadline stands: judged from each latest arrival at `from`; once late is late.

    `never` is a deadline that was still running when the journey came to an ending.
    """
    rule = state.scenario.deadlines.get(deadline)
    if rule is None or state.journey is None:
        return Kept.NOT_STARTED
    started: datetime | None = None
    kept = Kept.NOT_STARTED
    for visit in reversed(list(state.journey.visits())):
        if visit.event == rule.to and started is not None:
            if visit.story > _later(started, rule.within):
                return Kept.LATE
            kept, started = Kept.MET, None
        if visit.event == rule.start:
            started = visit.story
    if started is None:
        return kept
    if state.at_ending:
        return Kept.NEVER
    return Kept.LATE if state.journey.story > _later(started, rule.within) else Kept.RUNNING
