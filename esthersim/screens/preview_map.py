"""The map next to the text: the rail with a cursor at one event, and a sign at the events that have problems."""

from __future__ import annotations

from functools import partial

from textual import events
from textual.content import Content
from textual.message import Message

from esthersim.maps.events import Way, map_events
from esthersim.maps.rail import Rail, rail
from esthersim.scenario.model import Scenario
from esthersim.screens.widgets.pane import Pane
from esthersim.screens.widgets.rail import DrawnLines, MapLines
from esthersim.screens.widgets.row_list import HERE

CURSOR, FLAG, NOTHING = HERE[0], "!", " "


class CursorLines(DrawnLines):
    """The lines of a map, with the cursor and the sign of a problem in the two empty cells before each."""

    def __init__(self, drawn: Rail, lines: MapLines, cursor: str | None, flagged: frozenset[str]) -> None:
        self._rail, self._lines, self._cursor, self._flagged = drawn, lines, cursor, flagged

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, place: int) -> Content:
        """Return a line with its two signs."""
        line, event = self._lines[place], self._rail.rows[place].event
        here = event is not None and event == self._cursor
        flagged = event in self._flagged
        if not here and not flagged:
            return line
        signs = Content.assemble(
            (CURSOR if here else NOTHING, "bold $accent"), (FLAG if flagged else NOTHING, "bold $error")
        )
        return signs + (line[2:].stylize("bold reverse") if here else line[2:])


class PreviewMap(Pane):
    """The rail of a scenario. `show_map` draws it; a click on an event posts `Clicked`."""

    class Clicked(Message):
        """An event was clicked."""

        def __init__(self, event: str) -> None:
            super().__init__()
            self.event = event

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.can_focus = False
        self._scenario: Scenario | None = None
        self._rail: Rail | None = None

    @property
    def order(self) -> tuple[str, ...]:
        """The events from top to bottom."""
        return tuple(row.event for row in self._rail.rows if row.event) if self._rail else ()

    def show_map(self, scenario: Scenario, cursor: str | None, flagged: frozenset[str], language: str) -> None:
        """Show the map with the cursor at an event; `language` is the interface's, for the words next to the shapes."""
        if self._rail is None or scenario is not self._scenario:
            self._scenario, self._rail = scenario, rail(scenario)
        drawn = self._rail
        draw = partial(_lines, scenario, drawn, cursor, flagged)
        if self.show((id(scenario), cursor, flagged, language), draw):
            here = next((number for number, row in enumerate(drawn.rows) if row.event == cursor), None)
            if here is not None:
                self.call_after_refresh(self.show_line, here)

    def on_click(self, event: events.Click) -> None:
        """Post which event was clicked."""
        row = event.y + int(self.scroll_offset.y)
        if self._rail is not None and row < len(self._rail.rows) and (at := self._rail.rows[row].event):
            self.post_message(self.Clicked(at))


def _lines(scenario: Scenario, drawn: Rail, cursor: str | None, flagged: frozenset[str], columns: int) -> CursorLines:
    return CursorLines(drawn, MapLines(drawn, map_events(scenario), Way(), columns), cursor, flagged)
