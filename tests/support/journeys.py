"""Drawn journeys in which everything depends on something: facts, handovers, variables, timers, checklists, injects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from esthersim.scenario.loading import read_scenario, scenario_or_error
from esthersim.scenario.model import Scenario
from support.graphs import raw_scenario

ROLES = ("esther", "nurse", "doctor")
FACTS = ("weight", "fall", "cat")


@st.composite
def journeys(draw: st.DrawFn, most_events: int = 6) -> Scenario:
    """Draw a scenario that has no errors, of the kind that a trainer could write on a bad day."""
    names = [f"e{index}" for index in range(draw(st.integers(2, most_events)))]
    a_kind = st.sampled_from(["next", "handover", "handover", "decision", "decision"])
    kinds = {name: draw(a_kind) for name in names[:-1]}
    some = st.lists(st.sampled_from(["left", "right", "stay"]), min_size=1, max_size=3, unique=True)
    options = {name: draw(some) for name, kind in kinds.items() if kind == "decision"}
    conditions = _conditions(tuple(names), tuple(sorted({option for each in options.values() for option in each})))
    effects = _effects(conditions)

    def event(number: int, name: str) -> dict[str, Any]:
        whole: dict[str, Any] = {"title": name, "text": "Det händer något.", "effects": draw(effects)}
        targets = _targets(number, tuple(names))
        ways = _ways(conditions, targets)
        if draw(st.integers(0, 3)) == 0:
            whole["checklist"] = {f"tick-{name}": {"text": "Gjort", "required": draw(st.booleans())}}
        match kinds.get(name, "ending"):
            case "ending":
                return {**whole, "ending": "Slut"}
            case "decision":
                whole["decision"] = {
                    "by": "team",
                    "question": "Vad gör ni?",
                    "options": {
                        key: {
                            "text": key,
                            "next": draw(ways),
                            "effects": draw(effects),
                            **draw(st.just({}) | st.fixed_dictionaries({"when": conditions})),
                        }
                        for key in options[name]
                    },
                }
            case way:
                if way == "handover":
                    sender, *receivers = draw(st.permutations(ROLES))
                    facts = draw(st.lists(st.sampled_from(FACTS), min_size=1, max_size=2, unique=True))
                    to = receivers[: draw(st.integers(1, 2))]
                    whole["handover"] = {"from": sender, "to": to, "format": "sbar", "must": facts}
                branches = draw(st.lists(conditions, max_size=2))
                if way == "handover":
                    branches.insert(0, f"{draw(st.sampled_from(to))} knows {draw(st.sampled_from(facts))}")
                whole["next"] = _read_from_above([(each, draw(targets)) for each in branches], draw(targets))
        if draw(st.integers(0, 2)) == 0:
            whole["timer"] = draw(st.just("2 min") | targets.map(lambda key: {"limit": "2 min", "next": key}))
        return whole

    raw = raw_scenario({name: event(number, name) for number, name in enumerate(names)})
    raw["roles"]["doctor"] = {"title": "Läkare", "brief": "Du har jour."}
    raw["facts"] = {
        fact: {"text": fact, "known_by": draw(st.lists(st.sampled_from(ROLES), unique=True))} for fact in FACTS
    }
    raw["variables"] = {"trust": 1, "called": False}
    if draw(st.integers(0, 3)) == 0:
        raw["injects"] = {
            "call": {"title": "Det ringer", "text": "Hallå", "when": draw(conditions), "effects": draw(effects)}
        }
    import json

    return scenario_or_error(read_scenario(json.dumps(raw), "prov.yaml"))


def _read_from_above(asked: Sequence[tuple[str, str]], otherwise: str) -> list[dict[str, str]]:
    return [*({"when": when, "to": to} for when, to in asked), {"to": otherwise}]


# Hypothesis looks through a strategy when it first draws from it, so those that journeys have in common are kept.


@cache
def _targets(number: int, names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Events to go to: mostly onwards, and sometimes back."""
    return st.sampled_from(names[number + 1 :] * 3 + names)


@cache
def _ways(conditions: st.SearchStrategy[str], targets: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return targets | st.builds(_read_from_above, st.lists(st.tuples(conditions, targets), max_size=2), targets)


@cache
def _conditions(names: tuple[str, ...], options: tuple[str, ...]) -> st.SearchStrategy[str]:
    role, fact, event = st.sampled_from(ROLES), st.sampled_from(FACTS), st.sampled_from(names)
    tests = st.one_of(
        st.builds("{} knows {}".format, role, fact),
        st.builds("visited {}".format, event),
        st.builds("expired {}".format, event),
        st.builds("trust {} {}".format, st.sampled_from(["<", ">=", "=="]), st.integers(0, 2)),
        st.just("called"),
        *([st.builds("chose {}".format, st.sampled_from(options))] if options else []),
    )
    plain = tests | tests.map("not {}".format)
    return plain | st.builds("{} {} {}".format, plain, st.sampled_from(["and", "or"]), plain)


@cache
def _effects(conditions: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    done = st.one_of(
        st.just({"set": {"called": True}}),
        st.just({"set": {"trust": 0}}),
        st.sampled_from([1, 1, 1, -1, 0.5]).map(lambda amount: {"add": {"trust": amount}}),
        st.tuples(st.sampled_from(ROLES), st.sampled_from(FACTS)).map(lambda pair: {"learn": {pair[0]: [pair[1]]}}),
    )
    asked = st.tuples(conditions, done).map(lambda pair: {"when": pair[0], **pair[1]})
    return st.lists(done | asked, max_size=2)
