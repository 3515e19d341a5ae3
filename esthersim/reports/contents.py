"""What the sections of a report hold, as plain values: every format says the same, each in its own way.

Texts are cleaned, times are seconds of room time, UTC or story time. Nothing here is added up about anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from esthersim.play.story import DeadlineStatus
from esthersim.play.words import Cause, FactStatus, Form, Observation, Step


@dataclass(frozen=True, slots=True)
class Head:
    """Which run, on which scenario. `finished` is `None` where the run is not closed, and `step` says where it is."""

    run: str
    title: str
    summary: str
    scenario: str
    scenario_hash: str
    scenario_language: str
    language: str
    created: datetime
    finished: datetime | None
    step: Step
    fictional: bool
    consent: str
    sources: tuple[str, ...]
    licence: str
    program: str


@dataclass(frozen=True, slots=True)
class Objective:
    """What the team agreed to train."""

    objective: str
    text: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat that was taken, and by how many: roles and numbers, never a name."""

    seat: str
    title: str
    organisation: str
    people: int
    observer: bool
    watched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepTime:
    """One of the five steps: when it began (UTC), the room time planned for it and played in it, in seconds."""

    step: Step
    began: datetime | None
    planned: float | None
    played: float | None


@dataclass(frozen=True, slots=True)
class Stop:
    """An event on the way that stands. `room` and `story` are those of the arrival; `happened` are injects."""

    seq: int
    event: str
    title: str
    place: str
    room: float
    story: datetime
    cause: Cause
    chosen: str
    advised: str
    ran_out: bool
    left_open: tuple[str, ...]
    happened: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Return:
    """The team went back on its way: when, from which event and to which."""

    seq: int
    room: float
    left: str
    to: str


@dataclass(frozen=True, slots=True)
class Edited:
    """That the run went on with an edited text of its scenario, whose `hash` it is; `event` only in the simulation."""

    seq: int
    at: datetime
    room: float
    step: Step
    event: str
    hash: str


@dataclass(frozen=True, slots=True)
class Way:
    """The way that stands, how it ended (empty while it has not), where the team went back and the text was edited."""

    way: tuple[Stop, ...]
    ending: str
    returns: tuple[Return, ...]
    edits: tuple[Edited, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """How Esther had it, 1 to 5, in her own judgement; `words` is what she says at that event."""

    seq: int
    event: str
    title: str
    value: int
    story: datetime
    words: str


@dataclass(frozen=True, slots=True)
class PassedFact:
    """A fact in a handover; `weight` is must, should, noise or empty; `lost` where a receiver had to know and does not.

    `knew` tells whether the sender knew it at all.
    """

    fact: str
    text: str
    status: FactStatus
    weight: str
    critical: bool
    lost: bool
    knew: bool


@dataclass(frozen=True, slots=True)
class HandoverMade:
    """A handover on the way that stands. `written` has the sender's words by the parts of the format."""

    seq: int
    event: str
    title: str
    sender: str
    receivers: tuple[str, ...]
    format: str
    form: Form | None
    room: float
    story: datetime
    skipped: bool
    written: tuple[tuple[str, str], ...]
    facts: tuple[PassedFact, ...]
    asks_read_back: bool
    read_back: str
    confirmed: bool
    sure: tuple[tuple[str, int], ...]

    def with_status(self, *statuses: FactStatus) -> tuple[PassedFact, ...]:
        """Return the facts that ended so."""
        return tuple(fact for fact in self.facts if fact.status in statuses)

    @property
    def losses(self) -> tuple[PassedFact, ...]:
        """The facts that had to come and did not."""
        return tuple(fact for fact in self.facts if fact.lost)


@dataclass(frozen=True, slots=True)
class Expected:
    """An expectation at an event on the way; what nobody marked is `not-observed`."""

    event: str
    title: str
    expectation: str
    text: str
    by: tuple[str, ...]
    within: float | None
    objective: str
    critical: bool
    status: Observation


@dataclass(frozen=True, slots=True)
class DeadlineKept:
    """A deadline of story time: from which event to which, its beginning, its limit, when it was reached."""

    deadline: str
    text: str
    source: str
    start: str
    to: str
    kept: DeadlineStatus
    began: datetime | None
    limit: datetime | None
    reached: datetime | None


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation: what was seen or heard, apart from what it may mean."""

    seq: int
    at: datetime
    room: float
    event: str
    observer: str
    about: str
    watching: str
    seen: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words. `good` tells of something that went well; `undone` lies off the way that stands."""

    finding: str
    kind: str
    name: str
    at: datetime
    room: float
    event: str
    objective: str
    saw: str
    think: str
    wonder: str
    good: bool
    undone: bool
    critical: bool
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was written on the shared screen, and the seats whose voices it holds."""

    question: str
    asked: str
    text: str
    heard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the reflection: planned minutes, when it began (room time; `None`: it was not entered), answers."""

    phase: str
    title: str
    minutes: float | None
    aim: str
    began: float | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Reflection:
    """The reflection by phases. `guides_in_doubt` is `None` where the guide that led it is there.

    Otherwise it has the ids of those that it may have been, as in `Doubt`, and the phases are shown by their ids.
    """

    reflection: tuple[Phase, ...]
    guides_in_doubt: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the facilitator's own."""

    seq: int
    at: datetime
    room: float
    text: str
