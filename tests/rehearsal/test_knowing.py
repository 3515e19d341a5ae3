"""Who may know what: never less than any team comes to know, and not what nobody can tell."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given

from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.knowing import who_may_know
from esthersim.scenario.model import Scenario
from support.forgetting import forgetful
from support.graphs import raw_event
from support.grown import grown
from support.journeys import journeys
from support.scenarios import scenario
from support.walks import Picks, walk

FACTS = {"weight": {"text": "Vikten", "known_by": ["esther"]}, "fall": {"text": "Fallet"}}


def handing_over(**more: Any) -> dict[str, Any]:
    """Return three events, in the second of which Esther tells the nurse something."""
    handover = {"from": "esther", "to": "nurse", "format": "free", "must": ["fall"]}
    return {
        "home": raw_event("home", ["call"]) | more,
        "call": raw_event("call", ["end"]) | {"handover": handover},
        "end": raw_event("end"),
    }


@given(journeys() | forgetful() | grown(), Picks)
def test_no_team_knows_more(scenario: Scenario, picks: list[int]) -> None:
    """Whatever a team does, each role knows at each event no more than it may know there."""
    space = explore(scenario, 2000)
    assume(space.complete)
    knowing = who_may_know(space)
    for state in walk(scenario, picks):
        for role, facts in state.here.knowledge.items():
            assert facts <= knowing.may_know(state.here.event, role)


def test_what_the_sender_knows_can_be_said_though_no_list_names_it() -> None:
    """People say more than they must: the handover names the fall, and the weight gets through all the same."""
    knowing = who_may_know(explore(scenario(handing_over(), facts=FACTS)))
    assert knowing.may_know("home", "nurse") == set()
    assert knowing.may_know("end", "nurse") == {"weight"}


def test_what_nobody_can_tell_nobody_knows() -> None:
    """An effect counts only where its condition is ever true."""
    never = {"effects": [{"when": "visited end", "learn": {"esther": "fall"}}]}
    knowing = who_may_know(explore(scenario(handing_over(**never), facts=FACTS)))
    assert not knowing.anywhere("esther", "fall")
    assert knowing.anywhere("esther", "weight")
    ever = {"effects": [{"when": "not visited end", "learn": {"esther": "fall"}}]}
    knowing = who_may_know(explore(scenario(handing_over(**ever), facts=FACTS)))
    assert knowing.may_know("call", "nurse") == {"weight", "fall"}


def test_an_inject_tells_at_any_event() -> None:
    """What an inject lets somebody learn may be known from the start, since it may be fired there."""
    ring = {"title": "Det ringer", "text": "Hallå", "effects": [{"learn": {"nurse": "fall"}}]}
    knowing = who_may_know(explore(scenario(handing_over(), facts=FACTS, injects={"ring": ring})))
    assert knowing.may_know("home", "nurse") == {"fall"}


def test_an_option_tells_those_who_choose_it_only() -> None:
    """What is learnt with an option is known where it leads, and not where the other one does."""
    home = raw_event("home", ["left", "right"])
    home["decision"]["options"]["o0"]["effects"] = [{"learn": {"nurse": "fall"}}]
    events = {"home": home, "left": raw_event("left"), "right": raw_event("right"), "far": raw_event("far")}
    knowing = who_may_know(explore(scenario(events, facts=FACTS)))
    assert knowing.may_know("left", "nurse") == {"fall"}
    assert knowing.may_know("right", "nurse") == set()
    assert knowing.may_know("far", "esther") == set()
