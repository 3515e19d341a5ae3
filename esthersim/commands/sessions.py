"""Opening a run, leading it line by line, and putting it away so that nothing is lost however it ends."""

from __future__ import annotations

import errno
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from esthersim.clock import SystemClock
from esthersim.commands.failures import SIGNALLED, Interrupted, listen_to_signals
from esthersim.commands.streams import complain, silence_stdout
from esthersim.failure import FINE
from esthersim.language import _

if TYPE_CHECKING:
    from esthersim.commands.surroundings import Surroundings
    from esthersim.journal.session import Session
    from esthersim.journal.store import ScenarioText, Store
    from esthersim.plain.desk import Desk

SIGPIPE = 13
"""The number by which shells know a closed pipe; Windows has no such signal."""


def begun(store: Store, text: ScenarioText, name: str | None, language: str | None) -> Session:
    """Begin a run, with the checklists that every run has."""
    from esthersim.debriefing.checklists import closing_ids, prebriefing_ids
    from esthersim.journal.session import Session

    return Session.begin(
        store,
        text,
        SystemClock(),
        run=name,
        language=language,
        prebriefing=prebriefing_ids(),
        closing=closing_ids(),
    )


def resumed(store: Store, run: str, language: str | None) -> Session:
    """Open a run again; it comes back paused."""
    from esthersim.debriefing.checklists import closing_ids, prebriefing_ids
    from esthersim.journal.session import Session

    return Session.resume(
        store, run, SystemClock(), language=language, prebriefing=prebriefing_ids(), closing=closing_ids()
    )


def put_away(session: Session) -> None:
    """Pause a run and let go of it; everything that was done is stored already, so nothing here may fail loudly."""
    from esthersim.journal.errors import JournalError
    from esthersim.play.commands import Pause
    from esthersim.play.words import Step

    if session.closed:
        return
    with suppress(JournalError):
        if not session.state.paused and session.state.step is not Step.CLOSED:
            session.do(Pause())
    session.close()


def edited_text(around: Surroundings, store: Store, run: str, *, needed: bool = False) -> ScenarioText | None:
    """Return the library's text of the run's scenario where it is not what the run has.

    One that is not there any more, or cannot be used, is none; where it is `needed` it raises.
    """
    from esthersim.journal.scenario_text import scenario_text
    from esthersim.library.scenarios import ScenarioUnknown
    from esthersim.scenario.loading import ScenarioError

    head = store.head(run)
    try:
        text = scenario_text(around.library.find(head.scenario_id))
    except (ScenarioUnknown, ScenarioError, OSError):
        if needed:
            raise
        return None
    return text if text.hash != head.scenario_hash else None


def adopt(session: Session, text: ScenarioText | None) -> None:
    """Play on with the edited text, or say where the journal stops fitting it."""
    if text is None:
        complain(_("The library's text is the one that the run has already."))
        return
    difference = session.adopt(text)
    if difference is None:
        complain(_("The run goes on with the edited text of '{id}'.").format(id=text.id))
        return
    from esthersim.views.journal import events_of, sentence

    recorded = difference.recorded
    event = dict(zip((each.seq for each in session.journal), events_of(session.journal), strict=True))[recorded.seq]
    complain(
        _(
            "The run does not fit the edited text of '{id}'. They first differ at entry {number}: {sentence} "
            "The run goes on with its own text."
        ).format(id=text.id, number=recorded.seq, sentence=sentence(recorded.entry, session.words, event))
    )


def desk(*, facilitator: bool = False) -> Desk:
    """Return a desk on the streams of the program."""
    from esthersim.plain.console import StreamConsole
    from esthersim.plain.desk import Desk

    return Desk(StreamConsole(sys.stdin, sys.stdout), facilitator=facilitator)


def lead(desk: Desk, session: Session, around: Surroundings) -> int | None:
    """Lead a run line by line; whatever ends it, it is saved. Returns `None` once the run is closed."""
    from esthersim.plain.console import EndOfInput
    from esthersim.plain.desk import Quit
    from esthersim.plain.run import play

    listen_to_signals()
    try:
        play(desk, session, _written)
    except (Quit, EndOfInput):
        _tell_saved(session, around)
        return FINE
    except KeyboardInterrupt:
        with suppress(ValueError):  # another Ctrl-C may not come between; ValueError: not in the main thread
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        complain("")
        _tell_saved(session, around)
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
    """Tell whether an error of the system means that the terminal or the pipe is not there any more."""
    return isinstance(error, BrokenPipeError) or error.errno in {errno.EIO, errno.EBADF, errno.ENXIO}


def _tell_saved(session: Session, around: Surroundings) -> None:
    where = f" --store {around.address}" if around.address else ""
    command = f"esthersim resume {session.run} --plain{where}"
    complain(_("The run is saved. Go on with it: {command}").format(command=command))


def _written(session: Session) -> tuple[str, ...]:
    """Write the reports of a closed run; say why where that fails, for the run is closed and saved all the same."""
    from esthersim.commands.reporting import write_at_the_end
    from esthersim.reports.writing import ReportError

    try:
        return tuple(map(str, write_at_the_end(session)))
    except ReportError as error:
        complain(str(error))
        return ()
