"""The graph of a scenario: which event can follow which, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from esthersim.authored.conditions import Condition
from esthersim.scenario.model import Branch, Event, Scenario

EdgeKind = Literal["next", "branch", "option", "timer"]


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one event to a next one.

    `kind` says what leads there: the only `next`, a branch of a `next` list, an option of the decision, or a timer that
    runs out. `label` is the option's id, else empty. `offered` must hold for the option to be on offer, `condition` for
    the way itself; `None` always holds. `place` is the number of the way in its list `next`, of an event or an option;
    `None` where there is only one way.
    """

    source: str
    target: str
    kind: EdgeKind
    label: str = ""
    condition: Condition | None = None
    offered: Condition | None = None
    place: int | None = None


def edges(scenario: Scenario) -> tuple[Edge, ...]:
    """Return every edge, in the order of the file: an event's `next` or options first, its timer last."""
    return tuple(edge for key, event in scenario.events.items() for edge in _edges(key, event))


def edges_from(scenario: Scenario, event: str) -> tuple[Edge, ...]:
    """Return the edges that leave one event; raise `KeyError` for an id that names none."""
    return tuple(_edges(event, scenario.events[event]))


def endings(scenario: Scenario) -> tuple[str, ...]:
    """Return the events where the journey ends, in the order of the file."""
    return tuple(key for key, event in scenario.events.items() if event.ending is not None)


def _edges(key: str, event: Event) -> Iterator[Edge]:
    for place, branch in _placed(event.next):
        yield Edge(key, branch.to, "next" if place is None else "branch", "", branch.when, place=place)
    if event.decision is not None:
        for label, option in event.decision.options.items():
            for place, branch in _placed(option.next):
                yield Edge(key, branch.to, "option", label, branch.when, option.when, place)
    if event.timer is not None and event.timer.next is not None:
        yield Edge(key, event.timer.next, "timer")


def _placed(ways: tuple[Branch, ...]) -> Iterator[tuple[int | None, Branch]]:
    """Yield the ways of a `next` with their numbers in the list, or `None` where there is only one."""
    several = len(ways) > 1 or any(way.when is not None for way in ways)
    for number, way in enumerate(ways):
        yield (number if several else None), way
