"""Each kind of problem has an example that gives it, alone, and one that is right."""

from __future__ import annotations

import string

import pytest

from esthersim.authored.problems import Kind, base_scenario, kinds
from esthersim.scenario.loading import read_scenario
from support.problem_examples import base_tree, example_text

WITH_EXAMPLES = [kind for kind in kinds().values() if kind.bad]
WITHOUT = {"ES135", "ES136", "ES156", "ES160", "ES161", "ES162", "ES170", "ES172", "ES173", "ES190", "ES199"}
WITHOUT |= {"ES228", *(f"ES{number}" for number in (*range(201, 208), *range(342, 348)))}
"""These need a file's name, its bytes, its size, another file beside it or a translation: other tests show them."""


def test_base_scenario_has_no_problems() -> None:
    """What the examples are patches on is right itself."""
    loaded = read_scenario(base_scenario(), "kort.yaml")
    assert loaded.problems == ()
    assert loaded.scenario is not None
    assert set(base_tree()) <= set(type(loaded.scenario).model_fields)


@pytest.mark.parametrize("kind", WITH_EXAMPLES, ids=lambda kind: kind.code)
def test_bad_example_gives_its_problem_alone(kind: Kind) -> None:
    """One mistake is one problem: of its own kind, with a place, and with no others in its wake."""
    found = read_scenario(example_text(kind, kind.bad), "kort.yaml")
    problems = [problem for problem in found.problems if not kind.whole or problem.code not in {"ES141", "ES156"}]
    assert [problem.code for problem in problems] == [kind.code], found.problems
    assert problems[0].severity == kind.severity
    assert problems[0].line > 0
    assert problems[0].column > 0
    assert (found.scenario is None) == (kind.severity == "error" or kind.whole)


@pytest.mark.parametrize("kind", WITH_EXAMPLES, ids=lambda kind: kind.code)
def test_good_example_gives_no_problem(kind: Kind) -> None:
    """What the help advises is right."""
    found = read_scenario(example_text(kind, kind.good), "kort.yaml")
    codes = {problem.code for problem in found.problems}
    if kind.whole:  # a few lines are no whole scenario, but nothing is wrong with these
        assert not codes - {"ES140", "ES141", "ES143", "ES174"}
        assert kind.code not in codes
    else:
        assert found.problems == ()


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)
def test_kind_is_whole(kind: Kind) -> None:
    """A kind has a known severity, a text without full stop, a help that is a sentence, and both examples or none."""
    assert kind.severity in {"error", "warning", "note"}
    assert kind.text[-1] not in ".!"
    assert kind.help[-1] in ".:?"
    assert bool(kind.bad) == bool(kind.good) == (kind.code not in WITHOUT)
    gaps = {name for _, name, _, _ in string.Formatter().parse(kind.text + kind.help) if name is not None}
    assert all(gap.isidentifier() for gap in gaps)
