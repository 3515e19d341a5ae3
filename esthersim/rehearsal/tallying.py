"""Counting what random teams did: as little as possible for each team, the rest once for all that took the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from esthersim.play.story import story_time_at
from esthersim.rehearsal.pace import busy_roles, reading_aloud
from esthersim.rehearsal.space import INJECT
from esthersim.rehearsal.walking import Leg, Walk
from esthersim.scenario.model import UNDATED, Scenario

Stretch = tuple[int, int]
"""From one place in a clock until another."""


@dataclass(slots=True, eq=False)
class Way:
    """A sequence of edges from the start, and what hangs on nothing else."""

    edges: tuple[int, ...]
    places: tuple[int, ...]
    """The numbers of the events, the last one included."""
    story: float
    """Seconds from the start of the story to the last arrival."""
    away: tuple[tuple[Stretch, ...], ...]
    """For each role the stretches in which it is neither present nor acting."""
    teams: int = 0


class Tally:
    """Counts walk by walk."""

    def __init__(self, scenario: Scenario) -> None:
        """Look up once what every way needs."""
        events = scenario.events.values()
        self.ways: dict[tuple[int, ...], Way] = {}
        self.room_time: list[float] = []
        self.story_time: list[float] = []
        self.away: list[list[float]] = [[] for _role in scenario.roles]
        """For each role, and each team that came to an ending: the seconds in which it was away."""
        self.longest: list[list[float]] = [[] for _role in scenario.roles]
        """The same, of the longest stretch alone."""
        self.handed: Counter[tuple[Leg, int]] = Counter()
        """A handover as it was done, and the number of the event where the team then was in the end."""
        self.busy = [busy_roles(scenario, event) for event in events]
        self._scenario = scenario
        self._events = tuple(events)
        self._reading = [reading_aloud(event) for event in events]
        self._stories: dict[tuple[int, datetime], datetime] = {}

    def count(self, walk: Walk) -> None:
        """Count one team; one without an ending counts by its way and its handovers alone."""
        legs, clock, handed, end = walk
        edges = tuple([leg.edge for leg in legs])
        way = self.ways.get(edges)
        if way is None:
            way = self.ways[edges] = self._way(walk, edges)
        way.teams += 1
        for leg in handed.values():
            self.handed[leg, end] += 1
        if self._events[end].ending is None:
            return
        over = clock[-1] + self._reading[end]
        clock.append(over)
        self.room_time.append(over)
        self.story_time.append(way.story)
        for stretches, away, longest in zip(way.away, self.away, self.longest, strict=True):
            lengths = [clock[until] - clock[since] for since, until in stretches]
            away.append(sum(lengths))
            longest.append(max(lengths, default=0.0))

    def _way(self, walk: Walk, edges: tuple[int, ...]) -> Way:
        places = (*(leg.place for leg in walk.legs), walk.end)
        starts = self._scenario.starts or UNDATED
        moment = self._arrival(places[0], starts)
        for place, edge in zip(places[1:], edges, strict=True):
            if edge != INJECT:
                moment = self._arrival(place, moment)
        away = tuple(tuple(self._stretches(role, places)) for role in self._scenario.roles)
        return Way(edges, places, (moment - starts).total_seconds(), away)

    def _arrival(self, place: int, moment: datetime) -> datetime:
        event = self._events[place]
        if event.after is None and event.at is None:
            return moment
        found = self._stories.get((place, moment))
        if found is None:
            found = story_time_at(event, moment, self._scenario.starts or UNDATED)
            self._stories[place, moment] = found
        return found

    def _stretches(self, role: str, places: Sequence[int]) -> Iterator[Stretch]:
        since = 0
        for number, place in enumerate(places):
            if role in self.busy[place]:
                if since < number:
                    yield since, number
                since = number + 1
        if since < len(places):
            yield since, len(places)
