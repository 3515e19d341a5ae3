"""The handover, as each seat may see it: the prompts for all, what the sender knows for the sender alone."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.cleaning import clean
from esthersim.play.handover import can_be_marked
from esthersim.play.journey import HandoverProgress
from esthersim.play.state import State
from esthersim.play.words import FactStatus, Form
from esthersim.runs.names import seat_title, seat_titles
from esthersim.scenario.formats import OWN_WORDS, HandoverFormat, handover_format
from esthersim.scenario.model import Handover, Scenario


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with its place in the handover's format and how it fares; `weight` is must, should, noise or other."""

    fact: str
    text: str
    element: str
    weight: str
    critical: bool
    known_by_sender: bool
    status: FactStatus | None


@dataclass(frozen=True, slots=True)
class HandoverView:
    """What everybody may see of a handover: who speaks to whom, the format's prompts, and how far it has come.

    No fact is named in it: the receiver sees nothing before it is said.
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


def _here(state: State, words: Scenario) -> tuple[Handover, HandoverProgress] | None:
    if state.journey is None:
        return None
    handover = words.events[state.journey.event].handover
    return (handover, state.journey.handover or HandoverProgress()) if handover else None


def handover_view(state: State, words: Scenario) -> HandoverView | None:
    """Return the present handover as everybody may see it, or `None` where there is none."""
    here = _here(state, words)
    if here is None:
        return None
    handover, progress = here
    layout = handover_format(handover.format, words.language)
    section_titles = {section.id: section.title for section in layout.sections} | {OWN_WORDS: layout.title}
    return HandoverView(
        sender=seat_title(words, handover.sender),
        receivers=seat_titles(words, handover.to),
        receiver_seats=handover.to,
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


def facts_to_tick(state: State, words: Scenario) -> tuple[FactView, ...]:
    """Return every fact of the present handover, for the facilitator or an observer who ticks what is heard.

    After the facts that the handover names come the others that the sender knows: people say more than they must.
    """
    here = _here(state, words)
    if here is None:
        return ()
    handover, progress = here
    return tuple(_fact(state, words, handover, progress, fact) for fact in can_be_marked(state, handover))


def sender_facts(state: State, words: Scenario) -> tuple[FactView, ...]:
    """Return what the sending role knows now, for that role's eyes: without what is must, should or noise."""
    here = _here(state, words)
    if here is None:
        return ()
    handover, progress = here
    return tuple(
        _fact(state, words, handover, progress, fact) for fact in words.facts if state.knows(handover.sender, fact)
    )


def _fact(state: State, words: Scenario, handover: Handover, progress: HandoverProgress, key: str) -> FactView:
    fact = words.facts[key]
    weights = (("must", handover.must), ("should", handover.should), ("noise", handover.noise))
    weight = next((name for name, facts in weights if key in facts), "other")
    return FactView(
        key,
        clean(fact.text),
        fact.element or "",
        weight,
        fact.critical,
        state.knows(handover.sender, key),
        progress.marks.get(key),
    )
