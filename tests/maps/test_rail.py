"""The rail: read the lanes back into edges, and compare with the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from esthersim.maps.rail import Rail, lay_out, rail
from esthersim.scenario.graph import Edge, edges
from esthersim.scenario.model import Scenario
from support.examples import examples
from support.graphs import journey, ladder, raw_journey, raw_scenarios, ring, scenarios
from support.lanes import peopled

STEPS = {"up": (-1, 0), "right": (0, 1), "down": (1, 0), "left": (0, -1)}
OPPOSITE = {"up": "down", "down": "up", "left": "right", "right": "left"}


def _arrivals(drawn: Rail, row: int, lane: int, heading: str) -> Iterator[str]:
    """Follow a line with a finger, by its shape alone: no cell is asked which edges it carries."""
    way, across = STEPS[heading]
    row, lane = row + way, lane + across
    cell = drawn.rows[row].cells[lane]
    assert getattr(cell, OPPOSITE[heading]), "a line ends in the air between two cells"
    event = drawn.rows[row].event
    if event is not None and lane == drawn.rows[row].lane:
        assert heading == "down", "a way enters an event from above"
        yield event
    elif cell.crossing:
        yield from _arrivals(drawn, row, lane, heading)
    elif event is None and heading in {"down", "up"}:
        homewards = "left" if lane > drawn.rows[row].lane and cell.left else heading
        yield from _arrivals(drawn, row, lane, homewards)
    elif event is None:
        yield from _arrivals(drawn, row, lane, "down" if lane == drawn.rows[row].lane else heading)
    elif heading in {"left", "right"}:
        if getattr(cell, heading):
            yield from _arrivals(drawn, row, lane, heading)
        if cell.up or cell.down:
            yield from _arrivals(drawn, row, lane, "up" if cell.rising else "down")
    else:
        yield from _arrivals(drawn, row, lane, heading)


def read_back(drawn: Rail) -> set[tuple[str, str]]:
    """Return which event leads to which, as the lines and the jumps show it."""
    pairs = set()
    for index, row in enumerate(drawn.rows):
        if row.event is not None:
            pairs |= {(row.event, jump.target) for jump in row.jumps}
            for heading in ("left", "right", "down"):
                if getattr(row.cells[row.lane], heading):
                    pairs |= {(row.event, target) for target in _arrivals(drawn, index, row.lane, heading)}
    return pairs


def drawn_edges(drawn: Rail) -> Counter[Edge]:
    """Return the edges that leave an event's own cell or jump, each as often as it does."""
    found: Counter[Edge] = Counter()
    for row in drawn.rows:
        if row.event is not None:
            cell = row.cells[row.lane]
            ways = (*cell.left, *cell.right, *cell.down, *(way for jump in row.jumps for way in jump.edges))
            found.update(drawn.edges[way] for way in ways)
    return found


def assert_true_to(scenario_edges: Sequence[Edge], drawn: Rail) -> None:
    """Compare all that the rail shows with the graph."""
    assert read_back(drawn) == {(edge.source, edge.target) for edge in scenario_edges}
    assert drawn_edges(drawn) == Counter(scenario_edges)
    for above, below in zip(drawn.rows, drawn.rows[1:], strict=False):
        assert [cell.down for cell in above.cells] == [cell.up for cell in below.cells]
    for row in drawn.rows:
        assert len(row.cells) == drawn.width
        for left, right in zip(row.cells, row.cells[1:], strict=False):
            assert Counter(left.right) == Counter(right.left)


@given(scenarios(14), st.integers(2, 10), st.integers(0, 12), st.integers(0, 12))
@examples(5)
def test_the_lanes_read_back_are_the_graph(scenario: Scenario, lanes: int, down: int, up: int) -> None:
    """Whatever the graph and the room for it, the lines and jumps show each edge once and none else."""
    drawn = lay_out(tuple(scenario.events), edges(scenario), most_lanes=lanes, longest_down=down, longest_up=up)

    assert_true_to(edges(scenario), drawn)
    assert drawn.width <= lanes


