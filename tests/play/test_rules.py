"""The shortcuts: each says what the plain rules say, on every event of every kind of scenario."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.judging import ruling
from esthersim.play.plays import at_the_start
from esthersim.play.rules import evolve, judge
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR
from esthersim.scenario.model import Scenario
from support.graphs import ring
from support.players import commands, comparable
from support.scenarios import rich_scenarios

AT = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)


def agree(state: State, room: float) -> None:
    """See that the rules and their shortcuts say the same of this state."""
    assert judge(state, c.Proceed(), room) == ruling(state, c.Proceed(), room, None, FACILITATOR)
    for event in (*state.scenario.events, "nowhere"):
        recorded = e.Recorded(state.seq + 1, AT, room, e.Arrived(event))
        assert comparable(evolve(state, recorded)) == comparable(recorded.entry.evolve(state, recorded))


@given(rich_scenarios(), st.lists(commands(), max_size=12), st.sampled_from([0.0, 1.0, 500.0]))
def test_a_shortcut_says_what_the_rules_say(scenario: Scenario, asked: list[c.Command], room: float) -> None:
    """Wherever a run may stand, paused or over time, going on and arriving are the same with and without them."""
    player = at_the_start(scenario)
    agree(player.state, room)
    for command in asked:
        player.do(command)
        agree(player.state, player.room + room)


def test_the_shortcuts_are_taken_where_they_are_meant() -> None:
    """On a ring of plain events the ruling is the same value each time, and the state has all that it should."""
    player = at_the_start(ring(5))
    again = judge(player.state, c.Proceed(), 0.0)
    for _ in range(12):
        agree(player.state, 0.0)
        assert player.do(c.Proceed()) is None
    assert judge(player.state._replace(journey=at_the_start(ring(5)).state.journey), c.Proceed(), 9.0) is again
    assert len(list(player.state.here.visits())) == 13


def test_before_the_simulation_the_rules_answer() -> None:
    """A run that has not come to its journey, or that is unknown to it, is judged like any other."""
    agree(State(ring(3)), 0.0)
