"""Where documents are found: among those that ship, in a folder of the user's, or among those that a run carries.

A run carries the documents that it depends on, as they were when it began, so that the same journal is read in the
same way by a later version.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Generic, Literal

from esthersim.authored.documents import DocumentError, DocumentType, document_from_text, read_document
from esthersim.authored.problems import listed, nearest
from esthersim.language import _
from esthersim.shipped import shipped

Papers = Mapping[str, str]
"""The texts that a run carries, by their place in `debrief` or `scenarios` without the suffix, such as `guides/esther`
or `formats/sbar`.

What a run carries none of is read from what ships: a run of an older version may carry nothing at all.
"""

SHIPPED: Papers = MappingProxyType({})
"""No text of a run's own: everything as it ships."""


class DocumentFile(Generic[DocumentType]):
    """A document that is the only one of its kind; each text is read once."""

    def __init__(self, model: type[DocumentType], name: str) -> None:
        """`name` is its place in the folder `debrief`, such as `findings`."""
        self._model, self.name = model, name
        self._read: dict[str | None, DocumentType] = {}

    def read(self, papers: Papers = SHIPPED) -> DocumentType:
        """Return the document that a run carries, or the one that ships; raise `DocumentError` where it is broken."""
        text = papers.get(self.name)
        if text not in self._read:
            self._read[text] = (
                read_document(self._model, shipped("debrief") / f"{self.name}.yaml")
                if text is None
                else document_from_text(self._model, text, f"{self.name}.yaml")
            )
        return self._read[text]


class DocumentFolder(Generic[DocumentType]):
    """The documents of one kind, found by id. Each that ships, and each text that a run carries, is read once."""

    def __init__(
        self,
        model: type[DocumentType],
        place: tuple[Literal["scenarios", "debrief"], str],
        unknown: Callable[[], str],
        *,
        but: Collection[str] = (),
    ) -> None:
        """`place` is where they ship; `unknown` words that there is no such `{id}`; `but` are files of another kind."""
        self._model, self._place, self._unknown, self._but = model, place, unknown, frozenset(but)
        self._shipped: dict[str, DocumentType] = {}
        self._carried: dict[str, DocumentType] = {}

    def folder(self) -> Path:
        """Return where the documents ship; raise `FileNotFoundError` where the installation is incomplete."""
        kind, name = self._place
        return shipped(kind) / name

    def ids(self, source: Path | Papers = SHIPPED) -> tuple[str, ...]:
        """Return the ids of the documents in a folder, or of those that a run carries or that ship, sorted."""
        if isinstance(source, Path):
            return self._in(source)
        return tuple(sorted(self._texts(source))) or self._in(self.folder())

    def load(self, id: str, source: Path | Papers = SHIPPED) -> DocumentType:  # noqa: A002 - the word of the format
        """Return a document. Raises `DocumentError` for one that is missing or broken."""
        if isinstance(source, Path):
            return self._from(source, id)
        texts = self._texts(source)
        if not texts:
            if id not in self._shipped:
                self._shipped[id] = self._from(self.folder(), id)
            return self._shipped[id]
        text, file = texts.get(id), f"{self._place[1]}/{id}.yaml"
        if text is None:
            raise self._missing(id, tuple(sorted(texts)), self._place[1])
        if text not in self._carried:
            self._carried[text] = self._named(document_from_text(self._model, text, file), id, file)
        return self._carried[text]

    def _texts(self, papers: Papers) -> dict[str, str]:
        """Return the texts of this kind that a run carries, by id."""
        start = f"{self._place[1]}/"
        texts = {key.removeprefix(start): text for key, text in papers.items() if key.startswith(start)}
        return {key: text for key, text in texts.items() if key not in self._but}

    def _in(self, folder: Path) -> tuple[str, ...]:
        return tuple(sorted({file.stem for file in folder.glob("*.yaml")} - self._but))

    def _from(self, folder: Path, id: str) -> DocumentType:  # noqa: A002 - the word of the format
        known = self._in(folder)
        if id not in known:
            raise self._missing(id, known, str(folder))
        file = folder / f"{id}.yaml"
        return self._named(read_document(self._model, file), id, str(file))

    def _missing(self, id: str, known: tuple[str, ...], place: str) -> DocumentError:  # noqa: A002 - the word of the format
        hint = _("did you mean '{name}'?").format(name=near) if (near := nearest(id, known)) else ""
        return DocumentError(
            place, self._unknown().format(id=id), hint or _("there are {names}").format(names=listed(known))
        )

    def _named(self, document: DocumentType, id: str, file: str) -> DocumentType:  # noqa: A002 - the word of the format
        if document.id != id:
            what = _("the id is not the name of the file")
            raise DocumentError(file, what, _("write '{id}'").format(id=id))
        return document
