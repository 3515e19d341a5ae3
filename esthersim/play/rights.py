"""What each seat may ask for. The facilitator may ask for everything, every other seat only for its own part."""

from __future__ import annotations

from typing import assert_never

from esthersim.play.entry import Command
from esthersim.play.people import sender
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR, Reason, Right
from esthersim.scenario.model import TEAM


def known_seats(state: State) -> frozenset[str]:
    """Return every seat that may act: the facilitator, the roles, the observers."""
    return frozenset((FACILITATOR, *state.scenario.roles, *state.scenario.observers))


def has(right: Right, state: State, seat: str) -> bool:
    """Return whether a seat has a right at the present event."""
    scenario = state.scenario
    event = None if state.journey is None else state.event
    match right:
        case Right.SEATED:
            return seat in scenario.roles or seat in scenario.observers
        case Right.OBSERVER:
            return seat in scenario.observers
        case Right.PATIENT:
            return seat in scenario.patients
        case Right.SENDER:
            return event is not None and event.handover is not None and seat == sender(state, event.handover)
        case Right.RECEIVER:
            return event is not None and event.handover is not None and seat in event.handover.to
        case Right.DECIDER:
            if event is None or event.decision is None:
                return False
            return seat in scenario.roles if event.decision.by == (TEAM,) else seat in event.decision.by
        case _:
            assert_never(right)


def may_ask(kind: type[Command], state: State, seat: str) -> bool:
    """Tell whether a kind of command is a seat's own at the present event."""
    return seat == FACILITATOR or any(has(right, state, seat) for right in kind.by)


def gives_way(seat: str, marked_by: str | None) -> bool:
    """Return whether a seat's mark is refused, because the facilitator has marked the same herself at this event."""
    return marked_by == FACILITATOR != seat


def not_allowed(state: State, command: Command, asker: str) -> Refusal | None:
    """Return why a seat may not ask for this command, or `None` where it may.

    `asker` asks on behalf of `command.seat`. Only the facilitator may ask on behalf of another seat, and only of one
    that has the right: a handover is always sent by the sender's seat, whoever presses the key.
    """
    seat = command.seat
    if asker != FACILITATOR and (asker != seat or command.overrides):
        return Refusal(Reason.NOT_THIS_SEAT, (asker,))
    return None if may_ask(type(command), state, seat) else Refusal(Reason.NOT_THIS_SEAT, (seat,))
