"""Who may know what, at which event: no role ever knows more than this says, though on many ways it knows less.

What may be known on any way is joined over all ways at once: what a role knows at the start, what effects and documents
let it learn, and what others hand over, along the edges that were taken and with all whose condition was ever true.
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
from esthersim.scenario.model import TEAM, Effect, Event, Scenario

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
            arriving = _after(
                _after(here, spreading.by_option(edge)) | spreading.on_the_way, spreading.arrivals[edge.target]
            )
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
        self.arrivals = {key: self.arrival(key, event) for key, event in scenario.events.items()}
        self.anywhere = self.on_the_way = 0
        self.at: dict[str, int] = {}
        for key, inject in scenario.injects.items():
            if inject.when is None or ever(("injects", key, "when")):
                _stays, comes = self.transfer(inject.effects, ("injects", key, "effects"))
                # and nothing ends, as it may also not come
                if inject.arrives is None:
                    self.anywhere |= comes
                elif inject.arrives.room:
                    event = inject.arrives.since or ""
                    self.at[event] = self.at.get(event, 0) | comes
                else:
                    self.on_the_way |= comes

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

    def arrival(self, key: str, event: Event) -> Transfer:
        """Return what an arrival changes: who is there reads the documents, and then the effects happen."""
        read: dict[str, list[str]] = {}
        for document, readers in event.shows.items():
            shown = self.scenario.documents.get(document)
            for role in readers or self.present(key, event):
                read.setdefault(role, []).extend(shown.facts if shown else ())
        stays, comes = self.transfer(event.effects, ("events", key, "effects"))
        return stays, self.mask(read) & stays | comes

    def present(self, key: str, event: Event) -> frozenset[str]:
        """Return who may be at an event."""
        there = {
            each.role
            for number, each in enumerate(event.present)
            if each.when is None or self.ever(("events", key, "present", number, "when"))
        }
        if event.decision and event.decision.by != (TEAM,):
            there.update(event.decision.by)
        if event.handover:
            there.update(event.handover.sender_ids, event.handover.to)
        return frozenset(there)

    def by_option(self, edge: Edge) -> Transfer:
        """Return what an option changes; an inject that comes on the way may come after any option."""
        decision = self.scenario.events[edge.source].decision
        if decision is None or edge.kind not in {"option", "inject"}:
            return -1, 0
        path: KeyPath = ("events", edge.source, "decision", "options")
        if edge.kind == "option":
            return self.transfer(decision.options[edge.label].effects, (*path, edge.label, "effects"))
        learnt = 0
        for key, option in decision.options.items():
            learnt |= self.transfer(option.effects, (*path, key, "effects"))[1]
        return -1, learnt

    def while_there(self, event: str, known: int) -> int:
        """Add what injects let somebody learn, and whatever the sender of a handover knows by then: people say more."""
        known |= self.anywhere | self.at.get(event, 0)
        handover = self.scenario.events[event].handover
        for sender in handover.sender_ids if handover else ():
            sent = known >> self.places[sender] & (1 << len(self.bits)) - 1
            for role in handover.to if handover else ():
                known |= sent << self.places[role]
        return known
