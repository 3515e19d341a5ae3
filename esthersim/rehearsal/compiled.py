"""A scenario compiled to integers: numbers for events, bits for what is true, masks for what can be read.

The rules are those of `esthersim.play`, written a second time for speed; a property test compares the two. `compiling`
makes these values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from esthersim.authored.conditions import Condition, Value
from esthersim.authored.problems import KeyPath
from esthersim.rehearsal.elapsing import Clock, Due
from esthersim.rehearsal.questions import Question, Values
from esthersim.rehearsal.ranges import Range
from esthersim.rehearsal.readable import Readable
from esthersim.scenario.graph import Edge
from esthersim.scenario.model import Scenario


class CompiledEffect(NamedTuple):
    """An effect: where its condition holds, bits are cleared and others set, and values replaced or added to."""

    question: Question | None
    cleared: int
    bits: int
    values: tuple[tuple[int, Value, bool], ...]
    """In order: the place of a value, an amount, and whether that is added to it or replaces it."""


class Passing(NamedTuple):
    """A fact that a sender can pass on to a receiver, or to several whom no condition tells apart."""

    fact: str
    receivers: tuple[str, ...]
    sender: int
    """The bits that must all be set: that this role hands over, and that it knows the fact."""
    bits: int
    """The bits that are set: that the receivers know it, and that it leaked."""
    lost: int
    """The bits that are set if it is not passed on, where it must be."""


class CompiledInject(NamedTuple):
    """An inject: when it can happen, and what it changes."""

    key: str
    question: Question | None
    happened: int
    """The bit that records that it was fired, or that its own time has come, so that it does not happen again."""
    effects: tuple[CompiledEffect, ...]
    resets: int
    """The place of the time since it happened; -1 where nothing counts from it."""
    target: int
    """The event that it leads to; -1 where the team stays, or goes on to where it was going."""
    due: Due | None
    """When it comes by story time."""

    @property
    def touches(self) -> int:
        """The bits that it reads or takes away: where a team can change these first, the order makes a difference."""
        found = self.question.bits if self.question else 0
        for effect in self.effects:
            found |= effect.cleared | (effect.question.bits if effect.question else 0)
        return found

    @property
    def sets(self) -> int:
        """The bits that its effects set."""
        found = 0
        for effect in self.effects:
            found |= effect.bits
        return found


class Coming(NamedTuple):
    """The injects that come at an event at one second of room time since the arrival, in their order."""

    second: float
    injects: tuple[CompiledInject, ...]
    expired: int
    """The bit of the event's timer, which has run out by then; 0 if it has not, or no condition asks."""


class Exit(NamedTuple):
    """A way out of an event: its number among the edges, where it leads, its conditions and its effects.

    Exits with the same `choice` are one list, the `next` of the event or of an option, of which the first that holds
    is taken.
    """

    edge: int
    target: int
    question: Question | None
    """The condition for it to be on offer."""
    bits: int
    effects: tuple[CompiledEffect, ...]
    branch: Question | None = None
    """The condition for taking this exit of its list, asked after the bits are set and the effects applied."""
    choice: int = 0
    resets: int = -1
    """The place of the time since the option was chosen; -1 where nothing counts from it."""


class Keep(NamedTuple):
    """What can still be read: the bits to keep, the places of values to drop, and the bits that are worth trying."""

    bits: int
    drop: tuple[int, ...]
    wanted: int
    dropped: dict[Values, Values]
    """Values as they were met, and without what is dropped."""


class Keeps(dict[int, Keep]):
    """What is kept at an event after each route to it, found out when it is first asked for."""

    def __init__(self, find: Callable[[int], Keep]) -> None:
        """Take the function that finds it out, from the bits that describe the route."""
        super().__init__()
        self._find = find

    def __missing__(self, bits: int) -> Keep:
        """Find it out, and remember it."""
        keep = self[bits] = self._find(bits)
        return keep


