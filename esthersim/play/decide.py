"""`decide`: the entries that follow from a command, or a refusal. Pure, total and deterministic.

`room` is the room time in seconds at which the command comes. A timer that has run out by then is recorded first, and
the command is judged on what follows from that: a choice made too late is a choice too late.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.deciding_journey import JOURNEY_RULES, run_out
from esthersim.play.deciding_plan import PLAN_RULES
from esthersim.play.deciding_room import ROOM_RULES
from esthersim.play.evolve import evolve
from esthersim.play.refusal import Decision, Entries, Refusal
from esthersim.play.state import State
from esthersim.play.timers import due
from esthersim.play.words import Reason, Step
from esthersim.scenario.model import UNDATED

Command = c.Command | c.Recordable
Rule = Callable[[State, Any, float], Decision]

RULES: dict[type[Any], Rule] = {**ROOM_RULES, **JOURNEY_RULES, **PLAN_RULES}


def decide(state: State, command: Command, room: float) -> Decision:
    """Return the entries that the command leads to at this room time (seconds), or why it is refused."""
    room = max(room, state.room)
    expired = _expiry(state, room) if state.step is Step.SIMULATION else ()
    if type(command) is c.Tick:
        return expired
    if not expired:
        return _judge(state, command, room)
    if len(expired) > 1 and type(command) in JOURNEY_RULES:
        return expired  # the team is somewhere else now: what was meant for the event before is not meant for this one
    for entry in expired:
        state = evolve(state, e.Recorded(state.seq + 1, state.at or UNDATED, room, entry))
    judged = _judge(state, command, room)
    # The expiry has happened whether or not the command still makes sense: time is not refused.
    return expired if isinstance(judged, Refusal) else (*expired, *judged)


def _judge(state: State, command: Command, room: float) -> Decision:
    kind = type(command)
    if state.seq == 0 and kind is not c.Start:
        return Refusal(Reason.WRONG_STEP, ("start",))
    rule = RULES.get(kind)
    return rule(state, command, room) if rule else Refusal(Reason.UNKNOWN, (kind.__name__,))


def _expiry(state: State, room: float) -> Entries:
    return run_out(state) if due(state, room) else ()
