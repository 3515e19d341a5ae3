"""The closed vocabularies of a run: steps, statuses, reasons. Their values are stored in journals and never change."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

FACILITATOR = "facilitator"


class Right(StrEnum):
    """A capacity in which a seat may ask for something at the moment. The facilitator may ask for everything."""

    DECIDER = "decider"
    SENDER = "sender"
    RECEIVER = "receiver"
    PATIENT = "patient"
    OBSERVER = "observer"
    FACT_TICKER = "fact-ticker"
    EXPECTATION_TICKER = "expectation-ticker"
    SEATED = "seated"


class Ticking(StrEnum):
    """Who ticks the facts of a handover besides the facilitator, who always can.

    With `OBSERVERS`, they tick what is expected, too. With `BOTH_SIDES`, the sender ticks what was said, and each
    receiver which of that was heard.
    """

    FACILITATOR = "facilitator"
    OBSERVERS = "observers"
    BOTH_SIDES = "both-sides"


class Step(StrEnum):
    """The five steps of Esther SimLab (source 001, chapter 4), and the end."""

    NEEDS = "needs"
    STORY = "story"
    SIMULATION = "simulation"
    REFLECTION = "reflection"
    ACTION_PLAN = "action-plan"
    CLOSED = "closed"

    @property
    def following(self) -> Step:
        """The step after this one; the last step is followed by itself."""
        steps = list(Step)
        return steps[min(steps.index(self) + 1, len(steps) - 1)]


class FactStatus(StrEnum):
    """The status of a fact in a handover."""

    GIVEN = "given"
    REQUESTED = "requested"
    WRONG = "wrong"
    MISSING = "missing"
    NOT_NEEDED = "not-needed"

    @property
    def arrived(self) -> bool:
        """Whether the receivers know the fact afterwards."""
        return self in {FactStatus.GIVEN, FactStatus.REQUESTED}


class Observation(StrEnum):
    """How an expectation ended; one that was never marked is not observed, which is neither zero nor wrong."""

    DONE = "done"
    LATE = "late"
    MISSED = "missed"
    WRONG = "wrong"
    NOT_OBSERVED = "not-observed"


class Form(StrEnum):
    """How a handover is made: in speech, with the facts ticked, or in writing, repeated by the receiver."""

    SPOKEN = "spoken"
    WRITTEN = "written"


class Cause(StrEnum):
    """Why the team arrived at an event."""

    START = "start"
    NEXT = "next"
    OPTION = "option"
    TIMER = "timer"
    INJECT = "inject"
    OVERRIDE = "override"


class GateKind(StrEnum):
    """What a gate between two steps can require."""

    OBJECTIVES = "objectives"
    SEAT = "seat"
    PREBRIEFING = "prebriefing"
    ENDING = "ending"
    ANSWER = "answer"
    HEARD = "heard"
    ACTION = "action"
    CLOSING = "closing"


class GateItem(NamedTuple):
    """One requirement of a gate; `id` is the seat or item that it is about, empty where there is none."""

    kind: GateKind
    id: str = ""


class ActionStatus(StrEnum):
    """How far an action has come at a follow-up (the activity statuses of FHIR CarePlan R4, as vocabulary only)."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    STOPPED = "stopped"


class Reason(StrEnum):
    """Why a command was refused."""

    WRONG_STEP = "wrong-step"
    PAUSED = "paused"
    NOT_PAUSED = "not-paused"
    UNKNOWN = "unknown"
    GATE = "gate"
    NO_CHOICE_HERE = "no-choice-here"
    CHOICE_NEEDED = "choice-needed"
    NO_PROPOSAL = "no-proposal"
    OPTION_CLOSED = "option-closed"
    HANDOVER_OPEN = "handover-open"
    NO_HANDOVER = "no-handover"
    HANDOVER_DONE = "handover-done"
    NOT_SENT = "not-sent"
    ALREADY_MARKED = "already-marked"
    SENDER_DOES_NOT_KNOW = "sender-does-not-know"
    CHECKLIST_OPEN = "checklist-open"
    AT_ENDING = "at-ending"
    CANNOT_REWIND = "cannot-rewind"
    INJECT_CLOSED = "inject-closed"
    INJECT_CAME = "inject-came"
    OUT_OF_RANGE = "out-of-range"
    EMPTY = "empty"
    PERSONAL_NUMBER = "personal-number"
    NO_TIMER = "no-timer"
    TOO_LATE = "too-late"
    TOO_LONG = "too-long"
    CLOSED = "closed"
    NOT_THIS_SEAT = "not-this-seat"
    ID_TAKEN = "id-taken"
