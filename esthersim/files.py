"""Files that belong to people: written whole or not at all, and told about in one line where they cannot be used."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from esthersim.cleaning import clean_line
from esthersim.failure import Failure


class FileError(Failure):
    """A file cannot be used: `where` it stands, `what` is wrong and what to `do`, as one line."""

    def __init__(self, where: str, what: str, do: str) -> None:
        self.where, self.what, self.do = clean_line(where), clean_line(what), clean_line(do)
        super().__init__(f"{self.where}: {self.what}; {self.do}" if self.do else f"{self.where}: {self.what}")


def owner_only(path: str, flags: int) -> int:
    """Open a file that its owner alone may read, for `open`; one that others could read until now is taken from them.

    Where the platform has no such modes, this is as any opening.
    """
    handle = os.open(path, flags, 0o600)
    with suppress(OSError):  # it may be somebody else's
        os.chmod(path, 0o600)  # noqa: PTH101 - the path is a string here
    return handle


def write_whole(content: bytes, target: Path, *, private: bool = False) -> None:
    """Write beside the target and move it there in one step, once it is on the disk; raises `OSError`.

    Whatever goes wrong, what stood there before stands there still, and nothing is left beside it. A `private` file is
    its owner's alone to read.
    """
    beside = target.with_name(f".{target.name[:80]}.{os.getpid()}.new")
    try:
        with open(beside, "xb", opener=owner_only if private else None) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
