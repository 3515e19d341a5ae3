"""States from which no ending can be reached: dead ends, loops without a way out, and what leads into them.

Most journeys have loops, and there is nothing wrong with that. A loop is a trap only if nothing leads out of it, or if
the team can press "on" for ever while neither time nor a choice moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

from esthersim.rehearsal.space import INJECT, Space
from esthersim.scenario.model import Event

if TYPE_CHECKING:
    import networkx as nx


class Loop(NamedTuple):
    """A loop: its events in the order in which a team comes to them, and its first state that was found."""

    events: tuple[str, ...]
    state: int


class Traps(NamedTuple):
    """What keeps a team from an ending; each state is the first that was found, so that a shortest way leads there."""

    dead_ends: Mapping[str, int]
    """The events where a team can be stuck, and the state in which it is."""
    loops: tuple[Loop, ...]
    """The loops without a way out."""
    doomed: Mapping[str, int]
    """The events after which no ending can be reached, though the dead end or the loop itself is further on."""


def find_traps(space: Space) -> Traps:
    """Return the traps of a complete space; one that an inject can open is not a trap."""
    trapped = _without_ending(space)
    stuck = [state for state in trapped if all(edge == INJECT for edge, _to in space.steps[state])]
    dead_ends = _first_by_event(space, stuck)
    if len(stuck) == len(trapped):
        return Traps(dead_ends, (), {})
    graph = _graph((state, to) for state in trapped for _edge, to in space.steps[state])
    loops = tuple(_loops(space, graph))
    reported = dead_ends.keys() | {event for loop in loops for event in loop.events}
    return Traps(dead_ends, loops, _doomed(space, trapped, graph, reported))


def _graph(steps: Iterable[tuple[int, int]]) -> nx.DiGraph[int]:
    import networkx as nx  # an eighth of a second, for journeys with such a trap alone

    return nx.DiGraph(steps)


def _without_ending(space: Space) -> list[int]:
    """Return the states from which no ending can be reached, by sweeping back and forth until nothing changes.

    Most steps lead on to a state that was found later, so the first sweep, from the last state back, finds nearly all.
    By hand, because every check needs it: a graph of 200,000 steps takes networkx longer to build than this takes.
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
            return sorted(left)
        left = still_left[::-1]


def _first_by_event(space: Space, states: list[int]) -> dict[str, int]:
    first: dict[str, int] = {}
    for state in states:
        first.setdefault(space.events[state], state)
    return first


def _loops(space: Space, graph: nx.DiGraph[int]) -> Iterator[Loop]:
    """Yield the loops without a way out; no event is in two of them."""
    import networkx as nx

    reported: set[str] = set()
    for states in sorted(sorted(each) for each in nx.attracting_components(graph)):
        events = tuple(dict.fromkeys(space.events[state] for state in states))
        moves = any(edge != INJECT for state in states for edge, _to in space.steps[state])
        if moves and not reported.intersection(events):
            reported.update(events)
            yield Loop(events, states[0])


def _doomed(space: Space, trapped: Sequence[int], graph: nx.DiGraph[int], reported: set[str]) -> dict[str, int]:
    """Return the events where teams first come to a state without an ending, if that is before the trap itself."""
    import networkx as nx

    without = set(trapped)
    entered = {to for state, steps in enumerate(space.steps) if state not in without for _edge, to in steps}
    downstream: set[int] = set()
    doomed: dict[str, int] = {}
    for state in trapped:
        event = space.events[state]
        if (state and state not in entered) or event in reported or event in doomed or state in downstream:
            continue
        doomed[event] = state
        downstream |= nx.descendants(graph, state)
    return doomed


def still_loops(space: Space) -> tuple[Loop, ...]:
    """Return the loops of `next` alone, in which neither time nor a choice nor anything else moves."""
    events = space.scenario.events
    comes = space.scenario.comes_by_room_time
    still = {
        key: [branch.to for branch in event.next]
        for key, event in events.items()
        if _is_still(event) and key not in comes
    }
    if not _has_loop(still):
        return ()
    import networkx as nx

    graph = _graph(
        (state, to)
        for key in still
        for state in space.states_at(key)
        for edge, to in space.steps[state]
        if edge != INJECT and space.events[to] in still
    )
    found: dict[frozenset[str], Loop] = {}
    for around in sorted(map(_from_the_first, nx.simple_cycles(graph))):
        names = tuple(dict.fromkeys(space.events[state] for state in around))
        found.setdefault(frozenset(names), Loop(names, around[0]))
    return tuple(found.values())


def _has_loop(following: Mapping[str, Sequence[str]]) -> bool:
    try:
        TopologicalSorter(following).prepare()
    except CycleError:
        return True
    return False


def _from_the_first(around: list[int]) -> list[int]:
    """Return a loop of states, starting at the one that was found first."""
    first = around.index(min(around))
    return [*around[first:], *around[:first]]


def _is_still(event: Event) -> bool:
    asks = event.decision or event.handover or event.timer or event.checklist or event.ending
    return not (asks or event.after or event.at or event.effects or event.shows)
