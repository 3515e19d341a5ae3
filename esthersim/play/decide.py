"""`decide`: the entries that follow from a command, or a refusal. Pure, total and deterministic.

`room` is the room time in seconds at which the command comes. A timer that has run out by then is recorded first, and
the command is judged on what follows from that: a choice made too late is a choice too late.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.deciding_handover import is_open, skipped
from esthersim.play.deciding_journey import JOURNEY_RULES, plain_step, playing
from esthersim.play.deciding_plan import PLAN_RULES
from esthersim.play.deciding_room import ROOM_RULES
from esthersim.play.evolve import evolve
from esthersim.play.refusal import Decision, Entries, Refusal
from esthersim.play.state import State
from esthersim.play.timers import due
from esthersim.play.words import FACILITATOR, Cause, Reason
from esthersim.scenario.model import UNDATED

Command = c.Command | c.Recordable
Rule = Callable[[State, Any, float], Decision]


def _tick(_state: State, _command: c.Tick, _room: float) -> Decision:
    return ()


def _run_out(state: State, _command: c.RunOut, _room: float) -> Decision:
    """Let the present timer run out before its time, with all that follows from that."""
    if state.event.timer is None or state.here.ran_out:
        return Refusal(Reason.NO_TIMER)
    return _expiry(state, early=True)


RULES: dict[type[Any], Rule] = {c.Tick: _tick, c.RunOut: playing(_run_out), **ROOM_RULES, **JOURNEY_RULES, **PLAN_RULES}
OF_THE_EVENT = (JOURNEY_RULES.keys() - {c.GoTo, c.FireInject, e.Rewound}) | {c.Advance, c.RunOut}
"""The commands that mean the present event. None of them may strike the next one, which nobody has read yet."""


def decide(state: State, command: Command, room: float) -> Decision:
    """Return the entries that the command leads to at this room time (seconds), or why it is refused.

    Entries that only say that a timer ran out mean that the command came too late, or is refused now: see `judge`.
    """
    if type(command) is c.Proceed and (onward := plain_step(state, command)):
        return onward
    if state.paused or room < state.room:
        room = state.room
    if not due(state, room):
        return _decision(state, command, room)
    entries, refusal = _overtaken(state, command, room)
    return entries if refusal is None or entries else refusal


def judge(state: State, command: Command, room: float) -> tuple[Entries, Refusal | None]:
    """Return the entries to be recorded now, and why the command itself is refused if it is.

    Both at once are possible: a timer that has run out has done so, whatever becomes of the command.
    """
    if state.paused or room < state.room:
        room = state.room
    if due(state, room):
        return _overtaken(state, command, room)
    decision = _decision(state, command, room)
    return ((), decision) if isinstance(decision, Refusal) else (decision, None)


def _decision(state: State, command: Command, room: float) -> Decision:
    kind = type(command)
    rule = RULES.get(kind)
    if rule is None:
        return Refusal(Reason.UNKNOWN, (kind.__name__,))
    if state.seq == 0 and kind is not c.Start:
        return Refusal(Reason.WRONG_STEP, ("start",))
    seat = command.seat
    if seat != FACILITATOR and seat not in state.scenario.roles and seat not in state.scenario.observers:
        return Refusal(Reason.UNKNOWN, (seat,))
    return rule(state, command, room)


def _overtaken(state: State, command: Command, room: float) -> tuple[Entries, Refusal | None]:
    """Let the timer run out first, and judge the command on what follows from that."""
    event = state.here.event
    expired = _expiry(state)
    for entry in expired:
        state = evolve(state, e.Recorded(state.seq + 1, state.at or UNDATED, room, entry))
    if len(expired) > 1 and type(command) in OF_THE_EVENT:
        return expired, Refusal(Reason.TOO_LATE, (event,))
    decision = _decision(state, command, room)
    return (expired, decision) if isinstance(decision, Refusal) else ((*expired, *decision), None)


def _expiry(state: State, *, early: bool = False) -> Entries:
    """Return what a timer that has run out leads to: it moves the journey on, also out of an open handover."""
    event, timer = state.event, state.event.timer
    entries: Entries = (e.TimerExpired(state.here.event, early),)
    if timer is None or timer.next not in state.scenario.events or event.ending is not None:
        return entries
    if event.handover is not None and is_open(event.handover, state.here.handover):
        entries = (*entries, skipped(event.handover, state.here.handover))
    return (*entries, e.Arrived(timer.next, Cause.TIMER))
