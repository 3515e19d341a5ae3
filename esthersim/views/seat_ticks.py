"""What seats have done themselves at the present handover, for the facilitator: who has sent it, whose each tick is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from esthersim.play.commands import Send
from esthersim.play.replay import Asked
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR, FactStatus
from esthersim.runs.names import seat_title
from esthersim.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class SeatTick:
    """A tick of a fact that a seat has made; `receiver` is the seat for which it counts, empty for every receiver."""

    title: str
    status: FactStatus
    receiver: str


def seat_ticks(state: State, shown: Scenario) -> Mapping[str, tuple[SeatTick, ...]]:
    """Return the ticks of other seats than the facilitator's, by fact; a mark of the facilitator's replaces them."""
    progress = state.journey.handover if state.journey is not None else None
    if progress is None:
        return {}
    found: dict[str, tuple[SeatTick, ...]] = {}
    for (fact, receiver), seat in progress.marked_by.items():
        status = (progress.apart.get(receiver, {}) if receiver else progress.marks).get(fact)
        if seat != FACILITATOR and status is not None:
            found[fact] = (*found.get(fact, ()), SeatTick(seat_title(shown, seat), status, receiver))
    return found


def sent_by(asked: Sequence[Asked], state: State, shown: Scenario) -> str:
    """Return the title of the seat that has sent the present handover from its own device, empty if none has."""
    progress = state.journey.handover if state.journey is not None else None
    if progress is None or not progress.sent:
        return ""
    asker = next((each.asker for each in reversed(asked) if isinstance(each.command, Send)), FACILITATOR)
    return "" if asker == FACILITATOR else seat_title(shown, asker)
