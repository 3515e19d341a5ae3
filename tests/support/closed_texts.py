"""The texts of a journey that not everybody in the room may hear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from esthersim.scenario.model import ALL, Event, Scenario
from esthersim.scenario.wordings import texts_in
from support.shipped_journeys import flowing

SHORTEST = 16
"""So many characters of a closed text in a row would give it away."""


def closed_texts(shown: Scenario) -> Iterator[str]:
    """Yield the pieces of every text that not everybody in the room may hear, between the values put into them."""
    public = flowing(" ".join(_public(shown)))
    for text in _closed(shown):
        for piece in re.split(r"\{[^}]*\}", flowing(text)):
            if len(piece.strip()) >= SHORTEST and piece.strip() not in public:
                yield piece.strip()


def _closed(shown: Scenario) -> Iterator[str]:
    yield from (role.private or "" for role in shown.roles.values())
    for event in shown.events.values():
        yield from (text for each in event.only.values() for text in texts_in(each))
        yield from texts_in(event.facilitator)
        if not _heard_by_all(shown, event):
            yield from _said(event)
    for document in shown.documents.values():
        yield from texts_in(document.text)
        yield from (cell for row in (document.table.rows if document.table else ()) for cell in row)
    yield from (text for each in shown.injects.values() if each.to for text in texts_in(each.text))


def _public(shown: Scenario) -> Iterator[str]:
    yield from (shown.title, shown.summary, shown.story, shown.needs)
    yield from (text for role in shown.roles.values() for text in (role.title, role.brief))
    for event in shown.events.values():
        yield from (event.title, event.place or "")
        if _heard_by_all(shown, event):
            yield from _said(event)
    yield from (text for each in shown.injects.values() for text in (each.title, *_heard(each.to, texts_in(each.text))))


def _heard(to: Iterable[str], texts: Iterable[str]) -> Iterable[str]:
    return () if tuple(to) else texts


def _said(event: Event) -> Iterator[str]:
    yield from (*texts_in(event.text), *texts_in(event.ending or ()))
    yield from (text for each in event.esther.values() for text in texts_in(each))
    if event.decision:
        yield from texts_in(event.decision.question)
        for option in event.decision.options.values():
            yield from (*texts_in(option.text), *texts_in(option.feedback))


def _heard_by_all(shown: Scenario, event: Event) -> bool:
    return (event.heard_by or shown.heard_by) == (ALL,)
