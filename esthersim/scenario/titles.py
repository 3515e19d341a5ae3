"""What people read in place of an id, cleaned and on one line; the id itself where the scenario has it no more."""

from __future__ import annotations

from esthersim.cleaning import clean_line
from esthersim.scenario.model import Scenario


def role_title(words: Scenario, seat: str) -> str:
    """Return the title of a role or an observer."""
    known = words.roles.get(seat) or words.observers.get(seat)
    return clean_line(known.title if known else seat)


def event_title(words: Scenario, event: str) -> str:
    """Return the title of an event."""
    known = words.events.get(event)
    return clean_line(known.title if known else event)


def fact_text(words: Scenario, fact: str) -> str:
    """Return the text of a fact."""
    known = words.facts.get(fact)
    return clean_line(known.text if known else fact)


def inject_title(words: Scenario, inject: str) -> str:
    """Return the title of an inject."""
    known = words.injects.get(inject)
    return clean_line(known.title if known else inject)


def organisation_name(words: Scenario, role: str) -> str:
    """Return the name of a role's organisation; empty where it has none."""
    known = words.roles.get(role)
    organisation = words.organisations.get(known.organisation or "") if known else None
    return clean_line(organisation.name) if organisation else ""
