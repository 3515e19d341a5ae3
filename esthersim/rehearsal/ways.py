"""The shortest way to a state, as a play: an author could have written it, and it can be replayed."""

from __future__ import annotations

from typing import Any

from esthersim.rehearsal.space import INJECT, Origin, Space
from esthersim.scenario.graph import Edge, endings
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import Event
from esthersim.scenario.play_steps import PlayStep

RawStep = str | dict[str, Any]
"""A step as it is written in a scenario's file."""


def way_to(space: Space, state: int) -> tuple[RawStep, ...]:
    """Return a play that leads from the start to a state; its last step expects the event."""
    origins: list[Origin] = []
    at = state
    while (origin := space.origin(at)) is not None:
        origins.append(origin)
        at = origin.state
    steps: list[RawStep] = []
    for origin in reversed(origins):
        steps += _steps(space, origin)
    return (*steps, {"expect": space.events[state]})


def shortest_ways(space: Space) -> dict[str, tuple[RawStep, ...]]:
    """Return the shortest way to each ending that can be reached, by the ending's event."""
    reached = [key for key in endings(space.scenario) if key in space.reached]
    return {key: way_to(space, space.states_at(key)[0]) for key in reached}


def as_play(steps: tuple[RawStep, ...]) -> tuple[PlayStep, ...]:
    """Return steps as the model has them, to be replayed by `run_play`."""
    return tuple(PlayStep.model_validate({"proceed": True} if step == "proceed" else step) for step in steps)


def _steps(space: Space, origin: Origin) -> list[RawStep]:
    if origin.edge == INJECT:
        return [{"inject": origin.inject}]
    edge = space.edges[origin.edge]
    event = space.scenario.events[edge.source]
    steps = _ticks(event, origin, edge)
    if event.handover and (edge.kind != "timer" or origin.given):
        steps.append({"hand_over": _handed_over(event.handover, origin)})
    if origin.waited and event.timer:
        steps.append({"wait": f"{event.timer.limit.total_seconds:g} s"})
    if edge.kind == "option":
        steps.append({"choose": edge.label})
    elif edge.kind != "timer":
        steps.append("proceed")
    return steps


def _ticks(event: Event, origin: Origin, edge: Edge) -> list[RawStep]:
    ticked = set(origin.ticked) | (set() if edge.kind == "timer" else event.required)
    if not ticked:
        return []
    items = [item for item in event.checklist if item in ticked]
    return [{"check": "all" if len(items) == len(event.checklist) else items}]


def _handed_over(handover: Handover, origin: Origin) -> str | list[str]:
    """Return `all` where every must and should fact was given and no other, `none`, or the facts."""
    named = {*handover.must, *handover.should}
    if set(origin.given) <= named and not named & set(origin.withheld):
        return "all"
    return list(origin.given) or "none"
