"""The patient's journey as it stands: where the team is, who knows what, what has been done. A rewind takes it back.

Tuples, because a run makes a new one at every entry; and chains instead of lists, because they share what came before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from esthersim.authored.conditions import Value
from esthersim.play.words import FactStatus, Form, Observation

_NO_MARKS: Mapping[tuple[str, str], Observation] = {}


class Visit(NamedTuple):
    """An arrival at an event: its entry, room time (seconds) and story time; `earlier` is the one before."""

    event: str
    seq: int
    room: float
    story: datetime
    earlier: Visit | None


@dataclass(frozen=True, slots=True)
class HandoverProgress:
    """How far the handover at the present event has come; sent, received and confirmed are three things."""

    marks: Mapping[str, FactStatus] = field(default_factory=dict)
    form: Form | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    received: bool = False
    read_back: str = ""
    confirmed: bool = False
    confidence: Mapping[str, int] = field(default_factory=dict)

    @property
    def sent(self) -> bool:
        """Whether the sender has handed over."""
        return self.form is not None


class Deeds(NamedTuple):
    """What has been done, noticed and lost on the way; an arrival changes none of it.

    A checked item stays so when a loop comes back to it. `marks` holds the latest word on each expectation by (event,
    expectation); `slipped` remembers those that were missed or late at an earlier visit to their event, as (status,
    expectation), for the conditions that look back.
    """

    chosen: frozenset[tuple[str, str]] = frozenset()
    expired: frozenset[str] = frozenset()
    checked: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    marks: Mapping[tuple[str, str], Observation] = _NO_MARKS
    cues: frozenset[tuple[str, str]] = frozenset()
    injects: tuple[str, ...] = ()
    ratings: tuple[tuple[str, int], ...] = ()
    slipped: frozenset[tuple[Observation, str]] = frozenset()


class Journey(NamedTuple):
    """Where the journey stands after entry `seq`; `older` is as it stood before, back to the first.

    `entered` and `extra` are seconds of room time; `ran_out` tells that the present timer has expired.
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
    deeds: Deeds
    seq: int
    older: Journey | None

    def visits(self) -> Iterator[Visit]:
        """Yield the arrivals, the latest first."""
        visit: Visit | None = self.way
        while visit is not None:
            yield visit
            visit = visit.earlier

    def at(self, seq: int) -> Journey | None:
        """Return the journey as it stood after entry `seq`, or `None` when that entry changed no journey."""
        journey: Journey | None = self
        while journey is not None and journey.seq != seq:
            journey = journey.older
        return journey

    @property
    def visited(self) -> frozenset[str]:
        """The events that the team has been at; counted when it is asked for, so that arriving costs nothing."""
        return frozenset(visit.event for visit in self.visits())

    @property
    def chosen(self) -> frozenset[tuple[str, str]]:
        """The options that were chosen, as (event, option)."""
        return self.deeds.chosen

    @property
    def expired(self) -> frozenset[str]:
        """The events whose timer ran out."""
        return self.deeds.expired

    @property
    def checked(self) -> frozenset[str]:
        """The checklist items that are ticked."""
        return self.deeds.checked

    @property
    def lost(self) -> frozenset[str]:
        """The facts that a handover must carry and that a receiver did not know when it ended."""
        return self.deeds.lost

    @property
    def marks(self) -> Mapping[tuple[str, str], Observation]:
        """The latest word on each expectation, by (event, expectation)."""
        return self.deeds.marks

    @property
    def cues(self) -> frozenset[tuple[str, str]]:
        """The cues that were given, as (event, cue)."""
        return self.deeds.cues

    @property
    def injects(self) -> tuple[str, ...]:
        """The injects that were fired, in order."""
        return self.deeds.injects

    @property
    def ratings(self) -> tuple[tuple[str, int], ...]:
        """Esther's ratings, as (event, value), in order."""
        return self.deeds.ratings
