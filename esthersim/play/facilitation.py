"""What the facilitator and the observers do: expectations, cues, ratings, notes and observations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from esthersim.play.entry import IN_SIMULATION, Command, Decision, Inert, JourneyEntry
from esthersim.play.journey import Journey
from esthersim.play.refusal import Refusal
from esthersim.play.rights import gives_way, known_seats
from esthersim.play.state import State
from esthersim.play.texts import cleaned
from esthersim.play.vocabulary import FACILITATOR, Observation, Reason, Right, Step

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class ExpectationMarked(JourneyEntry):
    """How an expectation of the present event ended.

    A mark of an observer is a proposal: the facilitator's own stands against it.
    """

    expectation: str
    status: Observation

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Keep the latest mark."""
        marks = {**journey.marks, (journey.event, self.expectation): self.status}
        by = {**journey.record.marked_by, (journey.way.seq, self.expectation): self.seat}
        return journey._replace(record=journey.record._replace(marks=marks, marked_by=by))


@dataclass(frozen=True, slots=True)
class MarkExpectation(Command):
    """Mark how an expectation ended; `done` after its time limit is recorded as `late`."""

    expectation: str
    status: Observation = Observation.DONE
    by: ClassVar[frozenset[Right]] = frozenset({Right.EXPECTATION_TICKER})
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    of_event: ClassVar[bool] = True

    def handle(self, state: State, room: float, /) -> Decision:
        """Accept an expectation of the event."""
        expectation = state.event.expect.get(self.expectation)
        if expectation is None:
            return Refusal(Reason.UNKNOWN, (self.expectation,))
        if gives_way(self.seat, state.here.record.marked_by.get((state.here.way.seq, self.expectation))):
            return Refusal(Reason.ALREADY_MARKED, (self.expectation,))
        status, within = self.status, expectation.within
        if status is Observation.DONE and within and room - state.here.entered > within.total_seconds:
            status = Observation.LATE
        return (ExpectationMarked(self.expectation, status, seat=self.seat),)


@dataclass(frozen=True, slots=True)
class CueGiven(Command, JourneyEntry):
    """The facilitator used a cue of the present event."""

    cue: str
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    of_event: ClassVar[bool] = True

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept a cue of the event."""
        return (self,) if self.cue in state.event.cues else Refusal(Reason.UNKNOWN, (self.cue,))

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Remember the cue."""
        return journey._replace(record=journey.record._replace(cues=journey.cues | {(journey.event, self.cue)}))


@dataclass(frozen=True, slots=True)
class EstherRated(Command, JourneyEntry):
    """How a patient feels at the present event, 1 to 5, in their own judgement.

    `who` is the patient's role, where there are several patients; empty for the only one.
    """

    value: int
    who: str = ""
    by: ClassVar[frozenset[Right]] = frozenset({Right.PATIENT})
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    of_event: ClassVar[bool] = True

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept a rating from 1 to 5; a patient rates for nobody else."""
        patients = state.scenario.patients
        who = self.who or (self.seat if self.seat in patients and len(patients) > 1 else "")
        if who and who not in patients:
            return Refusal(Reason.UNKNOWN, (who,))
        if self.seat != FACILITATOR and who not in {"", self.seat}:
            return Refusal(Reason.NOT_THIS_SEAT, (self.seat,))
        if not LOWEST <= self.value <= HIGHEST:
            return Refusal(Reason.OUT_OF_RANGE, ("value",))
        return (replace(self, who=who),)

    def change(self, state: State, journey: Journey, _room: float, /) -> Journey:
        """Keep every rating, in order."""
        who = self.who or next(iter(state.scenario.patients), "")
        ratings = (*journey.ratings, (journey.event, self.value, who))
        return journey._replace(record=journey.record._replace(ratings=ratings))


@dataclass(frozen=True, slots=True)
class Observed(Command, Inert):
    """What an observer saw or heard, kept apart from its interpretation."""

    seen: str
    meaning: str = ""
    about: str | None = None
    watching: str | None = None
    by: ClassVar[frozenset[Right]] = frozenset({Right.OBSERVER})

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept an observation; its interpretation may be left empty."""
        if self.about is not None and self.about not in known_seats(state):
            return Refusal(Reason.UNKNOWN, (self.about,))
        observed = cleaned(self, "seen", "meaning", "watching")
        if isinstance(observed, Refusal):
            return observed
        return (observed,) if observed.seen else Refusal(Reason.EMPTY, ("seen",))


@dataclass(frozen=True, slots=True)
class Spoke(Command, Inert):
    """The facilitator noticed that a role took part."""

    who: str
    version: ClassVar[int] = 2

    @staticmethod
    def upgraded(document: Mapping[str, Any], version: int) -> Mapping[str, Any]:
        """Version 1 had the role in `seat`, though it was the facilitator who noticed."""
        return {"who": document.get("seat")} if version < 2 else document

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept any role."""
        return (self,) if self.who in state.scenario.roles else Refusal(Reason.UNKNOWN, (self.who,))


@dataclass(frozen=True, slots=True)
class Noted(Command, Inert):
    """The facilitator's own note, never shown on a shared screen."""

    text: str

    def handle(self, _state: State, _room: float, /) -> Decision:
        """Accept a note that is not empty."""
        noted = cleaned(self, "text")
        if isinstance(noted, Refusal):
            return noted
        return (noted,) if noted.text else Refusal(Reason.EMPTY, ("text",))
