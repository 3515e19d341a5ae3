"""What could be foreseen to fail: each such error is one line for the person who asked, and knows its exit code."""

from __future__ import annotations

from typing import ClassVar

FINE, PROBLEMS, USED_WRONGLY = 0, 1, 2
"""Exit codes: all is well; problems in what was given, or something failed; the command line makes no sense."""


class Failure(Exception):  # noqa: N818 - a line for people
    """Something foreseen could not be done. `str()` says what, where and what to do; nobody needs a traceback."""

    exit_code: ClassVar[int] = PROBLEMS

    @property
    def line(self) -> str:
        """What a command says of it, in one line."""
        return str(self)


class UsedWrongly(Failure):
    """The command line asks for what there is not, or for what does not fit together."""

    exit_code = USED_WRONGLY
