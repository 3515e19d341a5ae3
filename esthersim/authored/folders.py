"""Shelves: the folders of authored files of one kind, where each file is found by its id."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Generic, Literal

from esthersim.authored.multilingual import AuthoredError, File, read_file
from esthersim.authored.problems import listed, nearest
from esthersim.language import _
from esthersim.shipped import shipped


class Shelf(Generic[File]):
    """The files of one kind that ship, and those of a user's own folder. One that ships is read once."""

    def __init__(
        self,
        model: type[File],
        place: tuple[Literal["scenarios", "debrief"], str],
        unknown: Callable[[], str],
        *,
        but: Collection[str] = (),
    ) -> None:
        """`place` is where they ship; `unknown` words that there is no such `{id}`; `but` are files of another kind."""
        self._model, self._place, self._unknown, self._but = model, place, unknown, frozenset(but)
        self._read: dict[str, File] = {}

    def folder(self) -> Path:
        """Return where the files ship; raise `FileNotFoundError` where the program is not whole."""
        kind, name = self._place
        return shipped(kind) / name

    def ids(self, folder: Path | None = None) -> tuple[str, ...]:
        """Return the ids of the files that ship, or of those in a folder, sorted."""
        stems = {file.stem for file in (folder or self.folder()).glob("*.yaml")}
        return tuple(sorted(stems - self._but))

    def file(self, id: str, folder: Path | None = None) -> File:  # noqa: A002 - the word of the format
        """Return a file's content. Raises `AuthoredError` for one that is not there or is broken."""
        if folder is None and id in self._read:
            return self._read[id]
        known = self.ids(folder)
        if id not in known:
            near = nearest(id, known)
            do = (
                _("did you mean '{name}'?").format(name=near)
                if near
                else _("there are {names}").format(names=listed(known))
            )
            raise AuthoredError(str(folder or self.folder()), self._unknown().format(id=id), do)
        file = (folder or self.folder()) / f"{id}.yaml"
        content = read_file(self._model, file)
        if content.id != id:
            what = _("the id is not the name of the file")
            raise AuthoredError(str(file), what, _("write '{id}'").format(id=id))
        if folder is None:
            self._read[id] = content
        return content
