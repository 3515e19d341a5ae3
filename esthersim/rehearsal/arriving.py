"""How a team arrives at an event over compiled states: what comes on the way, who is there, and what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from esthersim.authored.conditions import Value
from esthersim.rehearsal.compiled import Compiled, CompiledEffect, CompiledInject, Exit, Place
from esthersim.rehearsal.questions import Question, Values
from esthersim.rehearsal.ranges import Range

_made = tuple.__new__  # a named tuple from its fields in order, at half the price of the class's own call
Packed = tuple[int, int, Values]
"""A state: the event's number, its bits, its values."""


class Trial(NamedTuple):
    """One way of doing an event before it is left, with the bits then."""

    bits: int
    passed: int
    """The facts handed over, as a mask over `Place.passing`."""
    chosen: int
    """The bits of what was ticked, marked or let run out."""
    handed: bool
    """Whether the handover was done, if only by handing over nothing."""


class Deed(NamedTuple):
    """What was done at an event: the edge on which the team set out, and how; or the inject that happened there."""

    by: int
    """The number of an edge, or `INJECT`."""
    trial: Trial
    inject: str = ""
    second: float = -1
    """Seconds of room time since the arrival, at which the inject came; -1 for one that was fired."""


class Outcome(NamedTuple):
    """The result of one way of doing an event: the edge taken, where it leads, the bits and the values then."""

    edge: int
    """Another than that of `deed` where an inject came on the way."""
    target: int
    bits: int
    values: Values
    deed: Deed
    passed: int = 0
    """Seconds of story time until the arrival, where anything reads story time."""


class Arriving:
    """The part of the rules that leads from one event to another: conditions, effects, story time, arrivals."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._cut: str | None = None
        self._asked = compiled.asked()
        self._places, self._runs = compiled.places, compiled.clock.runs
        self.came: set[str] = set()
        """The injects that happened."""

    @property
    def cut(self) -> str | None:
        """The bound that was hit, `handover`, `values` or `story`, if any."""
        return self._cut or ("story" if self.compiled.clock.cut else None)

    def holds(self, question: Question | None, bits: int, values: Values) -> bool:
        """Answer a condition, and record the answer; no condition always holds."""
        if question is None:
            return True
        answer = question.answer(bits, values)
        self.compiled.answers[question.number] |= 2 if answer else 1
        return answer

    def changed(self, effects: Sequence[CompiledEffect], bits: int, values: Values) -> tuple[int, Values]:
        """Apply effects in their order, each judged after the ones before it."""
        for question, cleared, more, amounts in effects:
            if question is not None and not self.holds(question, bits, values):
                continue
            bits = bits & ~cleared | more
            if amounts:
                new = list(values)
                for place, amount, adds in amounts:
                    total = self._within((new[place] or 0) + amount, self.compiled.ranges[place]) if adds else amount
                    new[place] = total
                values = tuple(new)
        return bits, values

    def _within(self, value: Value, allowed: Range) -> Value:
        if allowed.least <= value <= allowed.most:
            return value
        if not allowed.exact:
            self._cut = "values"
        return min(max(value, allowed.least), allowed.most)

    def start(self) -> Packed:
        """Return the state in which the simulation begins."""
        return self.trimmed(self.compiled.places[0], *self.begun())

    def begun(self) -> tuple[int, Values]:
        """Return bits and values at the beginning, and all of them."""
        values = self.compiled.start_values
        return self.arrived(self.compiled.places[0], self.compiled.start_bits, self.compiled.clock.first(values))

    def arrived(self, place: Place, bits: int, values: Values) -> tuple[int, Values]:
        """Return bits and values after an arrival and its effects; story time has passed already."""
        if place.source >= 0:
            values = self.compiled.clock.restarted(values, place.source)
        return self.changed(place.arrival, bits | place.arrival_bits, values)

    def trimmed(self, place: Place, bits: int, values: Values) -> Packed:
        """Return a state without what can no longer be read."""
        keep = place.kept(bits)
        if keep.drop:
            kept = keep.dropped.get(values)
            if kept is None:
                kept = tuple(None if each in keep.drop else value for each, value in enumerate(values))
                keep.dropped[values] = kept
            values = kept
        return place.number, bits & keep.bits, values

    def outcome(self, place: Place, way: Exit, deed: Deed, bits: int, values: Values) -> Outcome:
        """Return the result of leaving an event by one exit, including what comes on the way, and the arrival."""
        edge, target, passed = way.edge, way.target, 0
        if self._runs:
            edge, target, bits, values, passed = self._on_the_way(place, edge, target, bits, values)
        at = self._places[target]
        if at.arrival or at.source >= 0:
            bits, values = self.arrived(at, bits, values)
        else:
            bits |= at.arrival_bits
        return _made(Outcome, (edge, target, bits, values, deed, passed))

    def _on_the_way(
        self, place: Place, edge: int, target: int, bits: int, values: Values
    ) -> tuple[int, int, int, Values, int]:
        """Return how a team arrives and after how long, with the injects that are due before, in order of story time.

        An event's own time counts from the arrival at the event before, or from the inject that leads to it.
        """
        clock = self.compiled.clock
        gone = all_gone = 0
        while True:
            until = clock.until(target, values, gone)
            inject, left = self._first_due(bits, values) if self._asked & ~bits else (None, 0)
            if inject is None or left > until:
                break
            passed = max(left, 0)
            then = clock.later(values, passed)
            bits |= inject.happened
            if self.holds(inject.question, bits, then):
                self.came.add(inject.key)
                gone += passed
                all_gone += passed
                bits, values = self.changed(inject.effects, bits, clock.restarted(then, inject.resets))
                if inject.target >= 0:
                    edge, target, gone = place.diverts[inject.key], inject.target, 0
        return edge, target, bits, clock.later(values, until), all_gone + until

    def _first_due(self, bits: int, values: Values) -> tuple[CompiledInject | None, int]:
        """Return the inject that comes next by story time, and in how many seconds."""
        first: CompiledInject | None = None
        least = 0
        for inject in self.compiled.on_the_way:
            if not inject.happened & bits and inject.due:
                left = self.compiled.clock.due(inject.due, values)
                if left is not None and (first is None or left < least):
                    first, least = inject, left
        return first, least
