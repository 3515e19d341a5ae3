"""The rail map in a pane, with the way taken and the event where the team is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import overload

from textual.content import Content

from esthersim.maps.events import MapEvent, Way, map_events
from esthersim.maps.rail import Rail, rail
from esthersim.maps.text import MapLine, draw
from esthersim.play.state import State
from esthersim.scenario.model import Scenario
from esthersim.screens.widgets.pane import Pane

STYLES = {
    "way": "bold $primary",
    "current": "bold reverse $accent",
    "lane": "$secondary",
    "title": "",
    "ending": "bold",
    "decision": "",
    "handover": "",
    "dim": "$secondary",
}
"""The map's styles as Textual's."""


def way_of(state: State) -> Way:
    """Return the way taken so far, without what was rewound."""
    if state.journey is None:
        return Way()
    events = [visit.event for visit in state.journey.visits()]
    return Way(tuple(reversed(events[1:])), events[0])


def map_content(line: MapLine) -> Content:
    """Return a line of the map with its styles; an event's title is never read as markup."""
    return Content.assemble(*((text, STYLES[style]) for text, style in line.spans))


@dataclass(frozen=True, slots=True)
class _Laid:
    """A layout, and what it was made for."""

    scenario: Scenario
    rail: Rail
    events: Mapping[str, MapEvent]


class DrawnLines(Sequence[Content]):
    """Lines that are drawn when they are asked for: `line` draws one."""

    def line(self, place: int) -> Content:
        """Return a line. Raises `IndexError` if there is no such line."""
        raise NotImplementedError

    @overload
    def __getitem__(self, place: int) -> Content: ...
    @overload
    def __getitem__(self, place: slice) -> list[Content]: ...
    def __getitem__(self, place: int | slice) -> Content | list[Content]:
        """Return a line, or several."""
        if isinstance(place, slice):
            return [self.line(number) for number in range(*place.indices(len(self)))]
        return self.line(place)


class MapLines(DrawnLines):
    """The lines of a map, drawn in blocks as they come into view: a journey may have hundreds of events."""

    BLOCK = 8

    def __init__(self, rail: Rail, events: Mapping[str, MapEvent], way: Way, columns: int) -> None:
        self._rail, self._events, self._way, self._columns = rail, events, way, columns
        self._blocks: dict[int, list[Content]] = {}

    def __len__(self) -> int:
        return len(self._rail.rows)

    def line(self, place: int) -> Content:
        """Return a line, drawn together with the others of its block."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        block, within = divmod(place, self.BLOCK)
        if block not in self._blocks:
            rows = self._rail.rows[block * self.BLOCK : (block + 1) * self.BLOCK]
            drawn = draw(replace(self._rail, rows=rows), self._events, self._way, columns=self._columns)
            self._blocks[block] = [map_content(line) for line in drawn]
        return self._blocks[block][within]


class RailPane(Pane):
    """The rail map. It is laid out once for a scenario, and drawn again when the team has moved on."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._laid: _Laid | None = None

    def show_way(self, shown: Scenario, state: State, language: str) -> None:
        """Show where the team is; `language` is the interface's, for the words next to the shapes."""
        laid = self._laid
        if laid is None or laid.scenario is not shown:
            laid = self._laid = _Laid(shown, rail(shown), map_events(shown))
        way = way_of(state)
        if self.show((id(shown), way, language), partial(MapLines, laid.rail, laid.events, way)):
            here = next((number for number, row in enumerate(laid.rail.rows) if row.event == way.current), None)
            if here is not None and self.virtual_size.height >= len(laid.rail.rows):
                self.show_line(here)  # drawn and scrolled at once
            elif here is not None:
                self.call_after_refresh(self.show_line, here)
