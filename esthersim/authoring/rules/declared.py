"""Rules about what is declared and then has no part in the journey: variables, organisations, documents, stages."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authored.problems import listed
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.authoring.rules.hearing import may_hear
from esthersim.rehearsal.readable import effects, journey_conditions, variables, vital_signs
from esthersim.scenario.key_paths import subject
from esthersim.scenario.model import VITAL_SIGNS
from esthersim.scenario.wordings import names_in


def idle_variables(examination: Examination) -> Iterator[Finding]:
    """Find variables that nothing reads, and variables that are read but keep their first value.

    Vital signs that nothing reads are one finding. One that never changes is none: a normal pulse is part of a score.
    """
    scenario = examination.scenario
    if not scenario.variables:
        return
    read, changed = _read(examination), _changed(examination)
    unread = [name for name in scenario.variables if name not in read]
    signs = [name for name in unread if _is_vital_sign(name)]
    if signs:
        yield found("ES275", ("variables", signs[0]), at_key=True, names=listed(signs))
    for name in unread:
        if name not in signs:
            yield found("ES273", ("variables", name), at_key=True)
    for name in scenario.variables:
        if name in read and name not in changed and not _is_vital_sign(name):
            yield found("ES274", ("variables", name), at_key=True)


def _read(examination: Examination) -> set[str]:
    """Return the variables that a condition of the journey or the debriefing reads, a text shows, or a play checks."""
    scenario = examination.scenario
    asked = [question.when for question in scenario.debriefing.questions.values() if question.when]
    conditions = (*(condition for _, condition in journey_conditions(scenario)), *asked)
    read = {name for condition in conditions for name in variables(condition.part)}
    shown = {name for text in examination.texts.values() if "{" in text for name in names_in(text)}
    read |= shown.union(*map(vital_signs, shown))
    expected = (step.expect for steps in scenario.plays.values() for step in steps if step.expect)
    return read.union(*(expectation.variables for expectation in expected))


def _is_vital_sign(name: str) -> bool:
    """Return whether a variable is a vital sign, of the only patient or, as in `beata.pulse`, of one of several."""
    return name.rpartition(".")[2] in VITAL_SIGNS


def _changed(examination: Examination) -> set[str]:
    changes = [change for effect in effects(examination.scenario) for change in effect.changes]
    return {trace[0] for change in changes for trace in change.traces if len(trace) == 1}


def unasked_critical_facts(examination: Examination) -> Iterator[Finding]:
    """Find facts that are critical, and that no handover must carry."""
    handovers = [event.handover for event in examination.scenario.events.values() if event.handover]
    musts = {fact for handover in handovers for fact in handover.must_reach}
    for key, fact in examination.scenario.facts.items():
        if fact.critical and key not in musts:
            yield found("ES276", ("facts", key, "critical"), at_key=True, where=subject(("facts", key)))


def empty_organisations(examination: Examination) -> Iterator[Finding]:
    """Find organisations that no role belongs to."""
    staffed = {role.organisation for role in examination.scenario.roles.values()}
    for key in examination.scenario.organisations:
        if key not in staffed:
            yield found("ES285", ("organisations", key), at_key=True)


def unseen_documents(examination: Examination) -> Iterator[Finding]:
    """Find documents that no event shows, or only events that nobody hears."""
    scenario = examination.scenario
    shown = [(event, key, readers) for event in scenario.events.values() for key, readers in event.shows.items()]
    seen = {key for event, key, readers in shown if readers or may_hear(scenario, event)}
    for key in scenario.documents:
        if key not in seen:
            yield found("ES318", ("documents", key), at_key=True)


def empty_stages(examination: Examination) -> Iterator[Finding]:
    """Find stages that no event belongs to."""
    staged = {event.stage for event in examination.scenario.events.values()}
    for key in examination.scenario.stages:
        if key not in staged:
            yield found("ES321", ("stages", key), at_key=True)


RULES: tuple[Rule, ...] = (idle_variables, unasked_critical_facts, empty_organisations, unseen_documents, empty_stages)
