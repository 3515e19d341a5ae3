"""The user's files: written whole or not at all, with a one-line error if they cannot be used."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from esthersim.cleaning import clean_line
from esthersim.failure import Failure


class FileError(Failure):
    """A file cannot be used: its place (`where`), `what` is wrong and what to `do`, as one line."""

    def __init__(self, where: str, what: str, do: str) -> None:
        self.where, self.what, self.do = clean_line(where), clean_line(what), clean_line(do)
        super().__init__(f"{self.where}: {self.what}; {self.do}" if self.do else f"{self.where}: {self.what}")


def owner_only(path: str, flags: int) -> int:
    """Open a file so that only its owner may read it, also one that others could read before; an opener for `open`.

    On a platform without such permissions the file is opened as usual.
    """
    handle = os.open(path, flags, 0o600)
    with suppress(OSError):  # it may belong to another user
        os.chmod(path, 0o600)  # noqa: PTH101 - the path is a string here
    return handle


def write_whole(content: bytes, target: Path, *, private: bool = False) -> None:
    """Write a new file next to the target, and move it there in one step once it is on the disk; raises `OSError`.

    If anything goes wrong, the target is unchanged and the new file is removed. Only the owner may read a `private`
    file.
    """
    temporary = target.with_name(f".{target.name[:80]}.{os.getpid()}.new")
    try:
        with open(temporary, "xb", opener=owner_only if private else None) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
