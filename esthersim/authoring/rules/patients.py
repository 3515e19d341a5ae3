"""Rules for journeys with several patients: whatever is about one of them says about whom."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authored.problems import listed
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.scenario.key_paths import subject
from esthersim.scenario.model import THE_PATIENT, VITAL_SIGNS


def nobodys_in_particular(examination: Examination) -> Iterator[Finding]:
    """Find vital signs without a patient, and words of a patient that do not say who speaks."""
    scenario = examination.scenario
    if len(scenario.patients) < 2:
        return
    patient = scenario.patients[0]
    signs = [name for name in scenario.variables if name in VITAL_SIGNS]
    if signs:
        yield found("ES325", ("variables", signs[0]), at_key=True, names=listed(signs), example=f"{patient}.{signs[0]}")
    for key, event in scenario.events.items():
        if THE_PATIENT in event.esther:
            yield found("ES326", ("events", key, "esther"), at_key=True, where=subject(("events", key)), role=patient)


RULES: tuple[Rule, ...] = (nobodys_in_particular,)
