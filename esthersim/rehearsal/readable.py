"""What the conditions of a journey can read. Each such thing gets a bit, or a place among the values.

Nothing else can change where a journey goes, so nothing else is kept during the exploration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from esthersim.authored import conditions as c
from esthersim.authored.conditions import Condition
from esthersim.authored.problems import KeyPath
from esthersim.scenario.changes import Add
from esthersim.scenario.model import VITAL_SIGNS, Branch, Decision, Effect, Scenario

Atom = tuple[str, ...]
"""Something that is true or false: a verb and its names, as `("knows", role, fact)` or `("visited", event)`."""


def knows(role: str, fact: str) -> Atom:
    """Return the atom of a role's knowing a fact."""
    return ("knows", role, fact)


def journey_conditions(scenario: Scenario) -> Iterator[tuple[KeyPath, Condition]]:
    """Yield every condition that the journey depends on, with its key path; those of the debriefing are left out."""
    for key, event in scenario.events.items():
        here: KeyPath = ("events", key)
        yield from _of_effects(event.effects, (*here, "effects"))
        yield from _of_ways(event.next, (*here, "next"))
        if event.decision:
            yield from _of_decision(event.decision, (*here, "decision"))
    for key, inject in scenario.injects.items():
        if inject.when:
            yield ("injects", key, "when"), inject.when
        yield from _of_effects(inject.effects, ("injects", key, "effects"))


def _of_decision(decision: Decision, path: KeyPath) -> Iterator[tuple[KeyPath, Condition]]:
    for name, option in decision.options.items():
        if option.when:
            yield (*path, "options", name, "when"), option.when
        yield from _of_effects(option.effects, (*path, "options", name, "effects"))
        yield from _of_ways(option.next, (*path, "options", name, "next"))
    for number, advice in enumerate(decision.advice):
        if advice.when:
            yield (*path, "advice", number, "when"), advice.when


def _of_ways(ways: Sequence[Branch], path: KeyPath) -> Iterator[tuple[KeyPath, Condition]]:
    for number, way in enumerate(ways):
        if way.when:
            yield (*path, number, "when"), way.when


def _of_effects(effects: Sequence[Effect], path: KeyPath) -> Iterator[tuple[KeyPath, Condition]]:
    for number, effect in enumerate(effects):
        if effect.when:
            yield (*path, number, "when"), effect.when


def effects(scenario: Scenario) -> Iterator[Effect]:
    """Yield every effect: of events, of options, of injects."""
    for event in scenario.events.values():
        yield from event.effects
        for option in event.decision.options.values() if event.decision else ():
            yield from option.effects
    for inject in scenario.injects.values():
        yield from inject.effects


def tests(part: c.Part) -> Iterator[c.Knows | c.Happened | c.Chose | c.Compare]:
    """Yield the single tests that a condition is made of."""
    match part:
        case c.Not(inner):
            yield from tests(inner)
        case c.All(parts) | c.Any(parts):
            for each in parts:
                yield from tests(each)
        case _:
            yield part


def atoms(part: c.Part) -> Iterator[Atom]:
    """Yield what a condition asks about, apart from variables."""
    for test in tests(part):
        match test:
            case c.Knows(role, fact):
                yield knows(role.text, fact.text)
            case c.Happened(verb, name):
                yield (verb, name.text)
            case c.Chose(option, event):
                yield ("chose", option.text, event.text) if event else ("chose", option.text)
            case _:
                continue


def variables(part: c.Part) -> Iterator[str]:
    """Yield the variables that a condition reads; the early warning score reads every vital sign."""
    for test in tests(part):
        for side in (test.left, test.right) if isinstance(test, c.Compare) else ():
            if isinstance(side, c.Name):
                yield from VITAL_SIGNS if side.text == "news2" else (side.text,)


@dataclass(frozen=True, slots=True)
class Readable:
    """The bit of each atom and the place of each variable that some condition of the journey can read."""

    bits: dict[Atom, int]
    """The mask of each: one bit."""
    places: dict[str, int]

    def mask(self, atom: Atom) -> int:
        """Return the bit of an atom, or 0 where no condition can read it."""
        return self.bits.get(atom, 0)


def readable(scenario: Scenario, conditions: Iterable[Condition], also: Sequence[Atom] = ()) -> Readable:
    """Find what the journey's conditions can read, and what decides that in turn: the sender of a fact must know it.

    `also` names atoms to be kept though no condition reads them.
    """
    asked = dict.fromkeys(also)
    named: dict[str, None] = {}
    for condition in conditions:
        asked.update(dict.fromkeys(atoms(condition.part)))
        named.update(dict.fromkeys(variables(condition.part)))
    for key, inject in scenario.injects.items():
        if any(isinstance(change, Add) for effect in inject.effects for change in effect.changes):
            asked["fired", key] = None
    waiting = list(asked)
    handovers = [event.handover for event in scenario.events.values() if event.handover]
    while waiting:
        atom = waiting.pop()
        for handover in handovers:
            if atom[0] == "lost" and atom[1] in handover.must:
                found = [knows(role, atom[1]) for role in handover.to]
            elif atom[0] == "knows" and atom[1] in handover.to:
                found = [knows(handover.sender, atom[2])]
            else:
                continue
            fresh = [each for each in found if each not in asked]
            asked.update(dict.fromkeys(fresh))
            waiting += fresh
    bits = {atom: 1 << number for number, atom in enumerate(asked)}
    known = [name for name in scenario.variables if name in named]
    return Readable(bits, {name: place for place, name in enumerate(known)})
