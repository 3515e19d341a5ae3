"""Running the rules on a scenario, each with the severity that the scenario's own `check:` gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from esthersim.authored.problems import KeyPath, Problem, Report, did_you_mean
from esthersim.authoring.examination import (
    UNKNOWN_SWITCH,
    Examination,
    Finding,
    Rule,
    all_kinds,
    can_be_switched,
    found,
    rule_kinds,
)
from esthersim.authoring.rules import RULES
from esthersim.scenario.key_paths import subject
from esthersim.scenario.loading import Loaded
from esthersim.scenario.model import Grade, Scenario

UNUSED = frozenset({"ES216", "ES273", "ES275", "ES318", "ES321"})
"""Rules on facts, variables, documents and stages that the journey does without. A file that several scenarios use
holds more than each of them needs, so these are about a scenario's own parts alone."""


def examine(loaded: Loaded, translated: Sequence[Loaded] = (), rules: Sequence[Rule] = RULES) -> tuple[Problem, ...]:
    """Return the findings of the rules, by line; none where the file has errors, which must be corrected first.

    `translated` is the same scenario loaded in other languages, each with its translation.
    """
    if loaded.scenario is None:
        return ()
    examination = Examination(loaded, translated)
    known = rule_kinds()
    reports = {loaded.file: loaded.lines.blank()}
    reports |= {each.file: Report(each.file, each.text) for each in examination.translations}
    for finding in (*_unknown_switches(loaded.scenario), *(each for rule in rules for each in rule(examination))):
        kind = known[finding.code]
        grade = _grade(loaded.scenario, finding) or kind.severity
        place = finding.place or examination.place(finding.path, at_key=finding.at_key)
        if grade == "off" or (kind.code in UNUSED and loaded.lines.in_file(place[0] + 1)[0] != loaded.file):
            continue
        details = {"where": subject(finding.path), **finding.details}
        report = reports[(finding.translation or loaded).file]
        report.add_kind(replace(kind, severity=grade), place, finding.path, **details)
    return tuple(problem for report in reports.values() for problem in report.problems)


def _grade(scenario: Scenario, finding: Finding) -> Grade | None:
    """Return the severity that the file sets for the rule: at the event of the finding, else for the scenario."""
    if not can_be_switched(finding.code):
        return None
    event = scenario.events.get(str(finding.path[1])) if finding.path[0] == "events" and finding.path[1:] else None
    at_event = event.check.get(finding.code) if event else None
    return at_event or scenario.check.get(finding.code)


def _unknown_switches(scenario: Scenario) -> Iterator[Finding]:
    """Find switches without effect: of an unknown rule, or at an event for a rule that never applies to events."""
    yield from _unknown(scenario.check, (), [code for code in rule_kinds() if can_be_switched(code)])
    at_events = [code for code, kind in rule_kinds().items() if kind.at_events]
    for key, event in scenario.events.items():
        if event.check:
            yield from _unknown(event.check, ("events", key), at_events)


def _unknown(switches: dict[str, Grade], path: KeyPath, known: Sequence[str]) -> Iterator[Finding]:
    for code in switches:
        if code not in known:
            hint = "" if code in all_kinds() else did_you_mean(code, known)
            where = subject(path)
            yield found(UNKNOWN_SWITCH, (*path, "check", code), at_key=True, where=where, name=code, hint=hint)
