"""A way through the journey in one line, in the words of a play: choices, handovers, timers that ran out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from esthersim.language import _
from esthersim.rehearsal.space import INJECT, Space
from esthersim.rehearsal.ways import RawStep, way_to

MOST_STEPS = 6


def way_text(space: Space, state: int) -> str:
    """Return the shortest way to a state in one line."""
    return steps_text(way_to(space, state))


def steps_text(steps: Sequence[RawStep]) -> str:
    """Return the steps of a play in one line: only choices, and on a long way only the last ones."""
    words = [f"{key}: {_value(value)}" for step in steps if isinstance(step, dict) for key, value in step.items()]
    chosen = [word for word in words if not word.startswith("expect: ")]
    if not chosen:
        return _("straight on from the start")
    return ", ".join(["…", *chosen[-MOST_STEPS:]] if len(chosen) > MOST_STEPS else chosen)


def _value(value: object) -> str:
    match value:
        case list():
            return f"[{', '.join(map(str, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_value(each)}' for key, each in value.items())}}}"
        case _:
            return str(value)


def states_text(space: Space, states: Sequence[int]) -> str:
    """Return a way that is given state by state in one line: its choices, and the timers that ran out."""
    steps: list[RawStep] = []
    for state, then in pairwise(states):
        number = next(edge for edge, to in space.steps[state] if to == then)
        edge = space.edges[number] if number != INJECT else None
        if edge and edge.kind == "option":
            steps.append({"choose": edge.label})
        elif edge and edge.kind == "timer" and (timer := space.scenario.events[edge.source].timer):
            steps.append({"wait": f"{timer.limit.total_seconds:g} s"})
    return steps_text(steps)
