"""The retelling: a run's journal folded once, and extended as entries come.

Everything that looks back on a run (findings, tables, sentences, reports, maps, rewinding) reads it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from esthersim.play.arrivals import Arrived, Rewound
from esthersim.play.entry import Entry, JourneyEntry, Recorded
from esthersim.play.room import StepEntered
from esthersim.play.rules import evolve, initial
from esthersim.play.state import State
from esthersim.play.vocabulary import Step
from esthersim.scenario.model import Scenario

Kind = TypeVar("Kind", bound=Entry)


class Moment(NamedTuple):
    """An entry with the states before and after it.

    `earlier` is the previous entry on the same way through the journey; for a rewind it is the entry gone back to.
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
    def event(self) -> str:
        """The event that the team is at after this entry; empty before the simulation."""
        return self.after.journey.event if self.after.journey else ""

    @property
    def visit(self) -> int:
        """The number of the arrival that the team is at before this entry; 0 where the journey has not begun."""
        return self.before.journey.way.seq if self.before.journey else 0

    def back(self) -> Iterator[Moment]:
        """Yield the earlier entries at the same event on the same way, the latest first, ending with the arrival."""
        moment = self.earlier
        while moment is not None:
            if not isinstance(moment.recorded.entry, Rewound):
                yield moment
            if isinstance(moment.recorded.entry, Arrived):
                return
            moment = moment.earlier


class Retelling:
    """A run's journal on its scenario: the resulting state, and the moments that led to it.

    Each entry is folded once, when it is added. `moments` and `standing` are computed when they are first asked for,
    up to the journal's end at that time: a run that is only played does not pay for them.
    """

    def __init__(self, scenario: Scenario, journal: Iterable[Recorded] = ()) -> None:
        self.scenario = scenario
        self.state = initial(scenario)
        """The state after the entries so far."""
        self._journal: list[Recorded] = []
        self._pending: list[tuple[Recorded, State]] = []
        self._moments: list[Moment] = []
        self._on_ways: dict[int, Moment] = {}
        self._tip: Moment | None = None
        self._standing: tuple[int, frozenset[int]] = (0, frozenset())
        self.add(journal)

    def add(self, entries: Iterable[Recorded]) -> None:
        """Append entries to those so far."""
        for recorded in entries:
            self.state = evolve(self.state, recorded)
            self._journal.append(recorded)
            self._pending.append((recorded, self.state))

    @property
    def journal(self) -> Sequence[Recorded]:
        """The entries so far, oldest first."""
        return self._journal

    def entry(self, seq: int) -> Entry | None:
        """Return the entry with a number, or `None` where there is none."""
        return self._journal[seq - 1].entry if 0 < seq <= len(self._journal) else None

    @property
    def moments(self) -> Sequence[Moment]:
        """Every entry so far as a moment, oldest first."""
        before = self._moments[-1].after if self._moments else initial(self.scenario)
        for recorded, after in self._pending:
            self._moments.append(self._moment(recorded, before, after))
            before = after
        self._pending.clear()
        return self._moments

    def _moment(self, recorded: Recorded, before: State, after: State) -> Moment:
        entry, earlier = recorded.entry, self._tip
        if isinstance(entry, Rewound):
            earlier = self._on_ways.get(entry.to, earlier)
        moment = Moment(recorded, before, after, earlier)
        if isinstance(entry, JourneyEntry):
            self._tip = self._on_ways[recorded.seq] = moment
        return moment

    @property
    def standing(self) -> frozenset[int]:
        """The numbers of the entries that stand (that no rewind has undone).

        Of the entries that change the journey, these are the ones on the way to where the team is now; going back to
        an undone entry (a redo) makes its way stand again. All other entries always stand.
        """
        count, standing = self._standing
        if count < len(self._journal):
            found = {each.seq for each in self.moments if not isinstance(each.recorded.entry, JourneyEntry)}
            moment = self._tip
            while moment is not None:
                found.add(moment.seq)
                moment = moment.earlier
            standing = frozenset(found)
            self._standing = (len(self._journal), standing)
        return standing

    def each(self, kind: type[Kind]) -> Iterator[tuple[Moment, Kind]]:
        """Yield the entries of a kind with their moments, oldest first, including those that a rewind has undone."""
        for moment in self.moments:
            entry = moment.recorded.entry
            if isinstance(entry, kind):
                yield moment, entry

    def last(self, kind: type[Kind]) -> tuple[Moment, Kind] | None:
        """Return the latest entry of a kind with its moment, even if a rewind has undone it; `None` without one."""
        for moment in reversed(self.moments):
            entry = moment.recorded.entry
            if isinstance(entry, kind):
                return moment, entry
        return None

    def began(self, step: Step) -> Moment | None:
        """Return the moment when a step of the run began (the first step begins with the run); `None` if it has not."""
        if step is Step.NEEDS:
            return next(iter(self.moments), None)
        return next((moment for moment, entered in self.each(StepEntered) if entered.step == step), None)
