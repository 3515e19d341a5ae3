"""What the entries of a handover make of the journey: sent, received and confirmed apart, and who knows what then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from esthersim.play import entries as e
from esthersim.play.effects import learn
from esthersim.play.journey import HandoverProgress, Journey
from esthersim.play.state import State


def _progress(journey: Journey) -> HandoverProgress:
    return journey.handover or HandoverProgress()


def _fact_marked(_state: State, journey: Journey, entry: e.FactMarked, _room: float) -> Journey:
    progress = _progress(journey)
    return journey._replace(handover=replace(progress, marks={**progress.marks, entry.fact: entry.status}))


def _sent(_state: State, journey: Journey, entry: e.HandoverSent, _room: float) -> Journey:
    return journey._replace(handover=replace(_progress(journey), form=entry.form, words=entry.words))


def _received(state: State, journey: Journey, entry: e.HandoverReceived, _room: float) -> Journey:
    """Let the receivers know what arrived, and nobody else; what they still lack and must know is lost."""
    progress = replace(
        _progress(journey), marks=dict(entry.statuses), received=not entry.skipped, read_back=entry.words
    )
    handover = state.event.handover
    if handover is None:
        return journey._replace(handover=progress)
    arrived = frozenset(
        fact for fact, status in entry.statuses.items() if status.arrived and state.knows(handover.sender, fact)
    )
    knowledge = journey.knowledge
    for receiver in handover.to:
        knowledge = learn(knowledge, receiver, arrived)
    lost = {fact for fact in handover.must for receiver in handover.to if fact not in knowledge.get(receiver, ())}
    deeds = journey.deeds._replace(lost=journey.lost | lost)
    return journey._replace(handover=progress, knowledge=knowledge, deeds=deeds)


def _confirmed(_state: State, journey: Journey, _entry: e.HandoverConfirmed, _room: float) -> Journey:
    return journey._replace(handover=replace(_progress(journey), confirmed=True))


def _confidence(_state: State, journey: Journey, entry: e.ConfidenceRated, _room: float) -> Journey:
    progress = _progress(journey)
    return journey._replace(handover=replace(progress, confidence={**progress.confidence, entry.seat: entry.value}))


TO_HANDOVER: Mapping[type[e.Entry], Callable[[State, Journey, Any, float], Journey]] = {
    e.FactMarked: _fact_marked,
    e.HandoverSent: _sent,
    e.HandoverReceived: _received,
    e.HandoverConfirmed: _confirmed,
    e.ConfidenceRated: _confidence,
}
