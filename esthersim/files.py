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


def write_whole(content: bytes, target: Path) -> None:
    """Write beside the target and move it there in one step, once it is on the disk; raises `OSError`.

    Whatever goes wrong, what stood there before stands there still, and nothing is left beside it.
    """
    beside = target.with_name(f".{target.name[:80]}.{os.getpid()}.new")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
