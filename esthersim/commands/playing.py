"""`esthersim`, `esthersim run` and `esthersim resume`: a session, on screens or line by line."""

from __future__ import annotations

import os
import re
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from esthersim.clock import SystemClock
from esthersim.commands.failures import (
    FINE,
    SIGNALLED,
    USED_WRONGLY,
    Failure,
    Interrupted,
    listen_to_signals,
)
from esthersim.commands.streams import complain, silence_stdout
from esthersim.language import _

if TYPE_CHECKING:
    from esthersim.commands.surroundings import Surroundings
    from esthersim.journal.session import Session
    from esthersim.journal.store import ScenarioText, Store
    from esthersim.plain.desk import Desk
    from esthersim.settings import Settings

_NAME = re.compile(r"[^\W_][\w-]{0,79}")


def home(around: Surroundings, *, facilitator: bool = False) -> int:
    """Show the home screen, and what is chosen there."""
    if not around.plain:
        return _screens(around, None)
    from esthersim.plain.console import EndOfInput
    from esthersim.plain.desk import Quit

    desk = _desk(facilitator=facilitator)
    try:
        with around.store() as store:
            while (code := _from_home(around, desk, store)) is None:
                continue
            return code
    except (Quit, EndOfInput):
        return FINE


def _from_home(around: Surroundings, desk: Desk, store: Store) -> int | None:
    """Show home once and do what is chosen; return an exit code where the program ends with it."""
    from datetime import datetime

    from esthersim.journal.scenario_text import scenario_text
    from esthersim.plain.follow_up import answer_follow_up
    from esthersim.plain.home import Begin, FollowUp, Resume, home
    from esthersim.plain.run import language_for

    language = around.settings.scenario_language
    wish = home(desk, around.library, store, lambda: datetime.now().astimezone(), language or _spoken())
    match wish:
        case Begin(path=path):
            text = scenario_text(path)
            if language is None and text.translations:
                language = language_for(desk, (text.language, *text.translations))
            return _play(desk, _begun(store, text, None, language))
        case Resume(run=run):
            return _play(desk, _resumed(store, run, language or _spoken()))
        case FollowUp(due=due):
            from esthersim.journal.session import Session

            with Session(store, due.run, SystemClock(), language=language or _spoken()) as session:
                answer_follow_up(desk, session, due)
            return None
        case _:
            return FINE


def begin(
    around: Surroundings, scenario: str, *, language: str | None, name: str | None, facilitator: bool = False
) -> int:
    """Begin a run on a scenario that is named by its id or by a file."""
    if name is not None and not _NAME.fullmatch(name):
        raise Failure(_("'{name}' cannot name a run; use letters, digits, _ and -").format(name=name), USED_WRONGLY)
    from esthersim.journal.scenario_text import scenario_text

    path = around.library.find(scenario)
    language = language or around.settings.scenario_language
    if not around.plain:
        _need_terminal()
        if name is None:
            return _screens(around, path, language)
        with around.store() as store:
            put_away(_begun(store, scenario_text(path), name, language))
        return _screens(around, name, language)
    from esthersim.plain.console import EndOfInput
    from esthersim.plain.desk import Quit
    from esthersim.plain.run import language_for

    text = scenario_text(path)
    desk = _desk(facilitator=facilitator)
    languages = (text.language, *text.translations)
    if language is not None and language not in languages:
        complain(_("'{id}' is not translated to '{code}'; it is read in '{own}'").format(
            id=text.id, code=language, own=text.language
        ))  # fmt: skip
    with around.store() as store:
        try:
            if language is None and len(languages) > 1:
                language = language_for(desk, languages)
        except (Quit, EndOfInput):
            return FINE
        return _play(desk, _begun(store, text, name, language)) or FINE


def resume(
    around: Surroundings, run: str | None, *, language: str | None, new_text: bool = False, facilitator: bool = False
) -> int:
    """Go on with a run; without a name, with the one that was written to last and is open."""
    if not around.plain:
        _need_terminal()
    language = language or around.settings.scenario_language
    with around.store() as store:
        chosen = run or _latest_open(store)
        edited = _edited(around, store, chosen)
        if not around.plain and not (new_text and edited):
            store.head(chosen)
        else:
            session = _resumed(store, chosen, language or _spoken())
            try:
                if new_text:
                    _adopt(session, edited)
                elif edited:
                    complain(
                        _(
                            "The text of '{id}' has been edited since this run began. The run goes on with its own; "
                            "'--new-text' takes the edited one."
                        ).format(id=edited.id)
                    )
                if around.plain:
                    return _play(_desk(facilitator=facilitator), session) or FINE
            finally:
                put_away(session)
    return _screens(around, chosen, language)


