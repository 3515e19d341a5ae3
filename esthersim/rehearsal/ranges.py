"""How far a variable is followed: beyond everything that a condition compares it with, larger makes no difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from esthersim.authored import conditions as c
from esthersim.authored.conditions import Condition, Value
from esthersim.rehearsal.readable import effects, tests, vital_signs
from esthersim.scenario.changes import Add, Put
from esthersim.scenario.model import Scenario

LEEWAY = 12
"""A variable that both rises and falls is followed this many of its largest steps beyond what it is compared with."""


class Range(NamedTuple):
    """The least and the greatest value that are distinguished. `exact`: nothing beyond them can make a difference."""

    least: Value
    most: Value
    exact: bool


def ranges(scenario: Scenario, conditions: Iterable[Condition], places: Mapping[str, int]) -> tuple[Range, ...]:
    """Return the range of each variable that the journey's conditions read, in the order of the places."""
    steps: dict[str, set[int | Decimal]] = {name: set() for name in places}
    marks: dict[str, set[Value]] = {name: {0, scenario.variables[name]} for name in places}
    for effect in effects(scenario):
        for change in effect.changes:
            match change:
                case Put(_, name, value) if name in places:
                    marks[name].add(value)
                case Add(_, name, amount) if name in places:
                    steps[name].add(amount)
                case _:
                    continue
    together: set[str] = set()
    for condition in conditions:
        for test in tests(condition.part):
            if isinstance(test, c.Compare):
                _mark(test, marks, together)
    return tuple(_range(marks[name], steps[name], together=name in together) for name in places)


def _mark(test: c.Compare, marks: Mapping[str, set[Value]], together: set[str]) -> None:
    """Note what a variable is compared with; one compared with another, or scored, has no marks of its own."""
    for one, other in ((test.left, test.right), (test.right, test.left)):
        if not isinstance(one, c.Name):
            continue
        if signs := vital_signs(one.text):
            together.update(signs)
        elif isinstance(other, c.Name):
            together.add(one.text)
        elif other is not None and one.text in marks:
            marks[one.text].add(other)


def _range(marks: set[Value], steps: set[int | Decimal], *, together: bool) -> Range:
    rises, falls = any(step > 0 for step in steps), any(step < 0 for step in steps)
    exact = not (together or (rises and falls))
    # One beyond the last mark stands for everything beyond it, unless something other than `set` leads back.
    room = 1 if exact else LEEWAY * max((step if step > 0 else -step for step in steps), default=1)
    return Range(min(marks) - room, max(marks) + room, exact)
