"""Where random teams lost a fact, and which endings they came to with it and without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from esthersim.rehearsal.fields import Fields
from esthersim.rehearsal.stops import FactBits, Layout, carried
from esthersim.rehearsal.tallying import Tally
from esthersim.scenario.graph import endings
from esthersim.scenario.model import Scenario

Rows = Mapping[int, int]
"""Who knows what after one handover → the teams, in a field for each event where they ended up."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What became of a fact at one handover; of a team that was there several times, the last time counts."""

    event: str
    given: int
    """Teams whose receivers knew it then."""
    lost: int
    """Teams whose sender knew it and did not get it through."""
    unknown: int
    """Teams whose sender did not know it either: lost before, or never found out."""
    endings_given: Mapping[str, float]
    """Event of an ending → share of the teams that came there, of those that had been given the fact."""
    endings_lost: Mapping[str, float]
    """The same for the teams that lost it here."""

    @property
    def share(self) -> float:
        """The share of the teams that did this handover and lost the fact at it."""
        return self.lost / ((self.given + self.lost + self.unknown) or 1)


class Losses:
    """The handovers of all teams, sorted by what became of each fact."""

    def __init__(self, scenario: Scenario, layout: Layout, tally: Tally) -> None:
        """Group the teams by what was known after each handover."""
        self._scenario = scenario
        self._layout = layout
        self._keys = tuple(scenario.events)
        self._ends = Fields((self._keys[end] for end in tally.ends), tally.ends.total())
        self._rows: dict[int, dict[int, int]] = {}
        for end, counts in tally.handed.items():
            field = self._ends.mark([self._keys[end]])
            for keyed, teams in counts.items():
                place, known = layout.keyed(keyed)
                rows = self._rows.setdefault(place, {})
                rows[known] = rows.get(known, 0) + teams * field

    def handovers(self) -> Mapping[str, int]:
        """Return for each event with a handover how many teams carried it out."""
        done = {self._keys[place]: _teams(self._ends.counts(sum(rows.values()))) for place, rows in self._rows.items()}
        return {key: done.get(key, 0) for key, event in self._scenario.events.items() if event.handover}

    def by_fact(self) -> Mapping[str, tuple[Loss, ...]]:
        """Return for each fact what became of it at each handover that must or should carry it, if any team did it."""
        found = {fact: tuple(self._of(fact)) for fact in self._scenario.facts}
        return {fact: losses for fact, losses in found.items() if losses}

    def _of(self, fact: str) -> Iterator[Loss]:
        for number, (key, event) in enumerate(self._scenario.events.items()):
            if event.handover and number in self._rows and fact in carried(event):
                yield self._loss(key, self._layout.fact_bits(event.handover, fact), self._rows[number])

    def _loss(self, event: str, bits: FactBits, rows: Rows) -> Loss:
        received, sent = bits
        given = lost = unknown = 0
        for known, teams in rows.items():
            if known & received == received:
                given += teams
            elif known & sent:
                lost += teams
            else:
                unknown += teams
        count = self._ends.counts
        with_it, without = self._shares(count(given)), self._shares(count(lost))
        return Loss(event, _teams(count(given)), _teams(count(lost)), _teams(count(unknown)), with_it, without)

    def _shares(self, by_end: Mapping[str, int]) -> dict[str, float]:
        counts = {key: by_end.get(key, 0) for key in endings(self._scenario)}
        total = _teams(counts)
        return {key: count / total for key, count in counts.items()} if total else {}


def _teams(counts: Mapping[str, int]) -> int:
    return sum(counts.values())
