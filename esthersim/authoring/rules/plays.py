"""Rules about the author's own plays: each must go as written, and together they come to every ending."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esthersim.authored.conditions import value_text
from esthersim.authored.problems import KeyPath
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.language import _
from esthersim.play.plays import PlayFailure, run_play
from esthersim.play.state import State
from esthersim.play.wording import worded_on_arrival
from esthersim.scenario.key_paths import subject
from esthersim.scenario.model import Scenario
from esthersim.scenario.play_steps import PlayExpectation, PlayStep
from esthersim.views.refusals import refusal_text


def differing_plays(examination: Examination) -> Iterator[Finding]:
    """Find the first step of each play that does not go as written, or else the endings that no play comes to.

    Where there are no plays at all, or no team can reach the ending, nothing is said about endings.
    """
    scenario = examination.scenario
    met, failed = set[str](), False
    for key, steps in scenario.plays.items():
        result = run_play(scenario, steps)
        met.add(result.state.here.event)
        failed = failed or result.failure is not None
        if result.failure is not None:
            path: KeyPath = ("plays", key, result.failure.step - 1)
            more, expected, happened = difference(steps, result.failure, result.state)
            advice = _advice(scenario, steps, result.failure.step - 1)
            where = subject(path)
            yield found("ES224", (*path, *more), where=where, expected=expected, happened=happened, advice=advice)
    if failed or not scenario.plays:
        return
    for key, event in scenario.events.items():
        if event.ending and key not in met and key in examination.space.reached:
            yield found("ES286", ("events", key), at_key=True)


def _advice(scenario: Scenario, steps: Sequence[PlayStep], failed: int) -> str:
    """Return what is worth knowing if the last wait before the failed step passed at a handover that was over."""
    waits = [number for number, step in enumerate(steps[:failed]) if step.wait is not None]
    handover = run_play(scenario, steps[: waits[-1]]).state.here.handover if waits else None
    if handover is None or not handover.received:
        return ""
    return _("After a handover a 'wait' passes at the same event: write 'proceed' before it to leave first.")


def difference(steps: Sequence[PlayStep], failure: PlayFailure, state: State) -> tuple[KeyPath, str, str]:
    """Return how a play differs, in words: the place in its step, the expected and the actual result."""
    step = steps[failure.step - 1]
    if step.expect is not None:
        return _differs(step.expect, state)
    wanted = f"{failure.asked}: {failure.expected}" if failure.expected else failure.asked
    expected = _("'{step}' at event '{event}'").format(step=wanted, event=failure.found)
    reason = refusal_text(failure.refusal, state.scenario).rstrip(".") if failure.refusal else ""
    return (), expected, _("that was refused: {reason}").format(reason=reason)


def _differs(wanted: PlayExpectation, state: State) -> tuple[KeyPath, str, str]:
    """Return the first unmet expectation: its place, the expected and the actual value."""
    here = state.here
    ending = worded_on_arrival(state, state.event.ending, state.scenario.language) if state.event.ending else None
    path: KeyPath = ("expect",)
    at = _("the team is at event '{event}'").format(event=here.event)
    if wanted.event not in {None, here.event}:
        return (*path, "event"), _("event '{event}'").format(event=wanted.event), at
    if wanted.ending not in {None, ending, here.event if ending else None}:
        ended = _("the journey ended with '{ending}'").format(ending=ending) if ending else at
        return (*path, "ending"), _("the ending '{ending}'").format(ending=wanted.ending), ended
    for role, facts in wanted.knows.items():
        for number, fact in enumerate(facts):
            if not state.knows(role, fact):
                known = _("that '{role}' knows '{fact}'").format(role=role, fact=fact)
                return (*path, "knows", role, number), known, _("'{role}' does not know it").format(role=role)
    for name, value in wanted.variables.items():
        if (value_now := state.value(name)) != value:
            variable = _("'{name}' to be {value}").format(name=name, value=value_text(value))
            return (
                (*path, "variables", name),
                variable,
                _("it is {value}").format(value=value_text(value_now) if value_now is not None else _("nothing")),
            )
    raise AssertionError  # a step that failed differs in one of these


RULES: tuple[Rule, ...] = (differing_plays,)
