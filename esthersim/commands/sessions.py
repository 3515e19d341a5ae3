"""Leads a run line by line, and puts it away so that nothing is lost however it ends."""

from __future__ import annotations

import errno
import shlex
import signal
import sys
from contextlib import suppress

from esthersim.commands.failures import SIGNALLED, Interrupted, listen_to_signals
from esthersim.commands.report import write_at_the_end
from esthersim.commands.streams import complain, silence_stdout
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE
from esthersim.journal.session import Session
from esthersim.language import _
from esthersim.plain.console import EndOfInput, StreamConsole
from esthersim.plain.dialogue import Dialogue, Quit
from esthersim.plain.listening import ListeningConsole, can_listen
from esthersim.plain.run import play
from esthersim.reports.writing import ReportError
from esthersim.runs.opening import put_away
from esthersim.seats.wish import SeatsWish

SIGPIPE = 13
"""The number of the signal of a closed pipe, in the exit codes of shells; Windows has no such signal."""


def stream_dialogue(*, facilitator: bool = False) -> Dialogue:
    """Return a dialogue on stdin and stdout, which goes on listening while it waits, where stdin allows that."""
    console = ListeningConsole if can_listen(sys.stdin) else StreamConsole
    return Dialogue(console(sys.stdin, sys.stdout), facilitator=facilitator)


def lead(dialogue: Dialogue, session: Session, around: Surroundings, seats: SeatsWish | None = None) -> int | None:
    """Lead a run line by line; it is saved however it ends. Returns an exit code, or `None` once the run is closed.

    `seats` is how to serve the pages of the seats from the start, if that is wanted.
    """
    listen_to_signals()
    try:
        play(dialogue, session, _written, seats)
    except (Quit, EndOfInput):
        _say_saved(session, around)
        return FINE
    except KeyboardInterrupt:
        with suppress(ValueError):  # no other Ctrl-C may interrupt; ValueError: not in the main thread
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        complain("")
        _say_saved(session, around)
        return SIGNALLED + signal.SIGINT
    except Interrupted as signalled:
        silence_stdout()
        return SIGNALLED + signalled.number
    except OSError as error:
        if not is_gone(error):
            raise
        silence_stdout()
        return SIGNALLED + SIGPIPE
    finally:
        put_away(session)
    return None


def is_gone(error: OSError) -> bool:
    """Tell whether a system error means that the terminal or the pipe is gone."""
    return isinstance(error, BrokenPipeError) or error.errno in {errno.EIO, errno.EBADF, errno.ENXIO}


def _say_saved(session: Session, around: Surroundings) -> None:
    command = f"esthersim resume {session.run} --plain{store_option(around.address)}"
    complain(_("The run is saved. Go on with it: {command}").format(command=command))


def store_option(address: str | None) -> str:
    """Return the option that names this store, to be shown to the user.

    The address of a server may hold a password, so the placeholder of the help is shown in its place.
    """
    if not address:
        return ""
    is_server = "://" in address and not address.startswith("sqlite:")
    return " --store " + (_("ADDRESS") if is_server else shlex.quote(address))


def _written(session: Session) -> tuple[str, ...]:
    """Write the reports of a closed run; if that fails, only say why, because the run is closed and saved anyway."""
    try:
        return tuple(map(str, write_at_the_end(session)))
    except ReportError as error:
        complain(str(error))
        return ()
