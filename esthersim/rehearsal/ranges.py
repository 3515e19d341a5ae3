"""How far a variable is followed: beyond what any condition compares it with, more is no different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from esthersim.rehearsal.readable import journey_conditions
from esthersim.scenario import conditions as c
from esthersim.scenario.conditions import Value
from esthersim.scenario.model import VITAL_SIGNS, Effect, Scenario

LEEWAY = 12
"""How many of its largest steps a variable that both rises and falls is followed beyond what it is compared with."""


class Range(NamedTuple):
    """The least and the greatest value that are told apart. `exact`: what lies beyond can make no difference."""

    least: Value
    most: Value
    exact: bool


def ranges(scenario: Scenario, places: Mapping[str, int]) -> tuple[Range, ...]:
    """Return the range of each variable that has a place, in the order of the places."""
    steps: dict[str, set[Value]] = {name: set() for name in places}
    marks: dict[str, set[Value]] = {name: {0, scenario.variables[name]} for name in places}
    apart = dict.fromkeys(places, False)
    for effect in _effects(scenario):
        for name, amount in effect.add.items():
            steps.get(name, set()).add(amount)
        for name, value in effect.set.items():
            marks.get(name, set()).add(value)
    for _path, condition in journey_conditions(scenario):
        for left, right in _comparisons(condition.part):
            for one, other in ((left, right), (right, left)):
                if isinstance(one, c.Name) and one.text == "news2":
                    apart.update((name, True) for name in VITAL_SIGNS if name in apart)
                elif isinstance(one, c.Name) and one.text in marks:
                    if isinstance(other, c.Name):
                        apart[one.text] = True
                    elif other is not None:
                        marks[one.text].add(other)
    return tuple(_range(marks[name], steps[name], compared=apart[name]) for name in places)


def _range(marks: set[Value], steps: set[Value], *, compared: bool) -> Range:
    rises, falls = any(step > 0 for step in steps), any(step < 0 for step in steps)
    exact = not (compared or (rises and falls))
    # One beyond the last mark stands for all beyond it, if nothing ever leads back but a `set`.
    room = 1 if exact else LEEWAY * max((abs(step) for step in steps), default=1)
    return Range(min(marks) - room, max(marks) + room, exact)


def _effects(scenario: Scenario) -> Iterator[Effect]:
    for event in scenario.events.values():
        yield from event.effects
        for option in event.decision.options.values() if event.decision else ():
            yield from option.effects
    for inject in scenario.injects.values():
        yield from inject.effects


def _comparisons(part: c.Part) -> Iterator[tuple[c.Name | Value, c.Name | Value | None]]:
    match part:
        case c.Compare(left, _, right):
            yield left, right
        case c.Not(inner):
            yield from _comparisons(inner)
        case c.All(parts) | c.Any(parts):
            for each in parts:
                yield from _comparisons(each)
        case _:
            return
