"""What people read in place of an id, cleaned and on one line; the id itself where the scenario no longer has it."""

from __future__ import annotations

from esthersim.cleaning import clean_line
from esthersim.scenario.model import Scenario


def role_title(scenario: Scenario, seat: str) -> str:
    """Return the title of a role or an observer."""
    known = scenario.roles.get(seat) or scenario.observers.get(seat)
    return clean_line(known.title if known else seat)


def event_title(scenario: Scenario, event: str) -> str:
    """Return the title of an event."""
    known = scenario.events.get(event)
    return clean_line(known.title if known else event)


def fact_text(scenario: Scenario, fact: str) -> str:
    """Return the text of a fact."""
    known = scenario.facts.get(fact)
    return clean_line(known.text if known else fact)


def inject_title(scenario: Scenario, inject: str) -> str:
    """Return the title of an inject."""
    known = scenario.injects.get(inject)
    return clean_line(known.title if known else inject)


def stage_title(scenario: Scenario, stage: str) -> str:
    """Return the title of a stage."""
    known = scenario.stages.get(stage)
    return clean_line(known.title if known else stage)


def organisation_name(scenario: Scenario, role: str) -> str:
    """Return the name of a role's organisation; empty where it has none."""
    known = scenario.roles.get(role)
    organisation = scenario.organisations.get(known.organisation or "") if known else None
    return clean_line(organisation.name) if organisation else ""
