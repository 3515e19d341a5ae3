"""The swimlane: read events, lanes and arrows back, and compare with the scenario."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import given

from esthersim.maps.swimlane import Swimlane, swimlane
from esthersim.scenario.graph import edges
from esthersim.scenario.model import Scenario
from support.graphs import ladder
from support.lanes import peopled, raw_peopled, shift
from support.small_journey import small_journey


def handovers(drawn: Swimlane) -> dict[str, tuple[str, set[str]]]:
    """Return who hands over to whom at each event, as the arrows show it."""
    return {
        column.event: (drawn.lanes[column.arrow.source], {drawn.lanes[target] for target in column.arrow.targets})
        for column in drawn.columns
        if column.arrow is not None
    }


def written(scenario: Scenario) -> dict[str, tuple[str, set[str]]]:
    """Return the same as the scenario has it; a handover to oneself is no arrow."""
    found = {}
    for key, event in scenario.events.items():
        if event.handover is not None and (others := {*event.handover.to} - {event.handover.usual_sender}):
            found[key] = (event.handover.usual_sender, others)
    return found


def taking_part(scenario: Scenario, key: str) -> set[str]:
    """Return the roles that an event names."""
    event = scenario.events[key]
    found = {*event.may_be_present, *(event.handover.sender_ids if event.handover else ())}
    if event.decision is not None:
        team = event.may_be_present or tuple(scenario.roles)
        found |= {*team} if event.decision.by == ("team",) else {*event.decision.by}
    if key in written(scenario):
        sender, receivers = written(scenario)[key]
        found |= {sender, *receivers}
    return found


@given(peopled())
def test_the_layout_read_back_is_the_scenario(scenario: Scenario) -> None:
    """Every role has a lane, every event one column, and presence, decisions and handovers are those written."""
    drawn = swimlane(scenario)

    assert drawn.lanes == tuple(scenario.roles)
    assert sorted(column.event for column in drawn.columns) == sorted(scenario.events)
    assert drawn.columns[0].event == scenario.first
    assert handovers(drawn) == written(scenario)
    for column in drawn.columns:
        named = {role for role, part in zip(drawn.lanes, column.parts, strict=True) if part}
        assert named == taking_part(scenario, column.event)


@given(peopled())
def test_a_role_has_the_part_that_says_most(scenario: Scenario) -> None:
    """Who hands over or receives is shown so, then who decides, then who is only there."""
    for column in swimlane(scenario).columns:
        event = scenario.events[column.event]
        for role, part in zip(scenario.roles, column.parts, strict=True):
            if part == "decides":
                assert event.decision is not None
                assert role in event.decision.by or event.decision.by == ("team",)
            if part == "present":
                assert role in event.may_be_present or (event.handover and role in event.handover.sender_ids)
            assert (part in {"gives", "receives"}) == (
                column.event in written(scenario)
                and role in {written(scenario)[column.event][0], *written(scenario)[column.event][1]}
            )


@given(peopled())
def test_the_ways_on_read_back_are_the_graph(scenario: Scenario) -> None:
    """Each way from an event names the column of the event it leads to, and none is missing or made up."""
    drawn = swimlane(scenario)

    found = [each.edge for column in drawn.columns for each in column.onward]
    assert sorted(map(repr, found)) == sorted(map(repr, edges(scenario)))
    for column in drawn.columns:
        for each in column.onward:
            assert each.edge.source == column.event
            assert drawn.columns[each.column].event == each.edge.target


@given(raw_peopled())
def test_an_unchanged_scenario_looks_unchanged(raw: dict[str, Any]) -> None:
    """The layout is a value: the same scenario, read again, gives an equal one."""
    assert swimlane(Scenario.model_validate(raw)) == swimlane(Scenario.model_validate(raw))


def test_a_run_has_a_column_for_each_visit() -> None:
    """Visits stand in the order of the way, an event as often as the team was there, and nothing else does."""
    drawn = swimlane(small_journey(), ["breakfast", "breakfast", "gone", "call"])

    assert [column.event for column in drawn.columns] == ["breakfast", "breakfast", "call"]
    assert not any(column.onward for column in drawn.columns)
    assert handovers(drawn) == {"call": ("nurse", {"esther"})}


def test_a_run_that_has_not_begun_has_no_column() -> None:
    """No visit is not the same as the whole scenario."""
    assert swimlane(small_journey(), []).columns == ()


def test_bands_hold_every_column_once() -> None:
    """A page that holds five of twelve columns is followed by one with five and one with two."""
    drawn = swimlane(shift(12))

    assert [(band.start, band.stop) for band in drawn.bands(5)] == [(0, 5), (5, 10), (10, 12)]
    assert [list(band) for band in drawn.bands(0)] == [[index] for index in range(12)]


def test_300_events_are_laid_out_in_tens_of_milliseconds() -> None:
    """A long journey is drawn while one waits: no step takes the square of the events."""
    scenario = ladder(150)
    began = time.process_time()
    swimlane(scenario)

    assert time.process_time() - began < 0.3
