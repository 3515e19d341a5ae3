"""Comparisons in words: variables, vital signs with whose they are, the day and the clock of the story."""

from __future__ import annotations

from decimal import Decimal

from esthersim.authored import conditions as c
from esthersim.cleaning import clean_line
from esthersim.language import _, format_decimals, quoted
from esthersim.scenario.model import VITAL_SIGNS, Scenario
from esthersim.scenario.titles import role_title

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TURNED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def compared(scenario: Scenario, test: c.Compare, *, holds: bool) -> str:
    """Return a comparison, or its opposite, as a clause; a value on its own is true when it is not 0."""
    left, comparison, right = test.left, test.comparison, test.right
    if not isinstance(left, c.Name):
        if comparison is None or right is None:
            always = bool(left)
        elif isinstance(right, c.Name):
            return compared(scenario, c.Compare(right, _TURNED[comparison], left), holds=holds)
        else:
            always = c.COMPARISONS[comparison](left, right)
        return _("it is always so") if always is holds else _("it is never so")
    if comparison is None or right is None:
        comparison, right = "!=", False if isinstance(scenario.variables.get(left.text), bool) else 0
    if isinstance(right, bool) and isinstance(scenario.variables.get(left.text), bool):
        return _truth(scenario, left.text, holds=((comparison == "==") is right) is holds)
    other = value_name(scenario, right.text) if isinstance(right, c.Name) else written(right)
    message = _messages(scenario, left.text, right)[comparison if holds else _OPPOSITE[comparison]]
    return message.format(value=value_name(scenario, left.text), other=other)


def _messages(scenario: Scenario, name: str, other: c.Name | c.Value) -> dict[str, str]:
    if name in scenario.variables or isinstance(other, c.Name) or name not in {c.DAY, c.CLOCK}:
        return {
            "==": _("{value} is {other}"),
            "!=": _("{value} is not {other}"),
            "<": _("{value} is less than {other}"),
            "<=": _("{value} is at most {other}"),
            ">": _("{value} is more than {other}"),
            ">=": _("{value} is at least {other}"),
        }
    if name == c.DAY:
        return {
            "==": _("it is day {other}"),
            "!=": _("it is not day {other}"),
            "<": _("it is before day {other}"),
            "<=": _("it is day {other} or earlier"),
            ">": _("it is after day {other}"),
            ">=": _("it is day {other} or later"),
        }
    return {
        "==": _("the time is {other}"),
        "!=": _("the time is not {other}"),
        "<": _("the time is before {other}"),
        "<=": _("the time is {other} or earlier"),
        ">": _("the time is after {other}"),
        ">=": _("the time is {other} or later"),
    }


def _truth(scenario: Scenario, name: str, *, holds: bool) -> str:
    sign = name.rpartition(".")[2]
    who = patient_of(scenario, name) or _("the patient")
    if sign == "alert":
        return (_("{patient} is alert") if holds else _("{patient} is not alert")).format(patient=who)
    if sign == "o2":
        return (_("{patient} is given oxygen") if holds else _("{patient} is not given oxygen")).format(patient=who)
    return (_("{value} is true") if holds else _("{value} is false")).format(value=value_name(scenario, name))


def value_name(scenario: Scenario, name: str) -> str:
    """Return a value's name: a vital sign's with whose it is where there are several patients, else in marks."""
    sign = name.rpartition(".")[2]
    if sign in {*VITAL_SIGNS, c.NEWS2}:
        word = _signs()[sign]
        who = patient_of(scenario, name)
        return (
            word if len(scenario.patients) < 2 or not who else _("{sign} of {patient}").format(sign=word, patient=who)
        )
    if name in scenario.variables or name not in {c.DAY, c.CLOCK}:
        return quoted(clean_line(name))
    return _("the day of the story") if name == c.DAY else _("the time of day")


def patient_of(scenario: Scenario, name: str) -> str:
    """Return the title of whoever a vital sign is of; empty where that is not known."""
    role = name.rpartition(".")[0] or (scenario.patients[0] if len(scenario.patients) == 1 else "")
    return role_title(scenario, role) if role else ""


def _signs() -> dict[str, str]:
    return {
        "rr": _("the respiratory rate"),
        "spo2": _("the oxygen saturation"),
        "spo2_scale": _("the SpO2 scale"),
        "o2": _("the oxygen"),
        "sbp": _("the systolic blood pressure"),
        "pulse": _("the pulse"),
        "alert": _("the alertness"),
        "temp": _("the temperature"),
        c.NEWS2: "NEWS2",
    }


def written(value: c.Value) -> str:
    """Return a value as the reader's language writes it: a time, a number, or yes and no."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, c.TimeOfDay):
        return f"{value // 60:02}:{value % 60:02}"
    if isinstance(value, Decimal):
        return format_decimals(value, len(c.value_text(value).partition(".")[2]))
    return c.value_text(value)
