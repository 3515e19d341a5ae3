"""Writing reports to disk: whole or not at all, and never over a report of another run."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from esthersim.cleaning import clean_line
from esthersim.files import FileError, write_whole
from esthersim.language import _

_READ = 2_000_000
_WRITTEN_BY_PEOPLE = frozenset({".yaml", ".yml", ".po", ".toml", ".sqlite"})
"""The endings of files that hold people's work; reports, which can be made again, never overwrite them."""


class ReportError(FileError):
    """A report could not be made or written."""


def safe_name(run: str) -> str:
    """Return a run's id as the stem of a file name, safe whatever characters it holds."""
    return re.sub(r"[^\w.-]+", "-", clean_line(run)).strip(".-")[:120] or "report"


def put(content: bytes, target: Path, run: str, name: str, *, replace: bool = False, private: bool = True) -> Path:
    """Write a report of a run; an existing file is replaced if it is of the same run, or if `replace` is true.

    Scenarios, translations, journals and settings are never replaced, nor are files that are not regular.

    If the target is a folder, the report is put into it under `name`. Its owner alone can read it, for it holds what
    people said in confidence, unless `private` is false. Raises `ReportError`, and then leaves an existing file
    unchanged.
    """
    try:
        target = target.expanduser().resolve()
        target = target / name if target.is_dir() else target
        if target.exists():
            _may_be_replaced(target)
            if not replace:
                _same_run(target, run)
        write_whole(content, target, private=private)
    except (OSError, RuntimeError, ValueError) as error:
        raise _write_error(error, target) from error
    return target


def _may_be_replaced(target: Path) -> None:
    """Refuse devices and pipes, which a file would replace, and files that hold people's work."""
    if not target.is_file():
        raise ReportError(str(target), _("this is not a file"), _("give another name with --output"))
    if target.suffix.lower() in _WRITTEN_BY_PEOPLE:
        raise ReportError(
            str(target),
            _("there is a file here of a kind that is never overwritten"),
            _("give another name with --output"),
        )


def _same_run(target: Path, run: str) -> None:
    """Refuse a file without the marker of this run."""
    with target.open("rb") as file:
        text = file.read(_READ).replace(b"\r\n ", b"").decode("utf-8", "replace")
    if text.strip() and marker(run) not in text:
        what = _("there is another file here, and it is not a report of the run '{run}'").format(run=run)
        raise ReportError(str(target), what, _("give another name with --output, or remove it first"))


def marker(run: str) -> str:
    """Return the marker that every report of this run contains, whatever its format."""
    return f"esthersim-run:{safe_name(run)}"


def _write_error(error: OSError | RuntimeError | ValueError, target: Path) -> ReportError:
    number = error.errno if isinstance(error, OSError) else None
    elsewhere = _("give another place with --output")
    if number in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return ReportError(str(target), _("the disk is full"), _("make room, or give another place with --output"))
    if number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return ReportError(str(target), _("nothing can be written here"), elsewhere)
    if number in {errno.ENOENT, errno.ENOTDIR}:
        return ReportError(str(target), _("there is no folder '{name}'").format(name=target.parent), elsewhere)
    if number == errno.ENAMETOOLONG:
        return ReportError(str(target)[:200], _("the name is too long"), _("give a shorter name with --output"))
    detail = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReportError(str(target), _("it could not be written ({detail})").format(detail=detail), elsewhere)
