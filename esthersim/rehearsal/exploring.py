"""Every state that the rules allow, breadth first: the first way found to each is a shortest one."""

from __future__ import annotations

from collections.abc import Callable

from esthersim.garbage import without_garbage_collection
from esthersim.rehearsal.arriving import Deed, Outcome, Packed, Trial
from esthersim.rehearsal.compiled import Compiled, Place
from esthersim.rehearsal.compiling import compile_scenario
from esthersim.rehearsal.differences import Differences
from esthersim.rehearsal.liveness import find_what_stays
from esthersim.rehearsal.questions import Values
from esthersim.rehearsal.space import INJECT, Origin, Space, Step
from esthersim.rehearsal.trying import Rules
from esthersim.scenario.model import Scenario

MOST_STATES = 150_000
BETWEEN_REPORTS = 1000
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
        self.event_of = (1 << self.for_event) - 1
        self.bits_of = (1 << self.for_bits) - 1
        self.values: dict[Values, int] = {}
        self.values_by_number: list[Values] = []
        self.states: list[int] = []
        self.numbers: dict[int, int] = {}
        self.sources: list[int] = []
        """How each state was first found: from which state, by which edge, by doing what."""
        self.by_edge: list[int] = []
        self.deeds: list[Deed | None] = []
        self.steps: list[tuple[Step, ...]] = []
        self.decides = [place.reads | place.control for place in compiled.places]
        self.done: dict[tuple[int, int, int], tuple[list[_Ahead], bool]] = {}
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
        return state & self.event_of, rest & self.bits_of, which

    def explored(self, most_states: int, progress: Callable[[int], object] | None = None) -> Space:
        start = self.pack(self.rules.start())
        self.states, self.numbers = [start], {start: 0}
        self.sources, self.by_edge, self.deeds = [0], [INJECT], [None]
        reported = 0
        while len(self.steps) < len(self.states) <= most_states:
            self.go_on(min(len(self.states), len(self.steps) + BETWEEN_REPORTS), most_states)
            if progress and len(self.steps) >= reported + BETWEEN_REPORTS:
                reported = len(self.steps)
                progress(reported)
        left_open = frozenset(range(len(self.steps), len(self.states)))
        self.steps += [()] * len(left_open)
        return self.space(left_open, "states" if left_open else self.rules.cut)

    def go_on(self, until: int, most_states: int) -> None:
        """Find the steps from the next states, until a number of them; the one loop that must be quick."""
        states, numbers, steps, done = self.states, self.numbers, self.steps, self.done
        sources, by_edge, deeds = self.sources, self.by_edge, self.deeds
        event_of, for_event, bits_of, decides = self.event_of, self.for_event, self.bits_of, self.decides
        above = for_event + self.for_bits
        for state in range(len(steps), until):
            packed = states[state]
            number, bits, which = packed & event_of, packed >> for_event & bits_of, packed >> above
            deciding = bits & decides[number]
            key = (number, deciding, which)
            known = done.get(key)
            if known is None:
                known = done[key] = self.look_ahead(
                    self.compiled.places[number], deciding, self.values_by_number[which]
                )
            ahead, distinct = known
            passing_through = (bits ^ deciding) << for_event
            ways: list[Step] = []
            for edge, base, mask, how in ahead:
                packed = base | passing_through & mask
                to = numbers.get(packed)
                if to is None:
                    to = numbers[packed] = len(states)
                    states.append(packed)
                    sources.append(state)
                    by_edge.append(edge)
                    deeds.append(how)
                if to != state or edge != INJECT:
                    ways.append((edge, to))
            steps.append(tuple(ways) if distinct else tuple(dict.fromkeys(ways)))
            if len(states) > most_states:
                break

    def look_ahead(self, place: Place, bits: int, values: Values) -> tuple[list[_Ahead], bool]:
        """Return the possible results of an event, each once, with the first way of doing it that leads there.

        `bits` are those that decide it; all others pass through. Also whether no two results can be the same, whatever
        passes through.
        """
        if place.over:
            self.rules.only_asked(place, bits, values)
            return [], True
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
        ahead = [
            (edge, self.pack(packed), places[packed[0]].kept(outcome.bits).bits << self.for_event, outcome.deed)
            for (_by, edge, packed), outcome in known.items()
        ]
        passing = (self.bits_of & ~self.decides[place.number]) << self.for_event
        return ahead, len({(edge, base & ~passing) for edge, base, _mask, _how in ahead}) == len(ahead)

    def space(self, left_open: frozenset[int], bound: str | None) -> Space:
        compiled = self.compiled
        keys = [place.key for place in compiled.places]
        answers = {1: frozenset({False}), 2: frozenset({True}), 3: frozenset({False, True}), 0: frozenset[bool]()}
        return Space(
            scenario=compiled.scenario,
            edges=compiled.edges,
            bound=bound,
            events=tuple([keys[state & self.event_of] for state in self.states]),
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
        source, edge, deed = self.sources[state], self.by_edge[state], self.deeds[state]
        if deed is None:
            return None
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
