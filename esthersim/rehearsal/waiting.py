"""How long each role of a team has nothing to do. That takes a look at each step, so only some teams are followed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from esthersim.rehearsal.pace import busy_roles, paces
from esthersim.rehearsal.spread import spread
from esthersim.rehearsal.walking import Trace, Walk
from esthersim.scenario.graph import every_edge
from esthersim.scenario.model import Scenario

FOLLOWED = 500
"""How many teams are followed: enough for a median."""
Change = tuple[list[int], list[int]]
"""The roles that are no longer needed, and those that are needed again."""


class Waiting:
    """The times, in seconds, of the teams followed so far: the first that came to an ending."""

    def __init__(self, scenario: Scenario) -> None:
        """Work out which roles each edge brings in, and which it lets go."""
        events = tuple(scenario.events.values())
        number = {key: number for number, key in enumerate(scenario.events)}
        busy = [busy_roles(scenario, event) for event in events]
        self._roles = tuple(scenario.roles)
        self._idle = [[n for n, role in enumerate(self._roles) if role not in each] for each in busy]
        self._final = [event.ending is not None for event in events]
        self._at_most = [pace.most for pace in paces(scenario).values()]
        self._changes: dict[int, Change] = {}
        for way, edge in enumerate(every_edge(scenario)):
            before, after = self._idle[number[edge.source]], self._idle[number[edge.target]]
            if before != after:
                leaving, coming = sorted({*after} - {*before}), sorted({*before} - {*after})
                self._changes[way] = (leaving, coming)
        self._away = [0.0] * len(self._roles)
        self._longest: list[list[float]] = []
        self._whole = 0.0

    @property
    def enough(self) -> bool:
        """Whether as many teams have been followed as are needed."""
        return len(self._longest) >= FOLLOWED

    def follow(self, walk: Walk, trace: Trace, present: Sequence[frozenset[str]] = ()) -> None:
        """Follow each role of a team that came to an ending, from where it is not needed to where it is again.

        `present` says who was needed at the start and after each step, where that differs from team to team.
        """
        if not self._final[walk.end]:
            return
        if present:
            self._follow_each(walk, trace, present)
            return
        changes, away = self._changes, self._away
        since, longest = [0.0] * len(away), [0.0] * len(away)
        for edge, now in trace:
            change = changes.get(edge)
            if change is not None:
                for role in change[0]:
                    since[role] = now
                for role in change[1]:
                    gap = now - since[role]
                    away[role] += gap
                    if gap > longest[role]:  # noqa: PLR1730 - `max` takes three times as long
                        longest[role] = gap
        over = walk.room + self._at_most[walk.end]
        for role in self._idle[walk.end]:
            gap = over - since[role]
            away[role] += gap
            longest[role] = max(longest[role], gap)
        self._longest.append(longest)
        self._whole += over

    def _follow_each(self, walk: Walk, trace: Trace, present: Sequence[frozenset[str]]) -> None:
        over = walk.room + self._at_most[walk.end]
        times = [0.0, *(now for _edge, now in trace), over]
        longest = [0.0] * len(self._roles)
        for number, role in enumerate(self._roles):
            gap = 0.0
            for needed, (now, then) in zip(present, pairwise(times), strict=True):
                gap = 0.0 if role in needed else gap + then - now
                self._away[number] += 0.0 if role in needed else then - now
                longest[number] = max(longest[number], gap)
        self._longest.append(longest)
        self._whole += over

    def busy(self) -> dict[str, float]:
        """Return for each role how long it is present or acts, the mean over the teams."""
        teams = len(self._longest) or 1
        return {role: (self._whole - away) / teams for role, away in zip(self._roles, self._away, strict=True)}

    def longest(self) -> dict[str, float]:
        """Return for each role the longest stretch without that, the median over the teams; 0 where there are none."""
        found = {role: spread(each[number] for each in self._longest) for number, role in enumerate(self._roles)}
        return {role: times.median if times else 0.0 for role, times in found.items()}
