"""Role cards: the description of a role, its private text, its present knowledge, and what it hears now."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean
from esthersim.language import _
from esthersim.play.retelling import Retelling
from esthersim.play.state import State
from esthersim.play.vocabulary import Step
from esthersim.runs.names import watched_title
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import event_title, organisation_name, role_title
from esthersim.views.handover import kept_by
from esthersim.views.hearing import Hearing, hearing


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
    """A role's own card; all from `private` on must only be shown to that role.

    `knows` are facts, each with how it reached the role, in words; nothing for one that it knew from the start. `keeps`
    are the facts that it must not pass on now. `hearing` is what it hears at the present event.
    """

    role: str
    title: str
    organisation: str
    brief: str
    patient: bool
    private: str
    goals: tuple[str, ...]
    knows: tuple[tuple[str, str], ...]
    keeps: tuple[str, ...] = ()
    hearing: Hearing | None = None


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


def role_card(retelling: Retelling, shown: Scenario, role: str) -> RoleCard:
    """Return a role's card with its present knowledge; raise `KeyError` for an unknown role."""
    it, state = shown.roles[role], retelling.state
    goals = (it.goals,) if isinstance(it.goals, str) else it.goals or ()
    playing = state.step is Step.SIMULATION and state.journey is not None
    return RoleCard(
        role=role,
        title=role_title(shown, role),
        organisation=organisation_name(shown, role),
        brief=clean(it.brief).strip(),
        patient=it.patient,
        private=clean(it.private or "").strip(),
        goals=tuple(clean(goal) for goal in goals),
        knows=tuple(
            (clean(fact.text), _since(state, shown, role, key))
            for key, fact in shown.facts.items()
            if state.knows(role, key)
        ),
        keeps=kept_by(state, shown, role),
        hearing=hearing(retelling, shown, role) if playing else None,
    )


def _since(state: State, shown: Scenario, role: str, fact: str) -> str:
    """Return how a fact that a role knows reached it: the event at which it did; empty if it knew it from the start."""
    if state.journey is None or fact in state.scenario.knowledge.get(role, ()):
        return ""
    journey = state.journey
    while journey.older is not None and fact in journey.older.knowledge.get(role, ()):
        journey = journey.older
    return _("since: {event}").format(event=event_title(shown, journey.event))
