"""Rules about what comes after the simulation: enough time for the debriefing, and follow-up of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authored.problems import KeyPath
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.language import format_number


def short_debriefing(examination: Examination) -> Iterator[Finding]:
    """Find a debriefing that is planned to be shorter than the simulation.

    Equal times are the rule of thumb, and debriefings that were measured took 49 minutes on average (Kolbe and
    colleagues, BMJ Quality & Safety 32:125).
    """
    scenario = examination.scenario
    simulation = scenario.time.simulation.total_seconds / 60
    minutes_of_guide = scenario.debriefing.minutes
    planned: tuple[tuple[KeyPath, float | None], ...] = (
        (("time", "debriefing"), scenario.time.debriefing.total_seconds / 60),
        (("debriefing", "minutes"), None if minutes_of_guide is None else float(minutes_of_guide)),
    )
    for path, minutes in planned:
        if minutes is not None and minutes < simulation:
            yield found("ES218", path, minutes=format_number(minutes), simulation=format_number(simulation))
            return


def no_follow_up(examination: Examination) -> Iterator[Finding]:
    """Find an action plan without a follow-up."""
    if not examination.scenario.action_plan.follow_up:
        yield found("ES219", ("action_plan", "follow_up"))


RULES: tuple[Rule, ...] = (short_debriefing, no_follow_up)
