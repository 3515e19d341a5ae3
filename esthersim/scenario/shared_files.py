"""The files beside a scenario whose parts it takes (`uses`), and their translations, each by its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from glob import escape
from pathlib import Path, PurePosixPath, PureWindowsPath

from esthersim.authored.problems import Report
from esthersim.authored.text_files import read_text
from esthersim.scenario.translation import open_translation


class SharedFiles:
    """The files that a scenario can use: those in its folder, or those carried by its run.

    A path is counted from the scenario's folder, with `/` between folders.
    """

    def __init__(self, folder: Path | None = None, carried: Mapping[str, str] | None = None) -> None:
        """Look in the folder, and among the carried texts (by path); both may be missing."""
        self._folder = folder
        self._carried = carried or {}
        self.used: dict[str, str] = {}
        """The texts of the files that were read, by their paths: what a run carries."""

    def open(self, name: str) -> tuple[Report, str]:
        """Return a report on a file with its text, and an empty code; else the code of what is wrong with the path.

        With ES342, the report says why the file cannot be read.
        """
        report = Report(name)
        if not is_inside(name):
            return report, "ES340"
        text = self._carried.get(name)
        if text is None and self._folder is not None:
            file = self._folder / name
            report = Report(str(file))
            if not _exists(file):
                return report, "ES341"
            if not _stays_in(self._folder, file):
                return report, "ES340"
            text = read_text(file, report)
            if text is None:
                return report, "ES342"
        if text is None:
            return report, "ES341"
        self.used[name] = text
        return Report(report.file, text), ""

    def translation(self, name: str, scenario: str, *languages: str) -> Report | None:
        """Return a report on the translation of a file to the first of the languages that there is, with its text.

        `scenario` is the id of the scenario, whose own translation it never is.
        """
        for language in dict.fromkeys(languages):
            for path in translation_paths(name, scenario, language):
                if path in self._carried:
                    return Report(path, self._carried[path])
                if self._folder is not None and (report := open_translation(self._folder / path)):
                    return report
        return None


def translation_paths(name: str, scenario: str, language: str) -> Iterator[str]:
    """Yield where the translation of a file can be: with those of the scenario, then in a `locale` beside the file.

    It belongs at the first. With those of the scenario it is not where the two would have the same name.
    """
    path = PurePosixPath(name)
    own = PurePosixPath("locale", language, f"{path.stem}.po")
    if path.stem != scenario:
        yield own.as_posix()
    yield (path.parent / own).as_posix()


def shared_translation_file(folder: Path, name: str, scenario: str, language: str) -> Path:
    """Return where the translation of a file is, or belongs."""
    files = [folder / path for path in translation_paths(name, scenario, language)]
    return next((file for file in files if file.exists()), files[0])


def translations_beside(folder: Path, name: str, scenario: str) -> dict[str, str]:
    """Return the texts of all readable translations of a file, by their paths from the scenario's folder."""
    found: dict[str, str] = {}
    for pattern in translation_paths(escape(name), scenario, "*"):
        for file in sorted(folder.glob(pattern)):
            with suppress(OSError, UnicodeDecodeError):
                found[file.relative_to(folder).as_posix()] = file.read_text(encoding="utf-8-sig")
    return found


def is_inside(name: str) -> bool:
    """Tell whether a path can be meant to be in the folder: not from the root, and nowhere up."""
    rooted = PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor
    return not rooted and ".." not in PureWindowsPath(name).parts and "\0" not in name


def _exists(file: Path) -> bool:
    try:
        return file.exists()
    except (OSError, ValueError):  # a name that is too long
        return False


def _stays_in(folder: Path, file: Path) -> bool:
    """Tell whether a file is in the folder when links are followed."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a loop of links
        return False
