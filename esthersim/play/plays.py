"""Plays: scripted runs that an author writes into the scenario, carried out by the same rules as a team's run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command, Entries, Recorded
from esthersim.play.handover import can_give
from esthersim.play.refusal import Refusal
from esthersim.play.replay import Asked
from esthersim.play.rules import evolve, initial, judge
from esthersim.play.state import State
from esthersim.play.timers import seconds_until_something_comes
from esthersim.play.vocabulary import FACILITATOR, FactStatus
from esthersim.play.wording import worded_on_arrival
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import Scenario
from esthersim.scenario.play_steps import TO_ALL, PlayExpectation, PlayStep

_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
ALL, NONE = "all", "none"
MOST_TIMERS = 1000


@dataclass(frozen=True, slots=True)
class PlayFailure:
    """The point where a play departed from its script: the step (from 1), what was asked, and where the team was."""

    step: int
    asked: str
    expected: str
    found: str
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class PlayResult:
    """The end state of a play, its journal, and the commands that led to it."""

    state: State
    journal: tuple[Recorded, ...]
    asked: tuple[Asked, ...]
    failure: PlayFailure | None


@dataclass(slots=True)
class Player:
    """A run without a clock or a store; the caller chooses the room time (seconds) of each command."""

    state: State
    room: float = 0.0
    journal: list[Recorded] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    """The commands that led to entries, in order; replay repeats them."""

    def do(self, command: Command, *, asker: str = FACILITATOR) -> Refusal | None:
        """Carry out a command now, or return its refusal."""
        ruling = judge(self.state, command, self.room, asker=asker)
        self._record(c.Tick(), ruling.expired)
        self._record(command, ruling.entries, asker)
        return ruling.refusal

    def _record(self, command: Command, entries: Entries, asker: str = FACILITATOR) -> None:
        begun = len(self.journal)
        for entry in entries:
            recorded = Recorded(self.state.seq + 1, _UNDATED, self.room, entry)
            self.state = evolve(self.state, recorded)
            self.journal.append(recorded)
        if entries:
            self.asked.append(Asked(command, tuple(self.journal[begun:]), asker))

    def wait(self, seconds: float) -> None:
        """Let room time pass; every timer runs out, and every inject comes, at its own moment."""
        if self.state.paused:
            return
        until = self.room + seconds
        for _ in range(MOST_TIMERS):
            left = seconds_until_something_comes(self.state, self.room)
            if left is None or self.room + max(left, 0) > until:
                break
            self.room += max(left, 0.001)
            self.do(c.Tick())
        self.room = max(self.room, until)
        self.do(c.Tick())


def at_the_start(scenario: Scenario) -> Player:
    """Return a player at the first event, past the steps before the simulation."""
    player = Player(initial(scenario))
    for command in (c.Start(), c.Advance(override=True), c.Advance(override=True)):
        player.do(command)
    return player


def run_play(scenario: Scenario, steps: Sequence[PlayStep]) -> PlayResult:
    """Step through a play to its end or to its first failure."""
    player = at_the_start(scenario)
    failure = None
    for number, step in enumerate(steps, 1):
        failure = _take(player, step, number)
        if failure:
            break
    return PlayResult(player.state, tuple(player.journal), tuple(player.asked), failure)


def _take(player: Player, step: PlayStep, number: int) -> PlayFailure | None:
    asked = next(iter(step.model_fields_set), "proceed")
    _walk_to_where_it_applies(player, step)
    if step.expect is not None:
        return _compare(player.state, step.expect, number)
    if step.wait is not None:
        player.wait(step.wait.total_seconds)
        return None
    for command in _commands(player.state, step):
        refusal = player.do(command)
        if refusal:
            return PlayFailure(number, asked, _wanted(step), player.state.here.event, refusal)
    return None


def _commands(state: State, step: PlayStep) -> tuple[Command, ...]:
    if step.choose is not None:
        return (c.Choose(step.choose),)
    if step.inject is not None:
        return (c.FireInject(step.inject),)
    if step.check is not None:
        items = tuple(state.event.checklist) if step.check == (ALL,) else step.check
        return tuple(e.Checked(item) for item in items)
    if step.hand_over is not None:
        return (_handover(state, step.hand_over),)
    return (c.Proceed(),)


def _handover(state: State, facts: Mapping[str, Sequence[str]]) -> c.HandOver:
    """Return the handover that passes on these facts, by receiver; one status where they are for every receiver."""
    handover = state.event.handover
    if handover is None:
        return c.HandOver()
    given = {role: _given(state, handover, role, facts.get(TO_ALL, facts.get(role, ()))) for role in handover.to}
    together = [fact for fact in next(iter(given.values())) if all(fact in each for each in given.values())]
    apart = {role: [fact for fact in each if fact not in together] for role, each in given.items()}
    return c.HandOver(
        dict.fromkeys(together, FactStatus.GIVEN),
        apart={role: dict.fromkeys(each, FactStatus.GIVEN) for role, each in apart.items() if each},
    )


def _given(state: State, handover: Handover, role: str, facts: Sequence[str]) -> tuple[str, ...]:
    if tuple(facts) == (NONE,):
        return ()
    receiver = handover.receivers[role]
    wanted = (*receiver.must, *receiver.should)
    return tuple(fact for fact in wanted if can_give(state, handover, fact)) if tuple(facts) == (ALL,) else tuple(facts)


def _walk_to_where_it_applies(player: Player, step: PlayStep) -> None:
    """Proceed through events without a choice until the step can apply; at most as often as the scenario has events."""
    for _ in range(len(player.state.scenario.events)):
        if _applies(player.state, step) or player.state.event.decision is not None or player.do(c.Proceed()):
            return


def _applies(state: State, step: PlayStep) -> bool:
    event = state.event
    if step.choose is not None:
        return event.decision is not None
    if step.hand_over is not None:
        return event.handover is not None and not (state.here.handover and state.here.handover.received)
    if step.check is not None:
        return bool(event.checklist) if step.check == (ALL,) else event.checklist.keys() >= set(step.check)
    if step.expect is not None:
        wanted = step.expect
        return (wanted.event is None or wanted.event == state.here.event) and (
            wanted.ending is None or event.ending is not None
        )
    return True


def _wanted(step: PlayStep) -> str:
    value = step.choose or step.inject or step.check or ""
    if step.hand_over is not None:
        value = tuple(f"{role}: {fact}" if role else fact for role, facts in step.hand_over.items() for fact in facts)
    return value if isinstance(value, str) else ", ".join(value)


def _compare(state: State, wanted: PlayExpectation, number: int) -> PlayFailure | None:
    here = state.here
    pairs: list[tuple[str, str]] = []
    if wanted.event is not None:
        pairs.append((wanted.event, here.event))
    if wanted.ending is not None:
        ending, language = state.event.ending, state.scenario.language
        shown = worded_on_arrival(state, ending, language) if ending else here.event
        pairs.append((wanted.ending, wanted.ending if ending and wanted.ending == here.event else shown))
    for role, facts in wanted.knows.items():
        known = here.knowledge.get(role, frozenset())
        pairs += [(f"{role} knows {fact}", f"{role} knows {fact}" if fact in known else "") for fact in facts]
    for name, value in wanted.variables.items():
        now = state.value(name)
        pairs.append((f"{name} = {value}", f"{name} = {value if now == value else now}"))
    return next((PlayFailure(number, "expect", one, other) for one, other in pairs if one != other), None)
