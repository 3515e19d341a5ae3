"""What a run led line by line does while nobody types: it keeps time, and it answers and announces the seats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from esthersim.journal.errors import JournalError
from esthersim.language import _, get_language
from esthersim.plain.devices import open_seats, say_happenings
from esthersim.plain.listening import ListeningConsole
from esthersim.plain.plain_run import PlainRun
from esthersim.play import entries as e
from esthersim.play.vocabulary import FACILITATOR
from esthersim.seats.host import SeatsHost
from esthersim.seats.wish import SeatsWish
from esthersim.views.journal import is_private, sentence

_TOLD_ELSEWHERE = (e.Arrived, e.TimerExpired, e.InjectArrived)
"""Entries that the simulation itself tells of."""


@contextmanager
def listening(run: PlainRun, seats: SeatsWish | None, log: Path | None) -> Iterator[None]:
    """Let a run listen while it waits for lines, if its console can; the pages are no longer served afterwards.

    `seats` is how to serve the pages from the start, if that is wanted, and `log` the file for what goes wrong there.
    """
    console, session = run.dialogue.console, run.session
    if not isinstance(console, ListeningConsole):
        if seats is not None:
            run.dialogue.say(_("Telephones cannot join where the lines come from nowhere that can be waited for."))
        yield
        return
    listener = _Listener(run, log, seats.public_url if seats else "")
    run.host, console.idle = listener.host, listener.idle
    try:
        if seats is not None:
            open_seats(run, listener.host, seats.bind, seats.port)
        yield
    finally:
        console.idle = lambda: None
        if not session.closed:
            listener.host.close()


class _Listener:
    """Says at once what happens while nobody types."""

    def __init__(self, run: PlainRun, log: Path | None, public_url: str) -> None:
        console = run.dialogue.console
        assert isinstance(console, ListeningConsole)  # noqa: S101 - the caller has looked
        self._run = run
        self._asked = len(run.session.asked or ())
        self.host = SeatsHost(run.session, console.post, language=get_language(), log=log, public_url=public_url)

    def idle(self) -> None:
        """Keep the time, serve the seats, and say what is new from them."""
        run = self._run
        if run.session.closed:
            return
        with suppress(JournalError):  # the next command says so
            run.session.tick()
        self.host.tick()
        say_happenings(run, self.host)
        self._say_entries()
        run.dialogue.idle()

    def _say_entries(self) -> None:
        """Say what seats have done; what is not for everybody only to whoever alone sees this screen."""
        run, session = self._run, self._run.session
        asked = session.asked or []
        new, self._asked = asked[self._asked :], len(asked)
        for recorded in (each for by_seat in new if by_seat.asker != FACILITATOR for each in by_seat.recorded):
            moment, entry = session.retelling.moments[recorded.seq - 1], recorded.entry
            private = is_private(entry, moment.before) and not run.dialogue.facilitator
            if not private and not isinstance(entry, _TOLD_ELSEWHERE):
                line = sentence(entry, run.shown, moment.event, session.text.debrief, moment.before)
                run.dialogue.say(line)
