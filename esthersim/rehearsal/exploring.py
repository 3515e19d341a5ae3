"""Every state that the rules allow, breadth first: the first way found to each is a shortest one."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from esthersim.rehearsal.compiled import Compiled, Place, compile_scenario
from esthersim.rehearsal.liveness import find_what_stays
from esthersim.rehearsal.mattering import Mattering
from esthersim.rehearsal.questions import Values
from esthersim.rehearsal.space import INJECT, Origin, Space, Step
from esthersim.rehearsal.trying import Outcome, Packed, Rules, Trial
from esthersim.scenario.model import Scenario

MOST_STATES = 100_000
BETWEEN_REPORTS = 1000
_made = tuple.__new__  # a named tuple from its fields in order, at half the price of the class's own call
Found = tuple[int, int, Trial | str]
"""How a state was found first: from which state, by which edge, by doing what."""


def explore(
    scenario: Scenario, most_states: int = MOST_STATES, progress: Callable[[int], object] | None = None
) -> Space:
    """Explore a scenario that has no errors; beyond `most_states` nothing more is explored, and the space says so.

    `progress` is told now and then how many states are done.
    """
    with _collecting_later():
        compiled = compile_scenario(scenario)
        find_what_stays(compiled)
        return _Explorer(compiled, Rules(compiled), Mattering(compiled)).explored(most_states, progress)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Put the collecting of garbage off: it would look again and again through states that all stay."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@dataclass(slots=True)
class _Explorer:
    compiled: Compiled
    rules: Rules
    mattering: Mattering
    states: list[Packed] = field(default_factory=list)
    numbers: dict[Packed, int] = field(default_factory=dict)
    found: list[Found | None] = field(default_factory=list)
    steps: list[tuple[Step, ...]] = field(default_factory=list)
    done: dict[tuple[int, int, Values], list[Outcome]] = field(default_factory=dict)

    def explored(self, most_states: int, progress: Callable[[int], object] | None = None) -> Space:
        start = self.rules.start()
        self.states, self.numbers, self.found = [start], {start: 0}, [None]
        while len(self.steps) < len(self.states) <= most_states:
            self.steps.append(self.steps_from(len(self.steps)))
            if progress and len(self.steps) % BETWEEN_REPORTS == 0:
                progress(len(self.steps))
        left_open = frozenset(range(len(self.steps), len(self.states)))
        self.steps += [()] * len(left_open)
        return self.space(left_open, "states" if left_open else self.rules.cut)

    def steps_from(self, state: int) -> tuple[Step, ...]:
        number, bits, values = self.states[state]
        places, numbers, trimmed = self.compiled.places, self.numbers, self.rules.trimmed
        place = places[number]
        if not place.exits and place.timer is None:
            list(self.rules.fired(place, bits, values))  # at an ending injects are only asked whether they may come
            return ()
        key = (number, bits & (place.reads | place.control), values)
        outcomes = self.done.get(key)
        if outcomes is None:
            outcomes = self.done[key] = self.outcomes(place, bits, values)
        passing_through = bits & ~key[1]
        steps: dict[Step, None] = {}
        for edge, target, more, then, how in outcomes:
            packed = trimmed(places[target], more | passing_through, then)
            to = numbers.get(packed)
            if to is None:
                to = numbers[packed] = len(self.states)
                self.states.append(packed)
                self.found.append((state, edge, how))
            if to != state or edge != INJECT:
                steps[_made(Step, (edge, to))] = None
        return tuple(steps)

    def outcomes(self, place: Place, bits: int, values: Values) -> list[Outcome]:
        """Return what can come of an event, each outcome once, by the first way of doing it that leads there."""
        places, trimmed = self.compiled.places, self.rules.trimmed
        known: dict[tuple[int, Packed], Outcome] = {}
        tried: list[tuple[Trial, list[tuple[int, Packed]]]] = []
        for trial, outcomes in self.rules.outcomes(place, bits, values):
            results = [(each.edge, trimmed(places[each.target], each.bits, each.values)) for each in outcomes]
            for result, outcome in zip(results, outcomes, strict=True):
                known.setdefault(result, outcome)
            if trial is not None:
                tried.append((trial, results))
        self.mattering.compare(place, bits, values, tried)
        read = place.reads | place.control
        return [each._replace(bits=each.bits & (read | ~bits)) for each in known.values()]

    def space(self, left_open: frozenset[int], bound: str | None) -> Space:
        compiled = self.compiled
        answers = {1: frozenset({False}), 2: frozenset({True}), 3: frozenset({False, True}), 0: frozenset[bool]()}
        return Space(
            scenario=compiled.scenario,
            edges=compiled.edges,
            bound=bound,
            events=tuple(compiled.places[state[0]].key for state in self.states),
            steps=tuple(self.steps),
            open_states=left_open,
            truths={path: answers[compiled.answers[number]] for path, number in compiled.numbers.items()},
            choices_that_matter=frozenset(self.mattering.choices),
            timers_that_matter=frozenset(self.mattering.timers),
            facts_that_matter=self.mattering.facts_by_event(),
            ticked_shut=frozenset(self.mattering.shut),
            origin=self.origin,
        )

    def origin(self, state: int) -> Origin | None:
        found = self.found[state]
        if found is None:
            return None
        source, edge, how = found
        if isinstance(how, str):
            return Origin(source, edge, inject=how)
        number, bits, _values = self.states[source]
        place = self.compiled.places[number]
        known = [(1 << index, each) for index, each in enumerate(place.passing) if bits & each.sender]
        return Origin(
            source,
            edge,
            given=tuple(each.fact for bit, each in known if bit & how.passed),
            withheld=tuple(each.fact for bit, each in known if not bit & how.passed and each.receivers & ~bits),
            ticked=tuple(item for item, bit in place.ticks if bit & how.chosen),
            waited=bool(place.waits & how.chosen) or (place.timer is not None and place.timer.edge == edge),
        )
