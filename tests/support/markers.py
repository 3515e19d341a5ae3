"""Journeys in which every text carries a marker of its own, so that what a page shows can be told byte by byte."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from esthersim.authored.po import Message, PoFile, format_po
from esthersim.journal.store import ScenarioText
from esthersim.scenario.translatable import translatable
from support.shipped_journeys import journey, own_language, text_of, translated_into

_MARKER = re.compile(r"Qz(\d+)zQ")


class Marked(NamedTuple):
    """A journey with a translation in which each text is only its marker; `paths` are the key paths by marker."""

    text: ScenarioText
    language: str
    paths: Mapping[int, str]


@cache
def marked(scenario: str) -> Marked:
    """Return a journey with markers in the language that it is translated into."""
    own, language = text_of(scenario), translated_into(scenario)
    texts = translatable(journey(scenario, own_language(scenario)))
    paths = dict(enumerate(texts))
    messages = {path: Message(path, texts[path], f"Qz{number}zQ") for number, path in paths.items()}
    po = format_po(PoFile(header=Message(target=f"Language: {language}\n"), messages=messages), {})
    return Marked(replace(own, translations={language: po}), language, paths)


def markers_in(html: str) -> set[int]:
    """Return the markers that are somewhere in a page."""
    return {int(number) for number in _MARKER.findall(html)}
