"""Who may know what, at which event: no role ever knows more than this says, though on many ways it knows less.

What may be known on any way is joined over all ways at once: what a role knows at the start, what effects let it learn,
and what others hand over, along the edges that were taken and with every effect whose condition was ever true.
Knowledge ends only where an effect without a condition takes it away. (A data-flow analysis: Kildall, "A unified
approach to global program optimization", 1973.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from esthersim.authored.problems import KeyPath
from esthersim.rehearsal.space import Space
from esthersim.scenario.changes import Know
from esthersim.scenario.graph import Edge
from esthersim.scenario.model import Effect, Scenario

Ever = Callable[[KeyPath], bool]
"""Tells, for the key path of a condition, whether it may ever be true."""
Transfer = tuple[int, int]
"""How effects change what may be known: the mask of what stays, and what is added."""


@dataclass(frozen=True, slots=True)
class Knowing:
    """Who may know what: a mask for each event that was reached, with the facts of one role after those of another."""

    roles: Mapping[str, int]
    """The number of the first bit of each role."""
    facts: Sequence[str]
    masks: Mapping[str, int]

    def may_know(self, event: str, role: str) -> frozenset[str]:
        """Return what a role may know before the event is left; nothing at an event that no team reaches."""
        mask = self.masks.get(event, 0) >> self.roles[role]
        return frozenset(fact for number, fact in enumerate(self.facts) if mask >> number & 1)

    def anywhere(self, role: str, fact: str) -> bool:
        """Tell whether a role may know a fact at any event."""
        bit = 1 << self.roles[role] + self.facts.index(fact)
        return any(mask & bit for mask in self.masks.values())


def who_may_know(space: Space) -> Knowing:
    """Return who may know what at each event that can be reached, in a complete space."""
    taken = (space.edges[number] for number in space.taken)
    return spread_knowledge(space.scenario, taken, (space.scenario.first,), lambda path: True in space.truths[path])


def spread_knowledge(scenario: Scenario, taken: Iterable[Edge], entrances: Iterable[str], ever: Ever) -> Knowing:
    """Return who may know what at each event, if teams start at some entrances and take just these edges."""
    spreading = _Spreading(scenario, ever)
    ways: dict[str, list[Edge]] = {}
    for edge in taken:
        ways.setdefault(edge.source, []).append(edge)
    known = {event: _after(spreading.start, spreading.arrivals[event]) for event in entrances}
    waiting = list(known)
    while waiting:
        event = waiting.pop()
        here = known[event] = spreading.while_there(event, known[event])
        for edge in ways.get(event, ()):
            before = known.get(edge.target)
            arriving = _after(_after(here, spreading.by_option(edge)), spreading.arrivals[edge.target])
            after = arriving | (before or 0)
            if after != before:
                known[edge.target] = after
                waiting.append(edge.target)
    return Knowing(spreading.places, tuple(scenario.facts), known)


def _after(known: int, transfer: Transfer) -> int:
    stays, comes = transfer
    return known & stays | comes


class _Spreading:
    """How knowledge changes at the events of one scenario, as masks over all roles and their facts."""

    def __init__(self, scenario: Scenario, ever: Ever) -> None:
        self.scenario = scenario
        self.ever = ever
        self.bits = {fact: 1 << number for number, fact in enumerate(scenario.facts)}
        self.places = {role: number * len(self.bits) for number, role in enumerate(scenario.roles)}
        self.start = self.mask(scenario.knowledge)
        self.arrivals = {
            key: self.transfer(event.effects, ("events", key, "effects")) for key, event in scenario.events.items()
        }
        self.injects = 0
        for key, inject in scenario.injects.items():
            if inject.when is None or ever(("injects", key, "when")):
                _stays, comes = self.transfer(inject.effects, ("injects", key, "effects"))
                self.injects |= comes  # and nothing ends, as it may also not be fired

    def mask(self, knowledge: Mapping[str, Iterable[str]]) -> int:
        mask = 0
        for role, facts in knowledge.items():
            for fact in facts:
                mask |= self.bits[fact] << self.places[role]
        return mask

    def transfer(self, effects: Sequence[Effect], path: KeyPath) -> Transfer:
        stays, comes = -1, 0
        for number, effect in enumerate(effects):
            if effect.when is not None and not self.ever((*path, number, "when")):
                continue
            for change in effect.changes:
                if isinstance(change, Know):
                    about = self.mask({change.role: change.facts})
                    if change.known:
                        comes |= about
                    elif effect.when is None:
                        stays, comes = stays & ~about, comes & ~about
        return stays, comes

    def by_option(self, edge: Edge) -> Transfer:
        decision = self.scenario.events[edge.source].decision
        if edge.kind != "option" or decision is None:
            return -1, 0
        path = ("events", edge.source, "decision", "options", edge.label, "effects")
        return self.transfer(decision.options[edge.label].effects, path)

    def while_there(self, event: str, known: int) -> int:
        """Add what injects let somebody learn, and whatever the sender of a handover knows by then: people say more."""
        known |= self.injects
        handover = self.scenario.events[event].handover
        if handover is not None:
            sent = known >> self.places[handover.sender] & (1 << len(self.bits)) - 1
            for role in handover.to:
                known |= sent << self.places[role]
        return known
