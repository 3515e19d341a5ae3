"""Compiling a scenario: every condition becomes a question, every event a place, every inject what it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import assert_never

from esthersim.authored.conditions import Condition, Value
from esthersim.authored.problems import KeyPath
from esthersim.rehearsal.asking import listed, texts_on_arrival
from esthersim.rehearsal.compiled import (
    Coming,
    Compiled,
    CompiledEffect,
    CompiledInject,
    Exit,
    Place,
    what_it_reads,
)
from esthersim.rehearsal.elapsing import Clock
from esthersim.rehearsal.handing import losses_of, passing_of, whoever_is_there
from esthersim.rehearsal.questions import Question, compile_question
from esthersim.rehearsal.ranges import ranges
from esthersim.rehearsal.readable import HANDED, Atom, Readable, coming, journey_conditions, knows, readable
from esthersim.scenario.changes import Add, Know, Put
from esthersim.scenario.graph import Edge, every_edge
from esthersim.scenario.model import Branch, Decision, Effect, Event, Scenario


def compile_scenario(scenario: Scenario, also: Sequence[Atom] = (), *, clock: bool = False) -> Compiled:
    """Compile a scenario that has no errors; `also` names atoms to be kept though no condition reads them.

    With `clock` the time since the start of the story is always kept, for ever.
    """
    conditions = dict(journey_conditions(scenario))
    known = readable(scenario, conditions.values(), also, clock=clock)
    compiler = _Compiler(scenario, conditions, known, Clock(scenario, known, conditions.values(), endless=clock))
    injects = [compiler.inject(key) for key in scenario.injects]
    by_hand = tuple(each for each in injects if not scenario.injects[each.key].arrives and _is_felt(each))
    start = 0
    for role, facts in scenario.knowledge.items():
        for fact in facts:
            start |= known.mask(knows(role, fact))
    compiled = Compiled(
        scenario,
        known,
        compiler.edges,
        tuple(compiler.place(number, key, event) for number, (key, event) in enumerate(scenario.events.items())),
        by_hand,
        tuple(each for each in injects if each.due),
        compiler.clock,
        conditions,
        compiler.numbers,
        ranges(scenario, conditions.values(), known.places),
        start,
        (*(scenario.variables[name] for name in known.places), *([None] * (known.size - len(known.places)))),
        [0] * (len(compiler.numbers) + 1),
    )
    for place in compiled.places:
        place.reads = what_it_reads(place, compiled)
    return compiled


def _is_felt(inject: CompiledInject) -> bool:
    return bool(inject.effects) or inject.target >= 0 or inject.resets >= 0


class _Compiler:
    def __init__(self, scenario: Scenario, conditions: dict[KeyPath, Condition], known: Readable, clock: Clock) -> None:
        self.scenario = scenario
        self.readable = known
        self.clock = clock
        self.edges = every_edge(scenario)
        self.index = {key: number for number, key in enumerate(scenario.events)}
        self.numbers = {path: number for number, path in enumerate(conditions)}
        self.questions = {
            path: compile_question(condition, known, self.numbers[path], scenario)
            for path, condition in conditions.items()
        }
        self.felt = coming(scenario)
        self.ways: dict[str, list[tuple[int, Edge]]] = {}
        for number, edge in enumerate(self.edges):
            self.ways.setdefault(edge.source, []).append((number, edge))

    def place(self, number: int, key: str, event: Event) -> Place:
        path: KeyPath = ("events", key)
        mask = self.readable.mask
        timer, expired, handover = event.timer, mask(("expired", key)), event.handover
        ways = self.ways.get(key, [])
        out = next((way for way, edge in ways if edge.kind == "timer" and event.ending is None), None)
        limit = timer.limit.total_seconds if timer else float("inf")
        comes = tuple(self.coming(key, limit, 0 if out is not None else expired, cut=out is not None))
        passing = tuple(passing_of(self.scenario, key, handover, self.readable)) if handover else ()
        return Place(
            key,
            number,
            arrival_bits=mask(("visited", key)),
            arrival=self.arrival(key, event),
            exits=tuple(self.exits(key, event, [way for way, edge in ways if edge.kind not in {"timer", "inject"}])),
            decides=event.decision is not None,
            timer=None if out is None else Exit(out, self.index[self.edges[out].target], None, expired, ()),
            limit=limit,
            timer_after=sum(inject.happened for each in comes for inject in each.injects) if out is not None else 0,
            waits=expired if timer and out is None else 0,
            waits_after=sum(inject.happened for each in comes if each.second <= limit for inject in each.injects),
            required=sum({mask(("checked", item)) for item in event.required}),
            ticks=tuple((item, bit) for item in event.checklist if (bit := mask(("checked", item)))),
            marks=self.marks(event),
            hands_over=handover is not None,
            passing=passing,
            losses=tuple(losses_of(handover, self.readable)) if handover else (),
            handed=mask(HANDED) if handover else 0,
            advice=tuple(self.advice(path, event.decision)) if event.decision else (),
            coming=comes,
            leads=self.leads(ways),
            diverts={edge.label: way for way, edge in ways if edge.kind == "inject"},
            source=self.readable.place(("visited", key)),
            dated=bool(event.at or (event.after and event.after.months)),
        )

    def marks(self, event: Event) -> tuple[int, ...]:
        found = [self.readable.mask((slip, key)) for key in event.expect for slip in ("missed", "late")]
        found += [self.readable.mask(("broke", key)) for key in self.scenario.deadlines]
        return tuple(filter(None, found))

    def arrival(self, key: str, event: Event) -> tuple[CompiledEffect, ...]:
        """Return what happens on arrival, in order: who is there, what they read, the effects, and what is said."""
        path: KeyPath = ("events", key)
        effects = [*whoever_is_there(self.scenario, key, event, self.readable, self.questions)]
        effects += self.effects(event.effects, (*path, "effects"))
        effects += self.only_asked(path for path, _condition in texts_on_arrival(event, path))
        for document in event.shows:
            shown = self.scenario.documents.get(document)
            there: KeyPath = ("documents", document, "text")
            effects += self.only_asked(path for path, _condition in listed(shown.text if shown else (), there))
        return tuple(effects)

    def exits(self, key: str, event: Event, numbers: Sequence[int]) -> Iterable[Exit]:
        path: KeyPath = ("events", key)
        mask = self.readable.mask
        following = iter(numbers)
        for choice, (name, option) in enumerate(event.decision.options.items() if event.decision else ()):
            there = (*path, "decision", "options", name)
            offered = self.questions.get((*there, "when"))
            chosen = mask(("chose", name)) | mask(("chose", name, key))
            effects = self.effects(option.effects, (*there, "effects"))
            if len(option.feedback) > 1:
                effects += self.only_asked(each for each, _condition in listed(option.feedback, (*there, "feedback")))
            resets = self.readable.place(("chose", key, name))
            for target, branch in self.branches(option.next, there):
                yield Exit(next(following), target, offered, chosen, effects, branch, choice, resets)
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

    def only_asked(self, paths: Iterable[KeyPath]) -> tuple[CompiledEffect, ...]:
        """Return effects that change nothing, so that the conditions of texts are evaluated."""
        return tuple(CompiledEffect(self.questions[path], 0, 0, ()) for path in paths)

    def advice(self, path: KeyPath, decision: Decision) -> Iterator[Question]:
        asked = [*listed(decision.advice, (*path, "decision", "advice"))]
        for name, option in decision.options.items():
            if len(option.text) > 1:
                asked += listed(option.text, (*path, "decision", "options", name, "text"))
        yield from (self.questions[each] for each, _condition in asked)

    def inject(self, key: str) -> CompiledInject:
        inject = self.scenario.injects[key]
        path: KeyPath = ("injects", key)
        effects = self.effects(inject.effects, (*path, "effects"))
        effects += self.only_asked(each for each, _condition in listed(inject.text, (*path, "text")))
        question = self.questions.get((*path, "when"))
        if not effects and question:
            effects = (CompiledEffect(None, 0, 0, ()),)  # kept so that its condition is evaluated
        story = inject.arrives if key in self.felt else None
        return CompiledInject(
            key,
            question,
            self.readable.mask(("asked" if inject.arrives else "fired", key)),
            effects,
            self.readable.place(("inject", key)),
            self.index[inject.next] if inject.next else -1,
            self.clock.due_of(self.scenario, self.readable, story) if story and not story.room else None,
        )

    def coming(self, key: str, limit: float, expired: int, *, cut: bool) -> Iterator[Coming]:
        """Yield what comes at an event by room time; what comes after its timer has moved the team on never does."""
        injects = self.scenario.injects
        timed = [
            (arrives.room.total_seconds, name)
            for name in self.scenario.comes_by_room_time.get(key, ())
            if name in self.felt and (arrives := injects[name].arrives) and arrives.room
        ]
        for second, group in groupby(sorted(timed, key=lambda each: each[0]), key=lambda each: each[0]):
            if not cut or second < limit:
                late = expired if second >= limit else 0
                yield Coming(second, tuple(self.inject(name) for _second, name in group), late)

    def leads(self, ways: Sequence[tuple[int, Edge]]) -> dict[str, Exit]:
        """Return the ways of the injects that take the team away from an event, other than on the way from it."""
        found: dict[str, Exit] = {}
        for way, edge in ways:
            inject = self.scenario.injects.get(edge.label)
            if edge.kind == "inject" and inject and not (inject.arrives and not inject.arrives.room):
                each = self.inject(edge.label)
                found[edge.label] = Exit(
                    way, each.target, each.question, each.happened, each.effects, None, 0, each.resets
                )
        return found
