"""Documents at an event: who sees each, and so learns what it says."""

from __future__ import annotations

from esthersim.play.effects import learn
from esthersim.play.journey import Journey
from esthersim.play.people import hears, present
from esthersim.play.state import State
from esthersim.scenario.model import Event


def with_documents(state: State, journey: Journey, event: Event) -> Journey:
    """Return the journey after the roles that are present, or named, have read the documents of an event."""
    knowledge = journey.knowledge
    for key, readers in event.shows.items():
        document = state.scenario.documents.get(key)
        if document:
            for role in readers or present(state._replace(journey=journey)):
                knowledge = learn(knowledge, role, document.facts)
    return journey if knowledge is journey.knowledge else journey._replace(knowledge=knowledge)


def documents_for(state: State, role: str) -> tuple[str, ...]:
    """Return the documents that a role sees at the present event: those shown to it, or to all who hear the event."""
    return tuple(
        key for key, readers in state.event.shows.items() if (role in readers if readers else hears(state, role))
    )
