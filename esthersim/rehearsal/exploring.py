"""Every state that the rules allow, breadth first: the first way found to each is a shortest one."""

from __future__ import annotations

from collections.abc import Callable

from esthersim.garbage import without_garbage_collection
from esthersim.rehearsal.compiled import Compiled, Place
from esthersim.rehearsal.compiling import compile_scenario
from esthersim.rehearsal.differences import Differences
from esthersim.rehearsal.liveness import find_what_stays
from esthersim.rehearsal.questions import Values
from esthersim.rehearsal.space import INJECT, Origin, Space, Step
from esthersim.rehearsal.trying import Deed, Outcome, Packed, Rules, Trial
from esthersim.scenario.model import Scenario

MOST_STATES = 100_000
BETWEEN_REPORTS = 1000
_made = tuple.__new__  # a named tuple from its fields in order, at half the price of the class's own call
Found = tuple[int, int, Deed]
"""How a state was first found: from which state, by which edge, by doing what."""
_Ahead = tuple[int, int, int, Deed]  # a plain tuple, as a named one is unpacked through an iterator
"""The result of one way of doing an event, for all states that agree on the bits that decide it: the edge, the next
state, packed and without the bits that pass through, a mask of those that are kept, and what was done."""


def explore(
    scenario: Scenario, most_states: int = MOST_STATES, progress: Callable[[int], object] | None = None
) -> Space:
    """Explore a scenario that has no errors; beyond `most_states` nothing more is explored, and the space says so.

    `progress` is called now and then with the number of states explored.
    """
    with without_garbage_collection():
        compiled = compile_scenario(scenario)
        find_what_stays(compiled)
        return _Explorer(compiled).explored(most_states, progress)


class _Explorer:
    """States as numbers: the event in the lowest bits, then the bits of what is true, then the number of the values."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.rules = Rules(compiled)
        self.differences = Differences(compiled)
        self.for_event = len(compiled.places).bit_length()
        self.for_bits = len(compiled.readable.bits)
        self.values: dict[Values, int] = {}
        self.values_by_number: list[Values] = []
        self.states: list[int] = []
        self.numbers: dict[int, int] = {}
        self.found: list[Found | None] = []
        self.steps: list[tuple[Step, ...]] = []
        self.done: dict[tuple[int, int, int], list[_Ahead]] = {}
        self.set_out: set[int] = set()

    def pack(self, state: Packed) -> int:
        number, bits, values = state
        which = self.values.setdefault(values, len(self.values))
        if which == len(self.values_by_number):
            self.values_by_number.append(values)
        return (which << self.for_bits | bits) << self.for_event | number

    def unpack(self, state: int) -> tuple[int, int, int]:
        """Return the event's number, the bits, and the number of the values."""
        rest = state >> self.for_event
        which = rest >> self.for_bits
        return state & ~(-1 << self.for_event), rest & ~(-1 << self.for_bits), which

    def explored(self, most_states: int, progress: Callable[[int], object] | None = None) -> Space:
        start = self.pack(self.rules.start())
        self.states, self.numbers, self.found = [start], {start: 0}, [None]
        while len(self.steps) < len(self.states) <= most_states:
            self.steps.append(self.steps_from(len(self.steps)))
            if progress and len(self.steps) % BETWEEN_REPORTS == 0:
                progress(len(self.steps))
        left_open = frozenset(range(len(self.steps), len(self.states)))
        self.steps += [()] * len(left_open)
        return self.space(left_open, "states" if left_open else self.rules.cut)

    def steps_from(self, state: int) -> tuple[Step, ...]:
        number, bits, which = self.unpack(self.states[state])
        place = self.compiled.places[number]
        key = (number, bits & (place.reads | place.control), which)
        ahead = self.done.get(key)
        if ahead is None:
            ahead = self.done[key] = self.look_ahead(place, key[1], self.values_by_number[which])
        passing_through = (bits & ~key[1]) << self.for_event
        states, numbers = self.states, self.numbers
        steps: dict[Step, None] = {}
        for edge, base, mask, how in ahead:
            packed = base | passing_through & mask
            to = numbers.get(packed)
            if to is None:
                to = numbers[packed] = len(states)
                states.append(packed)
                self.found.append((state, edge, how))
            if to != state or edge != INJECT:
                steps[_made(Step, (edge, to))] = None
        return tuple(steps)

    def look_ahead(self, place: Place, bits: int, values: Values) -> list[_Ahead]:
        """Return the possible results of an event, each once, with the first way of doing it that leads there.

        `bits` are those that decide it; all others pass through.
        """
        if place.over:
            self.rules.only_asked(place, bits, values)
            return []
        places, trimmed = self.compiled.places, self.rules.trimmed
        known: dict[tuple[int, int, Packed], Outcome] = {}
        tried: list[tuple[Trial, list[tuple[int, Packed]]]] = []
        for trial, outcomes in self.rules.outcomes(place, bits, values):
            results = [(each.deed.by, trimmed(places[each.target], each.bits, each.values)) for each in outcomes]
            for (by, packed), outcome in zip(results, outcomes, strict=True):
                known.setdefault((by, outcome.edge, packed), outcome)
            if trial is not None:
                tried.append((trial, results))
        self.differences.compare(place, bits, values, tried)
        self.set_out.update(by for by, _edge, _packed in known)
        # What is kept at the target depends on the control bits, which are part of the key: it is the same for all.
        return [
            (edge, self.pack(packed), places[packed[0]].kept(outcome.bits).bits << self.for_event, outcome.deed)
            for (_by, edge, packed), outcome in known.items()
        ]

    def space(self, left_open: frozenset[int], bound: str | None) -> Space:
        compiled = self.compiled
        answers = {1: frozenset({False}), 2: frozenset({True}), 3: frozenset({False, True}), 0: frozenset[bool]()}
        return Space(
            scenario=compiled.scenario,
            edges=compiled.edges,
            bound=bound,
            events=tuple(compiled.places[self.unpack(state)[0]].key for state in self.states),
            steps=tuple(self.steps),
            open_states=left_open,
            truths={path: answers[compiled.answers[number]] for path, number in compiled.numbers.items()},
            set_out=frozenset(self.set_out - {INJECT}),
            came=frozenset(self.rules.came),
            choices_that_matter=frozenset(self.differences.choices),
            timers_that_matter=frozenset(self.differences.timers),
            facts_that_matter=self.differences.facts_by_event(),
            ticked_shut=frozenset(self.differences.shut),
            origin=self.origin,
        )

    def origin(self, state: int) -> Origin | None:
        found = self.found[state]
        if found is None:
            return None
        source, edge, deed = found
        number, bits, _which = self.unpack(self.states[source])
        place, trial = self.compiled.places[number], deed.trial
        handed = [
            (bool(trial.passed >> index & 1), each.fact, each.receivers, each.bits & ~bits)
            for index, each in enumerate(place.passing)
            if trial.handed and bits & each.sender == each.sender
        ]
        second = deed.second
        if second < 0 and (place.waits & trial.chosen or (place.timer is not None and place.timer.edge == deed.by)):
            second = place.limit
        return Origin(
            source,
            edge,
            deed.by,
            given=tuple((fact, role) for given, fact, roles, _new in handed if given for role in roles),
            withheld=tuple((fact, role) for given, fact, roles, new in handed if new and not given for role in roles),
            handed=trial.handed,
            ticked=tuple(item for item, bit in place.ticks if bit & trial.chosen),
            second=second,
            inject=deed.inject if deed.inject and deed.second < 0 else None,
        )
