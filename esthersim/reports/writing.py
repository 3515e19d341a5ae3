"""Onto the disk: a report is written whole or not at all, and never over that of another run."""

from __future__ import annotations

import errno
import re
from pathlib import Path

from esthersim.cleaning import clean_line
from esthersim.files import FileError, write_whole
from esthersim.language import _

_READ = 2_000_000
_WRITTEN_BY_PEOPLE = frozenset({".yaml", ".yml", ".po", ".toml", ".sqlite"})
"""How the names of files end in which people's work is; nothing that can be made anew goes over one."""


class ReportError(FileError):
    """A report could not be made or written."""


def safe_name(run: str) -> str:
    """Return a run's id as the stem of a file's name, whatever it holds."""
    return re.sub(r"[^\w.-]+", "-", clean_line(run)).strip(".-")[:120] or "report"


def put(content: bytes, target: Path, run: str, name: str, *, replace: bool = False) -> Path:
    """Write a report of a run; an existing file is replaced if it is of the same run, or `replace` says so.

    A scenario, a translation, a journal or settings are never replaced, nor is what is no ordinary file.

    Where the target is a folder, the report is put into it under `name`. Raises `ReportError`; whatever stood there
    before stands there still then.
    """
    try:
        target = target.expanduser().resolve()
        target = target / name if target.is_dir() else target
        if target.exists():
            _may_be_replaced(target)
            if not replace:
                _same_run(target, run)
        write_whole(content, target)
    except (OSError, RuntimeError, ValueError) as error:
        raise _told(error, target) from error
    return target


def _may_be_replaced(target: Path) -> None:
    """Refuse a device or a pipe, which a file would take the place of, and what somebody has written."""
    if not target.is_file():
        raise ReportError(str(target), _("this is not a file"), _("give another name with --output"))
    if target.suffix.lower() in _WRITTEN_BY_PEOPLE:
        raise ReportError(
            str(target), _("a file of this kind stands here, and it is kept"), _("give another name with --output")
        )


def _same_run(target: Path, run: str) -> None:
    """Refuse a file that does not tell that it is of this run."""
    with target.open("rb") as file:
        text = file.read(_READ).replace(b"\r\n ", b"").decode("utf-8", "replace")
    if text.strip() and marker(run) not in text:
        what = _("there is another file here, and it is not a report of the run '{run}'").format(run=run)
        raise ReportError(str(target), what, _("give another name with --output, or remove it first"))


def marker(run: str) -> str:
    """Return what a report of this run has in it, whatever its format."""
    return f"esthersim-run:{safe_name(run)}"


def _told(error: OSError | RuntimeError | ValueError, target: Path) -> ReportError:
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
