"""What the exploration notes on its way: answers of conditions, what makes a difference, bounds, shortest ways."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from esthersim.play.plays import run_play
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.space import INJECT, Space
from esthersim.rehearsal.ways import as_play, shortest_ways, way_to
from esthersim.scenario.loading import load_scenario, scenario_or_error
from esthersim.scenario.model import Scenario
from esthersim.shipped import shipped
from support.graphs import ladder, raw_branching, raw_event, raw_scenario


def with_handover(known_by: str | None = "nurse", **more: Any) -> Scenario:
    """Return a call in which the nurse can tell the doctor three things, and the way on hangs on one of them."""
    handover = {"from": "nurse", "to": "doctor", "format": "sbar", "must": ["weight"], "should": ["fall", "cat"]}
    return calling(handover, "doctor knows weight", ("weight", "fall", "cat"), known_by, **more)


def calling(
    handover: dict[str, Any], when: str, facts: Sequence[str], known_by: str | None = "nurse", **more: Any
) -> Scenario:
    """Return a journey of one handover, a condition after it, and a good and a bad ending."""
    ways = [{"when": when, "to": "good"}, {"to": "bad"}]
    call = {"title": "Samtalet", "text": "Det tutar.", "handover": handover, "next": ways}
    raw = raw_scenario({"call": call, "good": raw_event("good"), "bad": raw_event("bad")})
    raw["roles"]["doctor"] = {"title": "Läkare", "brief": "Du har jour."}
    raw["facts"] = {fact: {"text": fact, "known_by": [known_by] if known_by else []} for fact in facts}
    return Scenario.model_validate(raw | more)


def deciding(options: dict[str, Any], **more: Any) -> Space:
    """Explore a journey of one decision, between two endings."""
    first = {"title": "Frukost", "text": "Kaffe.", "decision": {"by": "team", "question": "Nå?", "options": options}}
    raw = raw_scenario({"start": first, "one": raw_event("one"), "two": raw_event("two")})
    raw["events"]["start"] |= more.pop("start", {})
    return explore(Scenario.model_validate(raw | more))


def test_only_the_fact_that_somebody_asks_about_matters() -> None:
    """Three facts can be handed over; the journey asks about one, and so there are two ways and no more."""
    space = explore(with_handover())
    assert space.facts_that_matter == {"call": frozenset({"weight"})}
    assert space.reached == {"call", "good", "bad"}
    assert len(space.events) == 3
    assert space.truths["events", "call", "next", 0, "when"] == {True, False}


def test_a_fact_that_the_sender_does_not_know_cannot_be_given() -> None:
    """Where nobody has told the nurse, the doctor never knows: the good ending is out of reach."""
    space = explore(with_handover(known_by=None))
    assert space.reached == {"call", "bad"}
    assert space.truths["events", "call", "next", 0, "when"] == {False}


def test_an_inject_can_teach_what_is_then_handed_over() -> None:
    """The facilitator's inject is a step of its own, at the event where the team stays."""
    inject = {"title": "Det ringer", "text": "Hallå", "effects": [{"learn": {"nurse": "weight"}}]}
    space = explore(with_handover(known_by=None, injects={"call": inject}))
    assert space.reached == {"call", "good", "bad"}
    assert any(edge == INJECT for edge, _to in space.steps[0])
    good = way_to(space, space.states_at("good")[0])
    assert good == ({"inject": "call"}, {"hand_over": "all"}, "proceed", {"expect": "good"})


def test_what_an_option_teaches_is_learnt_by_whoever_did_not_know_it() -> None:
    """One way comes knowing and one does not: the option that teaches leads both to the same state."""
    teach = {"learn": {"nurse": ["weight"]}}
    asked = {"title": "Nå?", "text": "Nå?", "next": [{"when": "nurse knows weight", "to": "good"}, {"to": "bad"}]}
    raw = raw_scenario(
        {
            "start": raw_event("start", ["lesson", "lesson"]),
            "lesson": raw_event("lesson", ["asked", "asked"]),
            "asked": asked,
            "good": raw_event("good"),
            "bad": raw_event("bad"),
        },
        facts={"weight": {"text": "Vikten"}},
    )
    for event in ("start", "lesson"):
        raw["events"][event]["decision"]["options"]["o0"]["effects"] = [teach]
    space = explore(Scenario.model_validate(raw))
    knowing, unknowing = space.states_at("lesson")
    teaching = space.steps[0][0][0] + 2
    taught = {to for state in (knowing, unknowing) for edge, to in space.steps[state] if edge == teaching}
    assert space.edges[teaching].label == "o0"
    assert len(taught) == 1
    assert {space.events[to] for _edge, to in space.steps[taught.pop()]} == {"good"}


