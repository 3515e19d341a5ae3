"""Rules about decisions and timers that make no difference, and about advice that is nobody's."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authored.problems import KeyPath
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.language import format_number
from esthersim.rehearsal.readable import atoms, each_asked, variables
from esthersim.rehearsal.space import Space
from esthersim.scenario.key_paths import subject
from esthersim.scenario.model import Decision, Scenario


def endless_timers(examination: Examination) -> Iterator[Finding]:
    """Find timers that are longer than the planned time of the whole simulation."""
    planned = examination.scenario.time.simulation
    for key, event in examination.scenario.events.items():
        if event.timer and event.timer.limit.total_seconds > planned.total_seconds:
            minutes = format_number(planned.total_seconds / 60)
            yield found("ES260", ("events", key, "timer"), at_key=True, minutes=minutes)


def idle_timers(examination: Examination) -> Iterator[Finding]:
    """Find timers that lead where the team goes anyway, unless something depends on whether they ran out."""
    scenario = examination.scenario
    timed = [key for key, event in scenario.events.items() if event.timer and event.timer.next and not event.ending]
    if not timed:
        return
    space = examination.space
    asked = _asked_afterwards(scenario)
    for key in timed:
        idle = key in space.reached and key not in space.timers_that_matter and ("expired", key) not in asked
        if space.complete and idle:
            yield found("ES261", ("events", key, "timer"), at_key=True)


def idle_decisions(examination: Examination) -> Iterator[Finding]:
    """Find decisions whose options all lead to the same events, without any difference that matters later.

    Advice does not make such a decision meaningful: if following it makes no difference, the team learns that the
    advice does not matter either. A difference that a debriefing question asks about does count.
    """
    scenario = examination.scenario
    deciding = {key: event.decision for key, event in scenario.events.items() if event.decision}
    if not deciding:
        return
    space = examination.space
    if not space.complete or deciding.keys() <= space.choices_that_matter:
        return
    targets = _targets(space)
    asked = _asked_afterwards(scenario)
    for key, decision in deciding.items():
        ahead = list(targets.get(key, {}).values())
        same = len(ahead) > 1 and all(each == ahead[0] for each in ahead)
        if same and key not in space.choices_that_matter and not asked.intersection(_traces(key, decision)):
            yield found("ES262", ("events", key, "decision"), at_key=True)


def _targets(space: Space) -> dict[str, dict[str, set[str]]]:
    """Return for each event the targets of its options that some team can choose."""
    targets: dict[str, dict[str, set[str]]] = {}
    for number in space.set_out:
        edge = space.edges[number]
        if edge.kind == "option":
            targets.setdefault(edge.source, {}).setdefault(edge.label, set()).add(edge.target)
    return targets


def _traces(event: str, decision: Decision) -> Iterator[tuple[str, ...]]:
    """Yield the lasting results of the options, each as a condition can name it."""
    for name, option in decision.options.items():
        yield from (("chose", name), ("chose", name, event))
        yield from (trace for effect in option.effects for change in effect.changes for trace in change.traces)


def _asked_afterwards(scenario: Scenario) -> set[tuple[str, ...]]:
    """Return what the debriefing asks about, and the choices that injects wait for; a variable is a tuple by itself."""
    questions = scenario.debriefing.questions.values()
    parts = [each_asked(question.when.part, scenario) for question in questions if question.when]
    asked = {atom for part in parts for atom in atoms(part)}
    asked |= {("chose", option, event) for event, option in _awaited_choices(scenario)}
    return asked | {(name,) for part in parts for name in variables(part)}


def _awaited_choices(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield the choices, by event and option, from which the time of an inject counts."""
    for inject in scenario.injects.values():
        event, point, option = (inject.arrives.since or "" if inject.arrives else "").partition(".")
        if point:
            yield event, option


def nameless_advice(examination: Examination) -> Iterator[Finding]:
    """Find advice for which no decision support is named."""
    for key, event in examination.scenario.events.items():
        if event.decision and event.decision.advice and event.decision.support is None:
            path: KeyPath = ("events", key, "decision")
            yield found("ES324", (*path, "advice"), at_key=True, where=subject(path))


RULES: tuple[Rule, ...] = (endless_timers, idle_timers, idle_decisions, nameless_advice)
