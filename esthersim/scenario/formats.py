"""Handover formats: the parts of a handover, their prompts, the words of the closed loop (`scenarios/formats`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a file's key is called `date`
from typing import Annotated, Literal

from pydantic import Field

from esthersim.authored.documents import Document, DocumentPart, Texts
from esthersim.authored.languages import in_language
from esthersim.authored.papers import SHIPPED, DocumentFolder, Papers
from esthersim.authored.scalars import Id
from esthersim.language import _

LOOP: tuple[Literal["call-out"], Literal["check-back"], Literal["confirm"]] = ("call-out", "check-back", "confirm")
"""The steps of the closed loop, in order: sent, received and confirmed are three different things."""


OWN_WORDS = "words"
"""The one part of a written handover in a format without parts."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a handover: its prompt is a short question in large type, and `belongs` says what goes there."""

    id: str
    letter: str
    title: str
    prompt: str
    belongs: str


@dataclass(frozen=True, slots=True)
class LoopStep:
    """A step of the closed loop: the word for it, and what is done in it."""

    word: str
    means: str


@dataclass(frozen=True, slots=True)
class HandoverFormat:
    """A handover format in one language; `suits` says when it is a good choice, `closed_loop` has its three steps."""

    id: str
    title: str
    suits: str
    sections: tuple[Section, ...]
    closed_loop: tuple[LoopStep, ...]
    source: tuple[str, ...]
    licence: str
    date: Day | None


class SectionText(DocumentPart):
    """A part as its file has it."""

    letter: Annotated[str, Field(min_length=1, max_length=1)]
    title: Texts
    prompt: Texts
    belongs: Texts


class LoopText(DocumentPart):
    """A step of the closed loop as its file has it."""

    word: Texts
    means: Texts


class FormatText(Document):
    """A handover format as its file has it."""

    title: Texts
    suits: Texts
    sections: dict[Id, SectionText]
    closed_loop: Annotated[dict[Literal["call-out", "check-back", "confirm"], LoopText], Field(min_length=3)]


DOCUMENTS = DocumentFolder(FormatText, ("scenarios", "formats"), lambda: _("there is no handover format '{id}'"))


def format_ids(papers: Papers = SHIPPED) -> frozenset[str]:
    """Return the ids of the handover formats that a run carries, or of those that ship."""
    return frozenset(DOCUMENTS.ids(papers))


def section_ids(id: str) -> frozenset[str]:  # noqa: A002 - the word of the format
    """Return the ids of the parts of a format, which may be none. Raises `DocumentError` for an unknown format."""
    return frozenset(DOCUMENTS.load(id).sections)


def handover_format(id: str, language: str, papers: Papers = SHIPPED) -> HandoverFormat:  # noqa: A002 - the word of the format
    """Return a format, of a run or of those that ship, in the language, or in English where it lacks that language.

    Raises `DocumentError` for an unknown format.
    """
    text = DOCUMENTS.load(id, papers)

    def said(texts: dict[str, str]) -> str:
        return in_language(texts, language)

    return HandoverFormat(
        text.id,
        said(text.title),
        said(text.suits),
        tuple(
            Section(key, each.letter, said(each.title), said(each.prompt), said(each.belongs))
            for key, each in text.sections.items()
        ),
        tuple(LoopStep(said(text.closed_loop[step].word), said(text.closed_loop[step].means)) for step in LOOP),
        text.source,
        text.licence,
        text.date,
    )
