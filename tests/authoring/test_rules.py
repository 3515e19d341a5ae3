"""Every rule has an example that breaks it, alone and at the right line, and one that keeps to it."""

from __future__ import annotations

import json
import string
from typing import Any

import pytest
from hypothesis import given

from esthersim.authored.problems import Kind, Problem, kinds
from esthersim.authoring.examination import all_kinds, can_be_switched, rule_base, rule_kinds
from esthersim.authoring.rule_runner import examine
from esthersim.scenario.loading import read_scenario
from support.examples import examples
from support.graphs import raw_scenarios
from support.grown import raw_grown
from support.problem_examples import example_text


def found_in(text: str) -> tuple[Problem, ...]:
    """Return what the rules find in a scenario's text, which must have no problems of its own."""
    loaded = read_scenario(text, "kort.yaml")
    assert loaded.problems == ()
    return examine(loaded)


WITH_EXAMPLES = [kind for kind in rule_kinds().values() if kind.bad]
WITHOUT: set[str] = set()
"""Rules of what no patch of the base scenario can show: other tests show them."""


def test_base_scenario_keeps_to_every_rule() -> None:
    """What the examples are patches on is right itself."""
    assert found_in(rule_base()) == ()


@pytest.mark.parametrize("kind", WITH_EXAMPLES, ids=lambda kind: kind.code)
def test_bad_example_gives_its_finding_alone(kind: Kind) -> None:
    """One mistake is one finding: of its own rule, with a place, and with no others in its wake."""
    text = example_text(kind, kind.bad, rule_base())
    found = found_in(text)
    assert [problem.code for problem in found] == [kind.code], found
    [problem] = found
    assert problem.severity == kind.severity
    keys = [step for step in problem.path.split(".") if not step.isdigit()]
    names = {*keys[-2:], *problem.message.split("'")[1::2]}
    assert any(name in problem.source_line for name in names)
    assert problem.path.startswith("events.") <= (kind.at_events or not can_be_switched(kind.code))


@pytest.mark.parametrize("kind", WITH_EXAMPLES, ids=lambda kind: kind.code)
def test_good_example_gives_nothing(kind: Kind) -> None:
    """What the help advises is right."""
    assert found_in(example_text(kind, kind.good, rule_base())) == ()


@pytest.mark.parametrize(
    "kind", [kind for kind in WITH_EXAMPLES if can_be_switched(kind.code)], ids=lambda kind: kind.code
)
def test_rule_can_be_switched(kind: Kind) -> None:
    """The scenario's `check` leaves the rule out or makes it more grave, and so does the event's where it is at one."""
    text = example_text(kind, kind.bad, rule_base())
    [problem] = found_in(text)
    switched = text[:-2] + f', "check": {{"{kind.code}": "off"}}}}'
    assert found_in(switched) == ()
    graver = text[:-2] + f', "check": {{"{kind.code}": "error"}}}}'
    assert [(each.code, each.severity, each.line) for each in found_in(graver)] == [(kind.code, "error", problem.line)]
    if problem.path.startswith("events."):
        event = problem.path.split(".")[1]
        at_event = text.replace(f'\n  "{event}": {{', f'\n  "{event}": {{"check": {{"{kind.code}": "off"}},')
        assert at_event != text
        assert found_in(at_event) == ()


@pytest.mark.parametrize("kind", rule_kinds().values(), ids=lambda kind: kind.code)
def test_rule_is_whole(kind: Kind) -> None:
    """A rule has a known severity, a text without full stop, a help and a why that are sentences, and both examples."""
    assert kind.severity in {"error", "warning", "note"}
    assert kind.text[-1] not in ".!"
    assert kind.help[-1] in ".:?"
    assert kind.why[-1] in ".?"
    assert bool(kind.bad) == bool(kind.good) == (kind.code not in WITHOUT)
    gaps = {name for _, name, _, _ in string.Formatter().parse(kind.text + kind.help) if name is not None}
    assert all(gap.isidentifier() for gap in gaps)


def test_codes_are_used_once_and_in_their_range() -> None:
    """A code stands for one thing, and by its range it is the file's own or a rule's."""
    own = (("ES100", "ES209"), ("ES225", "ES249"), ("ES300", "ES313"), ("ES340", "ES349"))
    assert not set(kinds()) & set(rule_kinds())
    assert all(any(first <= code <= last for first, last in own) for code in kinds())
    assert all("ES210" <= code <= "ES339" for code in rule_kinds() if can_be_switched(code))
    assert list(all_kinds()) == sorted(all_kinds())


def test_an_error_of_the_file_comes_first() -> None:
    """A file with errors of its own is not looked at by the rules: they would judge what is not meant."""
    broken = example_text(rule_kinds()["ES210"], rule_kinds()["ES210"].bad, rule_base()).replace(
        '"kvallen"', '"kvall"', 1
    )
    loaded = read_scenario(broken, "kort.yaml")
    assert loaded.scenario is None
    assert examine(loaded) == ()


@examples(2 / 3)
@given(raw_scenarios() | raw_grown())
def test_any_journey_can_be_examined(raw: dict[str, Any]) -> None:
    """Whatever the graph is like, each finding has a place in the file and a whole message."""
    loaded = read_scenario(json.dumps(raw, ensure_ascii=False, indent=1), "prov.yaml")
    for problem in examine(loaded):
        assert problem.line > 0
        assert problem.path
        assert "{" not in problem.message
