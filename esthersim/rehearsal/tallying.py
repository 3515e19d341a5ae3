"""Counting what random teams did, many teams at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from esthersim.rehearsal.fields import Fields
from esthersim.rehearsal.pace import always_busy, paces
from esthersim.rehearsal.walking import Marks, Walk
from esthersim.scenario.graph import Edge, every_edge
from esthersim.scenario.model import Scenario

Thing = tuple[str, ...]
"""Something that a team can meet: `("event", id)`, `("option", event, id)` or `("role", id)`."""


class Tally:
    """The counts so far: numbers of teams, and the seconds of those that came to an ending."""

    def __init__(self, scenario: Scenario, most: int) -> None:
        """Prepare to count; `most` is how many teams are counted at a time."""
        events = scenario.events
        options = [
            ("option", key, name) for key, event in events.items() if event.decision for name in event.decision.options
        ]
        things = [*(("event", key) for key in events), *(("role", role) for role in scenario.roles), *options]
        self._fields: Fields[Thing] = Fields(things, most)
        here = {
            key: self._fields.mark([("event", key), *(("role", role) for role in always_busy(scenario, event))])
            for key, event in events.items()
        }
        self.marks = Marks(
            tuple(here.values()),
            tuple(self._of_option(edge) for edge in every_edge(scenario)),
            {role: self._fields.mark([("role", role)]) for role in scenario.roles},
        )
        self.ends: Counter[int] = Counter()
        self.met: Counter[Thing] = Counter()
        self.handed: defaultdict[int, Counter[int]] = defaultdict(Counter)
        """By the event where the teams ended up: what was known after each handover, the last time (`Layout.keyed`)."""
        self.steps = 0
        self.room_time: list[float] = []
        self.story_time: list[int] = []
        self._final = [event.ending is not None for event in events.values()]
        self._at_most = [pace.whole for pace in paces(scenario).values()]

    def _of_option(self, edge: Edge) -> int:
        return self._fields.mark([("option", edge.source, edge.label)]) if edge.kind == "option" else 0

    def count(self, walks: Sequence[Walk]) -> None:
        """Count some teams, at least one."""
        met, steps, room, handed, ends, story = zip(*walks, strict=True)
        self.met.update(self._fields.counts(sum(met)))
        self.steps += sum(steps)
        self.ends.update(ends)
        by_end: dict[int, list[dict[int, int]]] = {}
        for end, each in zip(ends, handed, strict=True):
            by_end.setdefault(end, []).append(each)
        for end, several in by_end.items():
            self.handed[end].update(chain.from_iterable(map(dict.values, several)))
        final, most = self._final, self._at_most
        self.room_time += [time + most[end] for time, end in zip(room, ends, strict=True) if final[end]]
        self.story_time += [time for time, end in zip(story, ends, strict=True) if final[end]]
