"""Rules about the time in the room, judged by random teams: nobody waits for ever, and the time promised is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median

from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.rehearsal.pace import busy_roles, pace
from esthersim.rehearsal.story_time import Followers, followers
from esthersim.scenario.model import Scenario

TEAMS, SEED = 100, 1
LONGEST_WAIT = 2 / 3
"""Of the simulation as it is planned. In a chain of care somebody comes last; but not when most of it is over."""
LONG = 300.0
"""Seconds that anybody can wait."""


def time_in_the_room(examination: Examination) -> Iterator[Finding]:
    """Find a simulation that half of the teams take longer over than promised, and roles that wait most of it.

    Waiting is the longest stretch of a run in which a role is neither present nor acts. Optional roles are left out,
    for they are for whoever comes too, and so are roles that nothing is written for: of them another rule tells.
    """
    space = examination.space
    scenario = space.scenario
    promised = float(scenario.time.simulation.total_seconds)
    patience = max(promised * LONGEST_WAIT, LONG)
    if not space.complete or not _can_be_long(scenario, followers(space), promised, patience):
        return
    from esthersim.rehearsal.teams import rehearse_teams  # they take their time, and most scenarios are no such thing

    teams = rehearse_teams(scenario, TEAMS, SEED)
    typical = median(teams.room_time) if teams.room_time else 0.0
    if typical > promised:
        minutes = f"{typical / 60:.0f}"
        yield found("ES270", ("time", "simulation"), minutes=minutes, promised=f"{promised / 60:g}")
    for key, wait in teams.waits.items():
        if wait > patience and teams.roles[key] and not scenario.roles[key].optional:
            yield found("ES269", ("roles", key), at_key=True, minutes=f"{wait / 60:.0f}", promised=f"{promised / 60:g}")


def _can_be_long(scenario: Scenario, following: Followers, promised: float, patience: float) -> bool:
    """Tell whether any way is long enough, or leaves out a role for long enough, or goes round in a loop."""
    order = _in_order(following)
    if len(order) < len(following):
        return True
    stays = {event: pace(scenario.events[event]) for event in order}
    most = {event: stay.least + stay.more for event, stay in stays.items()}
    if _longest(following, order, most) > promised:
        return True
    busy = {event: busy_roles(scenario, scenario.events[event]) for event in order}
    for role in scenario.roles:
        away = {event: 0.0 if role in busy[event] else time for event, time in most.items()}
        if sum(away.values()) > patience and _longest(following, order, away, broken=True) > patience:
            return True
    return False


def _in_order(following: Followers) -> list[str]:
    """Return the events, each before those that follow it; those of a loop, and what is behind it, are left out."""
    before = dict.fromkeys(following, 0)
    for targets in following.values():
        for target in targets:
            before[target] += 1
    order = [event for event, count in before.items() if not count]
    for event in order:  # grows on the way
        for target in following[event]:
            before[target] -= 1
            if not before[target]:
                order.append(target)
    return order


def _longest(following: Followers, order: list[str], times: Mapping[str, float], *, broken: bool = False) -> float:
    """Return the longest sum of times along a way; with `broken`, along a piece of a way where none is nought."""
    until = dict(times)
    for event in order:
        for target in following[event]:
            if not broken or times[target]:
                until[target] = max(until[target], until[event] + times[target])
    return max(until.values())


RULES: tuple[Rule, ...] = (time_in_the_room,)
