"""What can still be read from each event on; the rest is dropped, so that states which differ in nothing else are one.

The usual backward analysis of compilers (Aho, Lam, Sethi, Ullman, "Compilers", 9.2.5: live variables), first over the
edges of the journey, then over its ways, with what any inject reads alive everywhere: one can be fired at every event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from esthersim.rehearsal.compiled import Change, Compiled, Exit, Keep, Place
from esthersim.rehearsal.control import Node, control_graph, control_mask
from esthersim.rehearsal.questions import Question


class Alive(NamedTuple):
    """A mask of bits and a mask of the places of values."""

    bits: int
    places: int

    def asked(self, question: Question | None) -> Alive:
        """Return the same before a condition is asked."""
        return self if question is None else Alive(self.bits | question.bits, self.places | question.places)

    def __or__(self, other: Alive) -> Alive:
        return Alive(self.bits | other.bits, self.places | other.places)


_NOTHING = Alive(0, 0)
Graph = Mapping[Node, Sequence[tuple[Exit, Node]]]


def find_what_stays(compiled: Compiled, always_bits: int = 0) -> None:
    """Fill each place's `keeps`: what is kept there after each way to it, and what is worth trying there.

    `always_bits` are kept everywhere, for somebody who watches them.
    """
    always = _of_injects(compiled) | Alive(always_bits, 0)
    edges: Graph = {
        Node(place.number, 0): [(way, Node(way.target, 0)) for way in _ways(place)] for place in compiled.places
    }
    whole = _analysed(compiled, edges, always)
    known = control_mask(compiled.readable)
    for node, (here, _before_it) in whole.items():
        place = compiled.places[node.place]
        place.control = here.bits & known
        place.keep = _keep(compiled, place, here, [whole[each][1] for _way, each in edges[node]])
    ways = control_graph(compiled)
    if ways is not None:
        found = _analysed(compiled, ways, always)
        for node, (here, _before_it) in found.items():
            place = compiled.places[node.place]
            kept = Alive(here.bits | place.control, here.places)
            place.keeps[node.bits] = _keep(compiled, place, kept, [found[each][1] for _way, each in ways[node]])


def _analysed(compiled: Compiled, graph: Graph, always: Alive) -> dict[Node, tuple[Alive, Alive]]:
    """Return for each node what is alive while the team is there, and what was just before they arrived."""
    here = dict.fromkeys(graph, always)
    before = dict.fromkeys(graph, always)
    sources: dict[Node, list[Node]] = {node: [] for node in graph}
    for node, ways in graph.items():
        for _way, target in ways:
            sources[target].append(node)
    waiting: dict[Node, None] = dict.fromkeys(reversed(list(graph)))
    while waiting:
        node, _nothing = waiting.popitem()
        place = compiled.places[node.place]
        here[node] = _while_here(place, graph[node], before, always)
        earlier = _before(place.arrival, here[node], always)
        earlier = Alive(earlier.bits & ~place.arrival_bits, earlier.places) | always
        if earlier != before[node]:
            before[node] = earlier
            waiting.update(dict.fromkeys(sources[node]))
    return {node: (here[node], before[node]) for node in graph}


def _ways(place: Place) -> tuple[Exit, ...]:
    return (*place.exits, place.timer) if place.timer else place.exits


def _of_injects(compiled: Compiled) -> Alive:
    alive = _NOTHING
    for inject in compiled.injects:
        alive = alive.asked(inject.question) | Alive(inject.fired, 0)
        for change in inject.changes:
            alive = alive.asked(change.question)
    return alive


def _while_here(place: Place, ways: Iterable[tuple[Exit, Node]], before: Mapping[Node, Alive], always: Alive) -> Alive:
    alive = always
    for way, target in ways:
        after = _before(way.changes, before[target], always)
        alive |= Alive(after.bits & ~way.bits, after.places).asked(way.question)
    for question in place.advice:
        alive = alive.asked(question)
    for passing in place.passing:  # whether a fact can be given hangs on who knows it
        if (passing.receivers | passing.lost) & alive.bits:
            alive |= Alive(passing.sender | (passing.receivers if passing.lost & alive.bits else 0), 0)
    return alive


def _before(changes: Sequence[Change], alive: Alive, always: Alive) -> Alive:
    """Return what is alive before some changes: what they ask is, what they are sure to decide is not."""
    for change in reversed(changes):
        if change.question is None:
            places = alive.places
            for place, _value in change.put:
                places &= ~(1 << place)
            alive = Alive(alive.bits & ~change.bits, places) | always
        else:
            alive = alive.asked(change.question)
    return alive


def _keep(compiled: Compiled, place: Place, here: Alive, after: Iterable[Alive]) -> Keep:
    drop = tuple(each for each in range(len(compiled.readable.places)) if not here.places >> each & 1)
    wanted = 0
    for alive in after:
        wanted |= alive.bits
    for way in _ways(place):
        wanted |= way.question.bits if way.question else 0
        for change in way.changes:
            wanted |= change.question.bits if change.question else 0
    for question in place.advice:
        wanted |= question.bits
    return Keep(here.bits, drop, wanted, {})
