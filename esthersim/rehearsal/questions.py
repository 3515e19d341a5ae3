"""Conditions compiled to questions about bits and values, fast enough for a million answers a second."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from esthersim.authored import conditions as c
from esthersim.authored.conditions import COMPARISONS, Condition, Value
from esthersim.play.news2 import news2
from esthersim.rehearsal.readable import Readable, atoms, variables
from esthersim.scenario.model import VITAL_SIGNS

Values = tuple[Value | None, ...]
Answer = Callable[[int, Values], bool]


class Question(NamedTuple):
    """A compiled condition: how it is answered, what it reads, and its number among the conditions."""

    answer: Answer
    bits: int
    places: int
    """The places of the variables that it reads, as a mask."""
    number: int


def compile_question(condition: Condition, readable: Readable, number: int) -> Question:
    """Compile a condition, every name of which is readable."""
    part = condition.part
    bits = 0
    for atom in atoms(part):
        bits |= readable.mask(atom)
    places = 0
    for name in variables(part):
        if name in readable.places:
            places |= 1 << readable.places[name]
    return Question(_answer(part, readable), bits, places, number)


def _answer(part: c.Part, readable: Readable) -> Answer:
    if (cube := _cube(part, readable)) is not None:
        mask, wanted = cube
        if mask == wanted and mask & (mask - 1) == 0:  # one bit that must be set: the most common question
            return lambda bits, _values: bits & mask != 0
        return lambda bits, _values: bits & mask == wanted
    match part:
        case c.Not(inner):
            opposite = _answer(inner, readable)
            return lambda bits, values: not opposite(bits, values)
        case c.All(parts):
            every = [_answer(each, readable) for each in parts]
            return lambda bits, values: all(answer(bits, values) for answer in every)
        case c.Any(parts):
            some = [_answer(each, readable) for each in parts]
            return lambda bits, values: any(answer(bits, values) for answer in some)
        case c.Compare():
            return _comparison(part, readable)
        case _:
            raise AssertionError(part)


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


def _comparison(part: c.Compare, readable: Readable) -> Answer:
    left = _value(part.left, readable)
    if part.comparison is None or part.right is None:
        return lambda _bits, values: bool(left(values))
    right, compare = _value(part.right, readable), COMPARISONS[part.comparison]

    def answer(_bits: int, values: Values) -> bool:
        one, other = left(values), right(values)
        return one is not None and other is not None and compare(one, other)

    return answer


def _value(side: c.Name | Value, readable: Readable) -> Callable[[Values], Value | None]:
    if not isinstance(side, c.Name):
        return lambda _values: side
    if side.text == "news2":
        places = [(name, readable.places[name]) for name in VITAL_SIGNS if name in readable.places]
        return lambda values: _total(tuple((name, values[place]) for name, place in places))
    place = readable.places.get(side.text)
    return (lambda _values: None) if place is None else (lambda values: values[place])


@lru_cache(maxsize=10_000)
def _total(signs: tuple[tuple[str, Value | None], ...]) -> int | None:
    return news2(dict(signs)).total
