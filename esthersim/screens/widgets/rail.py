"""The rail map in a pane: the way taken, and the event where the team is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.content import Content

from esthersim.maps.events import MapEvent, Way, map_events
from esthersim.maps.rail import Rail, rail
from esthersim.maps.text import MapLine, draw
from esthersim.play.state import State
from esthersim.scenario.model import Scenario
from esthersim.screens.widgets.lines import Lines
from esthersim.screens.widgets.paper import Pane

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
    """Return the way taken so far, without what was gone back on."""
    if state.journey is None:
        return Way()
    events = [visit.event for visit in state.journey.visits()]
    return Way(tuple(reversed(events[1:])), events[0])


def map_content(line: MapLine) -> Content:
    """Return a line of the map with its styles; an event's title is people's text and never markup."""
    return Content.assemble(*((text, STYLES[style]) for text, style in line.spans))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the layout was made for."""

    scenario: Scenario
    rail: Rail
    events: Mapping[str, MapEvent]


class RailPane(Pane):
    """The rail map; it is laid out once for a scenario, and drawn again when the team has moved on."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._made: _Drawn | None = None

    def show_way(self, words: Scenario, state: State, language: str) -> None:
        """Show where the team is; `language` is the interface's, for the words beside the shapes."""
        made = self._made
        if made is None or made.scenario is not words:
            made = self._made = _Drawn(words, rail(words), map_events(words))
        way = way_of(state)

        def drawing(columns: int) -> Lines:
            return tuple(map(map_content, draw(made.rail, made.events, way, columns=columns)))

        if self.show((id(words), way, language), drawing):
            self.call_after_refresh(self.show_here)

    def show_here(self) -> None:
        """Scroll to the event where the team is."""
        here = next((number for number, line in enumerate(self.paper.lines(self.paper.size.width or 40))
                     if line.plain.startswith("▶")), None)  # fmt: skip
        if here is not None:
            self.show_line(here)
