"""When, in story time, a team can be at each event: at the earliest and at the latest, and how late on one real way.

The time of an arrival is a function of the clock before, `story_time_at`, and a later clock never makes for an earlier
arrival. So the earliest is a shortest path, the latest a longest. In a loop that moves the clock on there is no latest,
and the last moment of the calendar stands for it. (By hand: the libraries' shortest paths add up weights.) An inject
that comes on the way and leads elsewhere does so at some moment before the team would have arrived: at the earliest at
once, at the latest then. Where there are such injects the intervals may be too wide, but are never too narrow.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from heapq import heappop, heappush
from itertools import pairwise
from typing import Literal, NamedTuple

from esthersim.authored.durations import Duration
from esthersim.play.story import story_time_at
from esthersim.rehearsal.space import INJECT, Space
from esthersim.scenario.graph import edges_from
from esthersim.scenario.model import UNDATED, Deadline, Event, Scenario

Followers = Mapping[str, Sequence[str]]
"""For each event that can be reached: the events that a team can come to next."""
ENDLESS = datetime.max  # noqa: DTZ901 - story time has no time zone
MOST_TRIED = 200_000


class Interval(NamedTuple):
    """The earliest and the latest story time of an arrival; `ENDLESS` where there is no latest."""

    earliest: datetime
    latest: datetime


class Arrival(NamedTuple):
    """An arrival on a real way: the states on it, the start first, and the story time at the last of them."""

    states: tuple[int, ...]
    clock: datetime


def followers(space: Space) -> Followers:
    """Return which events follow each other along the edges that were taken."""
    following: dict[str, dict[str, None]] = {space.scenario.first: {}}
    for number in sorted(space.taken):
        edge = space.edges[number]
        following.setdefault(edge.source, {})[edge.target] = None
        following.setdefault(edge.target, {})
    return {event: tuple(targets) for event, targets in following.items()}


def story_intervals(scenario: Scenario, following: Followers) -> Mapping[str, Interval]:
    """Return between which moments a team can arrive at each event that can be reached."""
    starts = scenario.starts or UNDATED
    clock = story_time_at(scenario.events[scenario.first], starts, starts)
    earliest = _earliest(scenario, following, scenario.first, clock)
    latest = _latest(scenario, following, scenario.first, clock)
    return {event: Interval(moment, latest[event]) for event, moment in earliest.items()}


def deadline_is_idle(
    scenario: Scenario, following: Followers, deadline: Deadline, began: Interval
) -> Literal["late", "met"] | None:
    """Tell whether a deadline is sure to be broken (`late`), or sure to be `met`, whatever the team does.

    `began` is when a team can arrive at the event that it runs from. Each arrival there restarts it if it has not
    run out, and an ending that comes before the event that it runs to breaks it.
    """
    stops = {deadline.start, deadline.to}
    earliest = _earliest(scenario, following, deadline.start, began.earliest, stops)
    if earliest.get(deadline.to, ENDLESS) > _last_moment(deadline.within, began.latest):
        return "late"
    latest = _latest(scenario, following, deadline.start, began.latest, stops)
    passed = latest.keys() - stops
    if deadline.to not in latest or any(scenario.events[event].ending is not None for event in passed):
        return None
    judged = [latest[event] for event in stops if event in latest]
    return "met" if max(judged) <= _last_moment(deadline.within, began.earliest) else None


def _last_moment(within: Duration, began: datetime) -> datetime:
    try:
        return within.after(began)
    except (OverflowError, ValueError):
        return ENDLESS


def _earliest(
    scenario: Scenario, following: Followers, start: str, clock: datetime, stops: Collection[str] = ()
) -> dict[str, datetime]:
    """Return the earliest arrivals on ways from an event, at which the clock shows this (Dijkstra's shortest ways).

    With `stops` the ways end at those events; then the start is among the arrivals only if a way comes back to it.
    """
    starts = scenario.starts or UNDATED
    found: dict[str, datetime] = {} if stops else {start: clock}
    waiting = [(clock, start)]
    begun = False
    while waiting:
        now, event = heappop(waiting)
        if begun and (now > found[event] or event in stops):
            continue
        begun = True
        for target in following[event]:
            then = story_time_at(scenario.events[target], now, starts)
            if target not in found or then < found[target]:
                found[target] = then
                heappush(waiting, (then, target))
    return found


def _latest(
    scenario: Scenario, following: Followers, start: str, clock: datetime, stops: Collection[str] = ()
) -> dict[str, datetime]:
    """Return the latest arrivals in the same way; `ENDLESS` for what a loop moves on and on.

    That is what is still moved after as many rounds as there are events (widening: Cousot and Cousot, "Abstract
    interpretation", 1977).
    """
    starts = scenario.starts or UNDATED
    found: dict[str, datetime] = {} if stops else {start: clock}
    rounds = dict.fromkeys(following, 0)
    diverted = diverted_to(scenario)
    waiting = deque([(start, clock)])
    begun = False
    while waiting:
        event, now = waiting.popleft()
        if begun and (now < found[event] or event in stops):
            continue
        begun = True
        for target in following[event]:
            then = story_time_at(scenario.events[target], now, starts)
            if target in diverted:
                then = max(then, _latest_diverted(scenario, event, now, diverted))
            if target not in found or then > found[target]:
                rounds[target] += 1
                found[target] = then if rounds[target] <= len(following) else ENDLESS
                waiting.append((target, found[target]))
    return found


def diverted_to(scenario: Scenario) -> frozenset[str]:
    """Return the events to which injects can lead a team that is on its way elsewhere."""
    injects = [scenario.injects[key] for key in scenario.comes_by_story_time]
    return frozenset(inject.next for inject in injects if inject.next is not None)


def _latest_diverted(scenario: Scenario, event: str, now: datetime, diverted: Collection[str]) -> datetime:
    """Return when a team that leaves an event arrives at the latest, if injects that come on the way lead elsewhere."""
    starts = scenario.starts or UNDATED
    latest = max(story_time_at(scenario.events[edge.target], now, starts) for edge in edges_from(scenario, event))
    for _each in scenario.comes_by_story_time:  # each comes once, and may come when the one before leads somewhere
        latest = max(latest, *(story_time_at(scenario.events[target], latest, starts) for target in diverted))
    return latest


def too_late_for(space: Space) -> Mapping[str, Arrival]:
    """Return the events whose `at` has passed when a team comes there, each with a real way on which it has.

    The arrival is the one before, with its clock; for the first event, the start of the story. Only ways that come to
    no state twice are tried, the last step apart: in a loop that moves the clock every `at` passes in the end. Of many
    ways not all are tried, and none beyond an inject that led elsewhere on the way.
    """
    events, starts = space.scenario.events, space.scenario.starts or UNDATED
    moments = {key: moment_of(event, starts) for key, event in events.items()}
    moving = {key for key, event in events.items() if event.after or event.at}
    # By the edge, the event at which the clock moves; the last is for injects that come where the team stays.
    moves = [edge.target if edge.target in moving else "" for edge in space.edges] + [""]
    came = frozenset(space.scenario.comes_by_story_time)
    diverting = {number for number, edge in enumerate(space.edges) if edge.kind == "inject" and edge.label in came}
    times: dict[tuple[str, datetime], datetime] = {}  # few, and needed again and again
    clocks: list[datetime | None] = [None] * len(space.events)
    before = [-1] * len(space.events)
    late: dict[str, int] = {}
    clocks[0] = begins = story_time_at(events[space.events[0]], starts, starts)
    waiting = deque([(0, begins)])
    tried = 0
    while waiting and tried < MOST_TRIED:
        state, now = waiting.popleft()
        if now is not clocks[state] and now != clocks[state]:
            continue
        tried += len(space.steps[state])
        for edge, to in space.steps[state]:
            key, then = moves[edge], now
            if edge in diverting:
                continue
            if key:
                if now > moments[key]:
                    late.setdefault(key, state)
                then = times.get((key, now)) or story_time_at(events[key], now, starts)
                times[key, now] = then
            known = clocks[to]
            if known is None or (then is not known and then > known and to not in _way_to(state, before)):
                clocks[to] = then
                before[to] = state
                waiting.append((to, then))
    found = {key: _arrival(space, _way_to(state, before)[::-1], starts) for key, state in late.items()}
    first = space.scenario.first
    return {first: Arrival((0,), starts), **found} if starts > moments[first] else found


def _way_to(state: int, before: Sequence[int]) -> list[int]:
    """Return the states back to the start: no state is ever put before one that it comes after."""
    way = [state]
    while (state := before[state]) >= 0:
        way.append(state)
    return way


def _arrival(space: Space, way: Sequence[int], starts: datetime) -> Arrival:
    """Retrace a way: since it was found, a later one to some state on it may have replaced it."""
    events = space.scenario.events
    clock = story_time_at(events[space.events[way[0]]], starts, starts)
    for state, then in pairwise(way):
        if any(to == then and edge != INJECT for edge, to in space.steps[state]):
            clock = story_time_at(events[space.events[then]], clock, starts)
    return Arrival(tuple(way), clock)


def moment_of(event: Event, starts: datetime) -> datetime:
    """Return an event's `at`, or a moment that never passes if it has none."""
    try:
        return event.at.on(starts) if event.at else ENDLESS
    except OverflowError:
        return ENDLESS
