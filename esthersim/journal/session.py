"""The session: rules, clock and store joined. One team's run, from the first entry to the follow-up.

Front ends ask it to do commands and draw what `state` says. An entry is durable before `state` shows its effect. Not
safe to share between threads: one session, one thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from functools import lru_cache, reduce
from types import TracebackType
from typing import NamedTuple, Self

from esthersim.clock import Clock, SystemClock
from esthersim.journal.codec import EntryUnreadable, decode, encode
from esthersim.journal.errors import Conflict, JournalError
from esthersim.journal.store import Line, NewLine, ScenarioText, Store
from esthersim.language import _
from esthersim.play import commands as c
from esthersim.play.decide import Command, judge
from esthersim.play.entries import Recorded, StepEntered
from esthersim.play.evolve import evolve, fold
from esthersim.play.refusal import Refusal
from esthersim.play.replay import Difference, replay
from esthersim.play.state import State
from esthersim.play.words import Step
from esthersim.scenario.loading import ScenarioError, read_scenario, scenario_or_error
from esthersim.scenario.model import Scenario

Listener = Callable[[Sequence[Recorded]], None]


class ScenarioUnreadable(JournalError):  # noqa: N818 - what happened is the better name
    """The scenario that a run carries cannot be read by this version, though it could when the run began."""

    def __str__(self) -> str:
        """Say it in one line."""
        return _("the scenario of the run '{run}' cannot be read by this version: {detail}").format(
            run=self.place, detail=self.detail
        )


class _Attempt(NamedTuple):
    """A command on its way into the store: until the store has answered, nobody knows whether it was kept."""

    command: Command
    command_id: str
    moment: float
    refusal: Refusal | None


def scenario_of(text: ScenarioText, language: str | None = None) -> Scenario:
    """Return the scenario that a run carries, in a language if it has that translation, else in its own.

    Raises `ScenarioError` where the text cannot be read. A translation that cannot is left out.
    """
    translation = text.translations.get(language) if language else None
    packs = tuple(text.packs.items())
    if translation is not None:
        with suppress(ScenarioError):
            return _read(text.text, text.id, translation, packs)
    return _read(text.text, text.id, None, packs)


@lru_cache(maxsize=8)
def _read(text: str, scenario: str, translation: str | None, packs: tuple[tuple[str, str], ...]) -> Scenario:
    # Problems are worded in somebody's language: they are raised here, for what is raised is not cached.
    return scenario_or_error(read_scenario(text, f"{scenario}.yaml", translation, dict(packs)))


def _carried(store: Store, run: str) -> tuple[ScenarioText, Scenario]:
    text = store.scenario(run)
    try:
        return text, scenario_of(text)
    except ScenarioError as error:
        raise ScenarioUnreadable(run, detail=str(error)) from error


class Session:
    """A run that is open for playing. Use it as a context manager: it holds the run until it is closed."""

    def __init__(self, store: Store, run: str, clock: Clock, *, language: str | None = None) -> None:
        """Open a run that exists; see `begin` and `resume`, which most callers want."""
        self.store, self.run, self.clock = store, run, clock
        self._listeners: list[Listener] = []
        self._attempt: _Attempt | None = None
        self._claim: AbstractContextManager[None] | None = store.claim(run)
        self._claim.__enter__()
        try:
            self.text, self.scenario = _carried(store, run)
            self.journal: list[Recorded] = [_recorded(line) for line in store.read(run)]
            self.state: State = fold(self.scenario, self.journal)
            self.speak(language)
        except BaseException:
            self.close()
            raise
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
            claim.__exit__(None, None, None)

    @property
    def closed(self) -> bool:
        """Whether the run has been let go of; nothing more can be done then."""
        return self._claim is None

    def room(self) -> float:
        """Return the room time now, in seconds: what the team has played, pauses taken out."""
        return self._room(self.clock.monotonic())

    def _room(self, moment: float) -> float:
        if self.state.paused or self.state.step is Step.CLOSED:
            return self.state.room
        return round(self.state.room + max(0.0, moment - self._since), 3)  # as it is stored: to the millisecond

    def do(self, command: Command) -> Refusal | None:
        """Carry out a command: decide, make it durable, then show it. Return why it was refused, or `None`.

        Raises `JournalError` when the store cannot keep it: `state` has not changed then. Do it again, or do something
        else: whether it was kept after all is looked up first, so that nothing happens twice and nothing is lost.
        Raises `ValueError` when the session is closed.
        """
        if self.closed:
            raise ValueError(f"the session of the run '{self.run}' is closed")
        failed, again = self._attempt, False
        if failed is not None:
            again = command == failed.command
            if self._find_out(failed) and again:
                return failed.refusal
        moment = self.clock.monotonic()
        room = self._room(moment)
        entries, refusal = judge(self.state, command, room)
        if not entries:
            return refusal
        command_id = failed.command_id if failed and again else secrets.token_hex(8)
        self._attempt = _Attempt(command, command_id, moment, refusal)
        now = timestamp(self.clock.utc())
        step = next((each.step for each in reversed(entries) if isinstance(each, StepEntered)), self.state.step)
        stored = self.store.append(
            self.run,
            self.state.seq,
            command_id,
            [NewLine(now, room, encode(entry)) for entry in entries],
            step=step.value,
            closed=step is Step.CLOSED,
        )
        self._show(stored, moment)
        return refusal

    def _find_out(self, failed: _Attempt) -> bool:
        """Ask the store whether a command that it gave no answer to was kept; show it if so."""
        stored = self.store.read(self.run, self.state.seq)
        if not stored:
            return False
        if any(line.command_id != failed.command_id for line in stored):
            raise Conflict(self.store.place, run=self.run, expected=self.state.seq, actual=stored[-1].seq)
        self._show(stored, failed.moment)
        return True

    def _show(self, stored: Sequence[Line], moment: float) -> None:
        """Let the state follow what is durable, as it would be read back."""
        recorded = [_recorded(line) for line in stored]
        state = reduce(evolve, recorded, self.state)
        self.journal += recorded
        self.state, self._since, self._attempt = state, moment, None
        for listener in tuple(self._listeners):
            listener(recorded)

    def _do_or_close(self, command: Command) -> None:
        try:
            self.do(command)
        except BaseException:
            self.close()
            raise

    def tick(self) -> None:
        """Let the rules see that time has passed; a timer that has run out is recorded. Nothing once it is closed."""
        if not self.closed:
            self.do(c.Tick())

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the entries of every command from now on; return what ends that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def speak(self, language: str | None) -> None:
        """Show the scenario in another language, where the run has it; the journal is the same in all of them."""
        self.words_language = language if language in self.text.translations else self.text.language
        self.words = scenario_of(self.text, self.words_language)

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
            self.text, self.scenario, self.state = text, scenario, replayed.state
            self.speak(self.words_language)
        return replayed.difference


def timestamp(moment: datetime) -> str:
    """Return a moment as journals keep it: UTC, ISO 8601, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _recorded(line: Line) -> Recorded:
    """Return a stored line as the rules know it; raise `EntryUnreadable`, also where its times are none."""
    try:
        at, room = datetime.fromisoformat(line.at), float(line.room)
    except (TypeError, ValueError) as error:
        raise EntryUnreadable("", detail=f"{line.seq}: {line.at}, {line.room}") from error
    return Recorded(line.seq, at, room, decode(line.entry))


def journal_of(store: Store, run: str) -> tuple[State, tuple[Recorded, ...]]:
    """Read a run without holding it: its state and its journal, for lists, reports and follow-ups."""
    journal = tuple(_recorded(line) for line in store.read(run))
    return fold(_carried(store, run)[1], journal), journal
