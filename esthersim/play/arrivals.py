"""Where the team is: arriving at events, proceeding to the next, ticking an event's checklist, and going back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from esthersim.authored.conditions import holds
from esthersim.play.documents import with_documents
from esthersim.play.due import arrived, first_due
from esthersim.play.effects import apply_effects
from esthersim.play.entry import IN_SIMULATION, Command, Decision, Entries, Entry, JourneyEntry, Overridable, Recorded
from esthersim.play.handover import is_open, skipped
from esthersim.play.journey import NO_PROPOSALS, HandoverProgress, Journey, JourneyRecord, Visit
from esthersim.play.people import sender, settled_on_arrival
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.story import story_time_at
from esthersim.play.vocabulary import Cause, Observation, Reason, Step
from esthersim.scenario.model import UNDATED, Branch, Event

_SLIPS = frozenset({Observation.MISSED, Observation.LATE})


@dataclass(frozen=True, slots=True)
class Arrived(JourneyEntry):
    """The team has arrived at an event; `overridden` names what was left open at the event before."""

    event: str
    cause: Cause = Cause.NEXT
    overridden: tuple[str, ...] = ()

    def evolve(self, state: State, recorded: Recorded, /) -> State:
        """Move the team there. An unknown event changes only the numbering; the start begins a new journey.

        Who is there is settled first; then those who see documents learn their facts, and the effects happen.
        """
        seq, at, room, _entry = recorded
        event = state.scenario.events.get(self.event)
        if event is None:
            return state._replace(seq=seq, at=at, room=room)
        before = None if self.cause is Cause.START else state.journey
        journey = _begun(state, self.event, seq, room) if before is None else self.change(state, before, room)
        journey = journey._replace(
            seq=seq,
            older=state.journey,
            entered=room,
            way=Visit(self.event, seq, room, journey.story, before.way if before else None),
        )
        there = settled_on_arrival(state._replace(journey=journey), event)
        journey = with_documents(state, journey._replace(there=there), event)
        journey = apply_effects(state, journey, event.effects)
        return state._replace(seq=seq, at=at, room=room, journey=journey)

    def change(self, state: State, journey: Journey, _room: float, /) -> Journey:
        """Drop the previous event's handover and timer, and advance story time."""
        event = state.scenario.events[self.event]
        return journey._replace(
            event=self.event,
            extra=0.0,
            ran_out=False,
            story=story_on_arrival(state, journey, self.event, self.cause),
            there=None,
            proposals=NO_PROPOSALS,
            handover=None if event.handover is None else HandoverProgress(),
            record=_remember_slips(journey.record, self.event),
        )


def _begun(state: State, key: str, seq: int, room: float) -> Journey:
    scenario = state.scenario
    event = scenario.events[key]
    story = story_time_at(event, state.story_starts, state.story_starts)
    return Journey(
        event=key,
        entered=room,
        extra=0.0,
        ran_out=False,
        story=story,
        way=Visit(key, seq, room, story, None),
        knowledge=scenario.knowledge,
        variables=scenario.variables,
        handover=None if event.handover is None else HandoverProgress(),
        record=JourneyRecord(),
        seq=seq,
        older=None,
    )


def _remember_slips(record: JourneyRecord, event: str) -> JourneyRecord:
    """Remember what was missed or late at this event; a later visit that ends otherwise does not undo it."""
    slips = {(mark, key) for (at, key), mark in record.marks.items() if at == event and mark in _SLIPS}
    return record._replace(slipped=record.slipped | slips) if slips else record


@dataclass(frozen=True, slots=True)
class Proceed(Overridable):
    """Leave the event by its `next`; `override` skips required checklist items and an open handover."""

    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    in_pause: ClassVar[bool] = False
    of_event: ClassVar[bool] = True

    def handle(self, state: State, room: float, /) -> Decision:
        """Arrive at the next event; a handover that is skipped ends with the facts heard so far."""
        event = state.event
        if event.ending is not None:
            return Refusal(Reason.AT_ENDING)
        if event.decision is not None:
            return Refusal(Reason.CHOICE_NEEDED, open_options(state))
        handover, progress = event.handover, state.here.handover
        if handover is None or not is_open(handover, progress):
            return self._go_on(state, event)
        if not self.override:
            return Refusal(Reason.HANDOVER_OPEN, (sender(state, handover), *handover.to))
        left = skipped(handover, progress)
        gone = self._go_on(after(state, left, room), event)
        return gone if isinstance(gone, Refusal) else (left, *gone)

    def _go_on(self, state: State, event: Event) -> Decision:
        to = first_open(event.next, state)
        if to is None:
            return Refusal(Reason.UNKNOWN, (state.here.event,))
        return leave(state, to, Cause.NEXT, override=self.override)


