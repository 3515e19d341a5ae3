"""The author's own plays are stepped through: each kind of difference is reported in words, in the step's line."""

from __future__ import annotations

import pytest

from esthersim.authored.problems import Problem
from esthersim.authoring.examination import rule_base
from esthersim.authoring.rule_runner import examine
from esthersim.scenario.loading import read_scenario


def played(*steps: str) -> tuple[Problem, ...]:
    """Return what is found about a play of these steps, the first of which stands in line 2 of its own."""
    text = rule_base().rstrip() + "\n  min:\n" + "".join(f"    - {step}\n" for step in steps)
    return examine(read_scenario(text, "kort.yaml"))


FIRST = len(rule_base().rstrip().splitlines()) + 2


@pytest.mark.parametrize(
    ("steps", "step", "expected"),
    [
        (
            ["choose: ring", "hand_over: none", "expect: kvallen"],
            3,
            "expected event 'kvallen', but the team is at event 'natten'",
        ),
        (
            ["choose: vanta", "expect: {ending: Esther sover hemma}"],
            2,
            "expected the ending 'Esther sover hemma', but the journey ended with 'Esther åker in i onödan'",
        ),
        (
            ["expect: {ending: natten}"],
            1,
            "expected the ending 'natten', but the team is at event 'hemma'",
        ),
        (
            ["choose: ring", "hand_over: none", "expect: {event: natten, knows: {esther: [vikten], lakare: [vikten]}}"],
            3,
            "expected that 'lakare' knows 'vikten', but 'lakare' does not know it",
        ),
        (
            ["choose: ring", "expect: {variables: {trygghet: 2}}"],
            2,
            "expected 'trygghet' to be 2, but it is 3",
        ),
        (
            ["choose: vanta", "choose: ring"],
            2,
            "expected 'choose: ring' at event 'natten', but that was refused: There is nothing to choose at this event",
        ),
        (
            ["choose: vanta", "hand_over: [vikten]"],
            2,
            "expected 'hand_over: vikten' at event 'natten', but that was refused: There is no handover at this event",
        ),
    ],
)
def test_difference_in_words(steps: list[str], step: int, expected: str) -> None:
    """Which step, what was expected, and what happened, at the line and in the step's own words."""
    [problem] = played(*steps)
    assert problem.code == "ES224"
    assert problem.line == FIRST + step - 1
    assert problem.message.startswith(f"play 'min': step {step}: {expected}")
    assert problem.source_line[problem.column - 1] not in " :"


@pytest.mark.parametrize(
    "steps",
    [
        ["choose: ring", "hand_over: all", "expect: {ending: kvallen}"],
        ["choose: ring", "hand_over: all", "expect: {ending: Esther sover hemma}"],
        ["choose: ring", "expect: {event: samtalet, variables: {trygghet: 3.0}}"],
    ],
)
def test_what_goes_as_written_is_not_reported(steps: list[str]) -> None:
    """An ending may be meant by its id or by its text, and 3 is as good as 3.0."""
    assert played(*steps) == ()


@pytest.mark.parametrize(
    ("steps", "advised"),
    [
        (["choose: ring", "hand_over: none", "wait: 5 min", "expect: kvallen"], True),
        (["choose: ring", "hand_over: none", "proceed: true", "wait: 5 min", "expect: kvallen"], False),
        (["wait: 1 min", "choose: ring", "hand_over: none", "expect: kvallen"], False),
        (["choose: ring", "hand_over: none", "expect: kvallen"], False),
    ],
)
def test_a_wait_after_a_handover_is_advised_about(steps: list[str], advised: bool) -> None:
    """The team is still where it handed over, and whoever wrote the play may mean the event that comes next."""
    [problem] = played(*steps)
    assert problem.code == "ES224"
    words = "After a handover a 'wait' passes at the same event: write 'proceed' before it to leave first. Either "
    assert problem.help.startswith(words) == advised
    assert ("'wait'" in problem.help) == advised


def test_one_difference_a_play() -> None:
    """What comes after the first difference is another journey than the author meant."""
    assert [problem.code for problem in played("expect: kvallen", "expect: natten", "choose: vanta")] == ["ES224"]
