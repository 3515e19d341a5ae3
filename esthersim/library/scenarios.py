"""The library: the scenarios that ship with the program and the user's own, found by id or by path."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from esthersim.authored.problems import did_you_mean
from esthersim.authored.text_files import first_files, yaml_files
from esthersim.cleaning import clean_line
from esthersim.failure import UsedWrongly
from esthersim.language import _

if TYPE_CHECKING:
    from esthersim.scenario.loading import Loaded

_SEPARATORS = {"/", os.sep, os.altsep or "/"}


class ScenarioUnknown(UsedWrongly):
    """No scenario has that id and no file that path; the message says what may have been meant."""


class LibraryEntry:
    """A scenario of the library. `id` is the file's stem; the file is read when `loaded` is first asked for.

    `proven`: it ships with the program, whose tests have loaded it, so a list only needs to read its head.
    """

    def __init__(self, path: Path, *, proven: bool = False) -> None:
        self.path = path
        self.id = path.stem
        self.proven = proven

    def __repr__(self) -> str:
        return f"LibraryEntry({self.id!r}, {str(self.path)!r})"

    @cached_property
    def loaded(self) -> Loaded:
        """The scenario in its own language, or its problems. A broken file is an entry like any other."""
        from esthersim.scenario.loading import load_scenario

        return load_scenario(self.path)

    def load(self, language: str | None) -> Loaded:
        """Load the scenario in a language, as `load_scenario` does."""
        from esthersim.scenario.loading import load_scenario

        return self.loaded if language is None else load_scenario(self.path, language)


class Library:
    """The scenarios of some folders; of two with the same id, the earlier folder's counts."""

    def __init__(self, folders: Sequence[Path], *, proven: Path | None = None) -> None:
        """Look in the folders, in this order; one that is missing or cannot be read has no scenarios.

        `proven` is the one of them that ships with the program.
        """
        self.folders = tuple(folders)
        self.proven = proven

    def entries(self) -> tuple[LibraryEntry, ...]:
        """Return an entry for every scenario, by id. The folders are listed now.

        Of the files that did not ship, the keys are looked at: those that hold parts for scenarios are left out.
        """
        from esthersim.scenario.shared_parts import holds_parts_alone

        entries = (LibraryEntry(file, proven=file.parent == self.proven) for file in first_files(self.folders))
        return tuple(each for each in entries if each.proven or not holds_parts_alone(each.path))

    def hidden_by(self, path: Path) -> tuple[Path, ...]:
        """Return the scenarios of later folders that cannot be found by id, because this file has the same one."""
        folders = list(dict.fromkeys(self.folders))
        if path.parent not in folders:
            return ()
        later = folders[folders.index(path.parent) + 1 :]
        return tuple(file for folder in later if (file := folder / path.name).is_file())

    def find(self, id_or_path: str) -> Path:
        """Return the file of a scenario named by its id or by a path; raise `ScenarioUnknown` if there is none.

        A name that looks like a path is a path; otherwise an id takes precedence over a file in the current folder.
        """
        looks_like_path = _looks_like_path(id_or_path)
        known = {entry.id: entry.path for entry in self.entries()}
        if not looks_like_path and id_or_path in known:
            return known[id_or_path]
        try:
            path = Path(id_or_path).expanduser()
            if path.exists() and (looks_like_path or not path.is_dir()):
                return path
        except (OSError, RuntimeError, ValueError):  # too long a name, no home, a NUL
            pass
        name = clean_line(id_or_path)[:120]
        stem = id_or_path.replace("\\", "/").rpartition("/")[2].removesuffix(".yaml")
        hint = did_you_mean(stem, known) or ("" if looks_like_path else _("; 'esthersim' alone shows them all"))
        what = _("there is no file '{name}'") if looks_like_path else _("there is no scenario '{name}'")
        raise ScenarioUnknown(what.format(name=name) + hint)

    def find_all(self, id_or_path: str) -> tuple[Path, ...]:
        """Return the scenario files of a folder, or the one file that `find` finds; raise `ScenarioUnknown`.

        An id takes precedence over a folder of that name in the current folder.
        """
        try:
            folder = Path(id_or_path).expanduser()
            is_folder = folder.is_dir()
        except (OSError, RuntimeError, ValueError):
            is_folder = False
        is_id = not _looks_like_path(id_or_path) and any(entry.id == id_or_path for entry in self.entries())
        if is_id or not is_folder:
            return (self.find(id_or_path),)
        name = clean_line(id_or_path)[:120]
        try:
            files = yaml_files(folder)
        except OSError as error:
            what = _("the folder '{name}' cannot be read: {reason}")
            raise ScenarioUnknown(what.format(name=name, reason=error.strerror or error)) from error
        if not files:
            what = _("the folder '{name}' holds no scenario, no file whose name ends in '.yaml'")
            raise ScenarioUnknown(what.format(name=name))
        return files


def default_library() -> Library:
    """Return the library of this computer: the user's own folder first, then what ships with the program.

    The user's folder is ESTHERSIM_SCENARIOS (or several, separated as in PATH), else `scenarios` in the data folder.
    """
    from esthersim.settings import data_folder
    from esthersim.shipped import shipped

    own = os.environ.get("ESTHERSIM_SCENARIOS")
    folders = [Path(each).expanduser() for each in own.split(os.pathsep) if each] if own else []
    ours = shipped("scenarios")
    return Library([*(folders or [data_folder() / "scenarios"]), ours], proven=ours)


def _looks_like_path(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or any(each in name for each in _SEPARATORS)