@dataclass(frozen=True, slots=True)
class GoTo(Command):
    """Go to any event: the facilitator's override, logged as such."""

    event: str
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION

    def handle(self, state: State, _room: float, /) -> Decision:
        """Arrive at any event, even while paused, and record what was left open."""
        if self.event not in state.scenario.events:
            return Refusal(Reason.UNKNOWN, (self.event,))
        return arrive(state, Arrived(self.event, Cause.OVERRIDE, still_required(state), seat=self.seat))


@dataclass(frozen=True, slots=True)
class Checked(Command, JourneyEntry):
    """A checklist item of the present event was ticked, or unticked."""

    item: str
    done: bool = True
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    of_event: ClassVar[bool] = True

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept any item of the event's checklist."""
        return (self,) if self.item in state.event.checklist else Refusal(Reason.UNKNOWN, (self.item,))

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Tick or untick it; the tick stays when a loop comes back to the event."""
        checked = journey.checked | {self.item} if self.done else journey.checked - {self.item}
        return journey._replace(record=journey.record._replace(checked=checked))


@dataclass(frozen=True, slots=True)
class Rewound(Command, JourneyEntry):
    """The journey is restored to its state after entry `to`; the entries in between stay in the journal."""

    to: int
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept any entry that changed the journey."""
        return (self,) if state.here.at(self.to) else Refusal(Reason.CANNOT_REWIND, (str(self.to),))

    def change(self, _state: State, journey: Journey, room: float, /) -> Journey:
        """Restore that state, with the event's full time."""
        then = journey.at(self.to)
        return journey if then is None else then._replace(entered=room, extra=0.0, ran_out=False)


def first_open(ways: Sequence[Branch], state: State) -> str | None:
    """Return the target of the first branch whose condition holds; `None` where none does."""
    return next((branch.to for branch in ways if holds(branch.when, state)), None)


def open_options(state: State) -> tuple[str, ...]:
    """Name the options on offer in this state."""
    decision = state.event.decision
    if decision is None:
        return ()
    return tuple(key for key, option in decision.options.items() if holds(option.when, state))


def still_required(state: State) -> tuple[str, ...]:
    """Name the required checklist items of the present event that are not ticked."""
    required = state.event.required
    return tuple(key for key in state.event.checklist if key in required and key not in state.here.checked)


def leave(state: State, to: str, cause: Cause, *, override: bool) -> Decision:
    """Arrive at another event, unless required items are open and not overridden."""
    items = still_required(state) if state.event.checklist else ()
    if items and not override:
        return Refusal(Reason.CHECKLIST_OPEN, items)
    if to not in state.scenario.events:
        return Refusal(Reason.UNKNOWN, (to,))
    return arrive(state, Arrived(to, cause, items))


def arrive(state: State, arrival: Arrived) -> Entries:
    """Return an arrival, after the injects that are due before it by story time.

    One that leads elsewhere takes the team there instead, except where the facilitator said where to go.
    """
    entries: Entries = ()
    events = state.scenario.events
    for _each in state.scenario.comes_by_story_time:
        due = first_due(state, story_on_arrival(state, state.here, arrival.event, arrival.cause))
        if due is None:
            break
        entry = arrived(state, due)
        entries = (*entries, entry)
        state = after(state, entry, state.room)
        to = state.scenario.injects[due.inject].next
        if entry.came and to in events and arrival.cause is not Cause.OVERRIDE:
            arrival = replace(arrival, event=to, cause=Cause.INJECT)
    return (*entries, arrival)


def story_on_arrival(state: State, journey: Journey, event: str, cause: Cause) -> datetime:
    """Return the story time on arrival at an event, counted from the event before or the inject that led there."""
    before = _led_at(state, journey, event) if cause is Cause.INJECT else journey.way.story
    return max(journey.story, story_time_at(state.scenario.events[event], before, state.story_starts))


def _led_at(state: State, journey: Journey, event: str) -> datetime:
    """Return the story time of the latest inject that leads to an event; others may have come since."""
    injects, record = state.scenario.injects, journey.record
    led = next((key for key in reversed(record.injects) if key in injects and injects[key].next == event), "")
    return record.times.get(("inject", led), journey.story)


def after(state: State, entry: Entry, room: float) -> State:
    """Return the state after an entry that is about to be recorded at a room time."""
    return entry.evolve(state, Recorded(state.seq + 1, state.at or UNDATED, room, entry))
