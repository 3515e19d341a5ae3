"""The general rules for what follows from a command; called through `rules.judge`.

A timer that has run out, or an inject that came by itself, is recorded first, even if the command is refused, and the
command is judged on the state after that: a choice made too late is refused.
"""

from __future__ import annotations

from esthersim.play.arrivals import after
from esthersim.play.entry import Command, Decision, Ruling
from esthersim.play.refusal import Refusal
from esthersim.play.rights import known_seats, not_allowed
from esthersim.play.room import Start
from esthersim.play.state import Place, State
from esthersim.play.timers import brought_by_time
from esthersim.play.vocabulary import Reason, Step


def ruling(state: State, command: Command, room: float, place: Place | None, asker: str) -> Ruling:
    """Return what follows from a command; see `rules.judge`."""
    if state.paused or room < state.room:
        room = state.room
    meant = place or (state.place if command.of_event else None)
    expired = brought_by_time(state, room)
    for entry in expired:
        state = after(state, entry, room)
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
