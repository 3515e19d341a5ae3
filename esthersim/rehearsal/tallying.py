"""Counting what random teams did: in bulk for all of them, and role by role for the first few hundred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from esthersim.rehearsal.fields import Fields
from esthersim.rehearsal.pace import busy_roles, reading_aloud
from esthersim.rehearsal.walking import Trace, Walk
from esthersim.scenario.graph import edges
from esthersim.scenario.model import Scenario

FOLLOWED = 500
"""How many of the teams are followed role by role: enough for a median."""
Thing = tuple[str, ...]
"""Something that a team can meet: `("event", id)`, `("option", event, id)` or `("role", id)`."""
Change = tuple[list[int], list[int]]
"""The roles that are not needed any more, and those that are needed again."""


class Tally:
    """What has been counted so far. Counts are numbers of teams; times are seconds, of the teams that reached an ending."""

    def __init__(self, scenario: Scenario, most: int) -> None:
        """Prepare to count up to `most` teams."""
        events = tuple(scenario.events.values())
        number = {key: number for number, key in enumerate(scenario.events)}
        roles = {role: number for number, role in enumerate(scenario.roles)}
        busy = [busy_roles(scenario, event) for event in events]
        ways = edges(scenario)
        options = (("option", edge.source, edge.label) for edge in ways if edge.kind == "option")
        self._fields = Fields((*(("event", key) for key in number), *(("role", role) for role in roles), *options), most)
        here = [
            self._fields.mark([("event", key), *(("role", role) for role in busy[place])])
            for key, place in number.items()
        ]
        self.marks = [here[number[edge.target]] for edge in ways] + here[:1]
        """What a team meets by taking each edge, and, last, at the start."""
        for way, edge in enumerate(ways):
            if edge.kind == "option":
                self.marks[way] |= self._fields.mark([("option", edge.source, edge.label)])
        self.ends: Counter[int] = Counter()
        self.handed: dict[int, Counter[int]] = {}
        """By the event where the teams ended up: what was known after a handover the last time (`Board.keyed`)."""
        self.steps = 0
        self.room_time: list[float] = []
        self.story_time: list[int] = []
        self.away = [0.0] * len(roles)
        """For each role the time that it is neither present nor acts, of all teams that are followed."""
        self.longest: list[list[float]] = []
        """For each team that is followed, and each role, the longest stretch of that."""
        self._met = 0
        self._final = [event.ending is not None for event in events]
        self._reading = [reading_aloud(event) for event in events]
        numbers = [{roles[role] for role in each} for each in busy]
        self._idle = [[role for role in roles.values() if role not in each] for each in numbers]
        self._changes: dict[int, Change] = {}
        for way, edge in enumerate(ways):
            before, after = numbers[number[edge.source]], numbers[number[edge.target]]
            if before != after:
                self._changes[way] = (sorted(before - after), sorted(after - before))

    @property
    def follows(self) -> bool:
        """Whether more teams are to be followed role by role."""
        return len(self.longest) < FOLLOWED

    @property
    def met(self) -> Mapping[Thing, int]:
        """How many teams met each event, option and role."""
        return self._fields.counts(self._met)

    def count(self, walks: Sequence[Walk]) -> None:
        """Count some teams, at least one."""
        met, steps, room, handed, ends, story = zip(*walks, strict=True)
        self._met += sum(met)
        self.steps += sum(steps)
        self.ends.update(ends)
        by_end: dict[int, list[dict[int, int]]] = {}
        for end, each in zip(ends, handed, strict=True):
            by_end.setdefault(end, []).append(each)
        for end, several in by_end.items():
            self.handed.setdefault(end, Counter()).update(chain.from_iterable(map(dict.values, several)))
        final, reading = self._final, self._reading
        self.room_time += [time + reading[end] for time, end in zip(room, ends, strict=True) if final[end]]
        self.story_time += [time for time, end in zip(story, ends, strict=True) if final[end]]

    def follow(self, walk: Walk, trace: Trace) -> None:
        """Follow each role of a team from where it is not needed to where it is again, or to the ending."""
        if not self._final[walk.end]:
            return
        changes, away = self._changes, self.away
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
        over = walk.room + self._reading[walk.end]
        for role in self._idle[walk.end]:
            gap = over - since[role]
            away[role] += gap
            longest[role] = max(longest[role], gap)
        self.longest.append(longest)