@given(scenarios())
@settings(deadline=None)
def test_every_event_has_one_row_and_the_start_is_first(scenario: Scenario) -> None:
    """No event is forgotten or shown twice, and a reader finds the start at the top."""
    rows = [row.event for row in rail(scenario).rows if row.event is not None]

    assert rows[0] == scenario.first
    assert sorted(rows) == sorted(scenario.events)


@given(raw_scenarios())
@settings(deadline=None)
def test_an_unchanged_scenario_looks_unchanged(raw: dict[str, Any]) -> None:
    """The same scenario, read again, gives the same rail."""
    assert rail(Scenario.model_validate(raw)) == rail(Scenario.model_validate(raw))


def test_the_main_way_is_straight() -> None:
    """Side ways end in their own lanes; the longest way keeps the first lane from the start to its end."""
    drawn = rail(journey({"a": "x b", "x": "", "b": "c x", "c": "d b", "d": ""}, timers={"a": "d"}))

    lanes = {row.event: row.lane for row in drawn.rows if row.event is not None}
    assert [lanes[event] for event in "abcd"] == [0, 0, 0, 0]
    assert lanes["x"] > 0


def test_a_side_way_joins_the_main_way() -> None:
    """Two ways that meet again need no row but those of their events, and the side way's lane ends at its event."""
    drawn = rail(journey({"a": "b c", "b": "d", "c": "d", "d": "e", "e": ""}))

    assert [(row.event, row.lane) for row in drawn.rows] == [("a", 0), ("b", 0), ("c", 1), ("d", 0), ("e", 0)]
    assert not any(cell.up or cell.down for row in drawn.rows[3:] for cell in row.cells[1:])


def test_a_lane_is_used_again() -> None:
    """Where a loop has ended its lane is free: two loops one after the other need no more lanes than one."""
    once = rail(journey({"a": "b", "b": "c a", "c": ""}))
    twice = rail(journey({"a": "b", "b": "c a", "c": "d", "d": "e c", "e": ""}))

    assert once.width == twice.width == 2


def test_a_long_loop_is_a_jump() -> None:
    """The last of many events does not draw a lane past all of them: it names the first."""
    drawn = rail(ring(40))

    assert drawn.width == 1
    assert [(jump.target, jump.up) for row in drawn.rows for jump in row.jumps] == [("e0", True)]


def test_a_short_loop_is_a_rising_lane() -> None:
    """Where the loop is near, it is drawn, and its line is marked as leading up."""
    drawn = rail(journey({"a": "b", "b": "a c", "c": ""}))

    assert not any(row.jumps for row in drawn.rows)
    assert {cell.rising for row in drawn.rows for cell in row.cells[1:] if cell.up or cell.down} == {True}


def test_many_events_stay_narrow() -> None:
    """A journey of 301 events with 150 side ways needs two lanes, and one row for each event."""
    drawn = rail(ladder(150))

    assert (drawn.width, len(drawn.rows)) == (2, 301)


def test_a_way_to_nowhere_is_left_out() -> None:
    """A scenario that is not right yet can be drawn: an edge to an event that is not there is not."""
    raw = raw_journey({"a": "b c", "b": ""})

    assert rail(Scenario.model_validate(raw)).edges == (Edge("a", "b", "option", "o0"),)


def test_an_event_nobody_reaches_stands_below() -> None:
    """It is shown, apart from the journey, though its own ways lead into it."""
    drawn = rail(journey({"a": "b", "lost": "b", "b": ""}))

    assert [row.event for row in drawn.rows if row.event] == ["a", "b", "lost"]
    assert drawn.rows[-1].jumps or drawn.rows[-1].cells[drawn.rows[-1].lane].right


@given(peopled())
@settings(deadline=None)
def test_lanes_run_through_the_rows_of_stages(scenario: Scenario) -> None:
    """Where a stage begins has a row of its own, and the lines read back are still the graph."""
    drawn = rail(scenario)

    assert_true_to(edges(scenario), drawn)
    stage = None
    for above, below in zip(drawn.rows, drawn.rows[1:], strict=False):
        if above.begins is not None:
            assert below.event in {above.begins, None}
            assert scenario.events[above.begins].stage != stage
            stage = scenario.events[above.begins].stage
        if below.event is not None:
            assert scenario.events[below.event].stage == stage
