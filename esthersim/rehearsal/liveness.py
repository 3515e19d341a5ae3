"""What can still be read from each event on. The rest is dropped, so that states that differ in nothing else are one.

The usual backward analysis of compilers (Aho, Lam, Sethi, Ullman, "Compilers", 9.2.5: live variables), first over the
edges of the journey, then over its routes. What injects read is alive everywhere, as they can be fired at any event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from esthersim.rehearsal.compiled import Compiled, CompiledEffect, Exit, Keep, Place
from esthersim.rehearsal.control import Node, control_graph, control_mask
from esthersim.rehearsal.questions import Question

Alive = int
"""What can still be read, as one mask: the bits, and above them the places of values."""
Graph = Mapping[Node, Sequence[tuple[Exit, Node]]]
Transfer = tuple[Alive, Alive]
"""How a step changes what is alive, backwards: the mask of what stays alive, and what becomes alive."""


class _Backwards(NamedTuple):
    """How what is alive before an event follows from what is alive after it."""

    arrival: Transfer
    ways: Mapping[int, Transfer]
    """By the edge."""
    asked: Alive
    """What the event's advice and injects read while the team is there."""
    passing: tuple[tuple[int, int, int], ...]
    """For each fact that can be passed on, the bits of its sender, of its receivers, and of its loss."""
    wanted: int
    """The bits that the exits and the advice ask about."""


def find_what_stays(compiled: Compiled) -> None:
    """Fill in each place's `keeps`: what is kept there after each route to it, and what is worth trying there."""
    _Liveness(compiled).find()


def dead_values(compiled: Compiled) -> list[tuple[int, ...]]:
    """Return for each event the places of the values that nothing reads from there on."""
    liveness = _Liveness(compiled)
    here, _before = liveness.analysed(liveness.edges)
    return [liveness.dropped(here[Node(place.number, 0)]) for place in compiled.places]


class _Liveness:
    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.width = len(compiled.readable.bits)
        self.every_bit = (1 << self.width) - 1
        self.always = self.of_injects()
        self.backwards = [self.backwards_from(place) for place in compiled.places]
        self.drops: dict[Alive, tuple[int, ...]] = {}
        self.edges: Graph = {
            Node(place.number, 0): [(way, Node(way.target, 0)) for way in place.ways] for place in compiled.places
        }

    def find(self) -> None:
        places, edges = self.compiled.places, self.edges
        known = control_mask(self.compiled.readable)
        here, before = self.analysed(edges)
        for node, alive in here.items():
            place = places[node.place]
            place.control = alive & known
            place.keep = self.keep(place, alive, [before[target] for _way, target in edges[node]])
        ways = control_graph(self.compiled)
        if ways is not None:
            here, before = self.analysed(ways)
            for node, alive in here.items():
                place = places[node.place]
                after = [before[target] for _way, target in ways[node]]
                place.keeps[node.bits] = self.keep(place, alive | place.control, after)

    def analysed(self, graph: Graph) -> tuple[dict[Node, Alive], dict[Node, Alive]]:
        """Return for each node what is alive while the team is there, and what is just before they arrive."""
        here = dict.fromkeys(graph, self.always)
        before = dict.fromkeys(graph, self.always)
        sources: dict[Node, list[Node]] = {node: [] for node in graph}
        for node, ways in graph.items():
            for _way, target in ways:
                sources[target].append(node)
        waiting: dict[Node, None] = dict.fromkeys(reversed(list(graph)))
        while waiting:
            node, _nothing = waiting.popitem()
            arrival, steps, alive, passing, _wanted = self.backwards[node.place]
            for way, target in graph[node]:
                stays, comes = steps[way.edge]
                alive |= before[target] & stays | comes
            for sender, receivers, lost in passing:  # whether a fact can be given depends on who knows it
                if (receivers | lost) & alive:
                    alive |= sender | (receivers if lost & alive else 0)
            here[node] = alive
            stays, comes = arrival
            earlier = alive & stays | comes
            if earlier != before[node]:
                before[node] = earlier
                waiting.update(dict.fromkeys(sources[node]))
        return here, before

    def mask(self, question: Question | None) -> Alive:
        return question.bits | question.places << self.width if question else 0

    def of_injects(self) -> Alive:
        alive = 0
        for inject in self.compiled.injects:
            alive |= inject.fired | self.mask(inject.question)
            for effect in inject.effects:
                alive |= self.mask(effect.question)
        return alive

    def backwards_from(self, place: Place) -> _Backwards:
        stays, comes = self.through(place.arrival)
        arrival = stays & ~place.arrival_bits, comes & ~place.arrival_bits | self.always
        steps = {}
        wanted = asked = 0
        for way in place.ways:
            stays, comes = self.through(way.effects)
            comes |= self.mask(way.branch) & stays
            steps[way.edge] = stays & ~way.bits, comes & ~way.bits | self.mask(way.question)
            for question in (way.question, way.branch, *(effect.question for effect in way.effects)):
                wanted |= question.bits if question else 0
        for question in place.advice:
            asked |= self.mask(question)
        passing = tuple((each.sender, each.receivers, each.lost) for each in place.passing)
        return _Backwards(arrival, steps, self.always | asked, passing, wanted | asked & self.every_bit)

    def through(self, effects: Sequence[CompiledEffect]) -> Transfer:
        """Return how effects change it: what they read becomes alive, what they always overwrite does not stay so."""
        stays, comes = -1, 0
        for effect in reversed(effects):
            if effect.question is None:
                decided = effect.bits | effect.cleared
                for place, _amount, adds in effect.values:
                    decided |= 0 if adds else 1 << place + self.width
                stays, comes = stays & ~decided, comes & ~decided | self.always
            else:
                comes |= self.mask(effect.question)
        return stays, comes

    def keep(self, place: Place, here: Alive, after: Iterable[Alive]) -> Keep:
        wanted = self.backwards[place.number].wanted
        for each in after:
            wanted |= each & self.every_bit
        return Keep(here & self.every_bit, self.dropped(here), wanted, {})

    def dropped(self, here: Alive) -> tuple[int, ...]:
        alive = here >> self.width
        if alive not in self.drops:
            every = range(len(self.compiled.readable.places))
            self.drops[alive] = tuple(each for each in every if not alive >> each & 1)
        return self.drops[alive]
