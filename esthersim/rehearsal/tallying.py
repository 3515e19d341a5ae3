"""Counting what random teams did: what is cheap for each team, and only once what many share."""

from __future__ import annotations

from collections import Counter

from esthersim.rehearsal.pace import busy_roles, reading_aloud
from esthersim.rehearsal.walking import Walk, Walker
from esthersim.scenario.model import Scenario

FOLLOWED = 500
"""How many of the teams are followed role by role: enough for what is in the middle of them."""
Change = tuple[list[int], list[int]]
"""The roles that have nothing to do any more, and those that have again."""


class Tally:
    """Counts walk by walk. Counts are numbers of teams; times are seconds, of the teams that came to an ending."""

    def __init__(self, scenario: Scenario, walker: Walker) -> None:
        """Look up once what every walk needs."""
        events = tuple(scenario.events.values())
        number = {key: number for number, key in enumerate(scenario.events)}
        roles = {role: number for number, role in enumerate(scenario.roles)}
        self.busy = [{roles[role] for role in busy_roles(scenario, event)} for event in events]
        """For each event the numbers of the roles that are present or act."""
        self.places = [frozenset(n for n, busy in enumerate(self.busy) if role in busy) for role in roles.values()]
        """For each role the events where it is."""
        self.took: dict[tuple[int, ...], int] = {}
        """The edges that a team took, one after the other."""
        self.ends: Counter[int] = Counter()
        self.handed: dict[tuple[int, int, int], int] = {}
        """An event, what is known after its handover the last time, and the event where the team was in the end."""
        self.steps = 0
        self.room_time: list[float] = []
        self.story_time: list[int] = []
        self.away = [0.0] * len(roles)
        """For each role: the time without being present or acting, of all teams together that are followed."""
        self.longest: list[list[float]] = []
        """For each team that is followed, and each role: the longest stretch of that."""
        self._final = [event.ending is not None for event in events]
        self._reading = [reading_aloud(event) for event in events]
        self._idle = [[role for role in roles.values() if role not in each] for each in self.busy]
        ways = [(number[edge.source], number[edge.target]) for edge in walker.compiled.edges]
        injects: list[None] = [None] * len(walker.compiled.injects)  # their negative numbers lead to the end of a list
        self.targets = [*(there for _here, there in ways), *(0 for _inject in injects)]
        """For each edge the event that it leads to; for an inject the first, where every team has been."""
        self._changes: list[Change | None] = [*(self._change(here, there) for here, there in ways), *injects]

    def _change(self, here: int, there: int) -> Change | None:
        leaving, coming = self.busy[here] - self.busy[there], self.busy[there] - self.busy[here]
        return (sorted(leaving), sorted(coming)) if leaving or coming else None

    def count(self, walk: Walk) -> None:
        """Count one team."""
        edges, clock, all_handed, end, story = walk
        self.steps += len(edges)
        took = tuple(edges)
        self.took[took] = self.took.get(took, 0) + 1
        self.ends[end] += 1
        counts = self.handed
        for place, handed in all_handed.items():
            key = (place, handed, end)
            counts[key] = counts.get(key, 0) + 1
        if self._final[end]:
            over = clock[-1] + self._reading[end]
            self.room_time.append(over)
            self.story_time.append(story)
            if len(self.longest) < FOLLOWED:
                self._follow_roles(edges, clock, over, end)

    def _follow_roles(self, edges: list[int], clock: list[float], over: float, end: int) -> None:
        """Follow each role from where it has nothing to do to where it has, or to the end."""
        changes, away = self._changes, self.away
        since, longest = [0.0] * len(away), [0.0] * len(away)
        moments = iter(clock)
        next(moments)
        for edge, now in zip(edges, moments, strict=True):
            change = changes[edge]
            if change is not None:
                for role in change[0]:
                    since[role] = now
                for role in change[1]:
                    gap = now - since[role]
                    away[role] += gap
                    if gap > longest[role]:  # noqa: PLR1730 - `max` takes three times as long
                        longest[role] = gap
        for role in self._idle[end]:
            gap = over - since[role]
            away[role] += gap
            longest[role] = max(longest[role], gap)
        self.longest.append(longest)
