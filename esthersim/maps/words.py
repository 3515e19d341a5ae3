"""A map in words: each event with what it leads to, and what happens by itself, for those who cannot see a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from esthersim.cleaning import clean_line
from esthersim.language import _, quoted
from esthersim.maps.events import Way
from esthersim.maps.heads import Head, heads
from esthersim.maps.people_words import who
from esthersim.maps.phrases import edge_words, inject_comes
from esthersim.maps.swimlane import Column, Swimlane
from esthersim.scenario.arrival_words import deadline_words
from esthersim.scenario.effect_words import effect_words
from esthersim.scenario.materials import Document
from esthersim.scenario.model import Event, Inject, Scenario
from esthersim.scenario.titles import event_title, fact_text, inject_title, role_title
from esthersim.scenario.wordings import texts_in, usual


@dataclass(frozen=True, slots=True)
class EventWords:
    """An event in words: of a scenario's map with what happens and all ways onward, of a run's with how it went on.

    `stage` is the title of the stage that begins here.
    """

    number: int
    title: str
    kind: str
    time: str
    who: tuple[str, ...]
    happens: tuple[str, ...]
    onward: tuple[str, ...]
    how: str
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that belongs to no one event: a title, and what there is to say of it."""

    title: str
    words: tuple[str, ...]


def event_words(scenario: Scenario, lanes: Swimlane, way: Way) -> Iterator[EventWords]:
    """Yield the words of every event, or of every visit of a run."""
    places = {column.event: number for number, column in enumerate(lanes.columns, 1)}
    stage = ""
    for head, column in zip(heads(lanes, scenario, way), lanes.columns, strict=True):
        begins = head.event.stage if head.event.stage != stage else ""
        stage = head.event.stage
        yield _event(scenario, lanes, head, column, places, begins)


def _event(
    scenario: Scenario, lanes: Swimlane, head: Head, column: Column, places: dict[str, int], stage: str
) -> EventWords:
    event = scenario.events[column.event]
    return EventWords(
        head.number,
        head.event.title,
        head.event.words(),
        head.time,
        tuple(who(scenario, lanes, column)),
        tuple(chain(led_here(scenario, column.event), happens(scenario, event))),
        tuple(_onward(scenario, column, places)),
        head.how or (_("here now") if head.here else ""),
        stage,
    )


def inject_words(scenario: Scenario, lanes: Swimlane) -> tuple[Named, ...]:
    """Return every inject: when it comes, for whom, what it does, and the event that it leads to."""
    places = {column.event: number for number, column in enumerate(lanes.columns, 1)}
    return tuple(
        Named(inject_title(scenario, key) or key, tuple(_inject(scenario, inject, places)))
        for key, inject in scenario.injects.items()
    )


def deadlines_in_words(scenario: Scenario) -> tuple[Named, ...]:
    """Return every deadline: how long it is, from which event to which, and who says so."""
    return tuple(
        Named(
            clean_line(deadline.text) or key,
            tuple(filter(None, (deadline_words(scenario, deadline), clean_line(deadline.source or "")))),
        )
        for key, deadline in scenario.deadlines.items()
    )


def _inject(scenario: Scenario, inject: Inject, places: dict[str, int]) -> Iterator[str]:
    yield inject_comes(scenario, inject)[0]
    if inject.to:
        yield _("For: {roles}").format(roles="; ".join(role_title(scenario, role) for role in inject.to))
    yield from effect_words(scenario, inject.effects)
    if inject.next is not None:
        yield _target(scenario, inject.next, places)


def _target(scenario: Scenario, event: str, places: dict[str, int]) -> str:
    number = f"{places[event]}. " if event in places else ""
    return f"→ {number}{event_title(scenario, event)}"


def led_here(scenario: Scenario, event: str) -> Iterator[str]:
    """Yield the injects that lead to an event."""
    for key, inject in scenario.injects.items():
        if inject.next == event:
            title = quoted(inject_title(scenario, key) or key)
            yield _("The inject {title} leads here").format(title=title)


def happens(scenario: Scenario, event: Event) -> Iterator[str]:
    """Yield what there is to read, and what changes on arrival and by each option."""
    for key, roles in event.shows.items():
        document = scenario.documents.get(key)
        if document is not None:
            yield _shown(scenario, document, roles)
    yield from effect_words(scenario, event.effects)
    for option in event.decision.options.values() if event.decision else ():
        if changes := "; ".join(effect_words(scenario, option.effects)):
            yield f"{quoted(clean_line(usual(option.text)))}: {changes}"


def _shown(scenario: Scenario, document: Document, roles: tuple[str, ...]) -> str:
    title = quoted(clean_line(document.title))
    words = _("Shows {document}").format(document=title)
    if roles:
        seen = "; ".join(role_title(scenario, role) for role in roles)
        words = _("Shows {document} to {roles}").format(document=title, roles=seen)
    facts = "; ".join(fact_text(scenario, fact) for fact in document.facts)
    return f"{words}: {facts}" if facts else words


def _onward(scenario: Scenario, column: Column, places: dict[str, int]) -> Iterator[str]:
    """Yield each way onward with the event that it leads to, and how it ends where it does."""
    for edge, _place in column.onward:
        yield f"{edge_words(scenario, edge)} {_target(scenario, edge.target, places)}".strip()
    for ending in texts_in(scenario.events[column.event].ending or ()):
        yield _("It ends: {ending}").format(ending=clean_line(ending))
