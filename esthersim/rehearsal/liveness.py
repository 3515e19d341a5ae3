"""What can still be read from each event on. The rest is dropped, so that states that differ in nothing else are one.

The usual backward analysis of compilers (Aho, Lam, Sethi, Ullman, "Compilers", 9.2.5: live variables), first over the
edges of the journey, then over its routes. What an inject reads is alive wherever it can still come: one that is fired
anywhere, one by room time at its event, one by story time on the way to every event until it has come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from esthersim.rehearsal.compiled import Compiled, CompiledEffect, CompiledInject, Exit, Keep, Keeps, Place
from esthersim.rehearsal.control import Node, control_graph, control_mask
from esthersim.rehearsal.questions import Question

MOST_ANALYSED = 100
"""For how many sets of injects that have come it is found out what is kept; after that, as if none had."""
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
    """For each fact that can be passed on: the bits that allow it, those that it sets, and those of its loss."""
    wanted: int
    """The bits that the exits, the advice and the injects ask about."""


class _OnTheWay(NamedTuple):
    """What can still come by story time on the way to any event."""

    asked: Alive
    targets: tuple[int, ...]
    """The events to which it can take the team."""


def find_what_stays(compiled: Compiled) -> None:
    """Fill in each place's `keeps`: what is kept there after each route to it, and what is worth trying there."""
    _Kept(compiled).fill_in()


def dead_values(compiled: Compiled) -> list[tuple[int, ...]]:
    """Return for each event the places of the values that nothing reads from there on."""
    liveness = _Liveness(compiled, 0)
    here, _before = liveness.analysed(liveness.edges)
    return [liveness.dropped(here[Node(place.number, 0)]) for place in compiled.places]


class _Kept:
    """What is kept at each event, found out for the injects that have come by then when a state first asks for it."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.asked = compiled.asked()
        self.known = control_mask(compiled.readable)
        self.found: dict[int, list[dict[int, Keep]]] = {}

    def fill_in(self) -> None:
        liveness = _Liveness(self.compiled, 0)
        here, before = liveness.analysed(liveness.edges)
        for node, alive in here.items():
            place = self.compiled.places[node.place]
            place.control = alive & (self.known | self.asked)
        self.ways = control_graph(self.compiled)
        self.found[0] = self.keeps(liveness, here, before)
        for place in self.compiled.places:
            place.keeps = Keeps(partial(self.keep, place))

    def keep(self, place: Place, bits: int) -> Keep:
        """Return what is kept at an event after the route, and the injects that have come, that these bits describe."""
        asked = bits & self.asked
        if asked not in self.found:
            if len(self.found) > MOST_ANALYSED:
                asked = 0
            else:
                liveness = _Liveness(self.compiled, asked)
                self.found[asked] = self.keeps(liveness, *liveness.analysed(liveness.edges))
        keeps = self.found[asked][place.number]
        return keeps.get(bits & self.known, keeps[-1])

    def keeps(
        self, liveness: _Liveness, here: Mapping[Node, Alive], before: Mapping[Node, Alive]
    ) -> list[dict[int, Keep]]:
        """Return for each event what is kept there, by the bits of the route; under -1 for all other routes."""
        places = self.compiled.places
        found: list[dict[int, Keep]] = [{} for _place in places]
        for node, alive in here.items():
            after = [before[target] for _way, target in liveness.edges[node]]
            found[node.place][-1] = liveness.keep(places[node.place], alive | places[node.place].control, after)
        if self.ways is not None:
            here, before = liveness.analysed(self.ways)
            for node, alive in here.items():
                after = [before[target] for _way, target in self.ways[node]]
                place = places[node.place]
                found[node.place][node.bits] = liveness.keep(place, alive | place.control, after)
        return found


class _Liveness:
    """The analysis where some injects, as the bits `come`, have come already by story time."""

    def __init__(self, compiled: Compiled, come: int) -> None:
        self.compiled = compiled
        self.width = len(compiled.readable.bits)
        self.every_bit = (1 << self.width) - 1
        self.now = 1 << compiled.clock.now + self.width if compiled.clock.now >= 0 else 0
        self.passes = sum(1 << place + self.width for place in compiled.readable.since.values())
        self.always = self.of_injects(compiled.by_hand)
        self.on_the_way = self.of_those_on_the_way(come)
        self.backwards = [self.backwards_from(place) for place in compiled.places]
        self.drops: dict[Alive, tuple[int, ...]] = {}
        places = compiled.places
        self.edges: Graph = {
            Node(place.number, 0): [
                (way, Node(target, 0)) for way in place.ways for target in (way.target, *self.on_the_way.targets)
            ]
            for place in places
        }

    def of_those_on_the_way(self, come: int) -> _OnTheWay:
        """Return what the injects that have not come read; that they have come is never forgotten."""
        left = [inject for inject in self.compiled.on_the_way if not inject.happened & come]
        alive = self.of_injects(left) | self.compiled.asked()
        for inject in left:
            if inject.due:
                alive |= self.now if inject.due.at is not None or inject.due.after.months else 0
                alive |= 1 << inject.due.since + self.width if inject.due.since >= 0 else 0
        targets = dict.fromkeys(inject.target for inject in left if inject.target >= 0)
        return _OnTheWay(alive, tuple(targets))

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
            for allowed, given, lost in passing:  # whether a fact can be given depends on who knows it
                if (given | lost) & alive:
                    alive |= allowed | (given if lost & alive else 0)
            here[node] = alive
            stays, comes = arrival
            earlier = self.before_time(node.place, alive & stays | comes)
            if earlier != before[node]:
                before[node] = earlier
                waiting.update(dict.fromkeys(sources[node]))
        return here, before

    def before_time(self, number: int, alive: Alive) -> Alive:
        """Return what is alive before the time that passes on the way to an event, and what comes meanwhile."""
        alive |= self.on_the_way.asked
        return alive | self.now if self.compiled.places[number].dated and alive & self.passes else alive

    def mask(self, question: Question | None) -> Alive:
        return question.bits | question.places << self.width if question else 0

    def of_injects(self, injects: Iterable[CompiledInject]) -> Alive:
        alive = 0
        for inject in injects:
            alive |= inject.happened | self.mask(inject.question)
            for effect in inject.effects:
                alive |= self.mask(effect.question)
        return alive

    def backwards_from(self, place: Place) -> _Backwards:
        stays, comes = self.through(place.arrival)
        came = place.arrival_bits | (1 << place.source + self.width if place.source >= 0 else 0)
        arrival = stays & ~came, comes & ~came | self.always
        steps = {}
        asked = self.always | place.timer_after | place.waits_after | place.handed
        for each in place.coming:
            asked |= self.of_injects(each.injects)
        wanted = asked & self.every_bit
        for way in place.ways:
            stays, comes = self.through(way.effects)
            comes |= self.mask(way.branch) & stays
            begun = way.bits | (1 << way.resets + self.width if way.resets >= 0 else 0)
            steps[way.edge] = stays & ~begun, comes & ~begun | self.mask(way.question)
            for question in (way.question, way.branch, *(effect.question for effect in way.effects)):
                wanted |= question.bits if question else 0
        for question in place.advice:
            asked |= self.mask(question)
            wanted |= question.bits
        passing = tuple((each.sender, each.bits, each.lost) for each in place.passing)
        passing += tuple((0, known, lost) for known, lost in place.losses)
        return _Backwards(arrival, steps, asked, passing, wanted)

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
            every = range(self.compiled.readable.size)
            self.drops[alive] = tuple(each for each in every if not alive >> each & 1)
        return self.drops[alive]
