"""The shortcuts: each says what the plain rules say, on every event of every kind of scenario."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.judge import judge
from esthersim.play.plays import Player, at_the_start
from esthersim.play.quick import quick_arrival, quick_step
from esthersim.play.state import State
from esthersim.scenario.model import Scenario
from support.graphs import ring
from support.players import commands, comparable
from support.scenarios import rich_scenarios

AT = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)


def agree(state: State, room: float) -> int:
    """See that no shortcut disagrees with the rules at this state; return how many of them were taken."""
    taken = 0
    ruling = quick_step(state)
    if ruling is not None:
        taken += 1
        assert judge(state, c.Proceed(), room, place=state.place) == ruling
    for event in (*state.scenario.events, "nowhere"):
        recorded = e.Recorded(state.seq + 1, AT, room, e.Arrived(event))
        quick = quick_arrival(state, recorded)
        if quick is not None:
            taken += 1
            assert comparable(quick) == comparable(recorded.entry.evolve(state, recorded))
    return taken


@given(rich_scenarios(), st.lists(commands(), max_size=12), st.sampled_from([0.0, 1.0, 500.0]))
@settings(max_examples=60, deadline=None)
def test_a_shortcut_says_what_the_rules_say(scenario: Scenario, asked: list[c.Command], room: float) -> None:
    """Wherever a run may stand, paused or over time, going on and arriving are the same with and without them."""
    player = at_the_start(scenario)
    agree(player.state, room)
    for command in asked:
        player.do(command)
        agree(player.state, player.room + room)


def test_the_shortcuts_are_taken_where_they_are_meant() -> None:
    """On a ring of plain events both are taken at each step, and the state that they make has all that it should."""
    player = at_the_start(ring(5))
    for _ in range(12):
        assert agree(player.state, 0.0) >= 2
        assert player.do(c.Proceed()) is None
    assert len(list(player.state.here.visits())) == 13


def test_before_the_simulation_there_is_none() -> None:
    """A run that has not come to its journey is for the rules alone."""
    player = Player(State(ring(3)))
    assert quick_step(player.state) is None
    assert quick_arrival(player.state, e.Recorded(1, AT, 0.0, e.Arrived("e0"))) is None
