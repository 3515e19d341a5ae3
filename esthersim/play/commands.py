"""Commands: what a seat asks for. `decide` turns them into entries, or refuses.

Where there is nothing to decide but whether it may be recorded (a note, a tick, a rating), the command is the entry
itself: see `RECORDABLE`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from esthersim.play.entries import (
    ActionRemoved,
    ActionWritten,
    Answered,
    Checked,
    ConfidenceRated,
    CueGiven,
    EstherRated,
    FactMarked,
    FollowedUp,
    Heard,
    Noted,
    ObjectivesAgreed,
    Observed,
    PhaseEntered,
    Rewound,
    Seated,
    Spoke,
    Ticked,
    TimerExtended,
)
from esthersim.play.words import FACILITATOR, FactStatus, Form, Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something a seat wants to happen."""

    seat: str = FACILITATOR


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Begin the run, with the prebriefing and closing items that apply."""

    prebriefing: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advance(Command):
    """Go on to the next step; `override` passes a gate that is not met, and is logged."""

    override: bool = False


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Stop room time."""

    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Continue(Command):
    """Let room time run again."""


@dataclass(frozen=True, slots=True)
class Tick(Command):
    """Nothing was done, but time has passed: a timer may have run out."""


@dataclass(frozen=True, slots=True)
class RunOut(Command):
    """Let the present timer run out now: the facilitator does not want to wait for it."""


@dataclass(frozen=True, slots=True)
class Proceed(Command):
    """Leave the event by its `next`; `override` passes required checklist items and an open handover."""

    override: bool = False


@dataclass(frozen=True, slots=True)
class GoTo(Command):
    """Go to any event: the facilitator's override, logged as such."""

    event: str


@dataclass(frozen=True, slots=True)
class Choose(Command):
    """Make the decision of the present event; `override` passes required checklist items."""

    option: str
    override: bool = False


@dataclass(frozen=True, slots=True)
class MarkExpectation(Command):
    """Say how an expectation ended; done after its time becomes late by itself."""

    expectation: str
    status: Observation = Observation.DONE


@dataclass(frozen=True, slots=True)
class FireInject(Command):
    """Let an inject happen; `override` when its condition does not hold."""

    inject: str
    override: bool = False


@dataclass(frozen=True, slots=True)
class Send(Command):
    """The sender has handed over, in speech or in writing (`words` by section of the format)."""

    form: Form = Form.SPOKEN
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receive(Command):
    """The receiver has it, perhaps repeated in own words; facts that nobody marked get their final status."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Confirm(Command):
    """The sender confirms the read-back."""


@dataclass(frozen=True, slots=True)
class HandOver(Command):
    """A whole handover at once (plays, rehearsal): sent with these facts, received, confirmed where asked for."""

    statuses: Mapping[str, FactStatus] = field(default_factory=dict)
    confirmed: bool = True


Recordable = (
    ObjectivesAgreed
    | Seated
    | Ticked
    | TimerExtended
    | Checked
    | CueGiven
    | FactMarked
    | ConfidenceRated
    | EstherRated
    | Observed
    | Spoke
    | Noted
    | Rewound
    | PhaseEntered
    | Answered
    | Heard
    | ActionWritten
    | ActionRemoved
    | FollowedUp
)
"""The entries that a seat can ask for as they are."""
