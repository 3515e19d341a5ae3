"""Effects: what an arrival, a choice or an inject changes, applied in the order written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from esthersim.authored.conditions import Value
from esthersim.play.journey import Journey
from esthersim.play.state import State
from esthersim.scenario.changes import Add, Change, Know, Put
from esthersim.scenario.model import Effect


def apply_effects(state: State, journey: Journey, effects: Sequence[Effect]) -> Journey:
    """Apply the effects whose condition holds, each judged after the ones before it."""
    for effect in effects:
        if effect.when is None or effect.when.holds(state._replace(journey=journey)):
            journey = _changed(journey, effect.changes)
    return journey


def _changed(journey: Journey, changes: Iterable[Change]) -> Journey:
    variables: dict[str, Value] = {**journey.variables}
    knowledge = journey.knowledge
    for change in changes:
        match change:
            case Put(_, name, value):
                variables[name] = value
            case Add(_, name, amount):
                variables[name] = variables.get(name, 0) + amount
            case Know(_, role, facts, known):
                knowledge = learn(knowledge, role, facts) if known else forget(knowledge, role, facts)
            case _ as never:
                assert_never(never)
    return journey._replace(variables=variables, knowledge=knowledge)


def learn(knowledge: Mapping[str, frozenset[str]], role: str, facts: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the knowledge with these facts added to one role only."""
    known = knowledge.get(role, frozenset())
    together = known.union(facts)
    return knowledge if together == known else {**knowledge, role: together}


def forget(knowledge: Mapping[str, frozenset[str]], role: str, facts: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the knowledge with these facts removed from one role only."""
    return {**knowledge, role: knowledge.get(role, frozenset()).difference(facts)}
