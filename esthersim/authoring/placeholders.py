"""The texts that `esthersim new` fills in where the author has said nothing, and how they are recognised later.

They are in `templates/`, one table for each language, and speak of Esther. Another patient's name is put in her place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("sv", "en")
"""The languages that a new scenario can be written in."""
PATIENT = "Esther"
FACTS = "{facts}"
"""Stands in a text for the facts of the scenario."""

TEMPLATES = Path(__file__).parent / "templates"
_VARIANTS = ("example", "own")
_FEWEST_WORDS = 6
"""A shorter text, such as "What do you do now?", may well be an author's own."""
_NAME = re.compile(rf"\b{PATIENT}('s|s)?\b")
_ENDS_IN_S = ("s", "x", "z")


def texts_for(language: str, *, own: bool, patient: str = PATIENT) -> dict[str, Any]:
    """Return the texts of a complete example, or with `own` texts that fit any situation; `ValueError` if unknown."""
    if language not in LANGUAGES:
        raise ValueError(f"no new scenario can be written in '{language}': there are {', '.join(LANGUAGES)}")
    table = _table(language)
    texts = {**table, **table["own" if own else "example"]}
    return {key: _about(value, patient, language) for key, value in texts.items() if key not in _VARIANTS}


def is_placeholder(text: str, patients: Iterable[str]) -> bool:
    """Return whether a text tells of the situation that the program made up, about Esther or another patient.

    What suits any situation, such as the questions for the debriefing, may stay.
    """
    plain = " ".join(text.split())
    return any(plain in whole or plain.startswith(begun) for whole, begun in map(_known, {PATIENT, *patients}))


@cache
def _known(patient: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the texts about a patient that are long enough to be known again, and how those with facts begin."""
    tables = [_about(_table(language)[each], patient, language) for language in LANGUAGES for each in _VARIANTS]
    texts = {text for text in _strings(tables) if len(text.split()) >= _FEWEST_WORDS}
    begun = {text.partition(FACTS)[0] for text in texts if FACTS in text}
    return frozenset(texts), tuple(begun)


@cache
def _table(language: str) -> dict[str, Any]:
    import tomllib

    with (TEMPLATES / f"new.{language}.toml").open("rb") as file:
        return tomllib.load(file)


def _about(value: Any, patient: str, language: str) -> Any:
    """Return a text, or all that a list or a mapping holds, with another name in Esther's place."""
    match value:
        case str():
            return _NAME.sub(lambda match: _genitive(patient, language) if match[1] else patient, value)
        case list():
            return [_about(each, patient, language) for each in value]
        case dict():
            return {key: _about(each, patient, language) for key, each in value.items()}
        case _:
            return value


def _genitive(name: str, language: str) -> str:
    if language == "en":
        return f"{name}'s"
    return name if name.casefold().endswith(_ENDS_IN_S) else f"{name}s"


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from _strings([*value.values()])
        case list():
            for each in value:
                yield from _strings(each)
        case _:
            return
