"""The shortest way to a state, as a play: an author could have written it, and it can be replayed."""

from __future__ import annotations

from typing import Any

from esthersim.rehearsal.space import INJECT, Origin, Space
from esthersim.scenario.graph import endings
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
    here = 0.0  # seconds since the arrival at the event
    for origin in reversed(origins):
        steps += _steps(space, origin, here)
        here = max(here, origin.second) if origin.edge == INJECT else 0.0
    return (*steps, {"expect": space.events[state]})


def shortest_ways(space: Space) -> dict[str, tuple[RawStep, ...]]:
    """Return the shortest way to each ending that can be reached, by the ending's event."""
    reached = [key for key in endings(space.scenario) if key in space.reached]
    return {key: way_to(space, space.states_at(key)[0]) for key in reached}


def as_play(steps: tuple[RawStep, ...]) -> tuple[PlayStep, ...]:
    """Return steps as the model has them, to be replayed by `run_play`."""
    return tuple(PlayStep.model_validate({"proceed": True} if step == "proceed" else step) for step in steps)


def _steps(space: Space, origin: Origin, here: float) -> list[RawStep]:
    event = space.scenario.events[space.events[origin.state]]
    edge = None if origin.by == INJECT else space.edges[origin.by]
    leaves = edge is not None and edge.kind not in {"timer", "inject"}
    steps = _ticks(event, origin, leaves=leaves)
    if event.handover and origin.handed and (leaves or origin.given or edge is None or edge.kind == "inject"):
        steps.append({"hand_over": _handed_over(event.handover, origin)})
    if origin.second > here:
        steps.append({"wait": f"{round(origin.second - here)} s"})
    if origin.inject:
        steps.append({"inject": origin.inject})
    elif edge is not None and edge.kind == "option":
        steps.append({"choose": edge.label})
    elif leaves:
        steps.append("proceed")
    return steps


def _ticks(event: Event, origin: Origin, *, leaves: bool) -> list[RawStep]:
    ticked = set(origin.ticked) | (event.required if leaves else set())
    if not ticked:
        return []
    items = [item for item in event.checklist if item in ticked]
    return [{"check": "all" if len(items) == len(event.checklist) else items}]


def _handed_over(handover: Handover, origin: Origin) -> str | list[str] | dict[str, list[str]]:
    """Return `all` where each receiver was given what it must and should get and no more, `none`, or the facts.

    The facts by receiver, where not all were told the same.
    """
    wanted = {(fact, role) for role, each in handover.receivers.items() for fact in (*each.must, *each.should)}
    if set(origin.given) <= wanted and not wanted & set(origin.withheld):
        return "all"
    facts = list(dict.fromkeys(fact for fact, _role in origin.given))
    kept = {(fact, role) for fact in handover.must_not_reach for role in handover.must_not_reach[fact]}
    apart = {(fact, role) for fact in facts for role in handover.to} - set(origin.given)
    if not apart & (kept | set(origin.withheld)):
        return facts or "none"
    by_role = {role: [fact for fact, to in origin.given if to == role] for role in handover.to}
    return {role: given for role, given in by_role.items() if given}