def _latest_open(store: Store) -> str:
    for head in store.heads():
        if not head.closed:
            return head.run
    raise Failure(_("there is no run to go on with; 'esthersim run SCENARIO' begins one"), USED_WRONGLY)


def _edited(around: Surroundings, store: Store, run: str) -> ScenarioText | None:
    """Return the library's text of the run's scenario where it is there, can be used and is not what the run has."""
    from esthersim.journal.scenario_text import scenario_text
    from esthersim.scenario.library import ScenarioUnknown
    from esthersim.scenario.loading import ScenarioError

    head = store.head(run)
    with suppress(ScenarioUnknown, ScenarioError, OSError):
        text = scenario_text(around.library.find(head.scenario_id))
        if text.hash != head.scenario_hash:
            return text
    return None


def _adopt(session: Session, text: ScenarioText | None) -> None:
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


# Opening and putting away


def _begun(store: Store, text: ScenarioText, name: str | None, language: str | None) -> Session:
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


def _resumed(store: Store, run: str, language: str | None) -> Session:
    from esthersim.journal.session import Session

    return Session.resume(store, run, SystemClock(), language=language)


def put_away(session: Session) -> None:
    """Pause a run and let go of it; everything that was done is stored already, so nothing here may fail loudly."""
    from esthersim.journal.errors import JournalError
    from esthersim.play.commands import Pause
    from esthersim.play.words import Step

    with suppress(JournalError):
        if not session.state.paused and session.state.step is not Step.CLOSED:
            session.do(Pause())
    session.close()


def _play(desk: Desk, session: Session) -> int | None:
    """Lead a run line by line; whatever ends it, it is saved. Returns `None` once the run is closed."""
    from esthersim.plain.console import EndOfInput
    from esthersim.plain.desk import Quit
    from esthersim.plain.run import play

    listen_to_signals()
    try:
        play(desk, session, _written)
    except (Quit, EndOfInput):
        _tell_saved(session)
        return FINE
    except KeyboardInterrupt:
        with suppress(ValueError):  # not in the main thread
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        complain("")
        _tell_saved(session)
        return SIGNALLED + signal.SIGINT
    except (Interrupted, BrokenPipeError, OSError) as error:
        if isinstance(error, OSError) and not _is_gone(error):
            raise
        silence_stdout()
        return SIGNALLED + (error.number if isinstance(error, Interrupted) else 13)
    finally:
        put_away(session)
    return None


def _is_gone(error: OSError) -> bool:
    """Tell whether an error of the system means that the terminal or the pipe is not there any more."""
    import errno

    return isinstance(error, BrokenPipeError) or error.errno in {errno.EIO, errno.EBADF, errno.ENXIO}


def _tell_saved(session: Session) -> None:
    complain(_("The run is saved. Go on with it: esthersim resume {run}").format(run=session.run))


def _written(session: Session) -> str | None:
    """Write the report of a closed run beside the journals; say why where that fails, for the run is closed anyway."""
    from esthersim.commands.reporting import write_beside_journals

    try:
        return str(write_beside_journals(session))
    except Failure as error:
        complain(str(error))
        return None


def _desk(*, facilitator: bool) -> Desk:
    from esthersim.plain.console import StreamConsole
    from esthersim.plain.desk import Desk

    return Desk(StreamConsole(sys.stdin, sys.stdout), facilitator=facilitator)


def _spoken() -> str:
    from esthersim.language import get_language

    return get_language()


# Screens


def _need_terminal() -> None:
    """Raise `Failure` where the screens cannot be drawn, and say what can be done instead."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or os.environ.get("TERM") in {"dumb", "unknown"}:
        raise Failure(
            _("the screens need a terminal that can draw; 'esthersim --plain' works line by line everywhere"),
            USED_WRONGLY,
        )


def _screens(around: Surroundings, start: Path | str | None, language: str | None = None) -> int:
    _need_terminal()
    from esthersim.screens.app import EsthersimApp

    def settings() -> Settings:
        return around.settings.model_copy(update={"scenario_language": language}) if language else around.settings

    app = EsthersimApp(lambda: around.library, around.open_store, settings, start=start)
    app.run()
    return app.return_code or FINE
