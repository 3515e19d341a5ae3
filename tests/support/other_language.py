"""What nobody should read who has asked for another language: the texts of the interface, the guides and the journeys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from ruamel.yaml import YAML

import esthersim
from esthersim.shipped import shipped
from support.shipped_journeys import LANGUAGES, flowing, paragraphs, texts

SHORTEST = 3
"""Words that a text has at least to be looked for inside others; a shorter one is looked for as a whole line."""
_GAP = re.compile(r"\{\w+\}|\d+\.")


def foreign_words(said: Iterable[str], scenario: str, language: str) -> list[str]:
    """Return what was said in another language than this: lines, or parts of them."""
    lines = {line for text in said for line in paragraphs(text)}
    items = {re.sub(r"^\d+\. |^- ", "", line) for line in lines}
    whole = "\n".join(sorted(lines))
    own, foreign = set(_journeys_and_programs(scenario, language)), set[str]()
    for other in LANGUAGES:
        if other != language:
            foreign |= set(_journeys_and_programs(scenario, other))
    foreign = {text for text in foreign - own if not any(text in each for each in own)}
    return sorted(text for text in foreign if (text in whole if len(text.split()) >= SHORTEST else text in items))


@cache
def _journeys_and_programs(scenario: str, language: str) -> tuple[str, ...]:
    own = (paragraph for text in texts(scenario, language).values() for paragraph in text)
    return (*own, *_program(language))


@cache
def _program(language: str) -> tuple[str, ...]:
    return tuple(part for text in (*_interface(language), *_authored(language)) for part in _parts(text))


def _parts(text: str) -> Iterator[str]:
    """Yield what of a text is said as it is written, whatever its gaps are filled with."""
    for paragraph in text.split("\n"):
        pieces = [flowing(piece).strip(" .,:;()'") for piece in _GAP.split(paragraph)]
        yield from (piece for piece in pieces if len(piece.split()) >= (SHORTEST if len(pieces) > 1 else 1))


@cache
def _interface(language: str) -> tuple[str, ...]:
    """Return what the interface can say in a language; its own is English."""
    file = Path(esthersim.__file__).parent / "locale" / "sv" / "LC_MESSAGES" / "esthersim.po"
    with file.open("rb") as stream:
        catalogue = read_po(stream)
    said = [each.string if language == "sv" else each.id for each in catalogue if each.id]
    return tuple(text for each in said for text in ((each,) if isinstance(each, str) else each))


@cache
def _authored(language: str) -> tuple[str, ...]:
    """Return every text in a language of the guides, checklists, instruments and handover formats."""
    files = [*shipped("debrief").rglob("*.yaml"), *shipped("scenarios").glob("formats/*.yaml")]
    return tuple(text for file in files for text in _in_language(YAML(typ="safe", pure=True).load(file), language))


def _in_language(value: Any, language: str) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) <= set(LANGUAGES):
            yield str(value.get(language, ""))
        else:
            for each in value.values():
                yield from _in_language(each, language)
    elif isinstance(value, list):
        for each in value:
            yield from _in_language(each, language)
