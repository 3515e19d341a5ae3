"""The session: one team's run with its rules, clock and store, from the first entry to the follow-up.

Front ends send it commands and draw its `state`. An entry is durable before `state` shows its effect. Not safe to share
between threads: each session belongs to one thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, suppress
from types import MappingProxyType, TracebackType
from typing import NamedTuple, Self

from esthersim.clock import Clock, SystemClock
from esthersim.journal.codec import encode, encode_command
from esthersim.journal.drafts import Drafts, Saved, Writing
from esthersim.journal.errors import Conflict, JournalError
from esthersim.journal.reading import asked_of, carried, recorded, scenario_of, timestamp
from esthersim.journal.store import Line, NewLine, ScenarioText, Store
from esthersim.language import _
from esthersim.play import commands as c
from esthersim.play.entry import Command, Entries, Recorded
from esthersim.play.refusal import Refusal
from esthersim.play.replay import Asked, Difference, replay
from esthersim.play.retelling import Retelling
from esthersim.play.room import StepEntered, TextAdopted
from esthersim.play.rules import judge
from esthersim.play.state import Place, State
from esthersim.play.timers import read_timer
from esthersim.play.vocabulary import FACILITATOR, Reason, Step
from esthersim.scenario.model import Scenario

BEAT_SECONDS = 5.0
"""The interval at which the room time is stored while the clock runs: after a kill, no more than this is unknown."""


class CannotAdopt(JournalError):  # noqa: N818 - what happened is the better name
    """A run begun with a version that did not store commands: it cannot be replayed on a new text."""

    def __str__(self) -> str:
        """Return the message in one line."""
        return _(
            "the run '{run}' was begun with an older version, which kept too little to take an edited text; "
            "it goes on with its own"
        ).format(run=self.place)


class _Attempt(NamedTuple):
    """A command on its way into the store; until the store has answered, it is unknown whether it was kept.

    `sent` is the id of the stored lines: the command's own, or that of a timer that had run out before it. `texts` are
    the scenario texts that the run is played on once the command is kept, if it changes them; `saved` are the forms
    that it saves, and `asker` is the seat that asks.
    """

    command: Command
    command_id: str
    place: Place | None
    sent: str
    moment: float
    asked: Command
    texts: ScenarioText | None = None
    saved: Saved = MappingProxyType({})
    asker: str = FACILITATOR

    @property
    def by(self) -> str:
        """The seat that asks for `asked`: nobody but the program lets time run out."""
        return self.asker if self.asked is self.command else FACILITATOR


class Session:
    """A run that is open for playing. It holds the run until it is closed; use it as a context manager."""

    def __init__(self, store: Store, run: str, clock: Clock, *, language: str | None = None) -> None:
        """Open an existing run; most callers use `begin` or `resume` instead."""
        self.store, self.run, self.clock = store, run, clock
        self.drafts = Drafts(store, run, clock)
        """Texts that people are writing and have not saved."""
        self.listeners: list[Callable[[Sequence[Line]], None]] = []
        """Called with the lines of new entries as soon as they are stored and `state` shows them."""
        self._attempt: _Attempt | None = None
        self._claim: AbstractContextManager[None] | None = store.claim(run)
        self._claim.__enter__()
        try:
            self.text, scenario = carried(store, run)
            self.retelling = Retelling(scenario, recorded(store, run, store.read(run)))
            """The run so far; it is extended as entries come, and replaced when an edited text is adopted."""
            commands = store.commands(run)
            self._documents = {each.command_id: each.document for each in commands}
            self.asked: list[Asked] | None = asked_of(store, run, commands, self.journal)
            """The commands that led to entries, in order; `None` if an older version did not store them."""
            self.speak(language)
            self._since = self._beaten = clock.monotonic()
            self._since -= self._played_unrecorded()
        except BaseException:
            self.close()
            raise

    @classmethod
    def begin(
        cls,
        store: Store,
        text: ScenarioText,
        clock: Clock | None = None,
        *,
        run: str | None = None,
        language: str | None = None,
        prebriefing: tuple[str, ...] = (),
        closing: tuple[str, ...] = (),
    ) -> Self:
        """Begin a new run on a scenario; the ids are the prebriefing and closing items that its gates ask for."""
        clock = clock or SystemClock()
        now = clock.utc()
        run = run or f"{text.id}-{now:%Y-%m-%d}-{secrets.token_hex(2)}"
        scenario_of(text)
        store.create(run, text, timestamp(now))
        session = cls(store, run, clock, language=language)
        session._do_or_close(c.Start(prebriefing, closing))
        return session

    @classmethod
    def resume(
        cls,
        store: Store,
        run: str,
        clock: Clock | None = None,
        *,
        language: str | None = None,
        prebriefing: tuple[str, ...] = (),
        closing: tuple[str, ...] = (),
    ) -> Self:
        """Open a run again. An interrupted run comes back paused, and nothing is lost.

        The ids are used for a run that was interrupted before its first entry, which begins with them as in `begin`.
        """
        session = cls(store, run, clock or SystemClock(), language=language)
        if not session.state.started:
            session._do_or_close(c.Start(prebriefing, closing))
        if not session.state.paused and session.state.step is not Step.CLOSED:
            session._do_or_close(c.Pause(interrupted=True))
        return session

    def __enter__(self) -> Self:
        """Return the session."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the session."""
        self.close()

    def close(self) -> None:
        """Release the run, so that another program can open it. May be called more than once."""
        if self._claim is not None:
            claim, self._claim = self._claim, None
            try:
                self.drafts.close()
            finally:
                claim.__exit__(None, None, None)

    @property
    def closed(self) -> bool:
        """Whether the session has been closed; commands are no longer possible then."""
        return self._claim is None

    @property
    def scenario(self) -> Scenario:
        """The scenario that the run is played on, in its own language."""
        return self.retelling.scenario

    @property
    def state(self) -> State:
        """The state after the entries so far."""
        return self.retelling.state

    @property
    def journal(self) -> Sequence[Recorded]:
        """The entries so far, oldest first."""
        return self.retelling.journal

    # Time

    def room(self) -> float:
        """Return the current room time in seconds: the time played, without pauses."""
        return self._room(self.clock.monotonic())

    def _room(self, moment: float) -> float:
        if self.state.paused or self.state.step is Step.CLOSED:
            return self.state.room
        return round(self.state.room + max(0.0, moment - self._since), 3)  # as it is stored: to the millisecond

    def _played_unrecorded(self) -> float:
        """Return the seconds that were played after the last entry, according to the last beat.

        The program may have run for up to `BEAT_SECONDS` after the beat. These count as played, so that a timer never
        comes back with more time than it had; but no timer runs out while the program is closed.
        """
        beat = self.store.heartbeat(self.run)
        if beat is None or self.state.paused or beat.room < self.state.room:
            return 0.0
        room = beat.room + BEAT_SECONDS
        timer = read_timer(self.state, room)
        if timer is not None and timer.ran_out and not self.state.here.ran_out:
            room = max(beat.room, room + timer.left - 1.0)
        return room - self.state.room

    def tick(self) -> None:
        """Let time pass: record a timer that has run out. Does nothing once the session is closed.

        Also stores drafts and the room time every few seconds.
        """
        if self.closed:
            return
        self.drafts.tick()
        self.do(c.Tick())
        self._beat()

    def _beat(self) -> None:
        """Store the room time every few seconds. Errors are ignored here, as the next entry reports them."""
        moment = self.clock.monotonic()
        if self.state.paused or self.state.step is Step.CLOSED or moment - self._beaten < BEAT_SECONDS:
            return
        self._beaten = moment
        with suppress(JournalError):
            self.store.beat(self.run, self._room(moment), timestamp(self.clock.utc()))

    # Commands

    def do(
        self,
        command: Command,
        *,
        command_id: str | None = None,
        place: Place | None = None,
        asker: str = FACILITATOR,
        saves: Collection[Writing] = (),
    ) -> Refusal | None:
        """Carry out a command: judge it, store the entries, then update `state`. Return the refusal if it was refused.

        `command_id` is for a command that may be sent more than once: one that the run has had already is not carried
        out again, and one that differs from the earlier command is refused. `place` and `asker` are as in `judge`.
        `saves` are the forms that the command saves: their drafts are deleted in the transaction that stores it.

        Raises `JournalError` when the store fails, and leaves `state` unchanged. The caller can then repeat the
        command or send another one: the session first looks up whether the failed command was stored, so nothing is
        lost or done twice. Raises `ValueError` when the session is closed.
        """
        if self.closed:
            raise ValueError(f"the session of the run '{self.run}' is closed")
        refusal = self._do(command, command_id, place, asker, saves)
        if refusal is None:
            for writing in saves:  # nothing is left of them, unless there was nothing to store
                self.drafts.forget(writing)
        return refusal

    def _do(
        self, command: Command, command_id: str | None, place: Place | None, asker: str, saves: Collection[Writing]
    ) -> Refusal | None:
        failed = self._attempt
        if failed is not None:
            kept = self._find_out(failed)
            if (command, asker) == (failed.command, failed.asker) and command_id in {None, failed.command_id}:
                if kept and failed.sent == failed.command_id:
                    return None
                command_id, place = failed.command_id, place or failed.place
        document = encode_command(command, asker)
        if command_id in self._documents:
            return None if self._documents[command_id] == document else Refusal(Reason.ID_TAKEN)
        command_id = command_id or secrets.token_hex(8)
        moment = self.clock.monotonic()
        meant = place or (self.state.place if command.of_event else None)
        ruling = judge(self.state, command, self._room(moment), place=place, asker=asker)
        attempt = _Attempt(command, command_id, meant, command_id, moment, command, asker=asker)
        if ruling.expired:
            self._keep(attempt._replace(sent=secrets.token_hex(8), asked=c.Tick()), ruling.expired)
        if ruling.entries:
            self._keep(attempt._replace(saved=self.drafts.as_saved(saves)), ruling.entries)
        return ruling.refusal

    def _keep(self, attempt: _Attempt, entries: Entries) -> None:
        """Store the entries of a command under an id of its own, and update the state."""
        self._attempt = attempt
        now, room = timestamp(self.clock.utc()), self._room(attempt.moment)
        step = next((each.step for each in reversed(entries) if isinstance(each, StepEntered)), self.state.step)
        stored = self.store.append(
            self.run,
            self.state.seq,
            attempt.sent,
            [NewLine(now, room, encode(entry)) for entry in entries],
            command=encode_command(attempt.asked, attempt.by),
            step=step.value,
            closed=step is Step.CLOSED,
            texts=attempt.texts,
            saved=self.drafts.places(attempt.saved),
        )
        self._show(stored, attempt)

    def _find_out(self, failed: _Attempt) -> bool:
        """Look up whether a command without an answer from the store was kept; if so, update the state."""
        stored = self.store.read(self.run, self.state.seq)
        if not stored:
            self._attempt = None
            return False
        if any(line.command_id != failed.sent for line in stored):
            raise Conflict(self.store.place, run=self.run, expected=self.state.seq, actual=stored[-1].seq)
        self._show(stored, failed)
        return True

    def _show(self, stored: Sequence[Line], attempt: _Attempt) -> None:
        """Update the state with the stored entries, as they would be read back."""
        lines = recorded(self.store, self.run, stored)
        if attempt.texts is None:
            self.retelling.add(lines)
        else:
            self.text = attempt.texts
            self.retelling = Retelling(scenario_of(attempt.texts), (*self.journal, *lines))
            self.speak(self.words_language)
        self._documents[attempt.sent] = encode_command(attempt.asked, attempt.by)
        if self.asked is not None:
            self.asked.append(Asked(attempt.asked, lines, attempt.by))
        self._since, self._attempt = attempt.moment, None
        self.drafts.let_go(attempt.saved)
        if self.state.paused:
            self.drafts.save()
        for listener in tuple(self.listeners):
            listener(stored)

    def _do_or_close(self, command: Command) -> None:
        try:
            self.do(command)
        except BaseException:
            self.close()
            raise

    # Texts

    def speak(self, language: str | None) -> None:
        """Show the scenario in another language, if the run has it; the journal does not depend on the language."""
        self.words_language = language if language in self.text.translations else self.text.language
        self.shown = scenario_of(self.text, self.words_language)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that this run's scenario can be shown in, its own first."""
        return (self.text.language, *(code for code in self.text.translations if code != self.text.language))

    def adopt(self, text: ScenarioText) -> Difference | None:
        """Continue with an edited scenario, if the commands so far have the same results on it; the journal records it.

        Otherwise change nothing and return the first difference. A text that the run has already counts as adopted.

        Raises `CannotAdopt` for a run whose commands were not stored, and `JournalError` as `do`; a command without an
        answer from the store is looked up first, here too.
        """
        if self._attempt is not None:
            self._find_out(self._attempt)
        if text == self.text:
            return None
        if self.asked is None:
            raise CannotAdopt(self.run)
        replayed = replay(scenario_of(text), self.asked)
        if replayed.difference is None:
            adopted, command_id = TextAdopted(text.hash), secrets.token_hex(8)
            self._keep(
                _Attempt(adopted, command_id, None, command_id, self.clock.monotonic(), adopted, text), (adopted,)
            )
        return replayed.difference
