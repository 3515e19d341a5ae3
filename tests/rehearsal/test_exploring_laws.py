"""The exploration says the rules of play a second time, compiled: here the two are held together."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from esthersim.authored.problems import KeyPath
from esthersim.play.plays import run_play
from esthersim.play.state import State
from esthersim.rehearsal.asking import texts_on_arrival
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.space import INJECT, Space
from esthersim.rehearsal.ways import as_play, way_to
from esthersim.scenario.graph import Edge
from esthersim.scenario.model import Scenario
from support.brute_force import Taken, every_step, ways_out
from support.forgetting import forgetful
from support.grown import grown
from support.journeys import journeys

MOST_STATES = 400


@given(journeys() | forgetful() | grown() | forgetful(grown()))
def test_every_state_is_a_real_one(scenario: Scenario) -> None:
    """The first way to each state, replayed by the real rules, leads to its event, and on from there as it says."""
    space = explore(scenario, MOST_STATES)
    for state in range(len(space.events) - len(space.open_states)):
        result = run_play(scenario, as_play(way_to(space, state)))
        assert result.failure is None
        ahead = _ahead(space, state)
        assert ahead is None or {_named(space.edges[edge]) for edge in ahead} == ways_out(result.state)


@given(journeys() | forgetful() | grown() | forgetful(grown()))
def test_the_ways_taken_are_those_that_the_real_rules_allow(scenario: Scenario) -> None:
    """Trying every command of the real rules in every state takes just the edges that the exploration took."""
    real = every_step(scenario, MOST_STATES)
    assume(real is not None)
    space = explore(scenario)
    assert {_named(space.edges[number]) for number in space.taken} == real


@given(grown() | forgetful(grown()))
def test_what_is_said_on_arrival_is_what_the_real_rules_say(scenario: Scenario) -> None:
    """The conditions of an event's texts give, over all arrivals, just the answers that they gave when exploring."""
    answers: dict[KeyPath, set[bool]] = {}

    def arrived(state: State) -> None:
        for path, condition in texts_on_arrival(state.event, ("events", state.here.event)):
            answers.setdefault(path, set()).add(condition.holds(state))

    assume(every_step(scenario, MOST_STATES, arrived) is not None)
    space = explore(scenario)
    assert {path: space.truths[path] for path in answers} == answers


def _named(edge: Edge) -> Taken:
    names = {"branch": "next", "next": "next", "timer": "timer"}
    return edge.source, names.get(edge.kind, edge.label), edge.target


def _ahead(space: Space, state: int) -> set[int] | None:
    """Return the edges that can be taken next, whatever comes at the event before; `None` where a bound hides some."""
    edges: set[int] = set()
    seen, waiting = {state}, [state]
    while waiting:
        here = waiting.pop()
        if here in space.open_states:
            return None
        for edge, to in space.steps[here]:
            if edge != INJECT:
                edges.add(edge)
            elif to not in seen:
                seen.add(to)
                waiting.append(to)
    return edges


@given(journeys() | forgetful() | grown() | forgetful(grown()))
def test_the_space_is_the_same_each_time(scenario: Scenario) -> None:
    """Two explorations number the same states in the same order."""
    one, other = explore(scenario, MOST_STATES), explore(scenario, MOST_STATES)
    assert (one.events, one.steps, one.truths) == (other.events, other.steps, other.truths)


@given(journeys() | forgetful() | grown() | forgetful(grown()), st.integers(1, 40))
def test_a_bound_is_said(scenario: Scenario, most: int) -> None:
    """A space that was cut says so, and names what was left open; one that was not has nothing open."""
    space = explore(scenario, most)
    if space.bound == "states":
        assert space.open_states
        assert len(space.events) > most
    else:
        assert not space.open_states
        assert explore(scenario, 10_000).events == space.events
