"""Every state that the rules allow, breadth first: the first way found to each is a shortest one."""

from __future__ import annotations

from dataclasses import dataclass, field

from esthersim.rehearsal.compiled import Compiled, Place, compile_scenario
from esthersim.rehearsal.liveness import find_what_stays
from esthersim.rehearsal.space import INJECT, Origin, Space, Step
from esthersim.rehearsal.trying import Packed, Rules, Trial
from esthersim.scenario.model import Scenario

MOST_STATES = 100_000
Result = tuple[int, Packed]
"""An edge and what it leads to."""


def explore(scenario: Scenario, most_states: int = MOST_STATES) -> Space:
    """Explore a scenario that has no errors; beyond `most_states` nothing more is explored, and the space says so."""
    compiled = compile_scenario(scenario)
    find_what_stays(compiled)
    return _Explorer(compiled, most_states).explored()


@dataclass(slots=True)
class _Explorer:
    compiled: Compiled
    most_states: int
    numbers: dict[Packed, int] = field(default_factory=dict)
    states: list[Packed] = field(default_factory=list)
    origins: list[tuple[int, int, Trial | str] | None] = field(default_factory=list)
    steps: list[tuple[Step, ...]] = field(default_factory=list)
    choices: set[str] = field(default_factory=set)
    timers: set[str] = field(default_factory=set)
    facts: dict[str, int] = field(default_factory=dict)
    shut: set[str] = field(default_factory=set)
    left_open: set[int] = field(default_factory=set)

    def explored(self) -> Space:
        rules = Rules(self.compiled)
        self.number_of(rules.start(), None)
        state = 0
        while state < len(self.states):
            if len(self.states) > self.most_states:
                self.left_open.update(range(state, len(self.states)))
                self.steps += [()] * (len(self.states) - state)
                break
            self.steps.append(self.steps_from(rules, state))
            state += 1
        return self.space("states" if self.left_open else rules.cut)

    def number_of(self, packed: Packed, origin: tuple[int, int, Trial | str] | None) -> int:
        number = self.numbers.setdefault(packed, len(self.states))
        if number == len(self.states):
            self.states.append(packed)
            self.origins.append(origin)
        return number

    def steps_from(self, rules: Rules, state: int) -> tuple[Step, ...]:
        number, bits, values = self.states[state]
        place = self.compiled.places[number]
        found: dict[Step, None] = {}
        if not place.exits and place.timer is None:
            return ()
        trials = rules.trials(place, bits)
        ahead: list[set[Result]] = []
        for trial in trials:
            results = [(way.edge, packed) for way, packed in rules.leave(place, trial, values)]
            for edge, packed in results:
                found[Step(edge, self.number_of(packed, (state, edge, trial)))] = None
            ahead.append(set(results))
            for question in place.advice:
                rules.holds(question, trial.bits, values)
        if place.timer is not None:
            late = [rules.run_out(place, trial, values) for trial in trials]
            for trial, packed in zip(trials, late, strict=True):
                found[Step(place.timer.edge, self.number_of(packed, (state, place.timer.edge, trial)))] = None
            if place.key not in self.timers and set(late) != {packed for results in ahead for _edge, packed in results}:
                self.timers.add(place.key)
        for key, packed in rules.fired(place, bits, values) if self.compiled.injects else ():
            if packed != self.states[state]:
                found[Step(INJECT, self.number_of(packed, (state, INJECT, key)))] = None
        self.compare(rules, place, trials, ahead, values=self.states[state])
        return tuple(found)

    def compare(self, rules: Rules, place: Place, trials: list[Trial], ahead: list[set[Result]], values: Packed) -> None:
        """Note whether the option chosen, each fact handed over and the ticks made a difference here."""
        if place.decides:
            if place.key not in self.choices and any(len({packed for _edge, packed in each}) > 1 for each in ahead):
                self.choices.add(place.key)
            if place.required and place.key not in self.shut and not any(ahead):
                unticked = Trial(values[1], 0, 0)
                if any(way.question is None or way.question.answer(unticked.bits, values[2]) for way in place.exits):
                    self.shut.add(place.key)
        mattering = self.facts.get(place.key, 0)
        every = (1 << len(place.passing)) - 1
        if len(trials) > 1 and mattering != every:
            known = {(trial.chosen, trial.passed): results for trial, results in zip(trials, ahead, strict=True)}
            for (chosen, passed), results in known.items():
                rest = passed & ~mattering
                while rest:
                    fact = rest & -rest
                    rest ^= fact
                    if known.get((chosen, passed ^ fact), results) != results:
                        mattering |= fact
            self.facts[place.key] = mattering

    def space(self, bound: str | None) -> Space:
        compiled = self.compiled
        answers = {1: frozenset({False}), 2: frozenset({True}), 3: frozenset({False, True}), 0: frozenset[bool]()}
        keys = [place.key for place in compiled.places]
        reached = {state[0] for state in self.states}
        return Space(
            scenario=compiled.scenario,
            edges=compiled.edges,
            bound=bound,
            events=tuple(keys[state[0]] for state in self.states),
            steps=tuple(self.steps),
            open_states=frozenset(self.left_open),
            truths={path: answers[compiled.answers[number]] for path, number in compiled.numbers.items()},
            choices_that_matter=frozenset(self.choices),
            timers_that_matter=frozenset(self.timers),
            facts_that_matter={
                place.key: frozenset(
                    each.fact
                    for number, each in enumerate(place.passing)
                    if self.facts.get(place.key, 0) >> number & 1
                )
                for place in compiled.places
                if place.number in reached and compiled.scenario.events[place.key].handover
            },
            ticked_shut=frozenset(self.shut),
            origins=tuple(map(self.origin, self.origins)),
        )

    def origin(self, found: tuple[int, int, Trial | str] | None) -> Origin | None:
        if found is None:
            return None
        state, edge, how = found
        if isinstance(how, str):
            return Origin(state, edge, inject=how)
        number, bits, _values = self.states[state]
        place = self.compiled.places[number]
        can = [(1 << index, each) for index, each in enumerate(place.passing) if bits & each.sender]
        fresh = how.chosen
        return Origin(
            state,
            edge,
            given=tuple(each.fact for bit, each in can if bit & how.passed),
            withheld=tuple(each.fact for bit, each in can if not bit & how.passed and each.receivers & ~bits),
            ticked=tuple(item for item, bit in place.ticks if bit & fresh),
            waited=bool(place.waits & fresh) or (place.timer is not None and place.timer.edge == edge),
        )
