"""Role cards: the description of a role, its private text, and its present knowledge."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean
from esthersim.play.state import State
from esthersim.runs.names import watched_title
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import organisation_name, role_title


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat to take: a role or an observer, with the `fewest` and `most` people and the present number."""

    seat: str
    title: str
    organisation: str
    brief: str
    observer: bool
    patient: bool
    optional: bool
    fewest: int
    most: int
    people: int


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role's own card; `private` and `knows` must only be shown to that role."""

    role: str
    title: str
    organisation: str
    brief: str
    private: str
    goals: tuple[str, ...]
    knows: tuple[str, ...]
    patient: bool


def seats(state: State, shown: Scenario, papers: Papers = SHIPPED) -> tuple[SeatView, ...]:
    """Return every seat of the scenario: the roles in the file's order, then the observers."""
    taken = state.setting.seats
    roles = (
        SeatView(
            seat=key,
            title=role_title(shown, key),
            organisation=organisation_name(shown, key),
            brief=clean(role.brief).strip(),
            observer=False,
            patient=role.patient,
            optional=role.optional,
            fewest=int(role.people[0]),
            most=int(role.people[1]),
            people=taken.get(key, 0),
        )
        for key, role in shown.roles.items()
    )
    observers = (
        SeatView(
            key,
            role_title(shown, key),
            "",
            ", ".join(watched(shown, each.watch, papers)),
            True,
            False,
            True,
            0,
            50,
            taken.get(key, 0),
        )
        for key, each in shown.observers.items()
    )
    return (*roles, *observers)


def watched(shown: Scenario, watch: tuple[str, ...], papers: Papers = SHIPPED) -> tuple[str, ...]:
    """Return the titles of everything that an observer watches: objectives' texts and behaviours' titles."""
    return tuple(watched_title(shown, key, papers) for key in watch)


def role_card(state: State, shown: Scenario, role: str) -> RoleCard:
    """Return a role's card with its present knowledge; raise `KeyError` for an unknown role."""
    it = shown.roles[role]
    goals = (it.goals,) if isinstance(it.goals, str) else it.goals or ()
    return RoleCard(
        role,
        role_title(shown, role),
        organisation_name(shown, role),
        clean(it.brief).strip(),
        clean(it.private or "").strip(),
        tuple(clean(goal) for goal in goals),
        tuple(clean(fact.text) for key, fact in shown.facts.items() if state.knows(role, key)),
        it.patient,
    )
