"""Traps: dead ends, loops that nobody gets out of, what leads into them; and no word about what is no trap."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from typing import Any

from hypothesis import given

from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.space import INJECT, Space
from esthersim.rehearsal.traps import find_traps, still_loops
from esthersim.scenario.model import Scenario
from support.graphs import journey, ladder, raw_event, ring, scenarios
from support.journeys import journeys
from support.scenarios import scenario


def after(space: Space, state: int) -> set[int]:
    """Return every state that can come after one, itself included."""
    found = {state}
    waiting = [state]
    while waiting:
        fresh = {to for _edge, to in space.steps[waiting.pop()]} - found
        found |= fresh
        waiting += fresh
    return found


def trapped(space: Space) -> set[int]:
    """Return the states from which no ending is reached, asked of each by itself."""
    endings = {key for key, event in space.scenario.events.items() if event.ending is not None}
    return {
        state
        for state in range(len(space.events))
        if not endings & {space.events[each] for each in after(space, state)}
    }


def is_right(space: Space) -> None:
    """Hold the traps of a space to what the words promise."""
    found = find_traps(space)
    caught = trapped(space)
    assert bool(found.dead_ends or found.loops) == bool(caught)
    stuck = {state for state in caught if all(edge == INJECT for edge, _to in space.steps[state])}
    assert found.dead_ends.keys() == {space.events[state] for state in stuck}
    assert set(found.dead_ends.values()) <= stuck
    for loop in found.loops:
        around = after(space, loop.state)
        assert around <= caught
        assert set(loop.events) == {space.events[state] for state in around}
        assert all(loop.state in after(space, state) for state in around)
    told = found.dead_ends.keys() | {event for loop in found.loops for event in loop.events}
    for event, state in found.doomed.items():
        assert state in caught
        assert event == space.events[state]
        assert event not in told
    if 0 in caught:
        assert space.events[0] in told | found.doomed.keys()


@given(journeys())
def test_traps_are_those_that_asking_each_state_finds(scenario: Scenario) -> None:
    """Where conditions, facts and injects decide, the traps are just the states without a way to an ending."""
    space = explore(scenario, 400)
    if space.complete:
        is_right(space)


@given(scenarios(8))
def test_traps_of_any_graph(scenario: Scenario) -> None:
    """The same for graphs in which everything leads everywhere."""
    is_right(explore(scenario))


def test_loops_with_a_way_out_are_no_traps() -> None:
    """Most journeys have loops; a ladder and a loop that can be left give no word."""
    assert find_traps(explore(ladder(5))) == ({}, (), {})
    loop = journey({"a": "b", "b": "a c", "c": ""})
    assert find_traps(explore(loop)) == ({}, (), {})
    assert still_loops(explore(loop)) == ()


def test_a_ring_is_told_once() -> None:
    """All of it, with the event that teams come to first at its beginning."""
    [loop] = find_traps(explore(ring(4))).loops
    assert loop == (("e0", "e1", "e2", "e3"), 0)


def test_what_leads_into_a_trap_is_told_where_it_begins() -> None:
    """From 'b' on everything leads into the loop of 'd': 'b' is told, 'c' behind it is not, nor 'a' with its choice."""
    found = find_traps(explore(journey({"a": "b end", "b": "c", "c": "d", "d": "d", "end": ""})))
    assert [loop.events for loop in found.loops] == [("d",)]
    assert list(found.doomed) == ["b"]
    assert found.dead_ends == {}


def test_a_dead_end_is_where_conditions_shut_everything() -> None:
    """Who has not rung first stands at the door with nothing open."""
    home = raw_event("home", ["door", "door"])
    door = raw_event("door", ["end", "end"])
    for option in door["decision"]["options"].values():
        option["when"] = "chose o0 at home"
    space = explore(scenario({"home": home, "door": door, "end": raw_event("end")}))
    found = find_traps(space)
    assert list(found.dead_ends) == ["door"]
    origin = space.origin(found.dead_ends["door"])
    assert origin is not None
    assert space.edges[origin.edge].label == "o1"
    assert found.doomed == {}


def test_what_an_inject_can_open_is_no_trap() -> None:
    """The facilitator lets the telephone ring, and then there is a way on."""
    home = raw_event("home", ["end", "end"])
    for option in home["decision"]["options"].values():
        option["when"] = "rung"
    events = {"home": home, "end": raw_event("end")}
    ring_it = {"title": "Det ringer", "text": "Hallå", "effects": [{"set": {"rung": True}}]}
    assert list(find_traps(explore(scenario(events, variables={"rung": False}))).dead_ends) == ["home"]
    opened = scenario(events, variables={"rung": False}, injects={"ring": ring_it})
    assert find_traps(explore(opened)) == ({}, (), {})


STILL: dict[str, Any] = {
    "home": raw_event("home", ["a", "end"]),
    "a": raw_event("a", ["b"]),
    "b": raw_event("b", ["a"]),
    "end": raw_event("end"),
}


def test_a_loop_in_which_nothing_moves() -> None:
    """Two events that lead to each other by 'next' alone are told; with anything that moves they are not."""
    [loop] = still_loops(explore(scenario(STILL)))
    assert set(loop.events) == {"a", "b"}
    for moving in (
        {"after": "1 h"},
        {"at": "day 1 09:00"},
        {"timer": "2 min"},
        {"checklist": {"i": {"text": "Gjort"}}},
        {"effects": [{"set": {"rung": True}}]},
    ):
        events = {**STILL, "b": {**STILL["b"], **moving}}
        assert still_loops(explore(scenario(events, variables={"rung": False}))) == ()


def test_a_loop_that_is_gone_round_once_is_not_still() -> None:
    """The second time 'next' leads out."""
    way_out = {"next": [{"when": "visited b", "to": "end"}, {"to": "b"}]}
    events = {**STILL, "a": {"title": "a", "text": "Det händer något.", **way_out}}
    assert still_loops(explore(scenario(events))) == ()


@given(scenarios(8))
def test_a_still_loop_goes_round(scenario: Scenario) -> None:
    """Each event of a still loop leads to the next by its only way, the last to the first, and asks for nothing."""
    for loop in still_loops(explore(scenario)):
        events = [scenario.events[key] for key in loop.events]
        assert not any(event.decision or event.timer or event.ending for event in events)
        for event, then in pairwise([*loop.events, loop.events[0]]):
            assert [branch.to for branch in scenario.events[event].next] == [then]


PROGRAM = """
import sys
from pathlib import Path
from esthersim.authoring.check import check_files
check_files([Path(sys.argv[1])])
print(sorted({"networkx", "textual", "sqlalchemy"} & set(sys.modules)))
"""


def test_a_check_without_a_trapped_loop_imports_nothing_slow() -> None:
    """Only for states without a way to an ending, which are no dead ends, is networkx asked."""
    from esthersim.shipped import shipped

    file = shipped("scenarios") / "tom-sang.yaml"
    asked = [sys.executable, "-c", PROGRAM, str(file)]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip() == "[]"
