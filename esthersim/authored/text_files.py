"""Text files that people write: finding them in folders, and reading them, whatever they turn out to be.

A file may be a pipe, have fifty megabytes, not be UTF-8, or be written to while it is read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from esthersim.authored.problems import Report
from esthersim.language import _

LARGEST = 2_000_000
"""The most bytes of a file: some ten times a scenario of 500 events."""
READINGS = 5
"""How often to read a file that changes while it is being read."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_text(path: Path, report: Report, code: str = "ES160") -> str | None:
    """Return the file's text without a byte-order mark, or `None` and a problem in the report.

    `code` is the problem of a file that cannot be read. One that is being written is read again, a few times.
    """
    try:
        for _attempt in range(READINGS):
            before = path.stat()
            if stat.S_ISDIR(before.st_mode):
                report.add(code, None, reason=_("it is a folder"))
                return None
            if not stat.S_ISREG(before.st_mode):
                report.add(code, None, reason=_("it is not an ordinary file"))
                return None
            content = b"" if before.st_size > LARGEST else _content(path)
            if _state(path.stat()) == _state(before):
                break
        else:
            report.add("ES204", None)
            return None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        missing = isinstance(error, FileNotFoundError)
        report.add(code, None, reason=_("there is no such file") if missing else reason)
        return None
    if before.st_size > LARGEST or len(content) > LARGEST:
        report.add("ES161", None, most=LARGEST // 1_000_000)
        return None
    return decode(content, report)


def yaml_files(folder: Path) -> tuple[Path, ...]:
    """Return the YAML files of a folder by name, without hidden ones; raise `OSError` if it cannot be listed."""
    files = (file for file in folder.iterdir() if file.suffix == ".yaml" and not file.name.startswith("."))
    return tuple(sorted(file for file in files if file.is_file()))


def first_files(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the YAML files of some folders, by name; of two that have the same name, the earlier folder's.

    A folder that cannot be listed counts as empty.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        with suppress(OSError):
            for file in yaml_files(folder):
                files.setdefault(file.stem, file)
    return tuple(files[key] for key in sorted(files))


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _state(status: os.stat_result) -> tuple[int, ...]:
    """Return what changes when a file is written or replaced."""
    return status.st_mtime_ns, status.st_size, status.st_ino, status.st_dev


def decode(content: bytes, report: Report) -> str | None:
    """Return UTF-8 text without a byte-order mark, or `None` and a problem at the first byte that is not UTF-8."""
    if _is_utf_16(content):
        report.add("ES162", (0, 0), found=_("this is UTF-16, which some programs call Unicode"))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n")
        if b"\0" in content:
            report.add("ES207", None)
            return None
        report.text = content.decode("utf-8", errors="replace")
        column = len(before.rpartition(b"\n")[2].decode("utf-8"))
        found = _("byte {byte} at this place").format(byte=f"0x{content[error.start]:02x}")
        report.add("ES162", (line, column), found=found)
        return None


def _is_utf_16(content: bytes) -> bool:
    """Tell whether content begins as UTF-16 does, or has a zero in nearly every second byte, as most letters have."""
    return content.startswith(_UTF_16) or _zeros(content[1:200:2]) > 0.8 or _zeros(content[:200:2]) > 0.8


def _zeros(part: bytes) -> float:
    return part.count(0) / max(len(part), 1)


def find_no_text(text: str) -> tuple[int, int, str] | None:
    """Return line, column (from 0) and name of the first character that YAML does not allow in any text."""
    match = _NOT_ALLOWED.search(text)
    if match is None:
        return None
    before = re.split("\r\n|\r|\n", text[: match.start()])
    return len(before) - 1, len(before[-1]), f"U+{ord(match[0]):04X}"


__all__ = ["LARGEST", "decode", "find_no_text", "first_files", "read_text", "yaml_files"]
