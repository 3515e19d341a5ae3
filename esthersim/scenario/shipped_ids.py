"""The ids of what ships with the program and can be named in a scenario: behaviours, instruments, guides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from esthersim.authored.documents import Document, DocumentPart, Texts, read_document
from esthersim.authored.languages import in_language
from esthersim.authored.scalars import Id
from esthersim.shipped import shipped

BEHAVIOURS = "behaviours"
"""The file beside the instruments that says what `observe` and `watch` in a scenario may name."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A kind of teamwork that an observer can watch for; `look_for` says in one sentence how it shows."""

    id: str
    title: str
    look_for: str


class BehaviourText(DocumentPart):
    """A behaviour as its file has it."""

    title: Texts
    look_for: Texts


class BehavioursText(Document):
    """The behaviours as their file has them."""

    behaviours: dict[Id, BehaviourText]


@cache
def behaviour_ids() -> frozenset[str]:
    """Return the ids that `observe` and `watch` may name."""
    return frozenset(_behaviours())


def behaviours(language: str) -> tuple[Behaviour, ...]:
    """Return the behaviours in the language, or in English where they lack it."""
    return tuple(
        Behaviour(key, in_language(each.title, language), in_language(each.look_for, language))
        for key, each in _behaviours().items()
    )


@cache
def instrument_ids() -> frozenset[str]:
    """Return the ids of the instruments."""
    return _stems("instruments") - {BEHAVIOURS}


@cache
def guide_ids() -> frozenset[str]:
    """Return the ids of the debriefing guides."""
    return _stems("guides")


@cache
def _behaviours() -> dict[str, BehaviourText]:
    folder = _folder()
    if folder is None or not (file := folder / "instruments" / f"{BEHAVIOURS}.yaml").is_file():
        return {}
    return read_document(BehavioursText, file).behaviours


def _stems(kind: str) -> frozenset[str]:
    folder = _folder()
    return frozenset(file.stem for file in (folder / kind).glob("*.yaml")) if folder else frozenset()


def _folder() -> Path | None:
    try:
        return shipped("debrief")
    except FileNotFoundError:
        return None
