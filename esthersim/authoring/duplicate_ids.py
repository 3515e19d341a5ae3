"""Scenarios that share an id, where runs and translations would be matched to the wrong one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from esthersim.authored.problems import Problem, Report
from esthersim.library.scenarios import Library


def each_once(paths: Iterable[Path]) -> list[Path]:
    """Return the files in their order, without duplicates by different paths to the same file."""
    found: dict[Path, Path] = {}
    for path in paths:
        found.setdefault(_real(path), path)
    return list(found.values())


def duplicate_ids(paths: Sequence[Path], library: Library) -> Iterator[Problem]:
    """Yield a problem for each file with the id of an earlier one, and for each library file that a file hides.

    The id is taken from the file's name; a file whose `id` differs from it has a problem of its own (ES156).
    """
    first: dict[str, Path] = {}
    for path in paths:
        name = unicodedata.normalize("NFC", path.stem)
        report = Report(str(path))
        if name in first:
            report.add("ES205", None, name=name, other=str(first[name]))
        for other in library.hidden_by(path):
            if other not in paths:
                report.add("ES206", None, name=name, other=str(other))
        first.setdefault(name, path)
        yield from report.problems


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL
        return path
