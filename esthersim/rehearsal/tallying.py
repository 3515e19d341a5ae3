"""Counting what random teams did: what is cheap for each team, and only once what many share."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from esthersim.play.story import story_time_at
from esthersim.rehearsal.pace import busy_roles, reading_aloud
from esthersim.rehearsal.space import INJECT
from esthersim.rehearsal.walking import Handed, Walk
from esthersim.scenario.graph import Edge
from esthersim.scenario.model import UNDATED, Scenario


class Tally:
    """Counts walk by walk. Counts are numbers of teams; times are seconds, of the teams that came to an ending."""

    def __init__(self, scenario: Scenario, edges: tuple[Edge, ...]) -> None:
        """Look up once what every walk needs."""
        events = tuple(scenario.events.values())
        number = {key: number for number, key in enumerate(scenario.events)}
        roles = {role: number for number, role in enumerate(scenario.roles)}
        busy = [{roles[role] for role in busy_roles(scenario, event)} for event in events]
        self.met: Counter[frozenset[int]] = Counter()
        """The events that a team met, all together."""
        self.edges: Counter[int] = Counter()
        self.ends: Counter[int] = Counter()
        self.handed: Counter[tuple[int, Handed, int]] = Counter()
        """An event, what its handover came to the last time, and the event where the team was in the end."""
        self.steps = 0
        self.room_time: list[float] = []
        self.story_time: list[float] = []
        self.away = [0.0] * len(roles)
        """For each role: the time without being present or acting, of all these teams together."""
        self.longest: list[list[float]] = [[] for _role in roles]
        """For each role and team: the longest stretch of that."""
        self._final = [event.ending is not None for event in events]
        self._reading = [reading_aloud(event) for event in events]
        self._events = events
        self._targets = [number[edge.target] for edge in edges]
        self._timed = {place for place, event in enumerate(events) if event.after or event.at}
        self._starts = scenario.starts or UNDATED
        self._stories: dict[tuple[int, datetime], datetime] = {}
        self._idle = [[role for role in roles.values() if role not in each] for each in busy]
        self._changes = [
            (sorted(busy[here] - busy[there]), sorted(busy[there] - busy[here]))
            for here, there in ((number[edge.source], number[edge.target]) for edge in edges)
        ]
        """For each edge the roles that have nothing to do any more, and those that have again."""

    def count(self, walk: Walk) -> None:
        """Count one team."""
        edges = [leg.edge for leg in walk.legs]
        end, targets = walk.end, self._targets
        places = [0, *[targets[edge] for edge in edges if edge != INJECT]]
        self.steps += len(edges)
        self.edges.update(set(edges))
        self.met[frozenset(places)] += 1
        self.ends[end] += 1
        for place, handed in walk.handed.items():
            self.handed[place, handed, end] += 1
        if self._final[end]:
            over = walk.clock[-1] + self._reading[end]
            self.room_time.append(over)
            self.story_time.append((self._story(places) - self._starts).total_seconds())
            self._count_roles(edges, walk.clock, over, end)

    def _story(self, places: list[int]) -> datetime:
        """Return the story time at the end of the way."""
        moment, timed, stories = self._starts, self._timed, self._stories
        for place in places:
            if place in timed:
                later = stories.get((place, moment))
                if later is None:
                    later = stories[place, moment] = story_time_at(self._events[place], moment, self._starts)
                moment = later
        return moment

    def _count_roles(self, edges: list[int], clock: list[float], over: float, end: int) -> None:
        """Follow each role from where it has nothing to do to where it has, or to the end."""
        changes, away = self._changes, self.away
        since, longest = [0.0] * len(away), [0.0] * len(away)
        moments = iter(clock)
        next(moments)
        for edge, now in zip(edges, moments, strict=True):
            if edge == INJECT:
                continue
            leaving, coming = changes[edge]
            for role in leaving:
                since[role] = now
            for role in coming:
                gap = now - since[role]
                away[role] += gap
                if gap > longest[role]:
                    longest[role] = gap
        for role in self._idle[end]:
            gap = over - since[role]
            away[role] += gap
            if gap > longest[role]:
                longest[role] = gap
        for role, most in enumerate(longest):
            self.longest[role].append(most)
