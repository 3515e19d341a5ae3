"""Effects in words, for people who read a map: what becomes of a value, and who learns what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from esthersim.authored.conditions import Value
from esthersim.language import _, format_list, quoted
from esthersim.scenario.changes import Add, Change, Know, Put
from esthersim.scenario.comparison_words import patient_of, value_name, written
from esthersim.scenario.condition_words import when_words
from esthersim.scenario.model import Effect, Scenario
from esthersim.scenario.titles import fact_text, role_title


def effect_words(scenario: Scenario, effects: Sequence[Effect]) -> Iterator[str]:
    """Yield what each change of some effects does, with the condition on which it does."""
    for effect in effects:
        for change in effect.changes:
            words = change_words(scenario, change)
            yield f"{words}, {when_words(scenario, effect.when)}" if effect.when else words


def change_words(scenario: Scenario, change: Change) -> str:
    """Return what a change does: "Nurse learns “Two kilos more”", "“trust” falls by 1"."""
    match change:
        case Put(_key, name, value):
            return _put(scenario, name, value)
        case Add(_key, name, amount):
            words = _("{value} falls by {amount}") if amount < 0 else _("{value} rises by {amount}")
            return words.format(value=value_name(scenario, name), amount=written(-amount if amount < 0 else amount))
        case Know(_key, role, facts, known):
            words = _("{role} learns {facts}") if known else _("{role} no longer knows {facts}")
            told = format_list(quoted(fact_text(scenario, fact) or fact) for fact in facts)
            return words.format(role=role_title(scenario, role), facts=told)
        case _ as never:
            assert_never(never)


def _put(scenario: Scenario, name: str, value: Value) -> str:
    sign, patient = name.rpartition(".")[2], patient_of(scenario, name) or _("the patient")
    if sign == "alert" and isinstance(value, bool):
        return (_("{patient} becomes alert") if value else _("{patient} is no longer alert")).format(patient=patient)
    if sign == "o2" and isinstance(value, bool):
        words = _("{patient} gets oxygen") if value else _("{patient} no longer gets oxygen")
        return words.format(patient=patient)
    if isinstance(value, bool):
        return (_("{value} becomes true") if value else _("{value} becomes false")).format(
            value=value_name(scenario, name)
        )
    return _("{value} becomes {other}").format(value=value_name(scenario, name), other=written(value))
