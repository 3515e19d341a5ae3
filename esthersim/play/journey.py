"""The state of the patient's journey: where the team is, who knows what, what has been done. A rewind restores it.

Tuples, because every entry makes a new one; linked chains instead of lists, because they share their earlier part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from esthersim.authored.conditions import Value
from esthersim.play.vocabulary import FactStatus, Form, Observation

_NO_MARKS: Mapping[tuple[str, str], Observation] = {}
_NO_TIMES: Mapping[tuple[str, ...], datetime] = {}
_NOBODY: Mapping[tuple[int, str], str] = {}
NO_PROPOSALS: Mapping[str, str] = {}


class Visit(NamedTuple):
    """An arrival at an event: its entry, room time (seconds) and story time; `earlier` is the one before."""

    event: str
    seq: int
    room: float
    story: datetime
    earlier: Visit | None


class There(NamedTuple):
    """Who is at an event, and who hands over there, where conditions decided it on arrival."""

    present: tuple[str, ...]
    sender: str | None


@dataclass(frozen=True, slots=True)
class HandoverProgress:
    """How far the handover at the present event has come; sent, received and confirmed are separate steps.

    `marks` are the statuses of facts for every receiver, `apart` those of single receivers, which go before.
    `marked_by` names the seat that marked a fact last, by (fact, receiver); without a receiver, for all of them.
    `said_back` is what each receiver has understood, in its own words; `read_back` is what the facilitator wrote down.
    """

    marks: Mapping[str, FactStatus] = field(default_factory=dict)
    apart: Mapping[str, Mapping[str, FactStatus]] = field(default_factory=dict)
    marked_by: Mapping[tuple[str, str], str] = field(default_factory=dict)
    form: Form | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    received: bool = False
    read_back: str = ""
    confirmed: bool = False
    confidence: Mapping[str, int] = field(default_factory=dict)
    said_back: Mapping[str, str] = field(default_factory=dict)

    def marked(self, receiver: str) -> Mapping[str, FactStatus]:
        """Return the statuses of facts for one receiver, as far as they are marked."""
        return {**self.marks, **self.apart.get(receiver, {})}

    def who_marked(self, fact: str, receiver: str | None) -> Iterator[str]:
        """Yield the seats whose marks a mark of the fact would replace: for one receiver, or for any of them."""
        for (marked, role), seat in self.marked_by.items():
            if marked == fact and (receiver is None or role in {"", receiver}):
                yield seat

    @property
    def sent(self) -> bool:
        """Whether the sender has handed over."""
        return self.form is not None


class JourneyRecord(NamedTuple):
    """What has been done, noticed and lost on the journey; arriving at an event keeps it.

    A checked item stays checked when a loop comes back to it. `marks` holds the latest status of each expectation by
    (event, expectation), and `marked_by` the seat that gave it, by (arrival, expectation); `slipped` holds those that
    were missed or late at an earlier visit to their event, as (status, expectation), for the conditions that look back.
    `lost` and `leaked` hold facts, each with a receiver; `ratings` are (event, value, patient). `asked` are the injects
    that were due or fired, `held` those held back. `times` is the story time of the latest choice, by ("chose", event,
    option), and of injects, by ("inject", id).
    """

    chosen: frozenset[tuple[str, str]] = frozenset()
    expired: frozenset[str] = frozenset()
    checked: frozenset[str] = frozenset()
    lost: frozenset[tuple[str, str]] = frozenset()
    leaked: frozenset[tuple[str, str]] = frozenset()
    marks: Mapping[tuple[str, str], Observation] = _NO_MARKS
    cues: frozenset[tuple[str, str]] = frozenset()
    injects: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    times: Mapping[tuple[str, ...], datetime] = _NO_TIMES
    ratings: tuple[tuple[str, int, str], ...] = ()
    slipped: frozenset[tuple[Observation, str]] = frozenset()
    marked_by: Mapping[tuple[int, str], str] = _NOBODY


class Journey(NamedTuple):
    """The journey after entry `seq`; `older` is the journey before that entry, in a chain back to the first.

    `entered` and `extra` are seconds of room time; `ran_out` says whether the present timer has expired. `there` is
    `None` where no condition decides who is at the event. `proposals` are the options that seats propose there.
    """

    event: str
    entered: float
    extra: float
    ran_out: bool
    story: datetime
    way: Visit
    knowledge: Mapping[str, frozenset[str]]
    variables: Mapping[str, Value]
    handover: HandoverProgress | None
    record: JourneyRecord
    seq: int
    older: Journey | None
    there: There | None = None
    proposals: Mapping[str, str] = NO_PROPOSALS

    def visits(self) -> Iterator[Visit]:
        """Yield the arrivals, the latest first."""
        visit: Visit | None = self.way
        while visit is not None:
            yield visit
            visit = visit.earlier

    def at(self, seq: int) -> Journey | None:
        """Return the journey as it was after entry `seq`, or `None` when that entry did not change the journey."""
        journey: Journey | None = self
        while journey is not None and journey.seq != seq:
            journey = journey.older
        return journey

    @property
    def visited(self) -> frozenset[str]:
        """The events that the team has been at; computed on demand, so that an arrival does not pay for it."""
        return frozenset(visit.event for visit in self.visits())

    @property
    def chosen(self) -> frozenset[tuple[str, str]]:
        """The options that were chosen, as (event, option)."""
        return self.record.chosen

    @property
    def expired(self) -> frozenset[str]:
        """The events whose timer ran out."""
        return self.record.expired

    @property
    def checked(self) -> frozenset[str]:
        """The checklist items that are ticked."""
        return self.record.checked

    @property
    def lost(self) -> frozenset[str]:
        """The facts that a handover must carry and that a receiver did not know when it ended."""
        return frozenset(fact for fact, _receiver in self.record.lost)

    @property
    def marks(self) -> Mapping[tuple[str, str], Observation]:
        """The latest status of each expectation, by (event, expectation)."""
        return self.record.marks

    @property
    def cues(self) -> frozenset[tuple[str, str]]:
        """The cues that were given, as (event, cue)."""
        return self.record.cues

    @property
    def injects(self) -> tuple[str, ...]:
        """The injects that were fired, in order."""
        return self.record.injects

    @property
    def ratings(self) -> tuple[tuple[str, int, str], ...]:
        """The patients' ratings, as (event, value, patient), in order."""
        return self.record.ratings
