"""Checks of conditions: names that refer to nothing, comparisons that make no sense, looking back too early."""

from __future__ import annotations

from typing import assert_never

from esthersim.authored import conditions as c
from esthersim.authored.problems import KeyPath, listed
from esthersim.scenario.changes import Add, Know, Put
from esthersim.scenario.key_paths import subject
from esthersim.scenario.model import Effect
from esthersim.scenario.references import Checker


def check_condition(checker: Checker, condition: c.Condition | None, path: KeyPath, *, journey: bool = True) -> None:
    """Check a condition; in the `journey` (unlike in the debriefing) it should not look back over the run."""
    if condition is not None:
        _check(checker, condition.part, path, journey=journey)


def check_effects(checker: Checker, effects: tuple[Effect, ...], path: KeyPath) -> None:
    """Check a list of effects: every name, and that each variable keeps its type."""
    variables = checker.scenario.variables
    for number, effect in enumerate(effects):
        here = (*path, number)
        check_condition(checker, effect.when, (*here, "when"))
        for change in effect.changes:
            there = (*here, *change[:2])  # the key, and the id under it
            match change:
                case Put(_, name, value):
                    if checker.refer("variable", name, there, where=here) and name in variables:
                        check_value(checker, name, value, there, here)
                case Add(_, name):
                    if checker.refer("variable", name, there, where=here) and isinstance(variables.get(name), bool):
                        checker.add("ES186", there, where=subject(here), name=name)
                case Know(_, role, facts):
                    checker.refer("role", role, there, where=here)
                    checker.refer_all("fact", facts, there)
                case _ as never:
                    assert_never(never)


def check_value(checker: Checker, name: str, value: c.Value, path: KeyPath, where: KeyPath) -> None:
    """Check a value for a variable: a number stays a number; spo2_scale is 1 or 2."""
    first = checker.scenario.variables[name]
    if isinstance(first, bool) is not isinstance(value, bool):
        checker.add(
            "ES185", path, where=subject(where), name=name, first=c.value_text(first), value=c.value_text(value)
        )
    elif name.rpartition(".")[2] == "spo2_scale" and value not in {1, 2}:
        checker.add("ES126", path, where=subject(where), value=c.value_text(value))


def _check(checker: Checker, part: c.Part, path: KeyPath, *, journey: bool) -> None:  # noqa: C901 - one case a kind
    match part:
        case c.All(parts) | c.Any(parts):
            for each in parts:
                _check(checker, each, path, journey=journey)
        case c.Not(inner):
            _check(checker, inner, path, journey=journey)
        case c.Compare(left, comparison, right):
            known = [_check_name(checker, side, path) for side in (left, right)]  # both are reported
            if all(known):
                _check_kinds(checker, left, comparison, right, path)
        case c.Chose(option, event):
            if _check_name(checker, option, path) and event is not None and _check_name(checker, event, path):
                _check_option_at(checker, option, event, path)
        case c.Happened(verb, name, receiver):
            _check_name(checker, name, path)
            _check_name(checker, receiver, path)
            if journey and verb in c.LOOK_BACK:
                checker.add_inside("ES131", path, name.column - len(verb) - 1, name=verb)
        case c.Since(event):
            _check_name(checker, event, path)
        case c.Knows(role, fact):
            if role.text not in {c.ANYBODY, c.EVERYBODY}:
                _check_name(checker, role, path)
            _check_name(checker, fact, path)


def _check_name(checker: Checker, name: c.Name | c.Value | None, path: KeyPath) -> bool:
    if not isinstance(name, c.Name):
        return True
    if name.kind != "variable" or name.text in checker.scenario.variables:
        return checker.refer_inside(name.kind, name.text, path, name.column)
    patient, _, sign = name.text.rpartition(".")
    if sign == c.NEWS2 and (not patient or patient in checker.scenario.patients):
        missing = checker.news2_missing(patient)
        if missing and "variable" not in checker.known.open:
            checker.add_inside("ES132", path, name.column, missing=listed(missing))
            return False
        return True
    if name.text == c.CLOCK and checker.scenario.starts is None and not checker.mended.within(("starts",)):
        checker.add_inside("ES306", path, name.column)
        return False
    return name.text in {c.DAY, c.CLOCK} or checker.refer_inside(name.kind, name.text, path, name.column)


def _check_option_at(checker: Checker, option: c.Name, event: c.Name, path: KeyPath) -> None:
    found = checker.scenario.events.get(event.text)
    if found is None or checker.mended.within(("events", event.text, "decision")):
        return
    if found.decision is None or option.text not in found.decision.options:
        checker.add_inside("ES124", path, option.column, name=option.text, event=event.text)


def _check_kinds(
    checker: Checker, left: c.Name | c.Value, comparison: str | None, right: c.Name | c.Value | None, path: KeyPath
) -> None:
    """Check a comparison: truth values are only equal or not equal, numbers are compared with numbers."""
    if comparison is None or right is None:
        return
    values = [_value_of(checker, side) for side in (left, right)]
    times = [isinstance(value, c.TimeOfDay) for value in values]
    if times[0] is not times[1] and None not in values:
        name = next((side for side in (left, right) if isinstance(side, c.Name)), None)
        checker.add_inside("ES308", path, name.column if name else 0)
        return
    truths = [isinstance(value, bool) for value in values]
    if None in values or truths == [False, False] or (truths == [True, True] and comparison in {"==", "!="}):
        return
    named = next((side for side in (left, right) if isinstance(side, c.Name)), None)
    if named is None:
        return
    value = _value_of(checker, named)
    code = "ES133" if isinstance(value, bool) else "ES134"
    checker.add_inside(code, path, named.column, name=named.text, comparison=comparison)


def _value_of(checker: Checker, side: c.Name | c.Value) -> c.Value | None:
    if not isinstance(side, c.Name):
        return side
    if side.text in checker.scenario.variables:
        return checker.scenario.variables[side.text]
    if side.text == c.CLOCK:
        return c.TimeOfDay()
    return 0 if side.text == c.DAY or side.text.rpartition(".")[2] == c.NEWS2 else None
