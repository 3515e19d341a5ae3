"""The speaking order in a reflection, and who has not been heard.

The patient comes first, then relatives (roles without an organisation), then the others from the least formal power up,
and observers last. The formal power of titles is data: `debrief/speaking-order.yaml`. Where titles are equal, the
scenario's own order decides. The facilitator, who asks, is not in the order.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from esthersim.authored.documents import Document
from esthersim.authored.papers import SHIPPED, DocumentFile, Papers
from esthersim.play.state import State
from esthersim.scenario.model import Role, Scenario

MIDDLE = 3


class SpeakingOrder(Document):
    """The words in titles, by step of formal power."""

    steps: Annotated[dict[Annotated[str, Field(pattern="^[1-9]$")], tuple[str, ...]], Field(min_length=1)]


_DOCUMENT = DocumentFile(SpeakingOrder, "speaking-order")


def formal_power(title: str, papers: Papers = SHIPPED) -> int:
    """Return the step of formal power of a title, from 1; it only orders who speaks when."""
    return _power(title, papers.get(_DOCUMENT.name))


@lru_cache(maxsize=512)
def _power(title: str, carried: str | None) -> int:
    """Find a title in the run's order, or in the program's."""
    order, folded = _order(carried), title.casefold()
    # In Swedish the word may end a compound, and a title may go on after it: distriktsläkare, läkaren.
    fitting = [word for word in order if re.search(rf"{re.escape(word)}(?![a-zåäö]{{4}})", folded)]
    return order[max(fitting, key=len)] if fitting else MIDDLE


@lru_cache(maxsize=8)
def _order(carried: str | None) -> dict[str, int]:
    text = _DOCUMENT.read(SHIPPED if carried is None else {_DOCUMENT.name: carried})
    return {word.casefold(): int(step) for step, words in text.steps.items() for word in words}


def speaking_order(
    scenario: Scenario, seats: Collection[str] | None = None, papers: Papers = SHIPPED
) -> tuple[str, ...]:
    """Return the seats in the order in which they are asked; only those in `seats`, if given."""
    roles = sorted(scenario.roles, key=lambda key: _place(scenario.roles[key], papers))
    order = (*roles, *scenario.observers)
    return tuple(seat for seat in order if seats is None or seat in seats)


def _place(role: Role, papers: Papers) -> tuple[int, int]:
    if role.patient:
        return 0, 0
    if role.organisation is None:
        return 1, 0
    return 2, formal_power(role.title, papers)


def seated(state: State, papers: Papers = SHIPPED) -> tuple[str, ...]:
    """Return the seats of the run in speaking order; where nobody was seated, all roles that are not optional."""
    taken = [seat for seat, people in state.setting.seats.items() if people]
    if not taken:
        taken = [key for key, role in state.scenario.roles.items() if not role.optional]
    return speaking_order(state.scenario, taken, papers)


def who_was_not_heard(state: State, papers: Papers = SHIPPED) -> tuple[str, ...]:
    """Return the seats that have not been heard in the reflection, in speaking order."""
    return tuple(seat for seat in seated(state, papers) if seat not in state.plan.heard)
