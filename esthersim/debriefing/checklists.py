"""Checklists: what is ticked before the simulation and before a run is closed. Files in `debrief/checklists`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from esthersim.debriefing.authored import Authored, AuthoredError, Piece, Texts, in_language, read_file
from esthersim.language import _
from esthersim.scenario.problems import listed
from esthersim.scenario.scalars import ID_PATTERN
from esthersim.shipped import shipped

PREBRIEFING, CLOSING = "prebriefing", "closing"


@dataclass(frozen=True, slots=True)
class Item:
    """A point to tick; `why` is what a facilitator may say if somebody asks. Its id stands in journals."""

    id: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist in one language."""

    id: str
    title: str
    items: tuple[Item, ...]

    def item(self, id: str) -> Item | None:  # noqa: A002 - the word of the format
        """Return an item by its id, or `None`: an older journal may name one that is no longer there."""
        return next((item for item in self.items if item.id == id), None)


class ItemText(Piece):
    """An item as its file has it."""

    text: Texts
    why: Texts


class ChecklistText(Authored):
    """A checklist as its file has it."""

    title: Texts
    items: Annotated[dict[Annotated[str, Field(pattern=ID_PATTERN)], ItemText], Field(min_length=1)]


def load_checklist(id: str, language: str, folder: Path | None = None) -> Checklist:  # noqa: A002 - the word of the format
    """Return a checklist in a language, or in English where it has no such texts.

    Looks among those that ship, or in `folder`. Raises `AuthoredError` for one that is not there or is broken.
    """
    where = folder or shipped("debrief") / "checklists"
    file = where / f"{id}.yaml"
    if file.parent != where or not file.is_file():
        known = listed(sorted(each.stem for each in where.glob("*.yaml")))
        what = _("there is no checklist '{id}'").format(id=id)
        raise AuthoredError(str(where), what, _("there are {names}").format(names=known))
    text = _read(file) if folder is None else read_file(ChecklistText, file)
    items = (
        Item(key, in_language(item.text, language), in_language(item.why, language)) for key, item in text.items.items()
    )
    return Checklist(text.id, in_language(text.title, language), tuple(items))


@cache
def _read(file: Path) -> ChecklistText:
    return read_file(ChecklistText, file)


def prebriefing_ids() -> tuple[str, ...]:
    """Return the ids of what is ticked before every simulation, in order."""
    return tuple(item.id for item in load_checklist(PREBRIEFING, "en").items)


def closing_ids() -> tuple[str, ...]:
    """Return the ids of what is ticked before every run is closed, in order."""
    return tuple(item.id for item in load_checklist(CLOSING, "en").items)


def item_text(id: str, language: str) -> str:  # noqa: A002 - the word of the format
    """Return the text of an item that every run's prebriefing or closing has, or its id where there is none now."""
    try:
        items = (load_checklist(checklist, language).item(id) for checklist in (PREBRIEFING, CLOSING))
        return next((item.text for item in items if item), id)
    except AuthoredError:
        return id
