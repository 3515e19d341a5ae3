"""What a finding is: something worth talking about, with the entries of the journal that it rests on.

A finding tells what happened, never how good anybody is: there is no score of a person or of a team here, and what
nobody observed is no finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from esthersim.play.words import GateItem


class Kind(StrEnum):
    """What a finding is about. The values stand in journals and in guides, and never change."""

    FACT_LOST = "fact-lost"
    FACT_REQUESTED = "fact-requested"
    HANDOVER_WHOLE = "handover-whole"
    READ_BACK_SKIPPED = "read-back-skipped"
    LOW_CONFIDENCE = "low-confidence"
    CONFIDENT_BUT_WRONG = "confident-but-wrong"
    TIMER_RAN_OUT = "timer-ran-out"
    EXPECTATION_DONE = "expectation-done"
    EXPECTATION_LATE = "expectation-late"
    EXPECTATION_MISSED = "expectation-missed"
    EXPECTATION_WRONG = "expectation-wrong"
    AGAINST_ADVICE = "against-advice"
    DEADLINE_BROKEN = "deadline-broken"
    ROLE_SILENT = "role-silent"
    ESTHER_RATINGS = "esther-ratings"
    GATE_OVERRIDDEN = "gate-overridden"
    CHECKLIST_OVERRIDDEN = "checklist-overridden"
    INJECT = "inject"
    WENT_BACK = "went-back"


HANDOVER_KINDS = frozenset(
    {
        Kind.FACT_LOST,
        Kind.FACT_REQUESTED,
        Kind.HANDOVER_WHOLE,
        Kind.READ_BACK_SKIPPED,
        Kind.LOW_CONFIDENCE,
        Kind.CONFIDENT_BUT_WRONG,
    }
)
"""The kinds that belong to a handover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that happened and is worth a question.

    `id` is the same in every language and each time the journal is read. `entries` are the numbers of the entries that
    it rests on, `at` (UTC), `room` (seconds of room time) and `story` the moment. `subject` is the id that the kind is
    about: a fact, an expectation, the option that was chosen, a deadline, an inject, the step whose gate was passed, or
    the event that the team went back to. `roles` are those it happened between; in a handover the sender comes first.

    `variant` tells apart what one kind can be: how a fact was lost (`missing`; `skipped` where the handover was left
    before it was done; `wrong`; `not-known` where the sender did not have it), a deadline's `late` or `never`, a
    timer's `branched`, `soft` or `same-way`, the ratings' `curve`, `fall`, `rise` or `lowest`, a silent role's
    `present` or `waiting`.
    """

    kind: Kind
    id: str
    entries: tuple[int, ...]
    at: datetime
    room: float
    story: datetime | None = None
    event: str | None = None
    roles: tuple[str, ...] = ()
    subject: str | None = None
    objective: str | None = None
    variant: str = ""
    items: tuple[str, ...] = ()
    """Ids: the items of a checklist that were passed over; against the advice: what it advised."""
    gate: tuple[GateItem, ...] = ()
    """What a gate still asked for when it was passed over."""
    values: tuple[int, ...] = ()
    """Ratings, 1 to 5, in the order that they were given."""
    critical: bool = False
    """Whether the scenario's author marked the fact or the expectation as critical."""
    undone: bool = False
    """Whether the team went back, so that it lies off the way that stands."""

    @property
    def good(self) -> bool:
        """Whether it tells of something that went well."""
        return self.kind in {Kind.EXPECTATION_DONE, Kind.HANDOVER_WHOLE, Kind.FACT_REQUESTED} or self.variant == "rise"
