"""Rules for the handover: what is marked, sent, received and confirmed, each apart (the closed loop)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from esthersim.cleaning import clean, personal_number_in
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.refusal import Decision, Refusal
from esthersim.play.state import HandoverProgress, State
from esthersim.play.words import FactStatus, Reason
from esthersim.scenario.model import Handover

LOWEST, HIGHEST = 1, 5
LONGEST_WORDS = 4000
Rule = Callable[[State, Any, float], Decision]


def at_handover(rule: Callable[[State, Handover, HandoverProgress, Any], Decision]) -> Rule:
    """Let a rule speak only at an event with a handover, and give it the handover and how far it has come."""

    def judged(state: State, command: Any, _room: float) -> Decision:
        handover = state.event.handover
        if handover is None:
            return Refusal(Reason.NO_HANDOVER)
        return rule(state, handover, state.here.handover or HandoverProgress(), command)

    return judged


def can_give(state: State, handover: Handover, fact: str) -> bool:
    """Tell whether the sender knows the fact, and so can pass it on."""
    return state.knows(handover.sender, fact)


def final_statuses(state: State, handover: Handover, marks: Mapping[str, FactStatus]) -> dict[str, FactStatus]:
    """Return how every fact of the handover ended: what nobody marked is missing, or not needed if it was noise.

    A fact that the sender does not know can be neither given nor requested: it is missing.
    """
    noise = set(handover.noise) - {*handover.must, *handover.should}
    statuses = {
        fact: marks.get(fact, FactStatus.NOT_NEEDED if fact in noise else FactStatus.MISSING) for fact in handover.facts
    }
    statuses.update((fact, status) for fact, status in marks.items() if fact in state.scenario.facts)
    return {
        fact: FactStatus.MISSING if status.arrived and not can_give(state, handover, fact) else status
        for fact, status in statuses.items()
    }


def _mark(state: State, handover: Handover, progress: HandoverProgress, entry: e.FactMarked) -> Decision:
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
    words = {section: clean(text)[:LONGEST_WORDS].strip() for section, text in command.words.items()}
    if any(personal_number_in(text) for text in words.values()):
        return Refusal(Reason.PERSONAL_NUMBER, ("words",))
    return (e.HandoverSent(command.form, words, seat=handover.sender),)


def _receive(state: State, handover: Handover, progress: HandoverProgress, command: c.Receive) -> Decision:
    if progress.received:
        return Refusal(Reason.HANDOVER_DONE)
    if not progress.sent:
        return Refusal(Reason.NOT_SENT)
    words = clean(command.words)[:LONGEST_WORDS].strip()
    if personal_number_in(words):
        return Refusal(Reason.PERSONAL_NUMBER, ("words",))
    return (e.HandoverReceived(final_statuses(state, handover, progress.marks), words, seat=handover.to[0]),)


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
    if progress.received:
        return Refusal(Reason.HANDOVER_DONE)
    unknown = tuple(fact for fact in command.statuses if fact not in state.scenario.facts)
    if unknown:
        return Refusal(Reason.UNKNOWN, unknown)
    statuses = final_statuses(state, handover, {**progress.marks, **command.statuses})
    sent = () if progress.sent else (e.HandoverSent(seat=handover.sender),)
    confirmed = (e.HandoverConfirmed(seat=handover.sender),) if command.confirmed else ()
    return (*sent, e.HandoverReceived(statuses, seat=handover.to[0]), *confirmed)


HANDOVER_RULES: dict[type[Any], Rule] = {
    e.FactMarked: at_handover(_mark),
    c.Send: at_handover(_send),
    c.Receive: at_handover(_receive),
    c.Confirm: at_handover(_confirm),
    e.ConfidenceRated: at_handover(_confidence),
    c.HandOver: at_handover(_hand_over),
}
