"""A scenario compiled to integers: numbers for events, bits for what is true, masks for what can be read.

The rules are those of `esthersim.play`, written a second time for speed; a property test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, assert_never

from esthersim.authored.conditions import Condition, Value
from esthersim.authored.problems import KeyPath
from esthersim.rehearsal.questions import Question, Values, compile_question
from esthersim.rehearsal.ranges import Range, ranges
from esthersim.rehearsal.readable import Atom, Readable, journey_conditions, knows, readable
from esthersim.scenario.changes import Add, Know, Put
from esthersim.scenario.graph import Edge, edges
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import Branch, Effect, Event, Scenario


class CompiledEffect(NamedTuple):
    """An effect: where its condition holds, bits are cleared and others set, and values replaced or added to."""

    question: Question | None
    cleared: int
    bits: int
    values: tuple[tuple[int, Value, bool], ...]
    """In order: the place of a value, an amount, and whether that is added to it or replaces it."""


class Passing(NamedTuple):
    """A fact that a handover can pass on: the bit of the sender's knowing it, and of each receiver's."""

    fact: str
    sender: int
    receivers: int
    lost: int
    """The bit that is set if some receiver does not know it afterwards; 0 if no condition asks."""


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


class Keep(NamedTuple):
    """What can still be read: the bits to keep, the places of values to drop, and the bits that are worth trying."""

    bits: int
    drop: tuple[int, ...]
    wanted: int
    dropped: dict[Values, Values]
    """Values as they were met, and without what is dropped."""


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
    waits: int
    """The bit for a timer that runs out without moving the team on; 0 if no condition asks."""
    required: int
    ticks: tuple[tuple[str, int], ...]
    marks: tuple[int, ...]
    """Bits that can be set here at any time: expectations that the facilitator marks, and deadlines that break."""
    passing: tuple[Passing, ...]
    advice: tuple[Question, ...]
    reads: int = -1
    """The bits that decide what a team can do here; all others pass through unchanged."""
    control: int = 0
    """The bits, decided by the route taken, that select one of `keeps`."""
    keep: Keep = field(default_factory=lambda: Keep(-1, (), -1, {}))
    keeps: dict[int, Keep] = field(default_factory=dict)
    """What is kept after each route here; `keep` applies to routes that are not listed."""

    @property
    def ways(self) -> tuple[Exit, ...]:
        """Every way out, the timer's last."""
        return (*self.exits, self.timer) if self.timer else self.exits

    def kept(self, bits: int) -> Keep:
        """Return what can still be read here, after the route that these bits describe."""
        return self.keeps.get(bits & self.control, self.keep)


