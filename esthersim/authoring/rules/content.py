"""Rules about what is written down and then never used: objectives, facts, variables."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.authoring.rules.people import trained
from esthersim.rehearsal.readable import effects, journey_conditions
from esthersim.scenario.conditions import names
from esthersim.scenario.model import VITAL_SIGNS, Scenario


def idle_objectives(examination: Examination) -> Iterator[Finding]:
    """Find objectives that nothing in the simulation trains, and those that no question of the scenario is about."""
    scenario = examination.scenario
    watched = {name for observer in scenario.observers.values() for name in observer.watch}
    practised = trained(scenario) | watched
    asked = {question.objective for question in scenario.debriefing.questions.values()}
    for key in scenario.objectives:
        if key not in practised:
            yield found("ES212", ("objectives", key), at_key=True)
        if key not in asked:
            yield found("ES213", ("objectives", key), at_key=True)


def unused_facts(examination: Examination) -> Iterator[Finding]:
    """Find facts that are in no handover, that no condition asks about, and that no effect lets anybody learn."""
    scenario = examination.scenario
    used = _read(scenario, "fact")
    used.update(fact for event in scenario.events.values() if event.handover for fact in event.handover.facts)
    used.update(fact for effect in effects(scenario) for facts in effect.learn.values() for fact in facts)
    for key in scenario.facts:
        if key not in used:
            yield found("ES216", ("facts", key), at_key=True)


def unread_variables(examination: Examination) -> Iterator[Finding]:
    """Find variables that no condition reads; an early warning score reads every vital sign."""
    scenario = examination.scenario
    read = _read(scenario, "variable")
    if "news2" in read:
        read.update(VITAL_SIGNS)
    for key in scenario.variables:
        if key not in read:
            yield found("ES217", ("variables", key), at_key=True)


def _read(scenario: Scenario, kind: str) -> set[str]:
    """Return the ids of a kind that some condition names, in the journey or in the debriefing."""
    asked = [question.when for question in scenario.debriefing.questions.values() if question.when]
    conditions = (*(condition for _, condition in journey_conditions(scenario)), *asked)
    return {name.text for condition in conditions for name in names(condition.part) if name.kind == kind}


RULES: tuple[Rule, ...] = (idle_objectives, unused_facts, unread_variables)
