"""What a team can do at an event: every combination that can make a difference, and where each leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from esthersim.authored.conditions import Value
from esthersim.rehearsal.compiled import Compiled, CompiledEffect, Exit, Place
from esthersim.rehearsal.questions import Question, Values
from esthersim.rehearsal.ranges import Range
from esthersim.rehearsal.space import INJECT

MOST_TRIED = 4096
"""How many combinations of facts, ticks and marks are tried at one arrival."""
MOST_TRIED_IN_ALL = 300_000
"""How many are tried in all (a few seconds of work); after that only a few at each arrival."""

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


class Outcome(NamedTuple):
    """The result of one way of doing an event: the edge, where it leads, the bits and the values then."""

    edge: int
    target: int
    bits: int
    values: Values
    how: Trial | str
    """The trial, or the inject that was fired."""


class Rules:
    """The rules of play over compiled states."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.cut: str | None = None
        """The bound that was hit, `handover` or `values`, if any."""
        self._tried = 0

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
            self.cut = "values"
        return min(max(value, allowed.least), allowed.most)

    def start(self) -> Packed:
        """Return the state in which the simulation begins."""
        first = self.compiled.places[0]
        bits, values = self.arrived(first, self.compiled.start_bits, self.compiled.start_values)
        return self.trimmed(first, bits, values)

    def arrived(self, place: Place, bits: int, values: Values) -> tuple[int, Values]:
        """Return bits and values after an arrival and its effects."""
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

    def outcomes(self, place: Place, bits: int, values: Values) -> Iterator[tuple[Trial | None, list[Outcome]]]:
        """Yield the results of each way of doing the event; last, with `None`, those of injects, which stay here."""
        for trial in self.trials(place, bits):
            found = list(self.left(place, trial, values))
            if place.timer is not None:
                found.append(self.timed_out(place.timer, trial, values))
            for question in place.advice:
                self.holds(question, trial.bits, values)
            yield trial, found
        if self.compiled.injects:
            yield None, list(self.fired(place, bits, values))

    def outcome(self, way: Exit, trial: Trial, bits: int, values: Values) -> Outcome:
        """Return the result of leaving by one exit, including the arrival at the next event."""
        target = self.compiled.places[way.target]
        return _made(Outcome, (way.edge, way.target, *self.arrived(target, bits, values), trial))

    def left(self, place: Place, trial: Trial, values: Values) -> Iterator[Outcome]:
        """Yield the first exit of each list on offer whose condition holds; required items are ticked first.

        The condition of a branch is asked after the effects of its option.
        """
        bits = trial.bits | place.required
        gone = -1
        for way in place.exits:
            if way.choice == gone or not self.holds(way.question, bits, values):
                continue
            after, then = bits | way.bits, values
            if way.effects:
                after, then = self.changed(way.effects, after, then)
            if way.branch is None or self.holds(way.branch, after, then):
                gone = way.choice
                yield self.outcome(way, trial, after, then)

    def timed_out(self, timer: Exit, trial: Trial, values: Values) -> Outcome:
        """Return the result of the timer moving the team on."""
        return self.outcome(timer, trial, trial.bits | timer.bits, values)

    def fired(self, place: Place, bits: int, values: Values) -> Iterator[Outcome]:
        """Yield the result of each inject; one that adds to a variable is fired once."""
        for inject in self.compiled.injects:
            if not inject.fired & bits and self.holds(inject.question, bits, values):
                after, amounts = self.changed(inject.effects, bits | inject.fired, values)
                if (after, amounts) != (bits, values):
                    yield Outcome(INJECT, place.number, after, amounts, inject.key)

    def trials(self, place: Place, bits: int) -> list[Trial]:
        """Return every way of doing the event that can make a difference, the fullest handover first."""
        wanted = place.kept(bits).wanted & ~bits
        passing = [
            (1 << number, each)
            for number, each in enumerate(place.passing)
            if bits & each.sender and (each.receivers | each.lost) & wanted
        ]
        free = [bit for bit in (*place.marks, place.waits) if bit & wanted]
        free += [bit for _item, bit in place.ticks if bit & wanted]
        if not passing and not free:
            passes, frees = [0], [0]
        elif len(passing) + len(free) >= MOST_TRIED.bit_length() or self._tried > MOST_TRIED_IN_ALL:
            self.cut = self.cut or "handover"
            passes, frees = few_subsets([bit for bit, _each in passing]), few_subsets(free)
        else:
            passes, frees = subsets([bit for bit, _each in passing])[::-1], subsets(free)
        found = []
        for passed in passes:
            after = bits
            for bit, each in passing:
                if bit & passed:
                    after |= each.receivers
            for each in place.passing:
                if each.lost and after & each.receivers != each.receivers:
                    after |= each.lost
            found += [Trial(after | chosen, passed, chosen) for chosen in frees]
        self._tried += len(found)
        return found


def subsets(bits: Sequence[int]) -> list[int]:
    """Return every combination of some bits, the empty one first and all of them last."""
    found = [0]
    for bit in bits:
        found += [each | bit for each in found]
    return found


def few_subsets(bits: Sequence[int]) -> list[int]:
    """Return all bits, none, each alone, and all but each: for where there are too many combinations."""
    everything = sum(bits)
    return list(dict.fromkeys((everything, 0, *bits, *(everything ^ bit for bit in bits))))
