"""Checklists: the items ticked before the simulation and before a run is closed. Files in `debrief/checklists`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a file's key is called `date`
from pathlib import Path
from typing import Annotated

from pydantic import Field

from esthersim.authored.documents import Document, DocumentError, DocumentPart, Texts
from esthersim.authored.languages import in_language
from esthersim.authored.papers import SHIPPED, DocumentFolder, Papers
from esthersim.authored.scalars import Id
from esthersim.language import _

PREBRIEFING, CLOSING = "prebriefing", "closing"


@dataclass(frozen=True, slots=True)
class Item:
    """An item to tick; `why` is a reason that a facilitator can give if asked. The id is stored in journals."""

    id: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist in one language."""

    id: str
    title: str
    items: tuple[Item, ...]
    source: tuple[str, ...]
    licence: str
    date: Day | None

    def item(self, id: str) -> Item | None:  # noqa: A002 - the word of the format
        """Return an item by its id, or `None`: an older journal may name an item that has been removed."""
        return next((item for item in self.items if item.id == id), None)


class ItemText(DocumentPart):
    """An item as written in its file, in every language."""

    text: Texts
    why: Texts


class ChecklistText(Document):
    """A checklist as written in its file, in every language."""

    title: Texts
    items: Annotated[dict[Id, ItemText], Field(min_length=1)]


DOCUMENTS = DocumentFolder(ChecklistText, ("debrief", "checklists"), lambda: _("there is no checklist '{id}'"))


def checklist_ids() -> tuple[str, ...]:
    """Return the ids of the checklists that ship, sorted."""
    return DOCUMENTS.ids()


def load_checklist(id: str, language: str, source: Path | Papers = SHIPPED) -> Checklist:  # noqa: A002 - the word of the format
    """Return a checklist in a language, or in English where it has no such texts.

    Looks among the documents of a run, or in a folder. Raises `DocumentError` if it is missing or invalid.
    """
    text = DOCUMENTS.load(id, source)
    items = (
        Item(key, in_language(item.text, language), in_language(item.why, language)) for key, item in text.items.items()
    )
    return Checklist(text.id, in_language(text.title, language), tuple(items), text.source, text.licence, text.date)


def prebriefing_ids() -> tuple[str, ...]:
    """Return the ids of the items that every prebriefing has, in order."""
    return tuple(item.id for item in load_checklist(PREBRIEFING, "en").items)


def closing_ids() -> tuple[str, ...]:
    """Return the ids of the items that are ticked before any run is closed, in order."""
    return tuple(item.id for item in load_checklist(CLOSING, "en").items)


def item_text(id: str, language: str, papers: Papers = SHIPPED) -> str:  # noqa: A002 - the word of the format
    """Return the text of an item of the standard prebriefing or closing checklist, or its id if it has been removed."""
    try:
        items = (DOCUMENTS.load(checklist, papers).items.get(id) for checklist in (PREBRIEFING, CLOSING))
        return next((in_language(item.text, language) for item in items if item), id)
    except DocumentError:
        return id
