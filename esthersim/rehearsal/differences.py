"""Which decisions, timers, facts and required items make a difference to where a journey goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from esthersim.rehearsal.arriving import Packed, Trial
from esthersim.rehearsal.compiled import Compiled, Place
from esthersim.rehearsal.questions import Values

Result = tuple[int, Packed]
"""An edge on which the team sets out, and the state that it comes to."""


class Differences:
    """Collects, event by event, what led in some state to another state than its opposite did."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._facts: dict[str, int] = {}
        self.choices: set[str] = set()
        self.timers: set[str] = set()
        self.shut: set[str] = set()

    def compare(self, place: Place, bits: int, values: Values, tried: Sequence[tuple[Trial, Sequence[Result]]]) -> None:
        """Compare what each way of doing an event, in one state, has led to."""
        late = place.timer.edge if place.timer else None
        ahead = [[result for result in results if result[0] != late] for _trial, results in tried]
        if late is not None and place.key not in self.timers:
            timed = {packed for _trial, results in tried for edge, packed in results if edge == late}
            if timed != {packed for results in ahead for _edge, packed in results}:
                self.timers.add(place.key)
        if place.decides:
            if any(len({packed for _edge, packed in results}) > 1 for results in ahead):
                self.choices.add(place.key)
            if place.required and not any(ahead) and self._open_unticked(place, bits, values):
                self.shut.add(place.key)
        if place.passing:
            self._compare_facts(place, tried)

    def _open_unticked(self, place: Place, bits: int, values: Values) -> bool:
        return any(way.question is None or way.question.answer(bits, values) for way in place.exits)

    def _compare_facts(self, place: Place, tried: Sequence[tuple[Trial, Sequence[Result]]]) -> None:
        known = {(trial.chosen, trial.passed): results for trial, results in tried}
        for (chosen, passed), results in known.items():
            rest = passed & ~self._facts.get(place.key, 0)
            while rest:
                fact = rest & -rest
                rest ^= fact
                if known.get((chosen, passed ^ fact), results) != results:
                    self._facts[place.key] = self._facts.get(place.key, 0) | fact

    def facts_by_event(self) -> Mapping[str, frozenset[str]]:
        """Return the facts that mattered, for each event with a handover."""
        return {
            place.key: frozenset(
                each.fact for number, each in enumerate(place.passing) if self._facts.get(place.key, 0) >> number & 1
            )
            for place in self._compiled.places
            if self._compiled.scenario.events[place.key].handover
        }