@dataclass(slots=True)
class Place:
    """A compiled event."""

    key: str
    number: int
    arrival_bits: int
    arrival: tuple[CompiledEffect, ...]
    exits: tuple[Exit, ...]
    """The branches of each option, or of `next`, in their order."""
    decides: bool
    timer: Exit | None
    limit: float
    """Seconds of room time until the timer runs out; without end where there is none."""
    timer_after: int
    """The bits of what comes before the timer moves the team on."""
    waits: int
    """The bit for a timer that runs out without moving the team on; 0 if no condition asks."""
    waits_after: int
    """The bits of what comes before that, or with it."""
    required: int
    ticks: tuple[tuple[str, int], ...]
    marks: tuple[int, ...]
    """Bits that can be set here at any time: expectations that the facilitator marks, and deadlines that break."""
    hands_over: bool
    """Whether the event has a handover."""
    passing: tuple[Passing, ...]
    losses: tuple[tuple[int, int], ...]
    """For each fact and receiver that must be told: the bit of its knowing it, and those set if it does not."""
    handed: int
    """The bit for the handover being done; 0 where there is none, or nothing can come between."""
    advice: tuple[Question, ...]
    """What is only asked while the team is here: advice, and which texts options have."""
    coming: tuple[Coming, ...]
    """What comes by room time, in order of time."""
    leads: Mapping[str, Exit]
    """The ways of the injects that take the team away from here by hand or by room time."""
    diverts: Mapping[str, int]
    """The edges of those that do so by story time, on the way from here."""
    source: int
    """The place of the time since the latest arrival here; -1 where nothing counts from it."""
    dated: bool
    """Whether story time on arrival depends on the calendar."""
    reads: int = -1
    """The bits that decide what a team can do here; all others pass through unchanged."""
    control: int = 0
    """The bits, decided by the route taken, that select one of `keeps`."""
    keeps: dict[int, Keep] = field(default_factory=lambda: Keeps(lambda _bits: Keep(-1, (), -1, {})))
    """What is kept there after each route."""

    @property
    def over(self) -> bool:
        """Whether no way leads on by what the team does: an ending."""
        return not self.exits and self.timer is None

    @property
    def ways(self) -> tuple[Exit, ...]:
        """Every way out that is written in the file, the timer's and those of injects last."""
        return (*self.exits, *((self.timer,) if self.timer else ()), *self.leads.values())

    @property
    def doings(self) -> int:
        """The bits that can be set while the team is here, apart from handovers."""
        bits = self.waits | sum(bit for _item, bit in self.ticks)
        for mark in self.marks:
            bits |= mark
        return bits

    @property
    def passes(self) -> int:
        """The bits that a handover here can set."""
        bits = 0
        for passing in self.passing:
            bits |= passing.bits
        for _known, lost in self.losses:
            bits |= lost
        return bits

    def kept(self, bits: int) -> Keep:
        """Return what can still be read here, after the route that these bits describe."""
        return self.keeps[bits & self.control]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A whole scenario."""

    scenario: Scenario
    readable: Readable
    edges: tuple[Edge, ...]
    places: tuple[Place, ...]
    by_hand: tuple[CompiledInject, ...]
    """The injects that the facilitator fires and that change something."""
    on_the_way: tuple[CompiledInject, ...]
    """The injects that come by story time, in the order of the file."""
    clock: Clock
    conditions: dict[KeyPath, Condition]
    """Every condition of the journey, by its key path."""
    numbers: dict[KeyPath, int]
    """The number of each condition, by its key path."""
    ranges: tuple[Range, ...]
    start_bits: int
    start_values: Values
    answers: list[int] = field(default_factory=list)
    """For each condition the answers that it gave so far: 1 for no, 2 for yes, 3 for both; last, the unnumbered."""

    def asked(self) -> int:
        """Return the bits of the injects that come by story time."""
        return sum(inject.happened for inject in self.on_the_way)


def what_it_reads(place: Place, compiled: Compiled) -> int:
    """Return the bits that decide what a team can do at an event."""
    bits = place.required | place.doings | place.passes | place.handed
    for passing in place.passing:
        bits |= passing.sender
    for known, _lost in place.losses:
        bits |= known
    for question in place.advice:
        bits |= question.bits
    return bits | what_ways_read(place, compiled)


def what_ways_read(place: Place, compiled: Compiled) -> int:
    """Return the bits that decide where a team can go from an event, and with what effects."""
    places = compiled.places
    injects = [*compiled.by_hand, *(each for coming in place.coming for each in coming.injects)]
    targets = {way.target for way in place.ways}
    if targets:
        injects += compiled.on_the_way
        targets |= {inject.target for inject in compiled.on_the_way if inject.target >= 0}
    effects = [effect for way in place.ways for effect in way.effects]
    effects += [effect for target in sorted(targets) for effect in places[target].arrival]
    effects += [effect for inject in injects for effect in inject.effects]
    bits = place.timer_after | place.waits_after
    for inject in injects:
        bits |= inject.happened
    for effect in effects:
        bits |= effect.cleared  # bits that are not read pass through unchanged, and these do not
    questions = [question for way in place.ways for question in (way.question, way.branch)]
    questions += [inject.question for inject in injects]
    questions += [effect.question for effect in effects]
    for question in questions:
        bits |= question.bits if question else 0
    return bits


def questions_of(effects: Sequence[CompiledEffect]) -> list[Question]:
    """Return the conditions of some effects."""
    return [effect.question for effect in effects if effect.question]
