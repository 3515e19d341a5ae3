"""Who has something to do, what is used: the ways that count, one by one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from esthersim.authored.problems import Problem
from esthersim.authoring.examination import rule_base
from esthersim.authoring.rule_runner import examine
from esthersim.language import speaking
from esthersim.scenario.loading import read_scenario
from support.problem_examples import lay_over, plain_tree

NEIGHBOUR = {"roles": {"granne": {"title": "Granne", "brief": "Du hör allt."}}}
CAT = {"facts": {"katten": {"text": "Katten heter Sture", "known_by": ["esther", "skoterska"]}}}


def codes(*patches: dict[str, Any]) -> list[str]:
    """Return the codes of what is found in the base scenario with patches laid over it."""
    return [problem.code for problem in found(*patches)]


def found(*patches: dict[str, Any]) -> tuple[Problem, ...]:
    """Return what is found in the base scenario with patches laid over it."""
    tree: Any = plain_tree(rule_base())
    for patch in patches:
        tree = lay_over(tree, patch)
    loaded = read_scenario(json.dumps(tree, ensure_ascii=False, indent=1), "kort.yaml")
    assert loaded.problems == ()
    return examine(loaded)


@pytest.mark.parametrize(
    "patch",
    [
        {"events": {"hemma": {"present": ["esther", "skoterska", "granne"]}}},
        {"events": {"hemma": {"decision": {"by": ["skoterska", "granne"]}}}},
        {"events": {"hemma": {"decision": {"by": "team"}}}},
        {"events": {"samtalet": {"handover": {"to": ["lakare", "granne"]}}}},
        {"events": {"hemma": {"expect": {"tyst": {"text": "Är tyst", "by": "granne"}}}}},
        {"injects": {"knack": {"title": "Knack", "text": "Det knackar.", "to": "granne"}}},
    ],
)
def test_a_role_is_busy(patch: dict[str, Any]) -> None:
    """Being there, deciding, receiving, being expected to do something, or an inject is enough."""
    assert codes(NEIGHBOUR) == ["ES210"]
    assert "ES210" not in codes(NEIGHBOUR, patch)


@pytest.mark.parametrize(
    "patch",
    [
        {"events": {"samtalet": {"handover": {"should": ["katten"]}}}},
        {"events": {"samtalet": {"handover": {"noise": ["katten"]}}}},
        {"events": {"hemma": {"effects": [{"learn": {"lakare": ["katten"]}}, {"add": {"trygghet": -1}}]}}},
        {"injects": {"knack": {"title": "Knack", "text": "K.", "effects": [{"learn": {"lakare": "katten"}}]}}},
        {"debriefing": {"questions": {"katten": {"ask": "Och katten?", "when": "lost katten"}}}},
    ],
)
def test_a_fact_is_used(patch: dict[str, Any]) -> None:
    """A handover, an effect or a condition, also one of the debriefing, is use enough."""
    assert codes(CAT) == ["ES216"]
    assert "ES216" not in codes(CAT, patch)


def test_an_objective_may_be_met_in_several_ways() -> None:
    """An observer of the objective, a checklist item or a question about it will do as an expectation does."""
    objective = {"objectives": {"lugn": "Vi håller oss lugna"}}
    asked = {"debriefing": {"questions": {"lugn": {"ask": "När?", "objective": "lugn"}}}}
    item = {"events": {"hemma": {"checklist": {"sitt": {"text": "Sitt", "objective": "lugn"}}}}}
    assert codes(objective) == ["ES212"]
    assert codes(objective, {"observers": {"chefen": {"watch": ["sbar", "fraga", "lugn"]}}}) == []
    assert codes(objective, item) == []
    assert codes(objective, asked) == []


def test_an_instrument_is_something_to_watch_with() -> None:
    """An observer with an instrument needs no list of what to watch."""
    observer = {"title": "Närstående", "instrument": "teamstepps"}
    assert codes({"observers": {"narstaende": observer}}) == []


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ({"time": {"debriefing": "9 min"}}, ["ES218"]),
        ({"debriefing": {"minutes": 9}}, ["ES218"]),
        ({"debriefing": {"minutes": 9}, "time": {"debriefing": "9 min"}}, ["ES218"]),
        ({"time": {"debriefing": "10 min"}, "debriefing": {"minutes": 10}}, []),
    ],
)
def test_debriefing_is_as_long_as_the_simulation(patch: dict[str, Any], expected: list[str]) -> None:
    """Both places where its length is planned count; it is reported once."""
    assert codes(patch) == expected


def test_minutes_have_the_decimal_mark_of_the_language() -> None:
    """Two and a half minutes are read with a comma in Swedish."""
    patch = {"time": {"debriefing": "150 s"}}
    assert "2.5 minutes" in found(patch)[0].message
    with speaking("sv"):
        assert "2,5 minuter" in found(patch)[0].message
