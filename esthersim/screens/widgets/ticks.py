"""The letters of an event: first the items of its checklist, then, for the facilitator, what is expected."""

from __future__ import annotations

from esthersim.play.commands import MarkExpectation
from esthersim.play.entries import Checked
from esthersim.play.entry import Command
from esthersim.play.words import Observation
from esthersim.views.event import EventView, PrivateView

_ROUND = (Observation.DONE, Observation.MISSED, Observation.WRONG, Observation.NOT_OBSERVED)


def tick_command(number: int, view: EventView, private: PrivateView | None) -> Command | None:
    """Return what pressing a letter asks for (0 is A), or `None` where the letter stands at nothing.

    A checklist item goes on and off. An expectation goes round: done, missed, wrong, not observed.
    """
    if number < len(view.checklist):
        item = view.checklist[number]
        return Checked(item.item, not item.done)
    number -= len(view.checklist)
    if private is None or number >= len(private.expectations):
        return None
    expectation = private.expectations[number]
    return MarkExpectation(expectation.expectation, following(expectation.status))


def following(status: Observation | None) -> Observation:
    """Return the next status in the round; late is done, only later."""
    if status is None:
        return Observation.DONE
    status = Observation.DONE if status is Observation.LATE else status
    return _ROUND[(_ROUND.index(status) + 1) % len(_ROUND)]
