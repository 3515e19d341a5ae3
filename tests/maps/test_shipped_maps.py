"""The maps of the journeys that come with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.maps.cells import width
from esthersim.maps.events import map_events
from esthersim.maps.rail import rail
from esthersim.maps.text import ASCII, UNICODE, draw
from esthersim.scenario.loading import load_scenario, scenario_or_error
from esthersim.shipped import shipped

SCENARIOS = sorted(shipped("scenarios").glob("*.yaml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_shipped_map_is_whole_in_80_columns(path: Path) -> None:
    """On the smallest terminal no title is cut, every event has a row and no way is too long for a line."""
    scenario = scenario_or_error(load_scenario(path))
    drawn = rail(scenario)
    for signs in (UNICODE, ASCII):
        lines = draw(drawn, map_events(scenario), columns=80, signs=signs)

        assert max(width(line.text) for line in lines) <= 80
        assert {line.event for line in lines if line.event} == set(scenario.events)
        assert not [line.text for line in lines if signs.ellipsis in line.text]
    assert not any(row.jumps for row in drawn.rows)
