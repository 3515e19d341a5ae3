"""The graph of a scenario."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from esthersim.scenario.graph import Edge, edges, edges_from, endings, every_edge, inject_edges
from esthersim.scenario.model import Scenario
from support.graphs import ladder, raw_branching, raw_event, raw_scenario, ring, scenarios


def test_each_kind_of_edge_is_told_apart() -> None:
    """A `next`, the branches of a list, the options and a timer that runs out each give their own kind."""
    events = {
        "start": raw_event("start", ["fork"]),
        "fork": {**raw_event("fork"), "next": [{"when": "nurse knows weight", "to": "ask"}, {"to": "end"}]},
        "ask": raw_event("ask", ["end", "end"], timer="start"),
        "end": raw_event("end"),
    }
    del events["fork"]["ending"]
    found = edges(Scenario.model_validate(raw_scenario(events)))

    assert [(edge.source, edge.target, edge.kind, edge.label) for edge in found] == [
        ("start", "fork", "next", ""),
        ("fork", "ask", "branch", ""),
        ("fork", "end", "branch", ""),
        ("ask", "end", "option", "o0"),
        ("ask", "end", "option", "o1"),
        ("ask", "start", "timer", ""),
    ]
    assert [edge.condition.text for edge in found if edge.condition] == ["nurse knows weight"]


def test_an_option_has_an_edge_for_each_of_its_branches() -> None:
    """Each knows its place in the list and both conditions: of being on offer, and of leading this way."""
    events = {
        "home": raw_branching("home", {"when": "visited far"}, ("nurse knows weight", "far"), last="end"),
        "far": raw_event("far", ["home"]),
        "end": raw_event("end"),
    }
    found = edges_from(Scenario.model_validate(raw_scenario(events)), "home")

    assert [(edge.label, edge.target, edge.kind, edge.place) for edge in found] == [
        ("o0", "end", "option", None),
        ("ring", "far", "option", 0),
        ("ring", "end", "option", 1),
    ]
    assert [edge.offered.text for edge in found if edge.offered] == ["visited far", "visited far"]
    assert [edge.condition.text for edge in found if edge.condition] == ["nurse knows weight"]


def test_injects_lead_away_from_where_they_can_come() -> None:
    """By hand and by story time from every event but an ending, by room time from its own; not written at events."""
    events = {"a": raw_event("a", ["b"]), "b": raw_event("b", ["end"]), "end": raw_event("end")}
    called = {"title": "Det ringer", "text": "Hallå", "next": "end"}
    injects = {
        "hand": called | {"when": "visited b"},
        "story": called | {"arrives": {"after": "2 h", "from": "a"}},
        "room": called | {"arrives": {"room": "2 min", "from": "b"}},
        "stays": {"title": "Det ringer", "text": "Hallå"},
    }
    scenario = Scenario.model_validate(raw_scenario(events, injects=injects))
    found = inject_edges(scenario)
    ways = [(edge.source, edge.label) for edge in found]
    assert ways == [("a", "hand"), ("a", "story"), ("b", "hand"), ("b", "story"), ("b", "room")]
    assert {(edge.target, edge.kind) for edge in found} == {("end", "inject")}
    assert [edge.condition.text for edge in found if edge.condition] == ["visited b", "visited b"]
    assert every_edge(scenario) == (*edges(scenario), *found)


def test_a_soft_timer_leads_nowhere() -> None:
    """A timer without `next` only warns, so it is no edge."""
    events = {"a": {**raw_event("a", ["b"]), "timer": "4 min"}, "b": raw_event("b")}

    assert edges(Scenario.model_validate(raw_scenario(events))) == (Edge("a", "b", "next"),)


def test_the_edges_of_an_unknown_event_are_an_error() -> None:
    """An id that names no event is a mistake of the caller's, not an event without exits."""
    with pytest.raises(KeyError):
        edges_from(ring(2), "nowhere")


@given(scenarios())
@settings(deadline=None)
def test_all_edges_are_the_edges_of_all(scenario: Scenario) -> None:
    """Nothing is lost or added between asking for one event and asking for the whole."""
    assert edges(scenario) == tuple(edge for event in scenario.events for edge in edges_from(scenario, event))


def test_endings_are_in_file_order() -> None:
    """Only events that end the journey, in the order in which they are written."""
    assert endings(ladder(2)) == ("end0", "end1", "e2")
    assert endings(ring(3)) == ()
