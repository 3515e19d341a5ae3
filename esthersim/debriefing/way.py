"""The way that a journal tells of, entry by entry: what stands, and what the team went back on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from esthersim.play.entries import Arrived, JourneyEntry, Recorded, Rewound
from esthersim.play.rules import evolve, initial
from esthersim.play.state import State
from esthersim.scenario.model import Scenario


class Moment(NamedTuple):
    """An entry with the state on both sides of it.

    `earlier` is the entry before it on the same way through the journey; for a rewind that is the one it went back to.
    """

    recorded: Recorded
    before: State
    after: State
    earlier: Moment | None

    @property
    def seq(self) -> int:
        """The entry's number."""
        return self.recorded.seq

    @property
    def visit(self) -> int:
        """The number of the arrival that the team is at before this entry; 0 where the journey has not begun."""
        return self.before.journey.way.seq if self.before.journey else 0

    def back(self) -> Iterator[Moment]:
        """Yield the entries before this one at the same event, on the same way, the latest first; then the arrival."""
        moment = self.earlier
        while moment is not None:
            if not isinstance(moment.recorded.entry, Rewound):
                yield moment
            if isinstance(moment.recorded.entry, Arrived):
                return
            moment = moment.earlier


def moments(scenario: Scenario, journal: Sequence[Recorded]) -> tuple[Moment, ...]:
    """Return every entry of a journal as a moment."""
    state = initial(scenario)
    tip: Moment | None = None
    on_ways: dict[int, Moment] = {}
    found: list[Moment] = []
    for recorded in journal:
        after = evolve(state, recorded)
        entry = recorded.entry
        earlier = on_ways.get(entry.to, tip) if isinstance(entry, Rewound) else tip
        moment = Moment(recorded, state, after, earlier)
        if isinstance(entry, JourneyEntry):
            tip = on_ways[recorded.seq] = moment
        found.append(moment)
        state = after
    return tuple(found)


def effective(journal: Sequence[Recorded]) -> frozenset[int]:
    """Return the numbers of the entries that stand.

    Of those that make the journey, these are the ones on the way that leads to where the team is; going back to an
    entry that was taken back (a redo) makes its way stand again. All other entries stand always.
    """
    before: dict[int, int] = {}
    tip = 0
    standing: set[int] = set()
    for recorded in journal:
        entry, seq = recorded.entry, recorded.seq
        if not isinstance(entry, JourneyEntry):
            standing.add(seq)
            continue
        before[seq] = entry.to if isinstance(entry, Rewound) and entry.to in before else tip
        tip = seq
    while tip:
        standing.add(tip)
        tip = before[tip]
    return frozenset(standing)
