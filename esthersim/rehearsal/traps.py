"""States from which no way leads to an ending: dead ends, loops that nobody gets out of, and what leads into them.

A loop is nothing bad: most journeys have some. One is a trap only where no way leads out of it, or where the team can
press "on" for ever while neither time nor a choice moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from esthersim.rehearsal.space import INJECT, Space
from esthersim.scenario.model import Event


class Loop(NamedTuple):
    """A loop: its events in the order in which a team comes to them, and the first state of it that was found."""

    events: tuple[str, ...]
    state: int


class Traps(NamedTuple):
    """What keeps a team from an ending; each state is the first that was found, so that a shortest way leads there."""

    dead_ends: Mapping[str, int]
    """The events where a team can stand with nothing open, and the state in which it does."""
    loops: tuple[Loop, ...]
    """The loops with no way out."""
    doomed: Mapping[str, int]
    """The events where it is settled that no ending comes, though the dead end or the loop itself is further on."""


def find_traps(space: Space) -> Traps:
    """Return the traps of a complete space; a trap that an inject can open is none."""
    trapped = _without_ending(space)
    if not trapped:
        return Traps({}, (), {})
    stuck = [state for state in sorted(trapped) if all(step.edge == INJECT for step in space.steps[state])]
    dead_ends = _first_by_event(space, stuck)
    loops = tuple(_loops(space, trapped)) if len(stuck) < len(trapped) else ()
    told = dead_ends.keys() | {event for loop in loops for event in loop.events}
    return Traps(dead_ends, loops, _doomed(space, trapped, told))


def _without_ending(space: Space) -> frozenset[int]:
    """Return the states from which no ending can be reached, by sweeps to and fro until one finds no more that can.

    Most steps lead on to a state that was found later, so the first sweep, from the last state back, finds nearly all.
    """
    events, steps = space.scenario.events, space.steps
    good = bytearray(events[event].ending is not None for event in space.events)
    left = [state for state in range(len(steps) - 1, -1, -1) if not good[state]]
    while True:
        still_left = []
        for state in left:
            for _edge, to in steps[state]:
                if good[to]:
                    good[state] = 1
                    break
            else:
                still_left.append(state)
        if len(still_left) == len(left):
            return frozenset(left)
        left = still_left[::-1]


def _first_by_event(space: Space, states: list[int]) -> dict[str, int]:
    first: dict[str, int] = {}
    for state in states:
        first.setdefault(space.events[state], state)
    return first


def _loops(space: Space, trapped: frozenset[int]) -> Iterator[Loop]:
    """Yield the loops that are left by nothing, each event in one of them only."""
    import networkx as nx  # a quarter of a second, which only a journey with such a loop shall cost

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(sorted(trapped))
    graph.add_edges_from((state, step.to) for state in sorted(trapped) for step in space.steps[state])
    told: set[str] = set()
    for states in sorted(sorted(each) for each in nx.attracting_components(graph)):
        events = tuple(dict.fromkeys(space.events[state] for state in states))
        moves = any(step.edge != INJECT for state in states for step in space.steps[state])
        if moves and not told.intersection(events):
            told.update(events)
            yield Loop(events, states[0])


def _doomed(space: Space, trapped: frozenset[int], told: set[str]) -> dict[str, int]:
    """Return where teams come into what has no ending, if it is before the trap itself; nothing downstream of it."""
    entered = {step.to for state, steps in enumerate(space.steps) if state not in trapped for step in steps}
    downstream: set[int] = set()
    doomed: dict[str, int] = {}
    for state in sorted(trapped):
        event = space.events[state]
        if (state and state not in entered) or event in told or event in doomed or state in downstream:
            continue
        doomed[event] = state
        waiting = [state]
        while waiting:
            fresh = [step.to for step in space.steps[waiting.pop()] if step.to not in downstream]
            downstream.update(fresh)
            waiting += fresh
    return doomed


def still_loops(space: Space) -> tuple[Loop, ...]:
    """Return the loops that are gone round by `next` alone, where neither time nor a choice nor anything else moves."""
    events = space.scenario.events
    still = {key for key, event in events.items() if _is_still(event)}
    targets = {edge.target for edge in space.edges if edge.source in still}
    if not still & targets:
        return ()
    following = {
        state: step.to
        for state, event in enumerate(space.events)
        if event in still
        for step in space.steps[state]
        if step.edge != INJECT
    }
    found: dict[frozenset[str], Loop] = {}
    done: set[int] = set()
    for start in following:
        way: dict[int, None] = {}
        state = start
        while state in following and state not in done:
            done.add(state)
            way[state] = None
            state = following[state]
        if state in way:
            states = list(way)[list(way).index(state) :]
            around = tuple(dict.fromkeys(space.events[each] for each in states))
            found.setdefault(frozenset(around), Loop(around, states[0]))
    return tuple(found.values())


def _is_still(event: Event) -> bool:
    asks = event.decision or event.handover or event.timer or event.checklist or event.ending
    return not (asks or event.after or event.at or event.effects)
