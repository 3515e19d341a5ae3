"""What stands at the head and the foot of a swimlane's columns, in words; the same in a terminal and on paper."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.maps.events import MapEvent, Way, map_events
from esthersim.maps.phrases import edge_words, story_time
from esthersim.maps.swimlane import Column, Swimlane
from esthersim.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Head:
    """A column in words: its number from 1, its event, the story time, and what comes after.

    `ways` and `late` are the numbers of the columns that the event and its timer lead to, `onward` the same with the
    option or condition that leads there; a run has `how` the team went on instead. `here` is where the team is now.
    """

    number: int
    event: MapEvent
    time: str
    ways: str = ""
    late: str = ""
    onward: tuple[str, ...] = ()
    how: str = ""
    here: bool = False
    visited: bool = False


def heads(lanes: Swimlane, scenario: Scenario, way: Way) -> tuple[Head, ...]:
    """Return the words of every column; with `way`, the columns are its stops, and each has its own time."""
    events = map_events(scenario)
    if not way.stops:
        return tuple(_head(number, column, events, scenario) for number, column in enumerate(lanes.columns, 1))
    last = len(way.stops)
    return tuple(
        Head(
            number, events[stop.event], stop.when, how=stop.how,
            here=number == last and way.current is not None, visited=True,
        )
        for number, stop in enumerate(way.stops, 1)
        if stop.event in events
    )  # fmt: skip


def _head(number: int, column: Column, events: dict[str, MapEvent], scenario: Scenario) -> Head:
    ways = {each.column for each in column.onward if each.edge.kind != "timer"}
    late = {each.column for each in column.onward if each.edge.kind == "timer"}
    onward = tuple(f"→ {each.column + 1} {edge_words(scenario, each.edge)}".rstrip() for each in column.onward)
    time = story_time(scenario, column.event)
    return Head(number, events[column.event], time, _numbers(ways), _numbers(late), onward)


def _numbers(columns: set[int]) -> str:
    return ", ".join(str(column + 1) for column in sorted(columns))
