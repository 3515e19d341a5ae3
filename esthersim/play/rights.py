"""What each seat may ask for. The facilitator may ask for everything, every other seat only for its own part."""

from __future__ import annotations

from typing import assert_never

from esthersim.play.entry import Command
from esthersim.play.people import deciders, sender
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR, Reason, Right, Ticking


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
        case Right.FACT_TICKER:
            return _ticks_facts(state, seat)
        case Right.EXPECTATION_TICKER:
            return seat in scenario.observers and state.setting.ticking is Ticking.OBSERVERS
        case Right.DECIDER:
            return event is not None and event.decision is not None and seat in deciders(state)
        case _:
            assert_never(right)


def _ticks_facts(state: State, seat: str) -> bool:
    """Return whether a seat ticks the facts of the present handover, as agreed for the run."""
    match state.setting.ticking:
        case Ticking.FACILITATOR:
            return False
        case Ticking.OBSERVERS:
            return seat in state.scenario.observers
        case Ticking.BOTH_SIDES:
            return has(Right.SENDER, state, seat) or has(Right.RECEIVER, state, seat)
        case _:
            assert_never(state.setting.ticking)


def may_ask(kind: type[Command], state: State, seat: str) -> bool:
    """Return whether a seat has the right to a kind of command at the present event."""
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
    if asker != FACILITATOR and (asker != seat or command.overrides or command.facilitated):
        return Refusal(Reason.NOT_THIS_SEAT, (asker,))
    return None if may_ask(type(command), state, seat) else Refusal(Reason.NOT_THIS_SEAT, (seat,))
