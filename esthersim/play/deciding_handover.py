"""Rules for the handover: what is marked, sent, received and confirmed, each apart (the closed loop)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.deciding_text import cleaned, cleaned_texts
from esthersim.play.journey import HandoverProgress
from esthersim.play.refusal import Decision, Refusal
from esthersim.play.state import State
from esthersim.play.words import FactStatus, Reason
from esthersim.scenario.model import Handover

LOWEST, HIGHEST = 1, 5
Rule = Callable[[State, Any, float], Decision]


def at_handover(rule: Callable[[State, Handover, HandoverProgress, Any], Decision]) -> Rule:
    """Let a rule speak only at an event with a handover, and give it the handover and how far it has come."""

    def judged(state: State, command: Any, _room: float) -> Decision:
        handover = state.event.handover
        if handover is None:
            return Refusal(Reason.NO_HANDOVER)
        return rule(state, handover, state.here.handover or HandoverProgress(), command)

    return judged


def is_open(handover: Handover | None, progress: HandoverProgress | None) -> bool:
    """Tell whether there is a handover that the receiver does not have yet."""
    return handover is not None and not (progress and progress.received)


def can_give(state: State, handover: Handover, fact: str) -> bool:
    """Tell whether the sender knows the fact, and so can pass it on."""
    return state.knows(handover.sender, fact)


def final_statuses(handover: Handover, marks: Mapping[str, FactStatus]) -> dict[str, FactStatus]:
    """Return how every fact of the handover ended: what nobody marked is missing, or not needed if it was noise."""
    noise = set(handover.noise) - {*handover.must, *handover.should}
    unmarked = {fact: FactStatus.NOT_NEEDED if fact in noise else FactStatus.MISSING for fact in handover.facts}
    return {**unmarked, **marks}


def skipped(handover: Handover, progress: HandoverProgress | None) -> e.HandoverReceived:
    """Return what remains of a handover that the team leaves: what was heard until then, and what is missing."""
    return e.HandoverReceived(final_statuses(handover, progress.marks if progress else {}), skipped=True)


def _mark(state: State, handover: Handover, progress: HandoverProgress, entry: e.FactMarked) -> Decision:
    """Mark a fact while the handover lasts; one that is done is put right by going back to before it was received."""
    if progress.received:
        return Refusal(Reason.HANDOVER_DONE)
    if entry.fact not in state.scenario.facts:
        return Refusal(Reason.UNKNOWN, (entry.fact,))
    if entry.status.arrived and not can_give(state, handover, entry.fact):
        return Refusal(Reason.SENDER_DOES_NOT_KNOW, (handover.sender, entry.fact))
    return (entry,)


def _send(_state: State, handover: Handover, progress: HandoverProgress, command: c.Send) -> Decision:
    if progress.received:
        return Refusal(Reason.HANDOVER_DONE)
    words = cleaned_texts(command.words)
    return words if isinstance(words, Refusal) else (e.HandoverSent(command.form, words, seat=handover.sender),)


def _receive(_state: State, handover: Handover, progress: HandoverProgress, command: c.Receive) -> Decision:
    if progress.received:
        return Refusal(Reason.HANDOVER_DONE)
    if not progress.sent:
        return Refusal(Reason.NOT_SENT)
    receiver = command.seat if command.seat in handover.to else handover.to[0]
    received = cleaned(
        e.HandoverReceived(final_statuses(handover, progress.marks), command.words, seat=receiver), "words"
    )
    return received if isinstance(received, Refusal) else (received,)


def _confirm(_state: State, handover: Handover, progress: HandoverProgress, _command: c.Confirm) -> Decision:
    if not progress.received:
        return Refusal(Reason.NOT_SENT)
    return Refusal(Reason.HANDOVER_DONE) if progress.confirmed else (e.HandoverConfirmed(seat=handover.sender),)


def _confidence(_state: State, handover: Handover, progress: HandoverProgress, entry: e.ConfidenceRated) -> Decision:
    if not progress.received:
        return Refusal(Reason.NOT_SENT)
    if entry.seat not in handover.to:
        return Refusal(Reason.UNKNOWN, (entry.seat,))
    return (entry,) if LOWEST <= entry.value <= HIGHEST else Refusal(Reason.OUT_OF_RANGE, ("value",))


def _hand_over(state: State, handover: Handover, progress: HandoverProgress, command: c.HandOver) -> Decision:
    """Make the entries that marking, sending, receiving and confirming one by one would make."""
    if progress.received:
        return Refusal(Reason.HANDOVER_DONE)
    marked = tuple(e.FactMarked(fact, status, seat=command.seat) for fact, status in command.statuses.items())
    for mark in marked:
        judged = _mark(state, handover, progress, mark)
        if isinstance(judged, Refusal):
            return judged
    statuses = final_statuses(handover, {**progress.marks, **command.statuses})
    sent = () if progress.sent else (e.HandoverSent(seat=handover.sender),)
    received = e.HandoverReceived(statuses, seat=handover.to[0])
    closed = (e.HandoverConfirmed(seat=handover.sender),) if command.confirmed and handover.read_back else ()
    return (*marked, *sent, received, *closed)


TEAMS_HANDOVER_RULES: dict[type[Any], Rule] = {
    c.Send: at_handover(_send),
    c.Receive: at_handover(_receive),
    c.Confirm: at_handover(_confirm),
    c.HandOver: at_handover(_hand_over),
}
"""What those who hand over do."""
WATCHERS_HANDOVER_RULES: dict[type[Any], Rule] = {
    e.FactMarked: at_handover(_mark),
    e.ConfidenceRated: at_handover(_confidence),
}
"""What is noted down about a handover, which a pause does not hinder."""
