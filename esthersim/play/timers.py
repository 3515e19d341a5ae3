"""Room timers: values in the state, judged by room time in seconds. Nobody here looks at a clock."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.play.state import State
from esthersim.play.words import Step


@dataclass(frozen=True, slots=True)
class TimerReading:
    """The present timer at a moment: seconds left (negative: over time), the limit, and whether it is urgent."""

    limit: float
    left: float
    urgent: bool
    branches: bool

    @property
    def ran_out(self) -> bool:
        """Whether no time is left."""
        return self.left <= 0


def read_timer(state: State, room: float) -> TimerReading | None:
    """Read the timer of the present event at a room time; `None` where there is none."""
    if state.step is not Step.SIMULATION or state.journey is None:
        return None
    timer = state.event.timer
    if timer is None:
        return None
    limit = timer.limit.total_seconds + state.journey.extra
    left = round(limit - (max(room, state.room) - state.journey.entered), 3)  # room time is kept to the millisecond
    return TimerReading(limit, left, urgent=left <= timer.warn_seconds, branches=timer.next is not None)


def due(state: State, room: float) -> bool:
    """Tell whether the present timer has run out by this room time and nobody has recorded it."""
    journey = state.journey
    if journey is None or state.scenario.events[journey.event].timer is None or journey.ran_out or state.paused:
        return False
    reading = read_timer(state, room)
    # Not at the moment of arrival, so that a limit of nought (which no file should have) cannot spin.
    return reading is not None and reading.ran_out and room > journey.entered
