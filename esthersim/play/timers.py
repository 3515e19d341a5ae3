"""Room timers: values in the state, compared with room time in seconds. This module does not read a clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from esthersim.play.arrivals import Arrived, after, arrive
from esthersim.play.due import Due, arrived, waits
from esthersim.play.entry import IN_SIMULATION, Command, Decision, Entries, Entry, JourneyEntry
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


def expiry(state: State, room: float, *, early: bool = False) -> Entries:
    """Return the entries when the present timer runs out: it may move the journey on, even out of an open handover."""
    timer = state.event.timer
    expired = TimerExpired(state.here.event, early)
    if timer is None or timer.next not in state.scenario.events or state.event.ending is not None:
        return (expired,)
    return (expired, *moved_on(after(state, expired, room), timer.next, Cause.TIMER, room))


def moved_on(state: State, to: str, cause: Cause, room: float) -> Entries:
    """Return the entries when the team is taken to another event, whatever it was doing; what was heard is kept."""
    handover, entries = state.event.handover, tuple[Entry, ...]()
    if handover is not None and is_open(handover, state.here.handover):
        left = skipped(handover, state.here.handover)
        state, entries = after(state, left, room), (left,)
    return (*entries, *arrive(state, Arrived(to, cause)))


def brought_by_time(state: State, room: float) -> Entries:
    """Return the entries of everything at the present event whose room time has come, in order of time.

    At the same second the timer goes first.
    """
    entries: Entries = ()
    while (now := _first(state, room)) is not None:
        entries = (*entries, *now)
        for entry in now:
            state = after(state, entry, room)
    return entries


def _first(state: State, room: float) -> Entries | None:
    """Return the entries of what comes first at the present event by a room time; `None` where nothing does."""
    journey = state.journey
    if journey is None or state.paused or state.step is not Step.SIMULATION:
        return None
    expires, comes = _expires(state), _next_inject(state)
    if expires is None and comes is None:
        return None
    passed = room - journey.entered
    # Not at the moment of arrival, so that a limit of zero (which no file should have) cannot loop for ever.
    if expires is not None and passed > 0 and (comes is None or expires <= comes[0]):
        return expiry(state, room) if round(expires - passed, 3) <= 0 else None
    return _arrival(state, comes[1], room) if comes is not None and round(comes[0] - passed, 3) <= 0 else None


def _expires(state: State) -> float | None:
    """Return how long after the arrival the present timer runs out, in seconds; `None` without one, or if it has."""
    timer = state.event.timer
    return None if timer is None or state.here.ran_out else timer.limit.total_seconds + state.here.extra


def _next_inject(state: State) -> tuple[float, str] | None:
    """Return the inject that comes next at the present event, after how many seconds there; `None` without one."""
    injects, journey = state.scenario.injects, state.here
    waiting = [
        (float(arrives.room.total_seconds), key)
        for key in state.scenario.comes_by_room_time.get(journey.event, ())
        if waits(journey, key) and (arrives := injects[key].arrives) and arrives.room
    ]
    return min(waiting, key=lambda each: each[0], default=None)


def seconds_until_something_comes(state: State, room: float) -> float | None:
    """Return how long until the timer runs out or an inject comes by itself, in seconds; `None` if neither will."""
    if state.step is not Step.SIMULATION or state.journey is None:
        return None
    comes = _next_inject(state)
    moments = [each for each in (_expires(state), comes[0] if comes else None) if each is not None]
    return round(min(moments) - (max(room, state.room) - state.here.entered), 3) if moments else None


def _arrival(state: State, inject: str, room: float) -> Entries:
    """Return the entries of an inject that comes by room time, and where it leads."""
    entry = arrived(state, Due(inject, state.here.story))
    to = state.scenario.injects[inject].next
    if not entry.came or to not in state.scenario.events or state.event.ending is not None:
        return (entry,)
    return (entry, *moved_on(after(state, entry, room), to, Cause.INJECT, room))


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

    def handle(self, state: State, room: float, /) -> Decision:
        """Record the timer as run out early, with the same consequences as in time."""
        if state.event.timer is None or state.here.ran_out:
            return Refusal(Reason.NO_TIMER)
        return expiry(state, room, early=True)


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
