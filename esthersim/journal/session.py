"""The session: rules, clock and store joined. One team's run, from the first entry to the follow-up.

Front ends ask it to do commands and draw what `state` says. An entry is durable before `state` shows its effect. Not
safe to share between threads: one session, one thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import NamedTuple, Self

from esthersim.clock import Clock, SystemClock
from esthersim.journal.codec import encode, encode_command
from esthersim.journal.drafts import Drafts
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
from esthersim.play.words import FACILITATOR, Reason, Step
from esthersim.scenario.model import Scenario

Listener = Callable[[Sequence[Recorded]], None]

BEAT_SECONDS = 5.0
"""How often the room time is noted in the store while it runs: after a kill no more than this of it is unknown."""


class CannotAdopt(JournalError):  # noqa: N818 - what happened is the better name
    """A run that was begun with a version that did not keep what was asked: it cannot be played again on a new text."""

    def __str__(self) -> str:
        """Say it in one line."""
        return _(
            "the run '{run}' was begun with an older version, which kept too little to take an edited text; "
            "it goes on with its own"
        ).format(run=self.place)


class _Attempt(NamedTuple):
    """A command on its way into the store: until the store has answered, nobody knows whether it was kept.

    `sent` is the id that the lines went under: the command's own, or that of the timer that had run out before it.
    `texts` are what the run is played on once it is kept, where it changes them.
    """

    command: Command
    command_id: str
    place: Place | None
    sent: str
    moment: float
    asked: Command
    texts: ScenarioText | None = None


class Session:
    """A run that is open for playing. Use it as a context manager: it holds the run until it is closed."""

    def __init__(self, store: Store, run: str, clock: Clock, *, language: str | None = None) -> None:
        """Open a run that exists; see `begin` and `resume`, which most callers want."""
        self.store, self.run, self.clock = store, run, clock
        self.drafts = Drafts(store, run, clock)
        """What people are writing and have not saved."""
        self._listeners: list[Listener] = []
        self._attempt: _Attempt | None = None
        self._claim: AbstractContextManager[None] | None = store.claim(run)
        self._claim.__enter__()
        try:
            self.text, scenario = carried(store, run)
            self.retelling = Retelling(scenario, recorded(store, run, store.read(run)))
            """The run so far; it goes on as entries come, and is another one once an edited text was adopted."""
            commands = store.commands(run)
            self._documents = {each.command_id: each.document for each in commands}
            self.asked: list[Asked] | None = asked_of(store, run, commands, self.journal)
            """What was asked and led to entries, in order; `None` where an older version did not keep it."""
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
        """Open a run again. One that was interrupted comes back paused, with nothing lost.

        The ids are for a run that was interrupted before its first entry: it begins with them, as in `begin`.
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
        """Let go of the run."""
        self.close()

    def close(self) -> None:
        """Let go of the run, so that another program can open it. May be called twice."""
        if self._claim is not None:
            claim, self._claim = self._claim, None
            try:
                self.drafts.close()
            finally:
                claim.__exit__(None, None, None)

    @property
    def closed(self) -> bool:
        """Whether the run has been let go of; nothing more can be done then."""
        return self._claim is None

    @property
    def scenario(self) -> Scenario:
        """The scenario that the run is played on, in its own language."""
        return self.retelling.scenario

    @property
    def state(self) -> State:
        """What the entries so far amount to."""
        return self.retelling.state

    @property
    def journal(self) -> Sequence[Recorded]:
        """The entries so far, oldest first."""
        return self.retelling.journal

    # Time

    def room(self) -> float:
        """Return the room time now, in seconds: what the team has played, pauses taken out."""
        return self._room(self.clock.monotonic())

    def _room(self, moment: float) -> float:
        if self.state.paused or self.state.step is Step.CLOSED:
            return self.state.room
        return round(self.state.room + max(0.0, moment - self._since), 3)  # as it is stored: to the millisecond

    def _played_unrecorded(self) -> float:
        """Return the seconds that were played after the last entry, as far as the last beat tells.

        The program may have gone on for up to `BEAT_SECONDS` after it. They count as played, so that a timer never
        comes back with more than it had; but nothing runs out while the program is away.
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
        """Let the rules see that time has passed; a timer that has run out is recorded. Nothing once it is closed.

        What people are writing is kept at the same time, every few seconds.
        """
        if self.closed:
            return
        self.drafts.tick()
        self.do(c.Tick())
        self._beat()

    def _beat(self) -> None:
        """Note the room time every few seconds. A store that cannot keep it has worse to say at the next entry."""
        moment = self.clock.monotonic()
        if self.state.paused or self.state.step is Step.CLOSED or moment - self._beaten < BEAT_SECONDS:
            return
        self._beaten = moment
        with suppress(JournalError):
            self.store.beat(self.run, self._room(moment), timestamp(self.clock.utc()))

    # Commands

    def do(
        self, command: Command, *, command_id: str | None = None, place: Place | None = None, asker: str = FACILITATOR
    ) -> Refusal | None:
        """Carry out a command: judge it, make what follows durable, then show it. Return why it was refused, if it was.

        `command_id` is for a command that may be sent more than once: one that the run has had is not done again, and
        is refused where it asks something else. `place` and `asker` are as in `judge`.

        Raises `JournalError` when the store cannot keep it, and leaves `state` as it was. It can then be done again, or
        something else instead: what became of it is looked up first, so nothing is lost or done twice. Raises
        `ValueError` when the session is closed.
        """
        if self.closed:
            raise ValueError(f"the session of the run '{self.run}' is closed")
        failed = self._attempt
        if failed is not None:
            kept = self._find_out(failed)
            if command == failed.command and command_id in {None, failed.command_id}:
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
        attempt = _Attempt(command, command_id, meant, command_id, moment, command)
        if ruling.expired:
            self._keep(attempt._replace(sent=secrets.token_hex(8), asked=c.Tick()), ruling.expired)
        if ruling.entries:
            self._keep(attempt, ruling.entries, asker=asker)
        return ruling.refusal

    def _keep(self, attempt: _Attempt, entries: Entries, *, asker: str = FACILITATOR) -> None:
        """Make durable what a command led to, under an id of its own, and show it."""
        self._attempt = attempt
        now, room = timestamp(self.clock.utc()), self._room(attempt.moment)
        step = next((each.step for each in reversed(entries) if isinstance(each, StepEntered)), self.state.step)
        stored = self.store.append(
            self.run,
            self.state.seq,
            attempt.sent,
            [NewLine(now, room, encode(entry)) for entry in entries],
            command=encode_command(attempt.asked, asker),
            step=step.value,
            closed=step is Step.CLOSED,
            texts=attempt.texts,
        )
        self._show(stored, attempt, asker)

    def _find_out(self, failed: _Attempt) -> bool:
        """Ask the store whether a command that it gave no answer to was kept; show it if so."""
        stored = self.store.read(self.run, self.state.seq)
        if not stored:
            self._attempt = None
            return False
        if any(line.command_id != failed.sent for line in stored):
            raise Conflict(self.store.place, run=self.run, expected=self.state.seq, actual=stored[-1].seq)
        self._show(stored, failed)
        return True

    def _show(self, stored: Sequence[Line], attempt: _Attempt, asker: str = FACILITATOR) -> None:
        """Let the state follow what is durable, as it would be read back."""
        lines = recorded(self.store, self.run, stored)
        if attempt.texts is None:
            self.retelling.add(lines)
        else:
            self.text = attempt.texts
            self.retelling = Retelling(scenario_of(attempt.texts), (*self.journal, *lines))
            self.speak(self.words_language)
        self._documents[attempt.sent] = encode_command(attempt.asked, asker)
        if self.asked is not None:
            self.asked.append(Asked(attempt.asked, lines, asker))
        self._since, self._attempt = attempt.moment, None
        if self.state.paused:
            self.drafts.save()
        for listener in tuple(self._listeners):
            listener(lines)

    def _do_or_close(self, command: Command) -> None:
        try:
            self.do(command)
        except BaseException:
            self.close()
            raise

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the entries of every command from now on; return what ends that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    # Texts

    def speak(self, language: str | None) -> None:
        """Show the scenario in another language, where the run has it; the journal is the same in all of them."""
        self.words_language = language if language in self.text.translations else self.text.language
        self.words = scenario_of(self.text, self.words_language)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that this run's scenario can be shown in, its own first."""
        return (self.text.language, *(code for code in self.text.translations if code != self.text.language))

    def adopt(self, text: ScenarioText) -> Difference | None:
        """Play on with an edited scenario, if what was asked so far leads to the same on it; the journal says so.

        Otherwise change nothing and return where the two first differ. A text that the run has already is adopted.

        Raises `CannotAdopt` for a run whose commands were not kept, and `JournalError` as `do`: what became of a
        command that the store gave no answer to is looked up first, here too.
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
