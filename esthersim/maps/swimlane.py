"""The swimlane: a lane for each role, the events across in time, and each handover as an arrow between lanes.

A column is an event: of a scenario each event once, in the rail's order; of a run each visit, in the order of the way.
Every role that the event names has a sign in its lane, also one that is there only on a condition. A handover's arrow
starts in the lane of who usually hands over and ends in each receiver's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from esthersim.maps.order import order_of
from esthersim.scenario.graph import Edge, edges
from esthersim.scenario.model import TEAM, Event, Scenario

Part = Literal["present", "decides", "gives", "receives"]


class Arrow(NamedTuple):
    """A handover, from one lane to others, as indexes into `Swimlane.lanes`."""

    source: int
    targets: tuple[int, ...]

    @property
    def above(self) -> int:
        """The uppermost lane that it touches."""
        return min(self.source, *self.targets)

    @property
    def below(self) -> int:
        """The lowest lane that it touches."""
        return max(self.source, *self.targets)


class Onward(NamedTuple):
    """A way on from a column: the edge, and the column that it leads to."""

    edge: Edge
    column: int


@dataclass(frozen=True, slots=True)
class Column:
    """One event: what each lane has to do with it (`None`: nothing), its handover's arrow, and the ways on from it."""

    event: str
    parts: tuple[Part | None, ...]
    arrow: Arrow | None = None
    onward: tuple[Onward, ...] = ()


@dataclass(frozen=True, slots=True)
class Swimlane:
    """The whole map, apart from any drawing: the roles' lanes from above, the columns from the left."""

    lanes: tuple[str, ...]
    columns: tuple[Column, ...]

    def across(self, most: int) -> int:
        """Return how many columns to put into a band, at most this number, so that all bands are about as long."""
        bands = max(-(-len(self.columns) // max(most, 1)), 1)
        return max(-(-len(self.columns) // bands), 1)

    def bands(self, width: int) -> Iterator[range]:
        """Yield the columns in pieces of at most this number, for a page or a terminal that holds no more."""
        for first in range(0, len(self.columns), max(width, 1)):
            yield range(first, min(first + max(width, 1), len(self.columns)))


def swimlane(scenario: Scenario, visited: Sequence[str] | None = None) -> Swimlane:
    """Lay out a scenario, or the visits of a run to its events. Pure and the same every time.

    Visits to events that the scenario does not have are left out. A way on is one of the scenario's, so the columns of
    a run have none: the next column is the next visit.
    """
    lanes = tuple(scenario.roles)
    place = {role: index for index, role in enumerate(lanes)}
    if visited is not None:
        stops = [event for event in visited if event in scenario.events]
        return Swimlane(lanes, tuple(_column(scenario, event, place) for event in stops))
    targets: dict[str, dict[str, None]] = {event: {} for event in scenario.events}
    ways: dict[str, list[Edge]] = {event: [] for event in scenario.events}
    for edge in edges(scenario):
        if edge.target in targets:
            targets[edge.source][edge.target] = None
            ways[edge.source].append(edge)
    order = order_of({event: tuple(ahead) for event, ahead in targets.items()})
    return Swimlane(
        lanes,
        tuple(
            _column(scenario, event, place, tuple(Onward(edge, order.place[edge.target]) for edge in ways[event]))
            for event in order.events
        ),
    )


def _column(scenario: Scenario, key: str, place: dict[str, int], onward: tuple[Onward, ...] = ()) -> Column:
    event = scenario.events[key]
    parts: list[Part | None] = [None] * len(place)
    senders = event.handover.sender_ids if event.handover is not None else ()
    for role in (*event.may_be_present, *senders):
        if role in place:
            parts[place[role]] = "present"
    for role in _deciders(scenario, event):
        if role in place:
            parts[place[role]] = "decides"
    arrow = _arrow(event, place)
    if arrow is not None:
        for target in arrow.targets:
            parts[target] = "receives"
        parts[arrow.source] = "gives"
    return Column(key, tuple(parts), arrow, onward)


def _deciders(scenario: Scenario, event: Event) -> Sequence[str]:
    """Return who decides; the team is everybody who is present, or all where nobody is named."""
    if event.decision is None:
        return ()
    return (event.may_be_present or tuple(scenario.roles)) if TEAM in event.decision.by else event.decision.by


def _arrow(event: Event, place: dict[str, int]) -> Arrow | None:
    """Return the handover's arrow; none where it comes from or goes to no role, or to the sender alone."""
    handover = event.handover
    if handover is None or handover.usual_sender not in place:
        return None
    source = place[handover.usual_sender]
    targets = tuple(sorted({place[role] for role in handover.to if role in place} - {source}))
    return Arrow(source, targets) if targets else None
