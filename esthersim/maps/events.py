"""What a map shows of an event: a title, a shape, a word. And what the team's way through the events was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.maps.rail import Edges, Rail
from esthersim.scenario.model import Event, Scenario

Kind = Literal["event", "decision", "handover", "ending"]


@dataclass(frozen=True, slots=True)
class MapEvent:
    """One event as a map shows it: `limit` is the timer's, in seconds of room time, `None` without a timer."""

    title: str
    kind: Kind = "event"
    limit: int | None = None

    def words(self) -> str:
        """Return the kind and the timer in words, for those who cannot see shapes; empty for a plain event."""
        kinds = {"event": "", "decision": _("decision"), "handover": _("handover"), "ending": _("ending")}
        limit = "" if self.limit is None else _("timer {length}").format(length=length(self.limit))
        return ", ".join(word for word in (kinds[self.kind], limit) if word)


@dataclass(frozen=True, slots=True)
class Way:
    """The events that the team has been at, in order, and the one where it is now (`None` when it is over)."""

    visited: tuple[str, ...] = ()
    current: str | None = None

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


NOT_STARTED = Way()


def map_events(scenario: Scenario) -> dict[str, MapEvent]:
    """Return every event of a scenario as maps show it, the text cleaned."""
    return {
        key: MapEvent(
            title=clean_line(event.title) or key,
            kind=_kind(event),
            limit=None if event.timer is None else event.timer.limit.total_seconds,
        )
        for key, event in scenario.events.items()
    }


def length(seconds: int) -> str:
    """Return a length of time as a scenario writes it: `90 s`, `4 min`, `1 h 30 min`."""
    hours, rest = divmod(seconds, 3600)
    if seconds < 120 and seconds % 60:
        return f"{seconds} s"
    minutes, left = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "min"), (left, "s"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount) or "0 s"


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