def test_options_that_lead_to_the_same_make_no_difference() -> None:
    """Two answers with one way on are the same, unless an effect changes what a condition reads."""
    same = {"left": {"text": "A", "next": "one"}, "right": {"text": "B", "next": "one"}}
    assert deciding(same).choices_that_matter == set()
    apart = {**same, "right": {"text": "B", "next": "two"}}
    assert deciding(apart).choices_that_matter == {"start"}


def test_an_effect_that_nobody_reads_makes_no_difference() -> None:
    """A variable that is changed and never asked about does not make two states of one."""
    options = {
        "left": {"text": "A", "next": "one", "effects": [{"set": {"called": True}}]},
        "right": {"text": "B", "next": "one"},
    }
    space = deciding(options, variables={"called": False})
    assert space.choices_that_matter == set()
    assert len(space.events) == 2


def test_a_timer_that_leads_where_the_team_goes_anyway_makes_no_difference() -> None:
    """The branch of a timer matters only where it leads elsewhere than the team's own ways."""
    options = {"left": {"text": "A", "next": "one"}}
    for target, matters in (("one", set()), ("two", {"start"})):
        timer = {"timer": {"limit": "2 min", "next": target}}
        assert deciding(options, start=timer).timers_that_matter == matters


def test_items_that_close_every_option_are_noted() -> None:
    """What must be ticked before leaving can close the only option: then nobody leaves."""
    options = {"left": {"text": "A", "next": "one", "when": "not checked bag"}}
    bag = {"checklist": {"bag": {"text": "Påsen", "required": True}}}
    space = deciding(options, start=bag)
    assert space.ticked_shut == {"start"}
    assert space.steps[0] == ()


def test_a_soft_timer_runs_out_where_somebody_asks_whether_it_did() -> None:
    """A timer without a way of its own splits the states only for a condition about it."""
    options = {"left": {"text": "A", "next": "one", "when": "not expired start"}, "right": {"text": "B", "next": "two"}}
    space = deciding(options, start={"timer": "2 min"})
    assert space.truths["events", "start", "decision", "options", "left", "when"] == {True, False}


@pytest.mark.parametrize("amount", [1, -1])
def test_a_variable_that_only_rises_or_falls_is_followed_to_its_last_mark(amount: int) -> None:
    """Round and round a loop a variable grows for ever; beyond what is asked about, more is no different."""
    options = {
        "again": {"text": "A", "next": "start", "effects": [{"add": {"trust": amount}}]},
        "on": {"text": "B", "next": "one", "when": "trust >= 3"},
        "off": {"text": "C", "next": "two", "when": "trust < -3"},
    }
    space = deciding(options, variables={"trust": 0})
    assert space.complete
    assert ("one" in space.reached) is (amount > 0)
    assert ("two" in space.reached) is (amount < 0)


def test_a_variable_without_end_is_a_bound_that_is_said() -> None:
    """One that rises and falls for ever is followed some way, and the space says that it was cut."""
    options = {
        "up": {"text": "A", "next": "start", "effects": [{"add": {"trust": 1}}]},
        "down": {"text": "B", "next": "start", "effects": [{"add": {"trust": -1}}]},
        "on": {"text": "C", "next": "one", "when": "trust >= 3"},
    }
    space = deciding(options, variables={"trust": 0})
    assert space.bound == "values"
    assert "one" in space.reached


def test_a_handover_of_too_many_facts_is_a_bound_that_is_said() -> None:
    """Thirteen facts that all matter are more than are tried in every combination."""
    facts = [f"f{number}" for number in range(13)]
    handover: dict[str, Any] = {"from": "nurse", "to": "doctor", "format": "sbar", "must": facts}
    space = explore(calling(handover, " and ".join(f"doctor knows {fact}" for fact in facts), facts))
    assert space.bound == "handover"
    assert not space.complete
    assert space.reached == {"call", "good", "bad"}


