"""Role cards: what a role is, what it alone may read, and what it knows now."""

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
    """A seat to be taken: a role, or an observer; `fewest` and `most` people, and how many sit there."""

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
    """A role's own card; `private` and `knows` are for that role's eyes only."""

    role: str
    title: str
    organisation: str
    brief: str
    private: str
    goals: tuple[str, ...]
    knows: tuple[str, ...]
    patient: bool


def seats(state: State, words: Scenario, papers: Papers = SHIPPED) -> tuple[SeatView, ...]:
    """Return every seat of the scenario: the roles in the file's order, then the observers."""
    taken = state.setting.seats
    roles = (
        SeatView(
            seat=key,
            title=role_title(words, key),
            organisation=organisation_name(words, key),
            brief=clean(role.brief).strip(),
            observer=False,
            patient=role.patient,
            optional=role.optional,
            fewest=int(role.people[0]),
            most=int(role.people[1]),
            people=taken.get(key, 0),
        )
        for key, role in words.roles.items()
    )
    observers = (
        SeatView(
            key,
            role_title(words, key),
            "",
            ", ".join(watched(words, each.watch, papers)),
            True,
            False,
            True,
            0,
            50,
            taken.get(key, 0),
        )
        for key, each in words.observers.items()
    )
    return (*roles, *observers)


def watched(words: Scenario, watch: tuple[str, ...], papers: Papers = SHIPPED) -> tuple[str, ...]:
    """Return what an observer watches, in words: the objectives' texts, the behaviours' titles."""
    return tuple(watched_title(words, key, papers) for key in watch)


def role_card(state: State, words: Scenario, role: str) -> RoleCard:
    """Return a role's card with what it knows now; raise `KeyError` for a role that is none."""
    it = words.roles[role]
    goals = (it.goals,) if isinstance(it.goals, str) else it.goals or ()
    return RoleCard(
        role,
        role_title(words, role),
        organisation_name(words, role),
        clean(it.brief).strip(),
        clean(it.private or "").strip(),
        tuple(clean(goal) for goal in goals),
        tuple(clean(fact.text) for key, fact in words.facts.items() if state.knows(role, key)),
        it.patient,
    )
