"""What a map shows of an event (a title, a shape, a word), and the team's way through the events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from esthersim.cleaning import clean_line
from esthersim.language import _, quoted
from esthersim.maps.phrases import Kind, kind_words
from esthersim.maps.rail import Edges, Rail
from esthersim.scenario.graph import Edge
from esthersim.scenario.model import Event, Scenario
from esthersim.scenario.story_lengths import length
from esthersim.scenario.titles import event_title, inject_title, stage_title

__all__ = ["NOT_STARTED", "Kind", "MapEvent", "Stop", "Way", "heavy", "map_events", "title_of"]


@dataclass(frozen=True, slots=True)
class MapEvent:
    """One event as a map shows it.

    `limit` is the timer's, in seconds of room time, `None` without a timer; `stage` the title of its stage, if any.
    `led_by` are the titles of the injects that lead there, each with the only event where it comes, if there is one.
    """

    title: str
    kind: Kind = "event"
    limit: int | None = None
    stage: str = ""
    led_by: tuple[tuple[str, str], ...] = ()

    def words(self) -> str:
        """Return the kind and the timer in words, for those who cannot see shapes; empty for a plain event."""
        return ", ".join(word for word in (self.word, self.timer) if word)

    @property
    def word(self) -> str:
        """The kind in a word; empty for a plain event."""
        return "" if self.kind == "event" else kind_words()[self.kind]

    @property
    def timer(self) -> str:
        """The timer in words; empty without one."""
        return "" if self.limit is None else _("timer {length}").format(length=length(self.limit))

    @property
    def injects(self) -> str:
        """The injects that lead there, in words; empty without one."""
        return "; ".join(
            _("by the inject {inject}, from {event}").format(inject=quoted(title), event=quoted(start))
            if start
            else _("by the inject {inject}, from anywhere").format(inject=quoted(title))
            for title, start in self.led_by
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of a team's to an event: when, in story time, and how the team went on.

    `by` is the edge that it took; `how` says in words which option was chosen, or why else it went on. Both are empty
    where it simply went on, and where it is now.
    """

    event: str
    when: str = ""
    by: Edge | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The events that the team has been at, in order, and the one where it is now (`None` when it is over).

    A run that is looked back on also has its `stops`: one for each visit, which numbers them.
    """

    visited: tuple[str, ...] = ()
    current: str | None = None
    stops: tuple[Stop, ...] = ()

    @classmethod
    def of(cls, stops: Sequence[Stop], *, over: bool) -> Way:
        """Return the way that these visits make; `over` says that it has come to its end."""
        visited = tuple(stop.event for stop in stops)
        return cls(visited, None if over or not visited else visited[-1], tuple(stops))

    @property
    def seen(self) -> frozenset[str]:
        """Every event on the way."""
        return frozenset(self.visited) if self.current is None else frozenset((*self.visited, self.current))

    def edges(self, drawn: Rail) -> frozenset[int]:
        """Return the edges that the team went, as indexes into the rail's.

        Several edges between the same two events all count: they share one line.
        """
        stops = self.visited
        if self.current is not None and self.current not in stops[-1:]:
            stops = (*stops, self.current)
        steps = set(pairwise(stops))
        return frozenset(index for index, edge in enumerate(drawn.edges) if (edge.source, edge.target) in steps)

    @property
    def taken(self) -> frozenset[Edge]:
        """The edges that a run took, distinguished from others between the same two events."""
        return frozenset(stop.by for stop in self.stops if stop.by is not None)

    def numbers(self, event: str) -> str:
        """Return which stops on the way an event was, such as ``4, 6``; of many the first and the last."""
        found = [str(index) for index, stop in enumerate(self.stops, 1) if stop.event == event]
        return ", ".join(found if len(found) <= MOST_NUMBERS else (*found[: MOST_NUMBERS - 1], "…", found[-1]))

    def chosen(self, event: str) -> str:
        """Return in words how the team went on from an event, each time that it says something."""
        return "; ".join(dict.fromkeys(stop.how for stop in self.stops if stop.event == event and stop.how))


MOST_NUMBERS = 4
NOT_STARTED = Way()


def map_events(scenario: Scenario) -> dict[str, MapEvent]:
    """Return every event of a scenario as maps show it, the text cleaned."""
    return {
        key: MapEvent(
            title=clean_line(event.title) or key,
            kind=_kind(event),
            limit=None if event.timer is None else event.timer.limit.total_seconds,
            stage=stage_title(scenario, event.stage or ""),
            led_by=tuple(_led_by(scenario, key)),
        )
        for key, event in scenario.events.items()
    }


def _led_by(scenario: Scenario, event: str) -> Iterator[tuple[str, str]]:
    """Yield the injects that lead to an event, each with the event that it comes at, if it is only one."""
    for key, inject in scenario.injects.items():
        if inject.next == event:
            only = inject.arrives.since if inject.arrives and inject.arrives.room else None
            yield inject_title(scenario, key) or key, event_title(scenario, only) if only else ""


def heavy(ways: Edges, went: frozenset[int]) -> bool:
    """Say whether a line is part of the way taken."""
    return not went.isdisjoint(ways)


def title_of(events: Mapping[str, MapEvent], key: str) -> str:
    """Return an event's title, its id where it has none."""
    return events[key].title if key in events else clean_line(key)


def _kind(event: Event) -> Kind:
    if event.ending is not None:
        return "ending"
    if event.handover is not None:
        return "handover"
    return "event" if event.decision is None else "decision"
