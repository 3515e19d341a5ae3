"""The contents of the sections of a report as plain values, which every format renders in its own way.

Texts are cleaned; times are seconds of room time, UTC or story time. There are no scores of persons or teams.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from esthersim.play.story import DeadlineStatus
from esthersim.play.vocabulary import Cause, FactStatus, Form, Observation, Step


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reading of the scenario, by a profession; `of` is clinical, legal, language or training."""

    on: date
    by: str
    of: str
    note: str


@dataclass(frozen=True, slots=True)
class Piloted:
    """A session in which the scenario was tried, with the minutes that each part took, by name."""

    on: date
    people: int | None
    minutes: dict[str, float]
    changed: str


@dataclass(frozen=True, slots=True)
class Head:
    """The run and its scenario. `finished` is `None` if the run is not closed, and `step` is its current step."""

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
    reviewed: tuple[Reviewed, ...]
    piloted: tuple[Piloted, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective that the team agreed to train."""

    objective: str
    text: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A taken seat with the number of people, never their names."""

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
class DocumentSeen:
    """A document that an event showed, with the titles of those who saw it; empty where everybody did."""

    document: str
    title: str
    seen_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """An event on the way that stands. `room` and `story` are those of the arrival.

    `advised` is the advice at its decision, in the name of `support`. `happened` are the injects, fired or by
    themselves. `stage` is the title of its stage.
    """

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
    support: str
    stage: str
    documents: tuple[DocumentSeen, ...]


@dataclass(frozen=True, slots=True)
class Return:
    """A time that the team went back: when, from which event and to which."""

    seq: int
    room: float
    left: str
    to: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A change to an edited text of the scenario, with its `hash`; `event` is only set in the simulation."""

    seq: int
    at: datetime
    room: float
    step: Step
    event: str
    hash: str


@dataclass(frozen=True, slots=True)
class Way:
    """The way that stands, its ending (empty until it has one), the times of going back, and the edits of the text."""

    way: tuple[Stop, ...]
    ending: str
    returns: tuple[Return, ...]
    edits: tuple[Edited, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """A patient's own rating, 1 to 5; `words` is what that patient says at that event, `patient` the role's title."""

    seq: int
    event: str
    title: str
    value: int
    story: datetime
    words: str
    patient: str


@dataclass(frozen=True, slots=True)
class AtReceiver:
    """What became of a fact for one receiver; `leaked` if it was told although it was not to be passed on."""

    receiver: str
    status: FactStatus
    weight: str
    lost: bool
    leaked: bool


@dataclass(frozen=True, slots=True)
class PassedFact:
    """A fact in a handover; `weight` is must, should, noise, must_not or empty.

    `lost` if a receiver lacks a required fact, `knew` says whether the sender knew it. `apart` has what became of it
    for each receiver, where that differs: then `status` is the gravest, and `weight` the strongest. `lacked_by` and
    `leaked_to` are titles of receivers.
    """

    fact: str
    text: str
    status: FactStatus
    weight: str
    critical: bool
    lost: bool
    knew: bool
    lacked_by: tuple[str, ...]
    leaked_to: tuple[str, ...]
    apart: tuple[AtReceiver, ...]


@dataclass(frozen=True, slots=True)
class HandoverMade:
    """A handover on the way that stands. `written` holds the sender's words by part of the format."""

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

    @property
    def alike(self) -> tuple[PassedFact, ...]:
        """The facts of which the same became for every receiver."""
        return tuple(fact for fact in self.facts if not fact.apart)

    @property
    def apart(self) -> tuple[PassedFact, ...]:
        """The facts of which not the same became for every receiver."""
        return tuple(fact for fact in self.facts if fact.apart)

    @property
    def losses(self) -> tuple[PassedFact, ...]:
        """The required facts that did not arrive."""
        return tuple(fact for fact in self.facts if fact.lost)


class Came(StrEnum):
    """What became of an inject that comes by itself. The values are in JSON reports, and never change."""

    CAME = "came"
    LED = "led"
    NOT = "did-not-come"
    FIRED = "fired"
    HELD = "held"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes by itself: what became of it, at which event, and its text as it read then.

    `story` is the story time; `room` and `at` those of the entry. `to` are the titles of those who notice it; empty
    for everybody.
    """

    seq: int
    inject: str
    title: str
    text: str
    came: Came
    at: datetime
    room: float
    story: datetime
    event: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """An expectation at an event on the way; its status is `not-observed` if it was never marked."""

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
    """A deadline in story time: its two events, its status (`kept`, the name in JSON), its start, limit and end."""

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
    """An observation: what was seen or heard, kept apart from its interpretation."""

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
class FindingText:
    """A finding in words; `good` if it is about something that went well, `undone` if it is off the way that stands."""

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
    """An answer as written on the shared screen, and the seats whose voices it holds."""

    question: str
    asked: str
    text: str
    heard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the reflection: planned minutes, start (room time; `None` if it was not entered), answers."""

    phase: str
    title: str
    minutes: float | None
    aim: str
    began: float | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Reflection:
    """The reflection by phases. `guides_in_doubt` is `None` if the guide that led it is available.

    Otherwise it holds the ids of the guides that it may have been, as in `Doubt`, and phases are shown by their ids.
    """

    reflection: tuple[Phase, ...]
    guides_in_doubt: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Note:
    """A note by the facilitator."""

    seq: int
    at: datetime
    room: float
    text: str
