"""Rules about roles and observers: everybody has something to do, and Esther is there."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.scenario.model import Scenario


def idle_roles(examination: Examination) -> Iterator[Finding]:
    """Find roles that take part in no event, and whom no inject reaches."""
    scenario = examination.scenario
    busy = set(_busy(scenario))
    for key in scenario.roles:
        if key not in busy:
            yield found("ES210", ("roles", key), at_key=True)


def _busy(scenario: Scenario) -> Iterator[str]:
    for event in scenario.events.values():
        yield from event.present
        if event.decision:
            yield from event.decision.by
        if event.handover:
            yield event.handover.sender
            yield from event.handover.to
        for expectation in event.expect.values():
            yield from expectation.by
        if event.esther:
            yield from scenario.patients
    for inject in scenario.injects.values():
        yield from inject.to


RULES: tuple[Rule, ...] = (idle_roles,)
