"""Where a journey asks something: every condition, with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from esthersim.authored.conditions import Condition
from esthersim.authored.problems import KeyPath
from esthersim.scenario.model import THE_PATIENT, Decision, Event, Scenario

Asked = Iterator[tuple[KeyPath, Condition]]


class Conditional(Protocol):
    """Something that may depend on a condition."""

    @property
    def when(self) -> Condition | None:
        """The condition, if any."""


def asked_in(scenario: Scenario) -> Asked:
    """Yield every condition of events, injects and documents with its key path, as it is written."""
    for key, event in scenario.events.items():
        yield from _of_event(event, ("events", key))
    for key, inject in scenario.injects.items():
        path: KeyPath = ("injects", key)
        if inject.when:
            yield (*path, "when"), inject.when
        yield from listed(inject.effects, (*path, "effects"))
        yield from listed(inject.text, (*path, "text"))
    for key, document in scenario.documents.items():
        yield from listed(document.text, ("documents", key, "text"))


def listed(items: Sequence[Conditional], path: KeyPath) -> Asked:
    """Yield the conditions of a list's items."""
    for number, item in enumerate(items):
        if item.when:
            yield (*path, number, "when"), item.when


def texts_on_arrival(event: Event, path: KeyPath) -> Asked:
    """Yield the conditions of what an event says, all of which are asked on arrival."""
    if len(event.text) > 1:  # most texts depend on nothing, and every check comes by here
        yield from listed(event.text, (*path, "text"))
    if len(event.facilitator) > 1:
        yield from listed(event.facilitator, (*path, "facilitator"))
    if event.ending:
        yield from listed(event.ending, (*path, "ending"))
    for role, words in event.only.items():
        yield from listed(words, (*path, "only", role))
    for role, words in event.esther.items():
        yield from listed(words, (*path, "esther") if role == THE_PATIENT else (*path, "esther", role))
    if event.decision and len(event.decision.question) > 1:
        yield from listed(event.decision.question, (*path, "decision", "question"))


def _of_event(event: Event, path: KeyPath) -> Asked:
    if event.effects:
        yield from listed(event.effects, (*path, "effects"))
    if event.next:
        yield from listed(event.next, (*path, "next"))
    if event.decision:
        yield from _of_decision(event.decision, (*path, "decision"))
    if event.present:
        yield from listed(event.present, (*path, "present"))
    if event.handover and len(event.handover.senders) > 1:
        yield from listed(event.handover.senders, (*path, "handover", "from"))
    yield from texts_on_arrival(event, path)


def _of_decision(decision: Decision, path: KeyPath) -> Asked:
    for name, option in decision.options.items():
        there: KeyPath = (*path, "options", name)
        if option.when:
            yield (*there, "when"), option.when
        if option.effects:
            yield from listed(option.effects, (*there, "effects"))
        if len(option.next) > 1:
            yield from listed(option.next, (*there, "next"))
        if len(option.text) > 1:
            yield from listed(option.text, (*there, "text"))
        if len(option.feedback) > 1:
            yield from listed(option.feedback, (*there, "feedback"))
    if decision.advice:
        yield from listed(decision.advice, (*path, "advice"))
