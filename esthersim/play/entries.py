"""Entries: what a run's journal is made of. Small, typed, immutable; they name things by id and the seat that acted.

The journal is the only truth of a run. An entry says what was decided or observed; what follows from it by the rules
of the scenario (effects, knowledge, story time) is computed by `evolve`, so that nothing is stored twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from esthersim.play.words import FACILITATOR, ActionStatus, Cause, FactStatus, Form, Observation, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened; `seat` is a role, an observer or the facilitator."""

    seat: str = FACILITATOR


class Recorded(NamedTuple):
    """An entry with its place in the journal: number, UTC, and room time in seconds."""

    seq: int
    at: datetime
    room: float
    entry: Entry


# The session


@dataclass(frozen=True, slots=True)
class RunStarted(Entry):
    """A team begins with a scenario; the ids of the prebriefing and closing items that apply to this run."""

    scenario: str
    prebriefing: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectivesAgreed(Entry):
    """The two or three objectives that the team trains."""

    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seated(Entry):
    """So many people sit at a role's or an observer's seat; nought clears it."""

    at: str
    people: int = 1


@dataclass(frozen=True, slots=True)
class Ticked(Entry):
    """An item of the prebriefing or of the closing checklist was ticked, or unticked."""

    item: str
    done: bool = True


@dataclass(frozen=True, slots=True)
class StepEntered(Entry):
    """The run went on to a step; `overridden` names what the gate still asked for."""

    step: Step
    overridden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paused(Entry):
    """Room time stands still; `interrupted` when the program ended without saying so."""

    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Continued(Entry):
    """Room time runs again."""


# The simulation


@dataclass(frozen=True, slots=True)
class Arrived(Entry):
    """The team is at an event; `overridden` names what was left open at the one before."""

    event: str
    cause: Cause = Cause.NEXT
    overridden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chose(Entry):
    """A decision was made; `advised` is what a decision support would have said."""

    option: str
    advised: str | None = None


@dataclass(frozen=True, slots=True)
class TimerExpired(Entry):
    """The room timer of the present event ran out; `early` when the facilitator let it."""

    event: str
    early: bool = False


@dataclass(frozen=True, slots=True)
class TimerExtended(Entry):
    """The facilitator gave more time, in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Checked(Entry):
    """A checklist item of the present event was ticked, or unticked."""

    item: str
    done: bool = True


@dataclass(frozen=True, slots=True)
class ExpectationMarked(Entry):
    """How an expectation of the present event ended."""

    expectation: str
    status: Observation


@dataclass(frozen=True, slots=True)
class CueGiven(Entry):
    """The facilitator used a cue of the present event."""

    cue: str


@dataclass(frozen=True, slots=True)
class InjectFired(Entry):
    """The facilitator let an inject happen; `overridden` when its condition did not hold."""

    inject: str
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class FactMarked(Entry):
    """A fact of the present handover was heard, requested, wrong, missing or not needed."""

    fact: str
    status: FactStatus


@dataclass(frozen=True, slots=True)
class HandoverSent(Entry):
    """The sender has said, or written, what there is to say; `words` by section of the format."""

    form: Form = Form.SPOKEN
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HandoverReceived(Entry):
    """The receiver has it: the final status of every fact, and the read-back in own words.

    `skipped` when the team went on before the handover was done: the facilitator's override, or a timer that ran out.
    What had been marked until then arrived, the rest is missing.
    """

    statuses: Mapping[str, FactStatus]
    words: str = ""
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class HandoverConfirmed(Entry):
    """The sender confirmed the read-back: the loop is closed."""


@dataclass(frozen=True, slots=True)
class ConfidenceRated(Entry):
    """How sure a receiver is of having a true picture, 1 (not at all) to 5 (quite sure)."""

    value: int


@dataclass(frozen=True, slots=True)
class EstherRated(Entry):
    """How Esther has it at the present event, 1 to 5, in her own judgement."""

    value: int


@dataclass(frozen=True, slots=True)
class Observed(Entry):
    """What an observer saw or heard, apart from what it may mean."""

    seen: str
    meaning: str = ""
    about: str | None = None
    watching: str | None = None


@dataclass(frozen=True, slots=True)
class Spoke(Entry):
    """The facilitator noticed that a role took part (its seat stands in `seat`)."""


@dataclass(frozen=True, slots=True)
class Noted(Entry):
    """The facilitator's own note, never on a shared screen."""

    text: str


@dataclass(frozen=True, slots=True)
class Rewound(Entry):
    """The journey stands again as it did after entry `to`; what came between stays in the journal."""

    to: int


# Reflection, plan, follow-up


@dataclass(frozen=True, slots=True)
class PhaseEntered(Entry):
    """The reflection went on to a phase of its guide."""

    phase: str


@dataclass(frozen=True, slots=True)
class Answered(Entry):
    """What was answered to a question, as it was asked, and whose voices it holds; the same id again replaces it."""

    answer: str
    question: str
    asked: str
    text: str
    heard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard(Entry):
    """Somebody at a seat was heard in the reflection."""

    who: str


@dataclass(frozen=True, slots=True)
class ActionWritten(Entry):
    """One action of the plan; the same id again replaces it. Follow-ups are calendar dates."""

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


@dataclass(frozen=True, slots=True)
class ActionRemoved(Entry):
    """An action was taken out of the plan."""

    action: str


@dataclass(frozen=True, slots=True)
class FollowedUp(Entry):
    """What had become of an action at a planned follow-up, and the evidence for it."""

    action: str
    planned: date
    status: ActionStatus
    evidence: str = ""


def _kind(entry: type[Entry]) -> str:
    return re.sub(r"(?<=.)([A-Z])", r"-\1", entry.__name__).lower()


KINDS: Mapping[str, type[Entry]] = {_kind(entry): entry for entry in Entry.__subclasses__()}
"""Every kind of entry by the name that stands in journals."""
_NAMES = {kind: name for name, kind in KINDS.items()}


def kind_of(entry: Entry) -> str:
    """Return the name of an entry's kind, such as ``handover-sent``."""
    return _NAMES[type(entry)]


JOURNEY = (
    Arrived,
    Chose,
    TimerExpired,
    TimerExtended,
    Checked,
    ExpectationMarked,
    CueGiven,
    InjectFired,
    FactMarked,
    HandoverSent,
    HandoverReceived,
    HandoverConfirmed,
    ConfidenceRated,
    EstherRated,
    Rewound,
)
"""The kinds that change the journey, and that a rewind takes back."""