def test_handover_after_handover_of_many_facts_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there would be too much to try in all, only a few combinations are tried from then on, and that is said."""
    monkeypatch.setattr("esthersim.rehearsal.trying.MOST_TRIED_IN_ALL", 3)
    facts = ["weight", "fall", "cat"]
    handover: dict[str, Any] = {"from": "nurse", "to": "doctor", "format": "sbar", "must": facts}
    asked = " and ".join(f"esther knows {fact}" for fact in facts)
    again = {
        "title": "Igen",
        "text": "Igen.",
        "handover": handover | {"from": "doctor", "to": "esther"},
        "next": [{"when": asked, "to": "best"}, {"to": "bad"}],
    }
    events = {"again": again, "best": raw_event("best")}
    first = {"title": "Samtalet", "text": "Det tutar.", "handover": handover, "next": "again"}
    raw = raw_scenario({"call": first, **events, "bad": raw_event("bad")})
    raw["roles"]["doctor"] = {"title": "Läkare", "brief": "Du har jour."}
    raw["facts"] = {fact: {"text": fact, "known_by": ["nurse"]} for fact in facts}
    space = explore(Scenario.model_validate(raw))
    assert space.bound == "handover"
    assert space.reached == {"call", "again", "best", "bad"}


@pytest.mark.parametrize("name", ["tom-sang", "hem-fran-sjukhuset"])
def test_the_shipped_scenarios_are_explored_whole(name: str) -> None:
    """Nothing is cut, every event is reached, and the shortest way to each ending replays by the real rules."""
    scenario = scenario_or_error(load_scenario(Path(str(shipped("scenarios"))) / f"{name}.yaml"))
    space = explore(scenario)
    assert space.complete
    assert space.reached == scenario.events.keys()
    ways = shortest_ways(space)
    assert ways.keys() == {key for key, event in scenario.events.items() if event.ending}
    for way in ways.values():
        assert run_play(scenario, as_play(way)).failure is None


def branching(option: dict[str, Any], *ways: tuple[str, str], **more: Any) -> Scenario:
    """Return a journey whose first decision says whether x is so, and whose second has an option that branches."""
    first = raw_event("first", ["home", "home"])
    first["decision"]["options"]["o1"]["effects"] = [{"set": {"x": True}}]
    home = raw_branching("home", option, *ways, last="end")
    other = {"title": "other", "text": "Nu.", "next": [{"when": "x", "to": "good"}, {"to": "end"}]}
    events = {"first": first, "home": home, "other": other, "good": raw_event("good"), "end": raw_event("end")}
    return Scenario.model_validate(raw_scenario(events, variables={"x": False}, **more))


def test_the_branches_of_an_option_are_edges_of_their_own() -> None:
    """Each is taken where its condition holds, and the condition has given both answers."""
    space = explore(branching({}, ("x", "good")))
    taken = {(space.edges[number].label, space.edges[number].target) for number in space.taken}
    assert {("ring", "good"), ("ring", "end")} <= taken
    assert space.truths["events", "home", "decision", "options", "ring", "next", 0, "when"] == {True, False}


def test_a_branch_is_asked_about_after_the_effects_of_its_option() -> None:
    """What the option itself makes so always holds by then."""
    space = explore(branching({"effects": [{"set": {"x": True}}]}, ("x", "good")))
    assert space.truths["events", "home", "decision", "options", "ring", "next", 0, "when"] == {True}


def test_what_is_asked_behind_a_branch_that_asks_for_its_own_option_is_kept() -> None:
    """Only the choice itself opens the way to where x is asked about; both answers are met there."""
    space = explore(branching({}, ("chose ring", "other")))
    assert space.truths["events", "other", "next", 0, "when"] == {True, False}


def test_a_way_through_a_branch_can_be_replayed() -> None:
    """A play says which option, and the journey finds the branch."""
    scenario = branching({}, ("x", "good"))
    space = explore(scenario)
    good = way_to(space, space.states_at("good")[0])
    assert good == ({"choose": "o1"}, {"choose": "ring"}, {"expect": "good"})
    assert run_play(scenario, as_play(good)).failure is None


def test_what_is_derived_from_all_steps_is_computed_once() -> None:
    """A space has hundreds of thousands of steps, and is asked for each edge: it does not go through them twice."""
    space = explore(ladder(3))
    assert space.taken is space.taken
    assert space.reached is space.reached
    assert space.states_at("end0") is space.states_at("end0")
