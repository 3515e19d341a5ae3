"""Rules about a scenario's content: objectives and facts that are never used, and whether anybody has tried it."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authored.conditions import names
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.authoring.rules.people import trained
from esthersim.rehearsal.readable import effects, journey_conditions
from esthersim.scenario.changes import Know
from esthersim.scenario.model import Scenario


def idle_objectives(examination: Examination) -> Iterator[Finding]:
    """Find objectives that nothing in the simulation trains, no observer watches, and no question is about."""
    scenario = examination.scenario
    met = {*trained(scenario), *(name for observer in scenario.observers.values() for name in observer.watch)}
    met.update(question.objective for question in scenario.debriefing.questions.values() if question.objective)
    for key in scenario.objectives:
        if key not in met:
            yield found("ES212", ("objectives", key), at_key=True)


def unused_facts(examination: Examination) -> Iterator[Finding]:
    """Find facts that are not in any handover, condition, effect or document."""
    scenario = examination.scenario
    used = _read(scenario, "fact")
    used.update(fact for event in scenario.events.values() if event.handover for fact in event.handover.facts)
    changes = [change for effect in effects(scenario) for change in effect.changes]
    used.update(fact for change in changes if isinstance(change, Know) for fact in change.facts)
    used.update(fact for document in scenario.documents.values() for fact in document.facts)
    for key in scenario.facts:
        if key not in used:
            yield found("ES216", ("facts", key), at_key=True)


def _read(scenario: Scenario, kind: str) -> set[str]:
    """Return the ids of a kind that are named in any condition of the journey or the debriefing."""
    asked = [question.when for question in scenario.debriefing.questions.values() if question.when]
    conditions = (*(condition for _, condition in journey_conditions(scenario)), *asked)
    return {name.text for condition in conditions for name in names(condition.part) if name.kind == kind}


def untried(examination: Examination) -> Iterator[Finding]:
    """Find a scenario that nobody has reviewed or piloted."""
    if not examination.scenario.reviewed and not examination.scenario.piloted:
        yield found("ES323", ("title",), at_key=True)


RULES: tuple[Rule, ...] = (idle_objectives, unused_facts, untried)
