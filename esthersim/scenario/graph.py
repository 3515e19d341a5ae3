"""The graph of a scenario: which event can follow which, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from esthersim.authored.conditions import Condition
from esthersim.scenario.model import Branch, Event, Scenario

EdgeKind = Literal["next", "branch", "option", "timer", "inject"]


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one event to a next one.

    `kind` says what leads there: the only `next`, a branch of a `next` list, an option of the decision, a timer that
    runs out, or an inject. `label` is the id of the option or the inject, else empty. `offered` must hold for the
    option to be on offer, `condition` for the way itself; `None` always holds. `place` is the number of the way in its
    list `next`, of an event or an option; `None` where there is only one way.
    """

    source: str
    target: str
    kind: EdgeKind
    label: str = ""
    condition: Condition | None = None
    offered: Condition | None = None
    place: int | None = None


def edges(scenario: Scenario) -> tuple[Edge, ...]:
    """Return every edge that is written at an event, in the order of the file: `next` or options first, timers last.

    Where injects lead is not among them: see `every_edge`.
    """
    return tuple(edge for key, event in scenario.events.items() for edge in _edges(key, event))


def edges_from(scenario: Scenario, event: str) -> tuple[Edge, ...]:
    """Return the same edges of one event; raise `KeyError` for an id that names none."""
    return tuple(_edges(event, scenario.events[event]))


def inject_edges(scenario: Scenario) -> tuple[Edge, ...]:
    """Return where injects take the team, from each event where they can: one by room time only from its own event.

    One by story time, or fired by the facilitator, can come at any event but an ending.
    """
    return tuple(edge for key, event in scenario.events.items() for edge in _by_injects(scenario, key, event))


def every_edge(scenario: Scenario) -> tuple[Edge, ...]:
    """Return every way from one event to another: those written at events, and then those of injects."""
    return (*edges(scenario), *inject_edges(scenario))


def ahead(scenario: Scenario, event: str) -> frozenset[str]:
    """Return the events that some way leads to from an event; itself only where a way leads back."""
    follow: dict[str, set[str]] = {}
    for edge in every_edge(scenario):
        follow.setdefault(edge.source, set()).add(edge.target)
    found: set[str] = set()
    new = follow.get(event, set())
    while new:
        found |= new
        new = {to for each in new for to in follow.get(each, ())} - found
    return frozenset(found)


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


def _by_injects(scenario: Scenario, key: str, event: Event) -> Iterator[Edge]:
    for name, inject in scenario.injects.items() if event.ending is None else ():
        elsewhere = inject.arrives and inject.arrives.room and inject.arrives.since != key
        if inject.next is not None and not elsewhere:
            yield Edge(key, inject.next, "inject", name, inject.when)


def _placed(ways: tuple[Branch, ...]) -> Iterator[tuple[int | None, Branch]]:
    """Yield the ways of a `next` with their numbers in the list, or `None` where there is only one."""
    several = len(ways) > 1 or any(way.when is not None for way in ways)
    for number, way in enumerate(ways):
        yield (number if several else None), way
