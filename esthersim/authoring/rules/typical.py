"""Rules about room time: the planned time is enough for plays and for most random teams, and no role waits too long.

Both are counted in one way, that of `rehearsal.pace`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from math import ceil, sqrt
from statistics import median

from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.language import format_number
from esthersim.play.plays import run_play
from esthersim.rehearsal.pace import Pace, busy_roles, longest_time, paces
from esthersim.rehearsal.space import Space
from esthersim.rehearsal.story_time import Followers, followers
from esthersim.rehearsal.walking import TIMER_RUNS_OUT

TEAMS, SEED = 100, 1
LONGEST_WAIT = 2 / 3
"""A share of the simulation's planned time. In a chain of care some role comes last, but not after most of the time."""
LONG = 300.0
"""Seconds; a shorter wait is never reported."""


def time_in_the_room(examination: Examination) -> Iterator[Finding]:
    """Find a simulation that takes half of the teams longer than planned, and roles that wait most of the time.

    Waiting is the longest stretch of a run in which a role is neither present nor acts. Optional roles are left out,
    since they are for extra participants, and so are roles with nothing to do, which another rule reports.
    """
    space = examination.space
    scenario = space.scenario
    promised = float(scenario.time.simulation.total_seconds)
    patience = max(promised * LONGEST_WAIT, LONG)
    if not space.complete or not _can_be_long(space, promised, patience):
        return
    from esthersim.rehearsal.teams import rehearse_teams  # they are expensive, and most scenarios do not need them

    teams = rehearse_teams(scenario, TEAMS, SEED)
    typical = median(teams.room_time) if teams.room_time else 0.0
    if typical > promised:
        minutes = f"{typical / 60:.0f}"
        yield found("ES270", ("time", "simulation"), minutes=minutes, promised=format_number(promised / 60))
    for key, wait in teams.waits.items():
        if wait > patience and teams.roles[key] and not scenario.roles[key].optional:
            waited, planned = f"{wait / 60:.0f}", format_number(promised / 60)
            yield found("ES269", ("roles", key), at_key=True, minutes=waited, promised=planned)


def plays_in_time(examination: Examination) -> Iterator[Finding]:
    """Find plays that take longer than planned, in the language in which they take longest."""
    scenario = examination.scenario
    promised = scenario.time.simulation.total_seconds
    languages = (scenario, *(shown for _translation, shown in examination.translated))
    for key, steps in scenario.plays.items():
        result = run_play(scenario, steps)
        most = longest_time(languages, result.journal)
        if result.failure is None and most > promised:
            planned = format_number(promised / 60)
            yield found("ES330", ("plays", key), at_key=True, name=key, minutes=ceil(most / 60), promised=planned)


def _can_be_long(space: Space, promised: float, patience: float) -> bool:
    """Return whether anything can be found at all, by a test that is much cheaper than a hundred teams."""
    scenario, following = space.scenario, followers(space)
    try:
        order = list(TopologicalSorter(following).static_order())[::-1]  # it expects predecessors, hence reversed
    except CycleError:
        return True  # in a loop there is no longest way
    stays = paces(scenario)
    most = {event: stays[event].whole for event in order}
    if _longest(following, order, most) > promised and not _is_mostly_within(space, order, stays, promised):
        return True
    busy = {event: busy_roles(scenario, scenario.events[event]) for event in order}
    for role in scenario.roles:
        away = {event: 0.0 if role in busy[event] else time for event, time in most.items()}
        if sum(away.values()) > patience and _longest(following, order, away, broken=True) > patience:
            return True
    return False


def _is_mostly_within(space: Space, order: list[str], stays: Mapping[str, Pace], promised: float) -> bool:
    """Return whether the median of all teams is certain to be within a time, where only the teams decide the way.

    Where conditions or injects do, it is not. A median is never further from the mean than the standard deviation;
    both are added up backwards from the endings.
    """
    if space.truths or any(edge.kind == "inject" for edge in space.edges):
        return False
    ways: dict[str, list[str]] = {}
    timers: dict[str, str] = {}
    for edge in space.edges:
        if edge.kind == "timer":
            timers[edge.source] = edge.target
        else:
            ways.setdefault(edge.source, []).append(edge.target)
    moments: dict[str, tuple[float, float]] = {}
    for event in reversed(order):
        whole, more = stays[event].whole, stays[event].more
        middle, spread = whole - more / 2, more * more / 12
        late = TIMER_RUNS_OUT if event in timers else 0.0
        shares = [((1 - late) / len(ways[event]), middle, spread, target) for target in ways.get(event, ())]
        shares += [(late, whole, 0.0, timers[event])] if late else []
        moments[event] = (
            sum(share * (time + moments[target][0]) for share, time, _spread, target in shares),
            sum(
                share * (spread + time * time + 2 * time * moments[target][0] + moments[target][1])
                for share, time, spread, target in shares
            ),
        )
        if not shares:
            moments[event] = (middle, spread + middle * middle)
    mean, square = moments[space.scenario.first]
    return mean + sqrt(max(square - mean * mean, 0.0)) <= promised


def _longest(following: Followers, order: list[str], times: Mapping[str, float], *, broken: bool = False) -> float:
    """Return the longest sum of times along a way; with `broken`, along a part of it without a time of zero."""
    until = dict(times)
    for event in order:
        for target in following[event]:
            if not broken or times[target]:
                until[target] = max(until[target], until[event] + times[target])
    return max(until.values())


RULES: tuple[Rule, ...] = (time_in_the_room, plays_in_time)
