"""Numbers of variables are decimals as they were written, in play, in plays, in checks and in rehearsal."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.authored.conditions import Compare, parse_condition, value_text
from esthersim.authored.problems import base_scenario
from esthersim.authoring.rule_runner import examine
from esthersim.play.plays import run_play
from esthersim.rehearsal.exploring import explore
from esthersim.scenario.loading import read_scenario, scenario_or_error
from esthersim.scenario.model import Scenario

AMOUNTS = st.decimals(-99, 99, allow_nan=False, places=2)


def dosed(first: str, steps: list[str], when: str, expected: str = "0") -> Scenario:
    """Return a scenario in which a dose grows by some steps on the way, and a condition on it decides."""
    adds = ", ".join(f"{{add: {{dos: {step}}}}}" for step in steps)
    text = base_scenario().replace("{trygghet: 3, ringde: false}", f"{{dos: {first}, ringde: false}}")
    text = text.replace(
        "    next: slutet\n", f"    next: [{{when: {when}, to: hemma}}, {{to: slutet}}]\n    effects: [{adds}]\n"
    )
    text += f"plays:\n  en: [{{choose: ring}}, {{expect: {{event: samtalet, variables: {{dos: {expected}}}}}}}]\n"
    return scenario_or_error(read_scenario(text, "kort.yaml"))


def test_a_tenth_three_times_is_three_tenths() -> None:
    """Play, the author's play and exploration agree that 0.1 + 0.1 + 0.1 is 0.3."""
    scenario = dosed("0.0", ["0.1", "0.1", "0.1"], "dos == 0.3", "0.3")
    assert scenario.plays["en"]
    assert run_play(scenario, scenario.plays["en"]).failure is None
    assert True in explore(scenario).truths["events", "samtalet", "next", 0, "when"]


@given(AMOUNTS, st.lists(AMOUNTS, max_size=4))
def test_sums_are_exact_everywhere(first: Decimal, steps: list[Decimal]) -> None:
    """Whatever is added to whatever: an expectation and a condition of exactly the sum are met."""
    total = sum(steps, first)
    scenario = dosed(str(first), [str(step) for step in steps], f"dos == {total}", str(total))
    assert run_play(scenario, scenario.plays["en"]).failure is None
    assert True in explore(scenario).truths["events", "samtalet", "next", 0, "when"]


@pytest.mark.parametrize("written", ["37.5", "3.0", "0.10", "3", "-0.5"])
def test_a_number_keeps_its_decimals(written: str) -> None:
    """37.5 keeps one, 3.0 keeps one, 3 has none."""
    scenario = dosed(written, [], "dos >= 1")
    assert str(scenario.variables["dos"]) == written
    assert value_text(scenario.variables["dos"]) == written


def test_a_condition_compares_with_what_is_written() -> None:
    """A number with a point is a decimal there, too, and one without is a whole number."""
    part = parse_condition("dos >= 37.50").part
    assert isinstance(part, Compare)
    assert (type(part.right), str(part.right)) == (Decimal, "37.50")
    whole = parse_condition("dos >= 37").part
    assert isinstance(whole, Compare)
    assert type(whole.right) is int


def test_a_very_small_number_is_shown_as_it_is_written() -> None:
    """Nobody reads 1E-7."""
    assert value_text(Decimal("0.0000001")) == "0.0000001"
    assert value_text(value=True) == "true"


def test_what_a_play_expected_is_told_with_its_decimals() -> None:
    """The dose is 0.3 where 0.4 was expected."""
    text = base_scenario().replace("{trygghet: 3, ringde: false}", "{dos: 0.2, ringde: false}").replace(
        "    next: slutet\n", "    effects: [{add: {dos: 0.1}}]\n    next: slutet\n"
    ) + "plays:\n  en: [{choose: ring}, {expect: {variables: {dos: 0.4}}}]\n"  # fmt: skip
    [finding] = [each for each in examine(read_scenario(text, "kort.yaml")) if "dos" in each.message]
    assert "0.4" in finding.message
    assert "0.3" in finding.message
