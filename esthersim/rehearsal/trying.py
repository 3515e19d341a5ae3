"""What a team can do at an event, compiled: every combination that can make a difference, and where each leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from esthersim.rehearsal.compiled import Change, Compiled, Exit, Place
from esthersim.rehearsal.questions import Question, Values
from esthersim.rehearsal.ranges import Range
from esthersim.scenario.conditions import Value

MOST_TRIED = 4096
"""How many combinations of facts, ticks and marks are tried at one arrival."""

Packed = tuple[int, int, Values]
"""A state: the event's number, its bits, its values."""


class Trial(NamedTuple):
    """One way of doing an event, before it is left: the bits then, those of them that were chosen here, and if the
    timer was let run out."""

    bits: int
    chosen: int
    passed: int
    """The facts handed over, as a mask over `Place.passing`."""


class Rules:
    """The rules of play over compiled states."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.cut: str | None = None
        """The bound that was met, `handover` or `values`, if any."""

    def holds(self, question: Question | None, bits: int, values: Values) -> bool:
        """Answer a condition, and remember that it gave this answer; none at all always holds."""
        if question is None:
            return True
        answer = question.answer(bits, values)
        self.compiled.answers[question.number] |= 2 if answer else 1
        return answer

    def changed(self, changes: Sequence[Change], bits: int, values: Values) -> tuple[int, Values]:
        """Apply effects in their order, each judged after the ones before it."""
        for question, more, put, add in changes:
            if question is not None and not self.holds(question, bits, values):
                continue
            bits |= more
            if put or add:
                new = list(values)
                for place, value in put:
                    new[place] = value
                for place, amount in add:
                    new[place] = self._within((new[place] or 0) + amount, self.compiled.ranges[place])
                values = tuple(new)
        return bits, values

    def _within(self, value: Value, allowed: Range) -> Value:
        if allowed.least <= value <= allowed.most:
            return value
        if not allowed.exact:
            self.cut = "values"
        return min(max(value, allowed.least), allowed.most)

    def arrive(self, target: int, bits: int, values: Values) -> Packed:
        """Return the state on arrival at an event, without what nobody can read any more."""
        place = self.compiled.places[target]
        bits |= place.arrival_bits
        if place.arrival:
            bits, values = self.changed(place.arrival, bits, values)
        return self.trimmed(place, bits, values)

    def trimmed(self, place: Place, bits: int, values: Values) -> Packed:
        """Return a state without what nobody can read any more."""
        keep = place.keeps.get(bits & place.control, place.keep)
        if keep.drop:
            new = list(values)
            for each in keep.drop:
                new[each] = None
            values = tuple(new)
        return place.number, bits & keep.bits, values

    def start(self) -> Packed:
        """Return the state in which the simulation begins."""
        return self.arrive(0, self.compiled.start_bits, self.compiled.start_values)

    def fired(self, place: Place, bits: int, values: Values) -> Iterator[tuple[str, Packed]]:
        """Yield what each inject that may be fired makes of a state; one that adds to a variable is fired once."""
        for inject in self.compiled.injects:
            if inject.fired & bits or not self.holds(inject.question, bits, values):
                continue
            after, amounts = self.changed(inject.changes, bits | inject.fired, values)
            yield inject.key, self.trimmed(place, after, amounts)

    def trials(self, place: Place, bits: int) -> list[Trial]:
        """Return every way of doing the event that can make a difference, the fullest handover first."""
        wanted = place.keeps.get(bits & place.control, place.keep).wanted & ~bits
        passing = [
            (1 << number, each)
            for number, each in enumerate(place.passing)
            if bits & each.sender and ((each.receivers & wanted) or (each.lost & wanted))
        ]
        free = [bit for bit in (*place.marks, place.waits) if bit & wanted]
        free += [bit for _item, bit in place.ticks if bit & wanted]
        if not passing and not free:
            return [Trial(self._lost(place, bits), 0, 0)]
        if len(passing) + len(free) > MOST_TRIED.bit_length() - 1:
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
            after = self._lost(place, after)
            found += [Trial(after | chosen, chosen, passed) for chosen in frees]
        return found

    def _lost(self, place: Place, bits: int) -> int:
        for each in place.passing:
            if each.lost and bits & each.receivers != each.receivers:
                bits |= each.lost
        return bits

    def leave(self, place: Place, trial: Trial, values: Values) -> Iterator[tuple[Exit, Packed]]:
        """Yield the ways out that are open to the team, with what they lead to: each open option, or the first branch
        whose condition holds; required items are ticked first."""
        bits = trial.bits | place.required
        for way in place.exits:
            if self.holds(way.question, bits, values):
                after, amounts = self.changed(way.changes, bits | way.bits, values) if way.changes else (bits | way.bits, values)
                yield way, self.arrive(way.target, after, amounts)
                if not place.decides:
                    return

    def run_out(self, place: Place, trial: Trial, values: Values) -> Packed:
        """Return where the event's timer leads when it runs out."""
        if place.timer is None:
            raise LookupError(place.key)
        return self.arrive(place.timer.target, trial.bits | place.timer.bits, values)


def subsets(bits: Sequence[int]) -> list[int]:
    """Return every combination of some bits, the empty one first and all of them last."""
    found = [0]
    for bit in bits:
        found += [each | bit for each in found]
    return found


def few_subsets(bits: Sequence[int]) -> list[int]:
    """Return all of them, none, each alone, and all but each: where there are too many to try them all."""
    everything = sum(bits)
    return list(dict.fromkeys((everything, 0, *bits, *(everything ^ bit for bit in bits))))
