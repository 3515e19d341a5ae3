"""The handover as each seat may see it: the prompts for all, the sender's knowledge only for the sender."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean
from esthersim.play.handover import can_be_marked, can_give
from esthersim.play.journey import HandoverProgress
from esthersim.play.people import sender
from esthersim.play.state import State
from esthersim.play.vocabulary import FactStatus, Form
from esthersim.runs.names import seat_title, seat_titles
from esthersim.scenario.formats import OWN_WORDS, HandoverFormat, handover_format
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with its part of the handover's format and its status; `weight` is must, should, noise or other."""

    fact: str
    text: str
    element: str
    weight: str
    critical: bool
    known_by_sender: bool
    status: FactStatus | None


@dataclass(frozen=True, slots=True)
class HandoverView:
    """The shared view of a handover: sender and receivers, the format's prompts, and its progress.

    It never names facts, so that receivers do not see anything before it is said.
    """

    sender: str
    receivers: tuple[str, ...]
    receiver_seats: tuple[str, ...]
    format: HandoverFormat
    read_back: bool
    form: Form | None
    sent: bool
    received: bool
    confirmed: bool
    written: tuple[tuple[str, str], ...]
    said_back: str
    confidence: tuple[tuple[str, int], ...]


def _here(state: State, shown: Scenario) -> tuple[Handover, HandoverProgress] | None:
    if state.journey is None:
        return None
    handover = shown.events[state.journey.event].handover
    return (handover, state.journey.handover or HandoverProgress()) if handover else None


def handover_view(state: State, shown: Scenario, papers: Papers = SHIPPED) -> HandoverView | None:
    """Return the shared view of the present handover, or `None` without one; `papers` are the documents of the run."""
    here = _here(state, shown)
    if here is None:
        return None
    handover, progress = here
    layout = handover_format(handover.format, shown.language, papers)
    section_titles = {section.id: section.title for section in layout.sections} | {OWN_WORDS: layout.title}
    return HandoverView(
        sender=seat_title(shown, sender(state, handover)),
        receivers=seat_titles(shown, handover.to),
        receiver_seats=tuple(handover.to),
        format=layout,
        read_back=handover.read_back,
        form=progress.form,
        sent=progress.sent,
        received=progress.received,
        confirmed=progress.confirmed,
        written=tuple((section_titles.get(key, key), clean(text)) for key, text in progress.words.items() if text),
        said_back=clean(progress.read_back),
        confidence=tuple(progress.confidence.items()),
    )


def facts_to_tick(state: State, shown: Scenario) -> tuple[FactView, ...]:
    """Return every fact of the present handover, for the facilitator or an observer who ticks the facts heard.

    The facts that the handover names are followed by the others that the sender knows and may also say.
    """
    here = _here(state, shown)
    if here is None:
        return ()
    handover, progress = here
    return tuple(_fact(state, shown, handover, progress, fact) for fact in can_be_marked(state, handover))


def sender_facts(state: State, shown: Scenario) -> tuple[FactView, ...]:
    """Return the facts that the sender knows now, only for that role, without their weights."""
    here = _here(state, shown)
    if here is None:
        return ()
    handover, progress = here
    return tuple(
        _fact(state, shown, handover, progress, fact) for fact in shown.facts if can_give(state, handover, fact)
    )


def _fact(state: State, shown: Scenario, handover: Handover, progress: HandoverProgress, key: str) -> FactView:
    fact = shown.facts[key]
    weight = handover.weight(key) or "other"
    return FactView(
        key,
        clean(fact.text),
        fact.element or "",
        weight,
        fact.critical,
        can_give(state, handover, key),
        progress.marks.get(key),
    )
