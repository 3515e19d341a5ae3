"""How long each role of a team has nothing to do. That takes a look at each step, so only some teams are followed."""

from __future__ import annotations

from typing import NamedTuple

from esthersim.rehearsal.pace import paces
from esthersim.rehearsal.spread import spread
from esthersim.rehearsal.walking import Trace, Walk
from esthersim.scenario.model import Scenario

FOLLOWED = 500
"""How many teams are followed: enough for a median."""
Needed = frozenset[str]
"""The roles that are present or act."""


class Change(NamedTuple):
    """The numbers of the roles that are no longer needed, and of those that are needed again."""

    leaving: tuple[int, ...]
    coming: tuple[int, ...]


class Waiting:
    """The times, in seconds, of the teams followed so far: the first that came to an ending."""

    def __init__(self, scenario: Scenario) -> None:
        """Follow nobody yet."""
        events = tuple(scenario.events.values())
        self._roles = tuple(scenario.roles)
        self._everybody = frozenset(self._roles)
        self._final = [event.ending is not None for event in events]
        stays = tuple(paces(scenario).values())
        self._at_most = [stay.whole for stay in stays]
        self._aside = [0.0 if event.ending else stay.aside for event, stay in zip(events, stays, strict=True)]
        self._changes: dict[tuple[Needed, Needed], Change] = {}
        self._away = [0.0] * len(self._roles)
        self._longest: list[list[float]] = []
        self._whole = 0.0

    @property
    def enough(self) -> bool:
        """Whether as many teams have been followed as are needed."""
        return len(self._longest) >= FOLLOWED

    def follow(self, walk: Walk, trace: Trace) -> None:
        """Follow each role of a team that came to an ending, from where it is not needed to where it is again."""
        if not self._final[walk.end]:
            return
        away = self._away
        since, longest = [0.0] * len(away), [0.0] * len(away)
        before, changes = self._everybody, self._changes
        for taken, begins in trace:
            needed = taken.needed
            if needed is None or needed is before:
                continue
            now = begins - self._aside[taken.outcome.target]
            change = changes.get((before, needed)) or self._change(before, needed)
            for role in change.leaving:
                since[role] = now
            for role in change.coming:
                gap = now - since[role]
                away[role] += gap
                if gap > longest[role]:  # noqa: PLR1730 - `max` takes three times as long
                    longest[role] = gap
            before = needed
        over = walk.room + self._at_most[walk.end]
        last = changes.get((before, self._everybody)) or self._change(before, self._everybody)
        for role in last.coming:
            gap = over - since[role]
            away[role] += gap
            longest[role] = max(longest[role], gap)
        self._longest.append(longest)
        self._whole += over

    def _change(self, before: Needed, after: Needed) -> Change:
        roles = [(number, role in before, role in after) for number, role in enumerate(self._roles)]
        leaving = tuple(number for number, was, is_now in roles if was and not is_now)
        coming = tuple(number for number, was, is_now in roles if is_now and not was)
        change = self._changes[before, after] = Change(leaving, coming)
        return change

    def busy(self) -> dict[str, float]:
        """Return for each role how long it is present or acts, the mean over the teams."""
        teams = len(self._longest) or 1
        return {role: (self._whole - away) / teams for role, away in zip(self._roles, self._away, strict=True)}

    def longest(self) -> dict[str, float]:
        """Return for each role the longest stretch without that, the median over the teams; 0 where there are none."""
        found = {role: spread(each[number] for each in self._longest) for number, role in enumerate(self._roles)}
        return {role: times.median if times else 0.0 for role, times in found.items()}
