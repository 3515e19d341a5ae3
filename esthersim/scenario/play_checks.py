"""Checks of an author's plays: one key a step, and every id that a step names."""

from __future__ import annotations

from esthersim.authored.problems import KeyPath, listed
from esthersim.scenario.condition_checks import check_value
from esthersim.scenario.play_steps import PlayExpectation, PlayStep
from esthersim.scenario.references import Checker

_STEPS = ("proceed", "choose", "hand_over", "check", "wait", "inject", "expect")


def check_plays(checker: Checker) -> None:
    """Check every step of every play."""
    for key, play in checker.scenario.plays.items():
        for number, step in enumerate(play):
            path = ("plays", key, number)
            given = [name for name in _STEPS if name in step.model_fields_set]
            if len(given) != 1 and not checker.mended.within(path):
                found = listed(given) if given else "-"
                checker.add("ES194", path, found=found, keys=listed(_STEPS))
            _check_step(checker, step, path)


def _check_step(checker: Checker, step: PlayStep, path: KeyPath) -> None:
    if step.choose is not None:
        checker.refer("option", step.choose, (*path, "choose"), where=path)
    for role, facts in (step.hand_over or {}).items():
        here = (*path, "hand_over", role) if role else (*path, "hand_over")
        if role:
            checker.refer("role", role, here, where=path)
        if facts not in {("all",), ("none",)}:
            checker.refer_all("fact", facts, here)
    if step.check and step.check != ("all",):
        checker.refer_all("item", step.check, (*path, "check"))
    if step.inject is not None:
        checker.refer("inject", step.inject, (*path, "inject"), where=path)
    if step.expect is not None:
        _check_expectation(checker, step.expect, (*path, "expect"))


def _check_expectation(checker: Checker, expected: PlayExpectation, path: KeyPath) -> None:
    where = path[:-1]
    if expected.event is not None:
        checker.refer("event", expected.event, (*path, "event"), "ES122", where=where)
    if expected.ending is not None:
        checker.refer("ending", expected.ending, (*path, "ending"), where=where)
    for role, facts in expected.knows.items():
        here = (*path, "knows", role)
        checker.refer("role", role, here, where=where)
        checker.refer_all("fact", facts, here)
    for name, value in expected.variables.items():
        here = (*path, "variables", name)
        known = name == "news2" or checker.refer("variable", name, here, where=where)
        if known and name in checker.scenario.variables:
            check_value(checker, name, value, here, where)
