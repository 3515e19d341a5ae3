"""Expected errors: each is one line for the user, and has an exit code."""

from __future__ import annotations

from typing import ClassVar

FINE, PROBLEMS, USED_WRONGLY = 0, 1, 2
"""Exit codes: success; problems in the input, or a failure; a wrong command line."""


class Failure(Exception):  # noqa: N818 - the clearer name
    """An expected error. `str()` says what went wrong, where, and what to do; it needs no traceback."""

    exit_code: ClassVar[int] = PROBLEMS

    @property
    def line(self) -> str:
        """The error as a command reports it, in one line."""
        return str(self)


class UsedWrongly(Failure):
    """The command line names something that does not exist, or options that exclude each other."""

    exit_code = USED_WRONGLY
