"""`judge`: what follows from a command, or why it is refused. Pure, total and deterministic; the one way to the rules.

`room` is the room time in seconds at which the command comes. A timer that has run out by then has done so
whatever becomes of the command, and the command is judged on what follows: a choice made too late is too late.
"""

from __future__ import annotations

from esthersim.play.arrivals import Proceed
from esthersim.play.entry import Command, Decision, Recorded, Ruling
from esthersim.play.quick import quick_step
from esthersim.play.refusal import Refusal
from esthersim.play.rights import known_seats, not_allowed
from esthersim.play.room import Start
from esthersim.play.state import Place, State
from esthersim.play.timers import due, expiry
from esthersim.play.words import FACILITATOR, Reason, Step
from esthersim.scenario.model import UNDATED


def judge(
    state: State, command: Command, room: float, *, place: Place | None = None, asker: str = FACILITATOR
) -> Ruling:
    """Return what follows from a command.

    `place` is what whoever asks had before them, where that may not be the present any more: a command for another
    event, or for another arrival at the same one, is refused as too late. `asker` is the seat that asks, which may be
    another than the command's own only for the facilitator.
    """
    if type(command) is Proceed and place is None and asker == command.seat == FACILITATOR:
        quick = quick_step(state)
        if quick is not None:
            return quick
    if state.paused or room < state.room:
        room = state.room
    meant = place or (state.place if command.of_event else None)
    expired = expiry(state) if due(state, room) else ()
    for entry in expired:
        state = entry.evolve(state, Recorded(state.seq + 1, state.at or UNDATED, room, entry))
    if meant is not None and meant != state.place:
        return Ruling(expired, (), Refusal(Reason.TOO_LATE, (state.here.event,) if state.journey else ()))
    decision = _decision(state, command, room, asker)
    return Ruling(expired, (), decision) if isinstance(decision, Refusal) else Ruling(expired, decision)


def _decision(state: State, command: Command, room: float, asker: str) -> Decision:
    if not state.started and not isinstance(command, Start):
        return Refusal(Reason.WRONG_STEP, ("start",))
    unknown = tuple(seat for seat in dict.fromkeys((asker, command.seat)) if seat not in known_seats(state))
    if unknown:
        return Refusal(Reason.UNKNOWN, unknown)
    if state.step not in command.steps:
        return Refusal(Reason.CLOSED) if state.step is Step.CLOSED else Refusal(Reason.WRONG_STEP, (state.step,))
    if state.paused and not command.in_pause:
        return Refusal(Reason.PAUSED)
    return not_allowed(state, command, asker) or command.handle(state, room)
