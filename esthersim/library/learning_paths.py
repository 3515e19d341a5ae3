"""Learning paths: which scenarios are trained, in which order and why. Files in `paths`, beside the scenarios.

The home screen shows them, so they are read without pydantic, which takes longer to import than they take to read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from esthersim.authored.languages import best_language
from esthersim.authored.problems import KeyPath, Report, did_you_mean, listed
from esthersim.authored.reading import first_error, tree_or_error
from esthersim.authored.text_files import first_files, read_text
from esthersim.cleaning import clean_line
from esthersim.files import FileError
from esthersim.language import _, get_language

DOSES = ("clinical", "line", "process", "top", "board")
"""Who needs how much, after the dosing model: those who give care, line managers, those who lead and hold together the
work of others, the top management, the board."""
_NEEDED = ("id", "languages", "title", "summary", "scenarios")
KEYS = (*_NEEDED, "source", "licence", "date", "dose", "for", "between")
"""The keys that a learning path's file may have."""


class PathError(FileError):
    """The file of a learning path cannot be used."""


@dataclass(frozen=True, slots=True)
class LearningPath:
    """A learning path in one language. `dose` are some of `DOSES`, `for_whom` says it in words.

    `scenarios` are ids in the order in which they are trained, each with the reason why; whether the library has
    them is not checked here. `between` is what to do between two sessions. What the file leaves out is empty.
    """

    id: str
    title: str
    summary: str
    for_whom: str
    dose: tuple[str, ...]
    between: str
    source: tuple[str, ...]
    licence: str
    date: str
    scenarios: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FoundPaths:
    """The learning paths of some folders, by id, and the files that cannot be read, each with its error."""

    paths: tuple[LearningPath, ...] = ()
    broken: tuple[tuple[Path, PathError], ...] = ()


def find_paths(folders: Iterable[Path], language: str | None = None) -> FoundPaths:
    """Read the learning paths beside the scenarios of some folders; of two with the same id, the earlier folder's."""
    paths, broken = [], []
    for file in first_files(folder / "paths" for folder in folders):
        try:
            paths.append(read_path(file, language))
        except PathError as error:
            broken.append((file, error))
    return FoundPaths(tuple(paths), tuple(broken))


def read_path(file: Path, language: str | None = None) -> LearningPath:
    """Read the file of a learning path; texts that lack the language are in English, or in the first that they have.

    Raises `PathError` at the first mistake, with line and column.
    """
    content = _Content(file, language or get_language())
    content.check_keys((), KEYS, _NEEDED)
    content.languages = content.several(("languages",))
    if content.text(("id",)) != file.stem:
        raise content.wrong(("id",), _("the id is not the name of the file"), _("write '{id}'").format(id=file.stem))
    return LearningPath(
        id=file.stem,
        title=content.texts(("title",)),
        summary=content.texts(("summary",)),
        for_whom=content.texts(("for",)),
        dose=content.doses(("dose",)),
        between=content.texts(("between",)),
        source=content.several(("source",)),
        licence=content.text(("licence",)),
        date=content.day(("date",)),
        scenarios=tuple((each, content.why(each)) for each in content.mapping(("scenarios",))),
    )


class _Content:
    """The content of a file, read by key path; raises `PathError` where something is not of the kind asked for."""

    def __init__(self, file: Path, language: str) -> None:
        self.file = str(file)
        self.language = language
        self.languages: tuple[str, ...] = ()
        report = Report(self.file)
        text = read_text(file, report)
        if text is None:
            raise first_error(report, PathError)
        self.tree = tree_or_error(text, self.file, PathError)

    def wrong(self, path: KeyPath, what: str, do: str = "", *, key: bool = False) -> PathError:
        line, column = self.tree.place(path, key=key)
        return PathError(f"{self.file}:{line + 1}:{column + 1}", what, do)

    def raw(self, path: KeyPath) -> Any:
        raw = self.tree.root
        for step in path:
            raw = raw.get(step) if isinstance(raw, dict) else None
        return raw

    def mapping(self, path: KeyPath) -> Mapping[str, Any]:
        raw = self.raw(path)
        if isinstance(raw, dict) and raw:
            return raw
        name = ".".join(map(str, path))
        raise self.wrong(path, _("'{name}' must have keys of its own").format(name=name), _("see a path that ships"))

    def check_keys(self, path: KeyPath, known: Collection[str], needed: Sequence[str]) -> None:
        if not path and not isinstance(self.tree.root, dict):
            raise self.wrong((), _("this is not a learning path"), _("see a path that ships"))
        found = self.mapping(path)
        for key in found:
            if key not in known:
                hint = did_you_mean(key, known)
                what = _("there is no key '{name}'{hint}").format(name=clean_line(key), hint=hint)
                raise self.wrong((*path, key), what, key=True)
        for key in needed:
            if not found.get(key):
                name = ".".join(map(str, (*path, key)))
                raise self.wrong((*path, key), _("'{name}' is missing").format(name=name), _("write it"))

    def text(self, path: KeyPath) -> str:
        raw = self.raw(path)
        if raw is None or isinstance(raw, str):
            return clean_line(raw or "")
        name = ".".join(map(str, path))
        raise self.wrong(path, _("'{name}' is not text").format(name=name), _("write one line of words"))

    def several(self, path: KeyPath) -> tuple[str, ...]:
        raw = self.raw(path)
        if not isinstance(raw, list):
            text = self.text(path)
            return (text,) if text else ()
        if all(isinstance(each, str) and each for each in raw):
            return tuple(map(clean_line, raw))
        name = ".".join(map(str, path))
        raise self.wrong(path, _("'{name}' is not text").format(name=name), _("write one line of words"))

    def texts(self, path: KeyPath) -> str:
        if self.raw(path) is None:
            return ""
        found = self.mapping(path)
        lacking = [code for code in self.languages if not found.get(code)]
        name = ".".join(map(str, path))
        if lacking:
            what = _("'{name}' has no text in {languages}").format(name=name, languages=listed(lacking))
            raise self.wrong(path, what, _("write it, or take the language out of 'languages'"))
        said = {code: self.text((*path, code)) for code in found}
        return said[best_language(said, self.language)]

    def doses(self, path: KeyPath) -> tuple[str, ...]:
        doses = self.several(path)
        for each in doses:
            if each not in DOSES:
                what = _("there is no dose '{name}'{hint}").format(name=each, hint=did_you_mean(each, DOSES))
                raise self.wrong(path, what, _("there are {names}").format(names=listed(DOSES)))
        return doses

    def day(self, path: KeyPath) -> str:
        day = self.text(path)
        try:
            return date.fromisoformat(day).isoformat() if day else ""
        except ValueError as error:
            what = _("'{name}' is not a date").format(name=".".join(map(str, path)))
            raise self.wrong(path, what, _("write it as in 2026-03-07")) from error

    def why(self, scenario: str) -> str:
        self.check_keys(("scenarios", scenario), ("why",), ("why",))
        return self.texts(("scenarios", scenario, "why"))
