"""Handover formats: the parts of a handover, their prompts, the words of the closed loop (`scenarios/formats`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from esthersim.shipped import shipped


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a handover; the prompt is a short question that stands in large type."""

    id: str
    letter: str
    title: str
    prompt: str


@dataclass(frozen=True, slots=True)
class HandoverFormat:
    """A handover format in one language; `closed_loop` has the words for call-out, check-back and confirm."""

    id: str
    title: str
    sections: tuple[Section, ...]
    closed_loop: tuple[str, ...]


@cache
def format_ids() -> frozenset[str]:
    """Return the ids of all handover formats."""
    return frozenset(file.stem for file in (shipped("scenarios") / "formats").glob("*.yaml"))


@cache
def section_ids(id: str) -> frozenset[str]:  # noqa: A002 - the word of the format
    """Return the ids of the parts of a format; none for one without parts. Raises `KeyError` for an unknown format."""
    return frozenset(_content(id)["sections"])


def handover_format(id: str, language: str) -> HandoverFormat:  # noqa: A002 - the word of the format
    """Return a format in the language, or in English where it has no such texts.

    Raises `KeyError` for an unknown format.
    """
    content = _content(id)
    sections = tuple(
        Section(key, str(each["letter"]), _in(each["title"], language), _in(each["prompt"], language))
        for key, each in content["sections"].items()
    )
    loop = content["closed_loop"]
    words = tuple(_in(loop[step], language) for step in ("call-out", "check-back", "confirm"))
    return HandoverFormat(id, _in(content["title"], language), sections, words)


@cache
def _content(id: str) -> dict[str, Any]:  # noqa: A002
    from esthersim.scenario.reading import read_yaml

    if id not in format_ids():
        raise KeyError(id)
    file = shipped("scenarios") / "formats" / f"{id}.yaml"
    content = read_yaml(file.read_text(encoding="utf-8")).root
    return {**content, "sections": content["sections"] or {}}


def _in(texts: dict[str, str], language: str) -> str:
    short = language.split("-", maxsplit=1)[0]
    return str(texts.get(language) or texts.get(short) or texts["en"])
