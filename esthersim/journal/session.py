"""The session: rules, clock and store joined. One team's run, from the first entry to the follow-up.

Front ends ask it to do commands and draw what `state` says. An entry is durable before `state` shows its effect. Not
safe to share between threads: one session, one thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from esthersim.clock import Clock, SystemClock
from esthersim.journal.codec import decode, encode
from esthersim.journal.store import Line, NewLine, ScenarioText, Store
from esthersim.play import commands as c
from esthersim.play.decide import Command, decide
from esthersim.play.entries import Recorded
from esthersim.play.evolve import evolve, fold
from esthersim.play.refusal import Refusal
from esthersim.play.replay import Difference, replay
from esthersim.play.state import State
from esthersim.play.words import Step
from esthersim.scenario.loading import read_scenario, scenario_or_error
from esthersim.scenario.model import Scenario

Listener = Callable[[Sequence[Recorded]], None]


def scenario_of(text: ScenarioText, language: str | None = None) -> Scenario:
    """Return the scenario that a run carries, in a language if it has that translation, else in its own.

    Raises `ScenarioError` where the text cannot be read (it could when the run began).
    """
    translation = text.translations.get(language) if language else None
    return scenario_or_error(read_scenario(text.text, f"{text.id}.yaml", translation))


class Session:
    """A run that is open for playing. Use it as a context manager: it holds the run until it is closed."""

    def __init__(self, store: Store, run: str, clock: Clock, *, language: str | None = None) -> None:
        """Open a run that exists; see `begin` and `resume`, which most callers want."""
        self.store, self.run, self.clock = store, run, clock
        self._claim: AbstractContextManager[None] | None = store.claim(run)
        self._claim.__enter__()
        try:
            self.text = store.scenario(run)
            self.scenario = scenario_of(self.text)
            self.journal: list[Recorded] = [_recorded(line) for line in store.read(run)]
            self.state: State = fold(self.scenario, self.journal)
            self.words = scenario_of(self.text, language)
        except BaseException:
            self.close()
            raise
        self._listeners: list[Listener] = []
        self._since = clock.monotonic()

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
        session.do(c.Start(prebriefing, closing))
        return session

    @classmethod
    def resume(cls, store: Store, run: str, clock: Clock | None = None, *, language: str | None = None) -> Self:
        """Open a run again. One that was interrupted comes back paused, with nothing lost."""
        session = cls(store, run, clock or SystemClock(), language=language)
        if not session.state.paused and session.state.step is not Step.CLOSED:
            session.do(c.Pause(interrupted=True))
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
            claim.__exit__(None, None, None)

    def room(self) -> float:
        """Return the room time now, in seconds: what the team has played, pauses taken out."""
        if self.state.paused or self.state.step is Step.CLOSED:
            return self.state.room
        return self.state.room + max(0.0, self.clock.monotonic() - self._since)

    def do(self, command: Command) -> Refusal | None:
        """Carry out a command: decide, make it durable, then show it. Return why it was refused, or `None`.

        Raises `JournalError` when the store cannot keep it; nothing has changed then, and it can be tried again.
        """
        room = self.room()
        entries = decide(self.state, command, room)
        if isinstance(entries, Refusal):
            return entries
        if not entries:
            return None
        now, seq = self.clock.utc(), self.state.seq
        recorded = [Recorded(seq + number, now, room, entry) for number, entry in enumerate(entries, 1)]
        state = self.state
        for each in recorded:
            state = evolve(state, each)
        stamp = timestamp(now)
        self.store.append(
            self.run,
            seq,
            secrets.token_hex(8),
            [NewLine(stamp, round(room, 3), encode(entry)) for entry in entries],
            step=state.step.value,
            closed=state.step is Step.CLOSED,
        )
        self.state = state
        self.journal += recorded
        self._since = self.clock.monotonic()
        for listener in tuple(self._listeners):
            listener(recorded)
        return None

    def tick(self) -> None:
        """Let the rules see that time has passed; a timer that has run out is recorded."""
        self.do(c.Tick())

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the entries of every command from now on; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def speak(self, language: str | None) -> None:
        """Show the scenario in another language, where the run has it; the journal is the same in all of them."""
        self.words = scenario_of(self.text, language)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that this run's scenario can be shown in, its own first."""
        return (self.text.language, *(code for code in self.text.translations if code != self.text.language))

    def adopt(self, text: ScenarioText) -> Difference | None:
        """Play on with an edited scenario, if the journal fits it; else change nothing and return where it differs."""
        scenario = scenario_of(text)
        replayed = replay(scenario, self.journal)
        if replayed.difference is None:
            self.store.replace_scenario(self.run, text)
            self.text, self.scenario, self.words = text, scenario, scenario
            self.state = replayed.state
        return replayed.difference


def timestamp(moment: datetime) -> str:
    """Return a moment as journals keep it: UTC, ISO 8601, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _recorded(line: Line) -> Recorded:
    return Recorded(line.seq, datetime.fromisoformat(line.at), line.room, decode(line.entry))


def journal_of(store: Store, run: str) -> tuple[State, tuple[Recorded, ...]]:
    """Read a run without holding it: its state and its journal, for lists, reports and follow-ups."""
    journal = tuple(_recorded(line) for line in store.read(run))
    return fold(scenario_of(store.scenario(run)), journal), journal
