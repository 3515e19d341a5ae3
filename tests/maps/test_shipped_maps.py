"""The maps of the journeys that come with the program."""

from __future__ import annotations

from esthersim.cells import width
from esthersim.maps.events import map_events
from esthersim.maps.rail import rail
from esthersim.maps.text import ASCII, UNICODE, draw
from support.shipped_journeys import each_scenario, journey


@each_scenario
def test_a_shipped_map_is_whole_in_80_columns(scenario: str) -> None:
    """On the smallest terminal no title is cut, every event has a row, and at most one way is named and not drawn."""
    shown = journey(scenario)
    drawn = rail(shown)
    for signs in (UNICODE, ASCII):
        lines = draw(drawn, map_events(shown), columns=80, signs=signs)

        assert max(width(line.text) for line in lines) <= 80
        assert {line.event for line in lines if line.event} == set(shown.events)
        assert not [line.text for line in lines if signs.ellipsis in line.text]
    assert sum(len(row.jumps) for row in drawn.rows) <= 1
