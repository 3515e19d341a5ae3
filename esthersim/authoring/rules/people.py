"""Rules about roles and observers: everybody has something to do or to watch, and Esther takes part."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authored.problems import listed
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.rehearsal.pace import busy_roles
from esthersim.scenario.model import Scenario


def idle_roles(examination: Examination) -> Iterator[Finding]:
    """Find roles that no event, document or inject involves; an idle patient has a rule of its own."""
    scenario = examination.scenario
    busy = {role for event in scenario.events.values() for role in busy_roles(scenario, event)}
    busy.update(role for event in scenario.events.values() for readers in event.shows.values() for role in readers)
    busy.update(role for inject in scenario.injects.values() for role in inject.to)
    for key, role in scenario.roles.items():
        if key not in busy:
            yield found("ES211" if role.patient else "ES210", ("roles", key), at_key=True)


def idle_observers(examination: Examination) -> Iterator[Finding]:
    """Find observers with nothing to watch and no instrument, or who watch something that no event has."""
    scenario = examination.scenario
    seen = {*(behaviour for event in scenario.events.values() for behaviour in event.observe), *trained(scenario)}
    for key, observer in scenario.observers.items():
        path = ("observers", key)
        if not observer.watch and observer.instrument is None:
            yield found("ES214", path, at_key=True)
        elif observer.watch and not seen.intersection(observer.watch):
            yield found("ES215", (*path, "watch"), at_key=True, names=listed(observer.watch))


def trained(scenario: Scenario) -> set[str]:
    """Return the objectives of all expectations and checklist items."""
    events = scenario.events.values()
    expected = {expectation.objective for event in events for expectation in event.expect.values()}
    ticked = {item.objective for event in events for item in event.checklist.values()}
    return {objective for objective in expected | ticked if objective is not None}


RULES: tuple[Rule, ...] = (idle_roles, idle_observers)
