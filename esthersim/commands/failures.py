"""Errors become one line: what went wrong, where, and what to do. Tracebacks are shown with `--debug` only.

The settings (12 ms at every start) are imported only to find the log file.
"""

from __future__ import annotations

import errno
import signal
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from esthersim.commands.streams import complain, silence_stdout
from esthersim.failure import PROBLEMS, USED_WRONGLY, Failure
from esthersim.files import owner_only
from esthersim.language import _

SIGNALLED = 128
"""Added to the number of a signal to form the exit code, as shells do."""
LARGEST_LOG = 1_000_000
_NOT_WRITTEN = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF))
"""The errors of a stdout that leads to a full disk or to nowhere."""


class Interrupted(BaseException):
    """The terminal was closed, or the system asked the program to end; `number` is that of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def listen_to_signals() -> None:
    """Let a closed terminal or a request to end raise `Interrupted`, so that a run is put away properly."""

    def interrupt(number: int, _frame: object) -> None:
        raise Interrupted(number)

    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)


def guarded(arguments: list[str], carry_out: Callable[[list[str]], int]) -> int:
    """Carry out a command line; any error becomes one line on stderr and an exit code."""
    debug = "--debug" in arguments
    try:
        return carry_out(arguments)
    except KeyboardInterrupt:
        complain("")
        return SIGNALLED + signal.SIGINT
    except Interrupted as signalled:
        silence_stdout()
        return SIGNALLED + signalled.number
    except BrokenPipeError:
        silence_stdout()
        return SIGNALLED + 13  # SIGPIPE, which Windows does not have
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else USED_WRONGLY
    except Exception as error:  # noqa: BLE001 - the last resort, see above
        if debug:
            traceback.print_exc()
        known = explained(error)
        if known is not None:
            complain(f"esthersim: {known[0]}")
            return known[1]
        complain(f"esthersim: {unexpected(error)}")
        return PROBLEMS


def explained(error: Exception) -> tuple[str, int] | None:
    """Return the line and the exit code of an expected error, or `None` for an unexpected one."""
    if isinstance(error, Failure):
        return error.line, error.exit_code
    if isinstance(error, OSError) and error.filename is None and error.errno in _NOT_WRITTEN:
        line = _("the result could not be written ({detail}); choose another place and try again")
        return line.format(detail=error.strerror), PROBLEMS
    return None


def unexpected(error: BaseException) -> str:
    """Write an unexpected error to the log file, and return the line that reports it."""
    kind = type(error).__name__
    try:
        from esthersim.settings import data_folder

        file = data_folder() / "esthersim.log"
        write_log(file, error)
    except OSError:
        return _(
            "something unexpected went wrong ({kind}); what was done before is saved. "
            "Try again with --debug to see more"
        ).format(kind=kind)
    return _(
        "something unexpected went wrong ({kind}); what was done before is saved. The details are in {file}"
    ).format(kind=kind, file=file)


def write_log(file: Path, error: BaseException) -> None:
    """Add an error with its traceback to the log file; a file that has become too long is replaced."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = "w" if file.exists() and file.stat().st_size > LARGEST_LOG else "a"
    with open(file, mode, encoding="utf-8", errors="replace", opener=owner_only) as log:
        log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n")
        log.write("".join(traceback.format_exception(error)))
