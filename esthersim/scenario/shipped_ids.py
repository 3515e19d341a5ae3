"""The ids of what ships with the program and can be named in a scenario: behaviours, instruments, guides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from esthersim.authored.documents import Document, DocumentPart, Texts
from esthersim.authored.languages import in_language
from esthersim.authored.papers import SHIPPED, DocumentFile, Papers
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


_DOCUMENT = DocumentFile(BehavioursText, f"instruments/{BEHAVIOURS}")


@cache
def behaviour_ids() -> frozenset[str]:
    """Return the ids that `observe` and `watch` may name."""
    return frozenset(_behaviours())


def behaviours(language: str, papers: Papers = SHIPPED) -> tuple[Behaviour, ...]:
    """Return the behaviours, those of a run or those that ship, in the language, or in English where they lack it."""
    return tuple(
        Behaviour(key, in_language(each.title, language), in_language(each.look_for, language))
        for key, each in _behaviours(papers).items()
    )


@cache
def instrument_ids() -> frozenset[str]:
    """Return the ids of the instruments."""
    return _stems("instruments") - {BEHAVIOURS}


@cache
def guide_ids() -> frozenset[str]:
    """Return the ids of the debriefing guides."""
    return _stems("guides")


def _behaviours(papers: Papers = SHIPPED) -> dict[str, BehaviourText]:
    if _DOCUMENT.name not in papers and not _there():
        return {}
    return _DOCUMENT.read(papers).behaviours


@cache
def _there() -> bool:
    """Tell whether the behaviours ship: an installation that lacks them checks none of their ids."""
    folder = _folder()
    return folder is not None and (folder / f"{_DOCUMENT.name}.yaml").is_file()


def _stems(kind: str) -> frozenset[str]:
    folder = _folder()
    return frozenset(file.stem for file in (folder / kind).glob("*.yaml")) if folder else frozenset()


def _folder() -> Path | None:
    try:
        return shipped("debrief")
    except FileNotFoundError:
        return None
