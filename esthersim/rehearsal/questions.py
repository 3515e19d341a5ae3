"""Conditions compiled to questions about bits and values, fast enough for a million answers a second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from esthersim.authored import conditions as c
from esthersim.authored.conditions import COMPARISONS, DAY, Condition, Value
from esthersim.play.news2 import news2
from esthersim.rehearsal.readable import Readable, atoms, is_clock, tests, variables, vital_signs
from esthersim.scenario.model import UNDATED, VITAL_SIGNS, Scenario

Values = tuple[Value | None, ...]
"""The values of variables, and behind them the seconds since the story began and since something last happened."""
MINUTE, DAY_LONG = 60, 86_400
"""Seconds."""
Answer = Callable[[int, Values], bool]
UNNUMBERED = -1
"""Stands for the number of a condition where a question is not one of the file's."""


class Question(NamedTuple):
    """A compiled condition: how it is answered, what it reads, and its number among the conditions."""

    answer: Answer
    bits: int
    places: int
    """The places of the variables that it reads, as a mask."""
    number: int


def compile_question(condition: Condition, readable: Readable, number: int, scenario: Scenario) -> Question:
    """Compile a condition, every name of which is readable."""
    part = condition.part
    bits = 0
    for atom in atoms(part):
        bits |= readable.mask(atom)
    places = 0
    for name in variables(part):
        if name in readable.places:
            places |= 1 << readable.places[name]
        elif is_clock(name, scenario) and readable.now is not None:
            places |= 1 << readable.now
    for test in tests(part):
        if isinstance(test, c.Since):
            places |= 1 << readable.since["visited", test.event.text]
    return Question(_Answers(readable, scenario).of(part), bits, places, number)


class _Answers:
    """Makes the functions that answer the parts of a condition."""

    def __init__(self, readable: Readable, scenario: Scenario) -> None:
        self.readable = readable
        self.scenario = scenario

    def of(self, part: c.Part) -> Answer:
        if (cube := _cube(part, self.readable)) is not None:
            mask, wanted = cube
            if mask == wanted and mask & (mask - 1) == 0:  # one bit that must be set: the most common question
                return lambda bits, _values: bits & mask != 0
            return lambda bits, _values: bits & mask == wanted
        match part:
            case c.Not(inner):
                opposite = self.of(inner)
                return lambda bits, values: not opposite(bits, values)
            case c.All(parts):
                every = [self.of(each) for each in parts]
                return lambda bits, values: all(answer(bits, values) for answer in every)
            case c.Any(parts):
                some = [self.of(each) for each in parts]
                return lambda bits, values: any(answer(bits, values) for answer in some)
            case c.Compare():
                return self.comparison(part)
            case c.Since():
                return self.since(part)
            case _:
                raise AssertionError(part)

    def comparison(self, part: c.Compare) -> Answer:
        left = self.value(part.left)
        if part.comparison is None or part.right is None:
            return lambda _bits, values: bool(left(values))
        right, compare = self.value(part.right), COMPARISONS[part.comparison]

        def answer(_bits: int, values: Values) -> bool:
            one, other = left(values), right(values)
            return one is not None and other is not None and compare(one, other)

        return answer

    def since(self, part: c.Since) -> Answer:
        place = self.readable.since["visited", part.event.text]
        length, compare = part.length.total_seconds, COMPARISONS[part.comparison]

        def answer(_bits: int, values: Values) -> bool:
            passed = values[place]
            return passed is not None and compare(passed, length)

        return answer

    def value(self, side: c.Name | Value) -> Callable[[Values], Value | None]:
        if not isinstance(side, c.Name):
            return lambda _values: side
        place = self.readable.places.get(side.text)
        if place is not None:
            return lambda values: values[place]
        if signs := vital_signs(side.text):
            known = self.readable.places
            places = [(sign, known[name]) for name, sign in zip(signs, VITAL_SIGNS, strict=True) if name in known]
            return lambda values: _total(tuple((sign, values[place]) for sign, place in places))
        if is_clock(side.text, self.scenario) and self.readable.now is not None:
            return _clock(side.text, self.readable.now, self.scenario)
        return lambda _values: None


def _clock(name: str, now: int, scenario: Scenario) -> Callable[[Values], Value | None]:
    """Return how the day or the time of day follow from the seconds since the story began."""
    began = seconds_of_day(scenario.starts or UNDATED)
    if name == DAY:
        return lambda values: (began + int(values[now] or 0)) // DAY_LONG + 1
    return lambda values: c.TimeOfDay((began + int(values[now] or 0)) % DAY_LONG // MINUTE)


def seconds_of_day(moment: datetime) -> int:
    """Return the seconds since midnight."""
    return moment.hour * 3600 + moment.minute * MINUTE + moment.second


def _cube(part: c.Part, readable: Readable) -> tuple[int, int] | None:
    """Return the bits that a part asks for and how it wants them, where it asks for nothing but bits, all at once."""
    match part:
        case c.Knows() | c.Happened() | c.Chose():
            (atom,) = atoms(part)
            bit = readable.mask(atom)
            return bit, bit
        case c.Not(c.Knows() | c.Happened() | c.Chose() as inner):
            (atom,) = atoms(inner)
            return readable.mask(atom), 0
        case c.All(parts):
            mask = wanted = 0
            for each in parts:
                cube = _cube(each, readable)
                if cube is None or (mask & cube[0] & (wanted ^ cube[1])):
                    return None
                mask, wanted = mask | cube[0], wanted | cube[1]
            return mask, wanted
        case _:
            return None


@lru_cache(maxsize=10_000)
def _total(signs: tuple[tuple[str, Value | None], ...]) -> int | None:
    return news2(dict(signs)).total
