"""What nobody should read who asked for another language: of the interface, the debriefing files and the journeys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.pofile import read_po

import esthersim
from esthersim.authored.po import parse_po
from esthersim.authored.yaml_parser import read_yaml
from esthersim.shipped import shipped
from support.shipped_journeys import LANGUAGES, file_of, flowing, own_language, paragraphs, texts

SHORTEST = 3
"""Words that a text has at least to be looked for inside others; a shorter one is looked for as a whole line."""
_GAP = re.compile(r"\{\w+\}")
_NUMBER = re.compile(r"^(\d+\.|-) ")


class Said(NamedTuple):
    """What can be said in one language: as it stands, inside other texts, or round gaps that are filled in."""

    whole: frozenset[str]
    inside: frozenset[str]
    round_gaps: tuple[tuple[str, re.Pattern[str]], ...]
    """What stands before the first gap, and the whole line."""


def foreign_words(said: Iterable[str], scenario: str, language: str) -> list[str]:
    """Return what was said in another language than this: whole lines, or parts of them."""
    lines = {_NUMBER.sub("", line) for text in said for line in paragraphs(text)}
    mine = _sayable(scenario, language)
    found: set[str] = set()
    for other in LANGUAGES:
        if other != language:
            found |= _found(lines - mine.whole, _sayable(scenario, other))
    own = "\n".join((*mine.whole, *mine.inside)) if found else ""
    return sorted(each for each in found if each not in own and not _fits(each, mine))


def _found(lines: set[str], foreign: Said) -> set[str]:
    together = "\n".join(sorted(lines))
    found = {text for text in foreign.inside if text in together} | (lines & foreign.whole)
    return found | {line for line in lines if _fits(line, foreign)}


def _fits(line: str, said: Said) -> bool:
    return any(line.startswith(begin) and pattern.fullmatch(line) for begin, pattern in said.round_gaps)


@cache
def _sayable(scenario: str, language: str) -> Said:
    own = [paragraph for text in _of_the_journey(scenario, language) for paragraph in text]
    program = _program(language)
    inside = {text for text in own if len(text.split()) >= SHORTEST}
    return Said(program.whole | set(own), program.inside | inside, program.round_gaps)


def _of_the_journey(scenario: str, language: str) -> Iterator[tuple[str, ...]]:
    """Yield the texts of a journey that are in a language; what a translation lacks is in the journey's own alone."""
    shown = texts(scenario, language)
    if language == own_language(scenario):
        yield from shown.values()
        return
    file = file_of(scenario).parent / "locale" / language / f"{scenario}.po"
    messages = parse_po(file.read_text(encoding="utf-8")).messages
    translated = {key: paragraphs(entry.target) for key, entry in messages.items()}
    yield from (text for key, text in shown.items() if text == translated.get(key))


@cache
def _program(language: str) -> Said:
    whole, inside, gaps = set[str](), set[str](), {}
    for message in (*_interface(language), *_authored(language)):
        for text in paragraphs(message):
            pieces = [piece.strip(" .,:;()'") for piece in _GAP.split(text)]
            inside |= {piece for piece in pieces if len(piece.split()) >= SHORTEST}
            if len(pieces) == 1:
                whole.add(text)
            elif re.search(r"\w{3}", begin := _GAP.split(text)[0]):
                gaps[text] = begin, re.compile(".+".join(map(re.escape, _GAP.split(text))))
    return Said(frozenset(whole), frozenset(inside), tuple(gaps.values()))


@cache
def _interface(language: str) -> tuple[str, ...]:
    """Return what the interface can say in a language; its own is English."""
    file = Path(esthersim.__file__).parent / "locale" / "sv" / "LC_MESSAGES" / "esthersim.po"
    with file.open("rb") as stream:
        catalogue = read_po(stream)
    said = [each.string if language == "sv" else each.id for each in catalogue if each.id]
    return tuple(text for each in said for text in ((each,) if isinstance(each, str) else each or ()))


@cache
def _authored(language: str) -> tuple[str, ...]:
    """Return every text in a language of the guides, checklists, instruments and handover formats."""
    files = [*shipped("debrief").rglob("*.yaml"), *shipped("scenarios").glob("formats/*.yaml")]
    found = (_in_language(read_yaml(file.read_text(encoding="utf-8")).root, language) for file in files)
    return tuple(flowing(text) for each in found for text in each)


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
