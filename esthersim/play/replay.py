"""Replay: a journal played again on an edited scenario, to find where the two first differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast, get_args

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.decide import Command, decide
from esthersim.play.evolve import evolve, initial
from esthersim.play.refusal import Entries, Refusal
from esthersim.play.state import State
from esthersim.scenario.model import Scenario

_RECORDABLE = get_args(c.Recordable)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a journal stops fitting a text: the entry as recorded, and what the new text makes of it."""

    recorded: e.Recorded
    now: Entries | Refusal


@dataclass(frozen=True, slots=True)
class Replay:
    """The state on the new text as far as the journal fits it, and the first difference if there is one."""

    state: State
    difference: Difference | None


def command_for(entry: e.Entry) -> Command | None:
    """Return the command that an entry came from, or `None` for one that only follows from another."""
    if isinstance(entry, _RECORDABLE):
        return cast("c.Recordable", entry)
    match entry:
        case e.RunStarted(prebriefing=prebriefing, closing=closing):
            return c.Start(prebriefing, closing)
        case e.StepEntered(seat=seat):
            return c.Advance(override=True, seat=seat)
        case e.Paused(interrupted=interrupted, seat=seat):
            return c.Pause(interrupted, seat=seat)
        case e.Continued(seat=seat):
            return c.Continue(seat=seat)
        case e.TimerExpired(early=early):
            return c.RunOut() if early else c.Tick()
        case e.Chose(option=option, seat=seat):
            return c.Choose(option, override=True, seat=seat)
        case _:
            return _command_of_the_journey(entry)


def _command_of_the_journey(entry: e.Entry) -> Command | None:
    match entry:
        case e.Arrived(event=event, cause="override", seat=seat):
            return c.GoTo(event, seat=seat)
        case e.Arrived(seat=seat):
            return c.Proceed(override=True, seat=seat)
        case e.ExpectationMarked(expectation=expectation, status=status, seat=seat):
            return c.MarkExpectation(expectation, status, seat=seat)
        case e.InjectFired(inject=inject, overridden=overridden, seat=seat):
            return c.FireInject(inject, overridden, seat=seat)
        case e.HandoverSent(form=form, words=words, seat=seat):
            return c.Send(form, words, seat=seat)
        case e.HandoverReceived(skipped=True, seat=seat):
            return c.Proceed(override=True, seat=seat)
        case e.HandoverReceived(words=words, seat=seat):
            return c.Receive(words, seat=seat)
        case e.HandoverConfirmed(seat=seat):
            return c.Confirm(seat=seat)
        case _:
            return None


def replay(scenario: Scenario, journal: Sequence[e.Recorded]) -> Replay:
    """Play a journal again on a scenario; stop at the first entry that the rules would not make in the same way."""
    state = initial(scenario)
    position = 0
    while position < len(journal):
        recorded = journal[position]
        command = command_for(recorded.entry)
        now = decide(state, command, recorded.room) if command is not None else ()
        count = len(now) if not isinstance(now, Refusal) else 0
        then = tuple(each.entry for each in journal[position : position + max(count, 1)])
        if isinstance(now, Refusal) or now != then:
            return Replay(state, Difference(recorded, now))
        for each in journal[position : position + count]:
            state = evolve(state, each)
        position += count
    return Replay(state, None)
