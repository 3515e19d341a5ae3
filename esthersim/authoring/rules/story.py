"""Rules about story time: it does not run backwards, and deadlines can be met and missed and agree with their rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.authoring.rules.way_text import states_text
from esthersim.rehearsal.story_time import (
    Followers,
    Interval,
    deadline_is_idle,
    followers,
    moment_of,
    story_intervals,
    too_late_for,
)
from esthersim.scenario.key_paths import subject
from esthersim.scenario.model import UNDATED, Scenario
from esthersim.scenario.story_lengths import story_length


def story_time(examination: Examination) -> Iterator[Finding]:
    """Find events whose `at` has passed when a team arrives, and deadlines whose result is certain in advance."""
    scenario = examination.scenario
    moments = [key for key, event in scenario.events.items() if event.at is not None]
    if not (moments or scenario.deadlines) or not examination.space.complete:
        return
    space = examination.space
    following = followers(space)
    intervals = story_intervals(scenario, following)
    if any(_may_be_late(scenario, following, intervals, key) for key in moments):
        for key, arrival in too_late_for(space).items():
            clock = told_clock(scenario, arrival.clock)
            way = states_text(space, arrival.states)
            yield found("ES266", ("events", key, "at"), clock=clock, way=way)
    if any(scenario.injects[key].next for key in scenario.comes_by_story_time):
        return  # where they lead, time counts from when they came, which the intervals do not tell
    for key, deadline in scenario.deadlines.items():
        if deadline.start in intervals and deadline.to in intervals and deadline.start != deadline.to:
            idle = deadline_is_idle(scenario, following, deadline, intervals[deadline.start])
            if idle:
                yield found("ES267" if idle == "late" else "ES268", ("deadlines", key), at_key=True)


def other_lengths(examination: Examination) -> Iterator[Finding]:
    """Find deadlines with another time limit than the rule that they refer to."""
    for key, deadline in examination.scenario.deadlines.items():
        if deadline.rule:
            pack, _slash, rule = deadline.rule.partition("/")
            limit = examination.packs[pack].rules[rule].limit
            if limit is not None and limit != deadline.within:
                own, ruled = story_length(deadline.within), story_length(limit)
                where = subject(("deadlines", key))
                yield found("ES272", ("deadlines", key, "within"), where=where, own=own, limit=ruled)


def _may_be_late(scenario: Scenario, following: Followers, intervals: Mapping[str, Interval], key: str) -> bool:
    """Return whether story time can be past an event's `at`, judged by the intervals, which are cheap to compute."""
    starts = scenario.starts or UNDATED
    moment = moment_of(scenario.events[key], starts)
    return (key == scenario.first and starts > moment) or any(
        key in targets and intervals[event].latest > moment for event, targets in following.items()
    )


def told_clock(scenario: Scenario, moment: datetime) -> str:
    """Return a moment of the story as written in the format."""
    day = (moment.date() - (scenario.starts or UNDATED).date()).days + 1
    return f"day {day} {moment:%H:%M}"


RULES: tuple[Rule, ...] = (story_time, other_lengths)
