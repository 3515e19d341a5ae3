"""Effects: what an arrival, a choice or an inject changes, applied in the order written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from esthersim.authored.conditions import Value
from esthersim.play.journey import Journey
from esthersim.play.state import State
from esthersim.scenario.model import Effect


def learn(
    knowledge: Mapping[str, frozenset[str]], role: str, facts: Sequence[str] | frozenset[str]
) -> Mapping[str, frozenset[str]]:
    """Return the knowledge with these facts added to one role, and to nobody else."""
    known = knowledge.get(role, frozenset())
    together = known.union(facts)
    return knowledge if together == known else {**knowledge, role: together}


def apply_effects(state: State, journey: Journey, effects: Sequence[Effect]) -> Journey:
    """Apply the effects whose condition holds, each judged after the ones before it."""
    for effect in effects:
        if effect.when is not None and not effect.when.holds(state._replace(journey=journey)):
            continue
        variables: dict[str, Value] = {**journey.variables, **effect.set}
        for name, amount in effect.add.items():
            variables[name] = variables.get(name, 0) + amount
        knowledge = journey.knowledge
        for role, facts in effect.learn.items():
            knowledge = learn(knowledge, role, facts)
        journey = journey._replace(variables=variables, knowledge=knowledge)
    return journey
