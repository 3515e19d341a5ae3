"""Journeys in which knowledge can also end: no key of the format says so yet, and rehearsal must not rely on that."""

from __future__ import annotations

from functools import cached_property

from hypothesis import strategies as st

from esthersim.authored.conditions import Condition, parse_condition
from esthersim.rehearsal.readable import atoms, journey_conditions
from esthersim.scenario.changes import Change, Know
from esthersim.scenario.model import Effect, Scenario
from support.journeys import FACTS, ROLES, journeys


class Forgetting(Effect):
    """An effect that takes away the knowledge that its `learn` names."""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes of the effect, with knowledge ending where it would begin."""
        return tuple(Know("learn", role, facts, known=False) for role, facts in self.learn.items())


@st.composite
def forgetful(draw: st.DrawFn, some: st.SearchStrategy[Scenario] | None = None) -> Scenario:
    """Draw one of some journeys, in which arrivals, options and injects also take away what a condition asks about."""
    scenario = draw(journeys() if some is None else some)
    asked = {atom for _path, each in journey_conditions(scenario) for atom in atoms(each.part) if atom[0] == "knows"}
    pairs = st.sampled_from(sorted(atom[1:] for atom in asked) or [(ROLES[0], FACTS[0])])
    when = st.none() | st.just(parse_condition("trust >= 1"))
    forgetting = st.builds(_forgetting, pairs, when)

    def also(effects: tuple[Effect, ...]) -> dict[str, tuple[Effect, ...]]:
        more = draw(st.lists(forgetting, max_size=1))
        return {"effects": (*more, *effects) if draw(st.booleans()) else (*effects, *more)}

    events = {key: event.model_copy(update=also(event.effects)) for key, event in scenario.events.items()}
    for key, event in events.items():
        if decision := event.decision:
            options = {name: each.model_copy(update=also(each.effects)) for name, each in decision.options.items()}
            events[key] = event.model_copy(update={"decision": decision.model_copy(update={"options": options})})
    injects = {key: each.model_copy(update=also(each.effects)) for key, each in scenario.injects.items()}
    facts = {key: fact.model_copy(update={"known_by": ROLES}) for key, fact in scenario.facts.items()}
    known = facts if draw(st.booleans()) else scenario.facts
    return scenario.model_copy(update={"events": events, "injects": injects, "facts": known})


def _forgetting(pair: tuple[str, str], when: Condition | None) -> Effect:
    role, fact = pair
    return Forgetting.model_construct(learn={role: (fact,)}, when=when)
