"""Room timers: values in the state, compared with room time in seconds. This module does not read a clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from esthersim.play.arrivals import Arrived
from esthersim.play.entry import IN_SIMULATION, Command, Decision, Entries, JourneyEntry
from esthersim.play.handover import is_open, skipped
from esthersim.play.journey import Journey
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.vocabulary import Cause, Reason, Step

LONGEST_EXTENSION = 3600.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class TimerReading:
    """The present timer at a moment: seconds left (negative when over time), the limit, and whether it is urgent."""

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
    """Return whether the present timer has run out by this room time without having been recorded."""
    journey = state.journey
    if journey is None or state.scenario.events[journey.event].timer is None or journey.ran_out or state.paused:
        return False
    reading = read_timer(state, room)
    # Not at the moment of arrival, so that a limit of zero (which no file should have) cannot loop for ever.
    return reading is not None and reading.ran_out and room > journey.entered


def expiry(state: State, *, early: bool = False) -> Entries:
    """Return the entries when the present timer runs out: it may move the journey on, even out of an open handover."""
    event, timer = state.event, state.event.timer
    entries: Entries = (TimerExpired(state.here.event, early),)
    if timer is None or timer.next not in state.scenario.events or event.ending is not None:
        return entries
    if event.handover is not None and is_open(event.handover, state.here.handover):
        entries = (*entries, skipped(event.handover, state.here.handover))
    return (*entries, Arrived(timer.next, Cause.TIMER))


@dataclass(frozen=True, slots=True)
class TimerExpired(JourneyEntry):
    """The room timer of the present event ran out; `early` when the facilitator ended it."""

    event: str
    early: bool = False

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Remember that the event's timer ran out."""
        return journey._replace(record=journey.record._replace(expired=journey.expired | {self.event}), ran_out=True)


@dataclass(frozen=True, slots=True)
class Tick(Command):
    """Time has passed and nothing else was done; a timer may have run out."""

    def handle(self, _state: State, _room: float, /) -> Decision:
        """Record nothing: expired timers are recorded before any command is judged."""
        return ()


@dataclass(frozen=True, slots=True)
class RunOut(Command):
    """End the present timer now, where the facilitator does not want to wait for it."""

    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    in_pause: ClassVar[bool] = False
    of_event: ClassVar[bool] = True

    def handle(self, state: State, _room: float, /) -> Decision:
        """Record the timer as run out early, with the same consequences as in time."""
        if state.event.timer is None or state.here.ran_out:
            return Refusal(Reason.NO_TIMER)
        return expiry(state, early=True)


@dataclass(frozen=True, slots=True)
class TimerExtended(Command, JourneyEntry):
    """The facilitator gave more time, in seconds."""

    seconds: float
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    of_event: ClassVar[bool] = True

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept up to an hour, where the event has a timer."""
        if state.event.timer is None:
            return Refusal(Reason.NO_TIMER)
        return (self,) if 0 < self.seconds <= LONGEST_EXTENSION else Refusal(Reason.OUT_OF_RANGE, ("seconds",))

    def change(self, state: State, journey: Journey, room: float, /) -> Journey:
        """Add the time; for a timer that has run out, it counts from now."""
        if not journey.ran_out:
            return journey._replace(extra=journey.extra + self.seconds)
        timer = state.event.timer
        over = room - journey.entered - (timer.limit.total_seconds if timer else 0)
        return journey._replace(extra=over + self.seconds, ran_out=False)
