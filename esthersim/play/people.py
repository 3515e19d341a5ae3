"""Who is at the present event, who hands over there, and who hears it."""

from __future__ import annotations

from esthersim.authored.conditions import holds
from esthersim.play.journey import There
from esthersim.play.state import State
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import ALL, PRESENT, TEAM, THE_PATIENT, Event


def settled_on_arrival(state: State, event: Event) -> There | None:
    """Return who is at an event, as its conditions say on arrival; `None` where nothing there depends on any."""
    handover = event.handover
    if not any(each.when for each in event.present) and not (handover and len(handover.senders) > 1):
        return None
    return There(
        tuple(each.role for each in event.present if holds(each.when, state)),
        next((each.role for each in handover.senders if holds(each.when, state)), None) if handover else None,
    )


def sender(state: State, handover: Handover) -> str:
    """Return the role that hands over at the present event."""
    there = state.here.there
    return (there.sender if there else None) or handover.senders[-1].role


def named_present(state: State) -> tuple[str, ...]:
    """Return the roles that the present event names as present."""
    there = state.here.there
    return there.present if there else state.event.may_be_present


def present(state: State) -> tuple[str, ...]:
    """Return the roles that are at the present event; deciders, senders and receivers are there too."""
    event, roles = state.event, list(named_present(state))
    if event.decision and event.decision.by != (TEAM,):
        roles += event.decision.by
    if event.handover:
        roles += [sender(state, event.handover), *event.handover.to]
    return tuple(dict.fromkeys(roles))


def deciders(state: State) -> tuple[str, ...]:
    """Return the roles that make the decision of the present event; for the team, every role that hears the event."""
    decision = state.event.decision
    if decision is None:
        return ()
    if decision.by != (TEAM,):
        return decision.by
    heard_by = hearers(state)
    return tuple(state.scenario.roles) if heard_by is None else heard_by


def hearers(state: State) -> tuple[str, ...] | None:
    """Return the roles that hear what the present event says; `None` where everybody in the room does."""
    heard_by = state.event.heard_by or state.scenario.heard_by
    if heard_by == (ALL,):
        return None
    return tuple(dict.fromkeys(role for each in heard_by for role in (present(state) if each == PRESENT else (each,))))


def hears(state: State, role: str) -> bool:
    """Return whether a role hears what the present event says."""
    roles = hearers(state)
    return roles is None or role in roles


def patients_asked(state: State) -> tuple[str, ...]:
    """Return the patients who are asked how it is for them, where the present event asks.

    Of several those who are there, all where the event names nobody; without any, the empty id stands for the patient.
    """
    patients, there = state.scenario.patients or (THE_PATIENT,), present(state)
    return patients if len(patients) == 1 or not there else tuple(each for each in patients if each in there)
