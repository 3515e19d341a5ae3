"""The state of a run after the entries so far. Frozen; `evolve` makes the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from esthersim.authored import conditions as c
from esthersim.authored.conditions import ANYBODY, EVERYBODY, TimeOfDay, Value
from esthersim.play.journey import Journey
from esthersim.play.news2 import News2, news2
from esthersim.play.story import DeadlineStatus, deadline_status
from esthersim.play.vocabulary import ActionStatus, Observation, Step, Ticking
from esthersim.scenario.model import UNDATED, VITAL_SIGNS, Event, Scenario

# Three values that the plan keeps and that entries carry unchanged. Without slots, so that an entry can inherit from
# both one of them and `BySeat`.


@dataclass(frozen=True)
class Answer:
    """The answer to a question, with the question as it was asked and the seats whose voices it holds.

    `phase` is the phase of the guide in which it was asked; empty in journals from before that was recorded.
    """

    answer: str
    question: str
    asked: str
    text: str
    heard: tuple[str, ...] = ()
    phase: str = ""


@dataclass(frozen=True)
class Action:
    """One action of the plan. Due day and follow-ups are calendar dates; `finding` is the id of its finding."""

    action: str
    what: str
    objective: str | None = None
    finding: str = ""
    owner: str = ""
    due: date | None = None
    measure: str = ""
    first_test: str = ""
    support: str = ""
    follow_ups: tuple[date, ...] = ()


NEEDED = ("what", "owner", "due", "measure", "follow_ups")
"""The parts that a complete action has: what, who, when, how success will be known, and when it is followed up."""


@dataclass(frozen=True)
class FollowUp:
    """The status of an action at a planned follow-up, and the evidence for it."""

    action: str
    planned: date
    status: ActionStatus
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The state of reflection, action plan and follow-ups. `guide` is `None` until one is chosen."""

    guide: str | None = None
    phase: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    heard: frozenset[str] = frozenset()
    actions: Mapping[str, Action] = field(default_factory=dict)
    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything around the journey: who sits where, the agreed objectives, the ticked items.

    `ticking` says who ticks facts, and `settling` whether those who decide settle a decision by proposing the same; if
    not, the facilitator does. `stopping` are the seats that have asked to stop since the clock last ran.
    """

    prebriefing: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    seats: Mapping[str, int] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()
    ticking: Ticking = Ticking.FACILITATOR
    settling: bool = True
    stopping: tuple[str, ...] = ()


class Place(NamedTuple):
    """An event and one of the team's arrivals there (the number of its entry): what a screen shows at a moment."""

    event: str
    arrival: int


class State(NamedTuple):
    """The state of a run after entry `seq`. It answers the questions of conditions (`Situation`)."""

    scenario: Scenario
    seq: int = 0
    room: float = 0.0
    at: datetime | None = None
    step: Step = Step.NEEDS
    paused: bool = False
    setting: Setting = Setting()
    journey: Journey | None = None
    plan: Plan = Plan()

    @property
    def started(self) -> bool:
        """Whether the run has begun at all."""
        return self.seq > 0

    @property
    def here(self) -> Journey:
        """The journey; `LookupError` before the simulation has begun."""
        if self.journey is None:
            msg = "the simulation has not begun"
            raise LookupError(msg)
        return self.journey

    @property
    def event(self) -> Event:
        """The present event; `LookupError` before the simulation has begun."""
        return self.scenario.events[self.here.event]

    @property
    def place(self) -> Place | None:
        """The present event at this arrival; `None` before the simulation has begun."""
        return None if self.journey is None else Place(self.journey.event, self.journey.way.seq)

    @property
    def at_ending(self) -> bool:
        """Whether the journey has come to an ending."""
        return self.journey is not None and self.event.ending is not None

    # The questions of conditions

    def knows(self, role: str, fact: str) -> bool:
        """Return whether the role knows the fact now; `anybody` and `everybody` stand for all roles."""
        knowledge = self.journey.knowledge if self.journey else self.scenario.knowledge
        if role in {ANYBODY, EVERYBODY} and role not in self.scenario.roles:
            every = (fact in knowledge.get(each, ()) for each in self.scenario.roles)
            return any(every) if role == ANYBODY else all(every)
        return fact in knowledge.get(role, ())

    def happened(self, verb: str, name: str, receiver: str | None = None) -> bool:
        """Return whether an event was visited or expired, an item checked, a fact lost for some receiver, and so on."""
        journey = self.journey
        if journey is None:
            return False
        match verb:
            case "visited":
                return name in journey.visited
            case "expired":
                return name in journey.record.expired
            case "checked":
                return name in journey.record.checked
            case "lost" | "leaked":
                facts = journey.record.lost if verb == "lost" else journey.record.leaked
                return any(fact == name and receiver in {None, role} for fact, role in facts)
            case "missed" | "late":
                slip = Observation(verb)
                latest = (mark for (_, key), mark in journey.marks.items() if key == name)
                return slip in latest or (slip, name) in journey.record.slipped
            case _:
                return deadline_status(self.scenario, journey, name) in {DeadlineStatus.LATE, DeadlineStatus.NEVER}

    def chose(self, option: str, event: str | None) -> bool:
        """Return whether the option was chosen, at that event or at any."""
        if self.journey is None:
            return False
        if event is not None:
            return (event, option) in self.journey.chosen
        return any(chosen == option for _, chosen in self.journey.chosen)

    def value(self, variable: str) -> Value | None:
        """Return a variable's value, a NEWS2 total, the day or the time of day; `None` when there is none."""
        variables = self.journey.variables if self.journey else self.scenario.variables
        if variable in variables:
            return variables[variable]
        patient, _, sign = variable.rpartition(".")
        match sign:
            case c.NEWS2:
                return self.news2(patient).total
            case c.DAY if not patient:
                return self.day
            case c.CLOCK if not patient:
                return TimeOfDay(60 * self.story.hour + self.story.minute)
            case _:
                return None

    def since(self, event: str) -> timedelta | None:
        """Return the story time since the latest arrival at an event, or `None` before the first."""
        visits = self.journey.visits() if self.journey else ()
        latest = next((visit.story for visit in visits if visit.event == event), None)
        return None if latest is None else self.story - latest

    def news2(self, patient: str = "") -> News2:
        """Return the score of a patient's vital signs; without a patient, of those whose names have no role."""
        variables = self.journey.variables if self.journey else self.scenario.variables
        return news2({sign: variables.get(f"{patient}.{sign}" if patient else sign) for sign in VITAL_SIGNS})

    @property
    def story(self) -> datetime:
        """Story time now."""
        return self.journey.story if self.journey else self.story_starts

    @property
    def day(self) -> int:
        """The day of the story, from 1, the day on which it starts."""
        return (self.story.date() - self.story_starts.date()).days + 1

    @property
    def story_starts(self) -> datetime:
        """Where the story clock starts."""
        return self.scenario.starts or UNDATED
