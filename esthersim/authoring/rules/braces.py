"""Rules about names in braces: in texts of the journey they stand for values, and elsewhere for themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from esthersim.authored.conditions import CLOCK, DAY, NEWS2
from esthersim.authored.problems import KeyPath, did_you_mean
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.rehearsal.readable import vital_signs
from esthersim.scenario.key_paths import subject
from esthersim.scenario.model import Scenario
from esthersim.scenario.wordings import names_in

_FILLED = re.compile(
    r"""
    (?: events\.[^.]+\.(?: text | facilitator | ending | only\.[^.]+ | esther(?:\.[^.]+)?
                         | decision\.question | decision\.options\.[^.]+\.(?:text|feedback) )
      | (?:injects|documents)\.[^.]+\.text )
    (?:\.\d+\.text)?
    """,
    re.VERBOSE,
)
"""The key paths of the texts that values are put into."""


def names_without_value(examination: Examination) -> Iterator[Finding]:
    """Find names in braces that are no variable, and variables in braces where no values are put in."""
    known = _with_values(examination.scenario)
    for name, text, each in _in_braces(examination.texts):
        code = _code(name, each, known)
        if code:
            path = examination.key_path(name)
            place = examination.place_inside(path, max(text.find("{" + each), 0))
            yield _found(code, path, each, known)._replace(place=place)
    for translation in examination.translations:
        texts = {name: entry.target for name, entry in translation.po.messages.items()}
        for name, _text, each in _in_braces(texts):
            code = _code(name, each, known)
            if code and name in examination.texts and each not in names_in(examination.texts[name]):
                yield _found(code, tuple(name.split(".")), each, known).in_translation(translation, "{" + each)


def _found(code: str, path: KeyPath, name: str, known: Collection[str]) -> Finding:
    return found(code, path, where=subject(path), name=name, hint=did_you_mean(name, known))


def _in_braces(texts: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, text in texts.items():
        if "{" in text:
            yield from ((name, text, each) for each in dict.fromkeys(names_in(text)))


def _code(path: str, name: str, known: Collection[str]) -> str:
    """Return the code of what is wrong with a name in braces, or nothing."""
    if _FILLED.fullmatch(path):
        return "" if name in known else "ES320"
    return "ES328" if name in known else ""


def _with_values(scenario: Scenario) -> frozenset[str]:
    """Return the names that have a value in every run."""
    scores = (NEWS2, *(f"{patient}.{NEWS2}" for patient in scenario.patients))
    whole = {score for score in scores if scenario.variables.keys() >= set(vital_signs(score))}
    return frozenset({*scenario.variables, DAY, CLOCK, *whole})


RULES: tuple[Rule, ...] = (names_without_value,)
