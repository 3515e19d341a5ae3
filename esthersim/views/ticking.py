"""What a seat has ticked itself at the present event: no seat sees what another one, or the facilitator, has ticked."""

from __future__ import annotations

from collections.abc import Mapping

from esthersim.play.journey import HandoverProgress
from esthersim.play.state import State
from esthersim.play.vocabulary import FactStatus, Observation


def own_marks(state: State, seat: str) -> Mapping[str, FactStatus]:
    """Return the facts of the present handover that a seat has marked, as long as its marks stand."""
    progress = state.here.handover or HandoverProgress()
    own = (key for key, who in progress.marked_by.items() if who == seat)
    return {fact: progress.marked(receiver)[fact] for fact, receiver in own if fact in progress.marked(receiver)}


def own_expectations(state: State, seat: str) -> Mapping[str, Observation]:
    """Return the expectations of the present event that a seat has marked, as long as its marks stand."""
    here, marked_by = state.here, state.here.record.marked_by
    return {
        key: here.marks[here.event, key]
        for key in state.event.expect
        if marked_by.get((here.way.seq, key)) == seat and (here.event, key) in here.marks
    }