class CompiledInject(NamedTuple):
    """An inject that changes something: when it may be fired, and the bit that records that it was."""

    key: str
    question: Question | None
    fired: int
    effects: tuple[CompiledEffect, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A whole scenario."""

    scenario: Scenario
    readable: Readable
    edges: tuple[Edge, ...]
    places: tuple[Place, ...]
    injects: tuple[CompiledInject, ...]
    conditions: dict[KeyPath, Condition]
    """Every condition of the journey, by its key path."""
    numbers: dict[KeyPath, int]
    """The number of each condition, by its key path."""
    ranges: tuple[Range, ...]
    start_bits: int
    start_values: Values
    answers: list[int] = field(default_factory=list)
    """For each condition the answers that it gave so far: 1 for no, 2 for yes, 3 for both."""


def compile_scenario(scenario: Scenario, also: Sequence[Atom] = ()) -> Compiled:
    """Compile a scenario that has no errors; `also` names atoms to be kept though no condition reads them."""
    conditions = dict(journey_conditions(scenario))
    compiler = _Compiler(scenario, conditions, readable(scenario, conditions.values(), also))
    places = tuple(compiler.place(number, key, event) for number, (key, event) in enumerate(scenario.events.items()))
    injects = tuple(compiler.inject(key) for key in scenario.injects)
    for place in places:
        place.reads = what_it_reads(place, places, injects)
    known = compiler.readable
    start = 0
    for role, facts in scenario.knowledge.items():
        for fact in facts:
            start |= known.mask(knows(role, fact))
    return Compiled(
        scenario,
        known,
        compiler.edges,
        places,
        tuple(each for each in injects if each.effects),
        conditions,
        compiler.numbers,
        ranges(scenario, conditions.values(), known.places),
        start,
        tuple(scenario.variables[name] for name in known.places),
        [0] * len(compiler.numbers),
    )


def what_it_reads(place: Place, places: Sequence[Place], injects: Sequence[CompiledInject]) -> int:
    """Return the bits that decide what a team can do at an event."""
    bits = place.required | place.waits | sum(bit for _item, bit in place.ticks)
    for mark in place.marks:
        bits |= mark
    for passing in place.passing:
        bits |= passing.sender | passing.receivers | passing.lost
    for question in place.advice:
        bits |= question.bits
    return bits | what_ways_read(place, places, injects)


def what_ways_read(place: Place, places: Sequence[Place], injects: Sequence[CompiledInject]) -> int:
    """Return the bits that decide where a team can go from an event, and with what effects."""
    ways = place.ways
    effects = [effect for way in ways for effect in (*way.effects, *places[way.target].arrival)]
    effects += [effect for inject in injects for effect in inject.effects]
    bits = 0
    for inject in injects:
        bits |= inject.fired
    for effect in effects:
        bits |= effect.cleared  # bits that are not read pass through unchanged, and these do not
    questions = [question for way in ways for question in (way.question, way.branch)]
    questions += [inject.question for inject in injects]
    questions += [effect.question for effect in effects]
    for question in questions:
        bits |= question.bits if question else 0
    return bits


class _Compiler:
    def __init__(self, scenario: Scenario, conditions: dict[KeyPath, Condition], known: Readable) -> None:
        self.scenario = scenario
        self.readable = known
        self.edges = edges(scenario)
        self.index = {key: number for number, key in enumerate(scenario.events)}
        self.numbers = {path: number for number, path in enumerate(conditions)}
        self.questions = {
            path: compile_question(condition, known, self.numbers[path]) for path, condition in conditions.items()
        }
        self.edge_numbers: dict[str, list[int]] = {}
        for number, edge in enumerate(self.edges):
            self.edge_numbers.setdefault(edge.source, []).append(number)

    def place(self, number: int, key: str, event: Event) -> Place:
        path: KeyPath = ("events", key)
        mask = self.readable.mask
        timer = event.timer
        expired = mask(("expired", key))
        moves = timer is not None and timer.next is not None and event.ending is None
        numbers = self.edge_numbers.get(key, [])
        way_out = numbers[-1] if moves else -1
        return Place(
            key,
            number,
            arrival_bits=mask(("visited", key)),
            arrival=self.effects(event.effects, (*path, "effects")),
            exits=tuple(self.exits(key, event, numbers)),
            decides=event.decision is not None,
            timer=Exit(way_out, self.index[self.edges[way_out].target], None, expired, ()) if moves else None,
            waits=expired if timer and not moves else 0,
            required=sum({mask(("checked", item)) for item in event.required}),
            ticks=tuple((item, bit) for item in event.checklist if (bit := mask(("checked", item)))),
            marks=self.marks(event),
            passing=tuple(self.passing(event.handover)) if event.handover else (),
            advice=self.asked((*path, "decision", "advice"), event.decision.advice if event.decision else ()),
        )

    def marks(self, event: Event) -> tuple[int, ...]:
        found = [self.readable.mask((slip, key)) for key in event.expect for slip in ("missed", "late")]
        found += [self.readable.mask(("broke", key)) for key in self.scenario.deadlines]
        return tuple(filter(None, found))

    def exits(self, key: str, event: Event, numbers: Sequence[int]) -> Iterable[Exit]:
        path: KeyPath = ("events", key)
        mask = self.readable.mask
        following = iter(numbers)
        for choice, (name, option) in enumerate(event.decision.options.items() if event.decision else ()):
            there = (*path, "decision", "options", name)
            offered = self.questions.get((*there, "when"))
            chosen = mask(("chose", name)) | mask(("chose", name, key))
            effects = self.effects(option.effects, (*there, "effects"))
            for target, branch in self.branches(option.next, there):
                yield Exit(next(following), target, offered, chosen, effects, branch, choice)
        for target, branch in self.branches(event.next, path):
            yield Exit(next(following), target, None, 0, (), branch)

    def branches(self, ways: Sequence[Branch], path: KeyPath) -> Iterable[tuple[int, Question | None]]:
        for place, way in enumerate(ways):
            yield self.index[way.to], self.questions.get((*path, "next", place, "when"))

    def effects(self, effects: Sequence[Effect], path: KeyPath) -> tuple[CompiledEffect, ...]:
        compiled = (self.effect(effect, (*path, number)) for number, effect in enumerate(effects))
        return tuple(each for each in compiled if any(each))

    def effect(self, effect: Effect, path: KeyPath) -> CompiledEffect:
        places = self.readable.places
        cleared = bits = 0
        values: list[tuple[int, Value, bool]] = []
        for change in effect.changes:
            match change:
                case Put(_, name, amount) | Add(_, name, amount):
                    values += [(places[name], amount, isinstance(change, Add))] if name in places else []
                case Know():
                    about = sum({self.readable.mask(trace) for trace in change.traces})
                    if change.known:
                        cleared, bits = cleared & ~about, bits | about
                    else:
                        cleared, bits = cleared | about, bits & ~about
                case _ as never:
                    assert_never(never)
        return CompiledEffect(self.questions.get((*path, "when")), cleared, bits, tuple(values))

    def asked(self, path: KeyPath, ways: Sequence[object]) -> tuple[Question, ...]:
        paths = ((*path, number, "when") for number in range(len(ways)))
        return tuple(self.questions[each] for each in paths if each in self.questions)

    def passing(self, handover: Handover) -> Iterable[Passing]:
        """Yield the facts that conditions ask about: first those that the handover names, then all others.

        People say more than they must, and the receivers then know that too.
        """
        mask = self.readable.mask
        for fact in dict.fromkeys((*handover.facts, *self.scenario.facts)):
            receivers = 0
            for role in handover.to:
                receivers |= mask(knows(role, fact))
            lost = mask(("lost", fact)) if fact in handover.must else 0
            if receivers or lost:
                yield Passing(fact, mask(knows(handover.sender, fact)), receivers, lost)

    def inject(self, key: str) -> CompiledInject:
        inject = self.scenario.injects[key]
        path: KeyPath = ("injects", key)
        effects = self.effects(inject.effects, (*path, "effects"))
        question = self.questions.get((*path, "when"))
        if not effects and question:
            effects = (CompiledEffect(None, 0, 0, ()),)  # kept so that its condition is evaluated
        return CompiledInject(key, question, self.readable.mask(("fired", key)), effects)
