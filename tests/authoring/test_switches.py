"""`check:` in a scenario and in its events: which rules are left out, and how gravely the others are taken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from esthersim.authoring.examination import rule_base, rule_kinds
from esthersim.authoring.rule_runner import examine
from esthersim.scenario.loading import read_scenario
from support.problem_examples import lay_over, plain_tree

NUMBER = {"events": {"hemma": {"text": "Ring 070-123 45 67."}, "samtalet": {"text": "Det tutar på 070-123 45 67."}}}


def found(*patches: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return code, severity and event of what is found in the base scenario with patches laid over it."""
    tree: Any = plain_tree(rule_base())
    for patch in patches:
        tree = lay_over(tree, patch)
    loaded = read_scenario(json.dumps(tree, ensure_ascii=False, indent=1), "kort.yaml")
    assert loaded.problems == ()
    return [(each.code, each.severity, each.path.split(".")[1]) for each in examine(loaded)]


def at(event: str, code: str, grade: str) -> dict[str, Any]:
    """Return the patch that switches a rule at an event."""
    return {"events": {event: {"check": {code: grade}}}}


@pytest.mark.parametrize("grade", ["note", "warning", "error"])
def test_a_rule_is_taken_as_gravely_as_the_file_says(grade: str) -> None:
    """All four words are for the whole scenario, and the last leaves the rule out."""
    expected = [("ES222", grade, "hemma"), ("ES222", grade, "samtalet")]
    assert found(NUMBER, {"check": {"ES222": grade}}) == expected
    assert found(NUMBER, {"check": {"ES222": "off"}}) == []


def test_an_event_has_the_last_word() -> None:
    """What the event says goes before what the scenario says, in both directions, and for that event alone."""
    assert found(NUMBER, at("hemma", "ES222", "off")) == [("ES222", "warning", "samtalet")]
    switched = found(NUMBER, {"check": {"ES222": "off"}}, at("samtalet", "ES222", "error"))
    assert switched == [("ES222", "error", "samtalet")]


def test_other_rules_stay_as_they_are() -> None:
    """A switch is for one code."""
    mail = {"events": {"natten": {"text": "Fråga a@b.se."}}}
    assert found(NUMBER, mail, {"check": {"ES222": "off"}}) == [("ES221", "warning", "natten")]


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        ({"check": {"ES211x": "off"}}, "the scenario switches 'ES211x', which is not a rule"),
        ({"check": {"ES104": "off"}}, "the scenario switches 'ES104', which is not a rule that can be switched here"),
        ({"check": {"ES209": "off"}}, "the scenario switches 'ES209'"),
        (at("hemma", "ES210", "off"), "event 'hemma' switches 'ES210', which is not a rule that can be switched here"),
    ],
)
def test_a_switch_of_nothing_is_reported(patch: dict[str, Any], message: str) -> None:
    """No such rule, what is wrong with a file itself, or a rule about roles at an event: nothing would be switched."""
    tree = lay_over(plain_tree(rule_base()), patch)
    [problem] = examine(read_scenario(json.dumps(tree, ensure_ascii=False, indent=1), "kort.yaml"))
    assert problem.code == "ES209"
    assert problem.message.startswith(message)
    [code] = (patch.get("check") or patch["events"]["hemma"]["check"]).keys()
    assert problem.source_line[problem.column - 1 :].startswith(f'"{code}"')


def test_a_misspelt_code_is_recognised() -> None:
    """What may have been meant is said, where the code is none at all."""
    tree = lay_over(plain_tree(rule_base()), {"check": {"ES-222": "off"}})
    [problem] = examine(read_scenario(json.dumps(tree), "kort.yaml"))
    assert problem.message.endswith("; did you mean 'ES222'?")


def test_every_rule_at_events_can_be_switched_at_one() -> None:
    """The list of rules says which; a switch of each of them at an event is none of nothing."""
    codes = [code for code, kind in rule_kinds().items() if kind.at_events]
    assert codes
    assert found({"events": {"hemma": {"check": dict.fromkeys(codes, "note")}}}) == []
