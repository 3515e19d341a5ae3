"""Story time over all ways: intervals that no team leaves, exact where nothing goes round, and ways that really are."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given

from esthersim.play.story import DeadlineStatus, deadline_status, story_time_at
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.story_time import (
    ENDLESS,
    deadline_is_idle,
    followers,
    moment_of,
    story_intervals,
    too_late_for,
)
from esthersim.scenario.model import UNDATED, Scenario
from support.graphs import raw_event
from support.grown import grown
from support.scenarios import scenario
from support.walks import Picks, all_ways, timed, walk


def clocks(scenario: Scenario, way: tuple[str, ...]) -> list[datetime]:
    """Return the story time at each event of a way."""
    starts = scenario.starts or UNDATED
    found: list[datetime] = []
    for event in way:
        found.append(story_time_at(scenario.events[event], found[-1] if found else starts, starts))
    return found


@given(timed() | grown(), Picks)
def test_no_team_is_earlier_or_later(scenario: Scenario, picks: list[int]) -> None:
    """Wherever a team comes, the story clock is within the interval, loops or not, led elsewhere on the way or not."""
    space = explore(scenario)
    assume(space.complete)
    intervals = story_intervals(scenario, followers(space))
    for state in walk(scenario, picks):
        earliest, latest = intervals[state.here.event]
        assert earliest <= state.here.story <= latest


@given(timed(loops=False))
def test_intervals_are_exact_without_loops(scenario: Scenario) -> None:
    """Where nothing goes round, some way is as early and some way as late as the interval says."""
    real: dict[str, list[datetime]] = {}
    for way in all_ways(scenario):
        real.setdefault(way[-1], []).append(clocks(scenario, way)[-1])
    intervals = story_intervals(scenario, followers(explore(scenario)))
    assert {event: (min(times), max(times)) for event, times in real.items()} == dict(intervals)


@given(timed(loops=False))
def test_all_that_comes_too_late_is_found_without_loops(scenario: Scenario) -> None:
    """An event is told just when some way comes there after its moment."""
    starts = scenario.starts or UNDATED
    late = {scenario.first} if starts > moment_of(scenario.events[scenario.first], starts) else set()
    for way in all_ways(scenario):
        for (before, event), clock in zip(pairwise(way), clocks(scenario, way), strict=False):
            assert before
            if clock > moment_of(scenario.events[event], starts):
                late.add(event)
    assert too_late_for(explore(scenario)).keys() == late


@given(timed())
def test_each_late_arrival_has_a_real_way(scenario: Scenario) -> None:
    """The way can be gone step by step, its clock is right, and the event that it leads to lies behind that clock."""
    space = explore(scenario)
    for event, arrival in too_late_for(space).items():
        states = arrival.states
        assert states[0] == 0
        assert len(states) == len(set(states))
        assert all(then in {to for _edge, to in space.steps[state]} for state, then in pairwise(states))
        assert arrival.clock > moment_of(scenario.events[event], scenario.starts or UNDATED)
        if arrival == ((0,), scenario.starts or UNDATED) and event == scenario.first:
            continue  # the story starts after its first event
        assert clocks(scenario, tuple(space.events[state] for state in states))[-1] == arrival.clock
        assert event in {space.events[to] for _edge, to in space.steps[states[-1]]}


@given(timed(), Picks)
def test_a_verdict_on_a_deadline_holds_for_every_team(scenario: Scenario, picks: list[int]) -> None:
    """No team meets a deadline that is called late, and none breaks one that is called met."""
    deadline = scenario.deadlines["d"]
    following = followers(explore(scenario))
    if deadline.start not in following:
        return
    began = story_intervals(scenario, following)[deadline.start]
    verdict = deadline_is_idle(scenario, following, deadline, began)
    for state in walk(scenario, picks):
        kept = deadline_status(state.scenario, state.journey, "d")
        assert not (verdict == "late" and kept is DeadlineStatus.MET)
        assert not (verdict == "met" and kept in {DeadlineStatus.LATE, DeadlineStatus.NEVER})


def deadline(within: str, **more: Any) -> Any:
    """Return the verdict on a deadline from a decision to the call, which comes after ten minutes."""
    events = {
        "home": raw_event("home", ["call", "rest"]),
        "rest": raw_event("rest", ["call"]) | {"after": "1 h"},
        "call": raw_event("call", ["end"]) | {"after": "10 min"},
        "end": raw_event("end"),
        **more,
    }
    rule = {"from": "home", "to": "call", "within": within, "text": "I tid"}
    journey = scenario(events, deadlines={"d": rule})
    following = followers(explore(journey))
    return deadline_is_idle(journey, following, journey.deadlines["d"], story_intervals(journey, following)["home"])


@pytest.mark.parametrize(
    ("within", "verdict"), [("9 min", "late"), ("10 min", None), ("69 min", None), ("70 min", "met")]
)
def test_a_deadline_is_idle_where_every_way_says_the_same(within: str, verdict: str | None) -> None:
    """Shorter than the shortest way it is sure to be broken, as long as the longest sure to be met."""
    assert deadline(within) == verdict


def test_an_ending_before_it_breaks_a_deadline() -> None:
    """Where some way ends without coming to it, it can be missed, however long it is."""
    assert deadline("70 min", rest=raw_event("rest")) is None


def test_a_loop_that_takes_time_can_break_a_deadline() -> None:
    """Who goes round often enough is late."""
    assert deadline("70 min", rest=raw_event("rest", ["call", "rest"]) | {"after": "1 min"}) is None


def test_a_loop_that_moves_the_clock_has_no_latest() -> None:
    """Round and round, an hour each time; a loop that takes no time does not widen anything."""
    events = {
        "home": raw_event("home", ["walk", "still", "end"]),
        "walk": raw_event("walk", ["home"]),
        "still": raw_event("still", ["home"]),
        "end": raw_event("end"),
    }
    still = story_intervals(*_followed(scenario(events)))["end"]
    assert still.earliest == still.latest == UNDATED
    events["walk"]["after"] = "1 h"
    moving = story_intervals(*_followed(scenario(events)))["end"]
    assert moving == (UNDATED, ENDLESS)


def test_months_are_those_of_the_calendar() -> None:
    """A month after the last of January is the last of February."""
    events = {"home": raw_event("home", ["end"]), "end": raw_event("end") | {"after": "1 month"}}
    found = story_intervals(*_followed(scenario(events, starts="2026-01-31 08:00")))
    assert found["end"].earliest == found["end"].latest == datetime.fromisoformat("2026-02-28T08:00")
    assert found["home"].latest - found["home"].earliest == timedelta()


def _followed(journey: Scenario) -> tuple[Scenario, Any]:
    return journey, followers(explore(journey))
