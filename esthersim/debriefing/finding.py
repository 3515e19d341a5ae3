"""What a finding is: something worth discussing, with the journal entries that it is based on.

A finding says what happened and never rates anybody: persons and teams get no score, and what was not observed is not a
finding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from esthersim.play.state import State
from esthersim.play.vocabulary import GateItem


class Kind(StrEnum):
    """What a finding is about. The values are stored in journals and guides, and never change."""

    FACT_LOST = "fact-lost"
    FACT_REQUESTED = "fact-requested"
    FACT_LEAKED = "fact-leaked"
    SAID_WITHOUT_KNOWING = "said-without-knowing"
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
        Kind.FACT_LEAKED,
        Kind.SAID_WITHOUT_KNOWING,
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
    it is based on; `at` (UTC), `room` (seconds of room time) and `story` give the moment. `subject` is the id of what
    it is about: a fact, an expectation, the chosen option, a deadline, an inject, the step whose gate was overridden,
    or the event that the team went back to. `roles` are the roles involved; in a handover the sender comes first.

    `variant` distinguishes findings of one kind: how a fact was lost (`missing`; `in-part` where others who had to know
    it were told; `skipped` where the handover was left before it was done; `wrong`; `not-known` where the sender did
    not have it), a deadline's `late` or `never`, a timer's `branched`, `soft` or `same-way`, the ratings' `curve`,
    `fall`, `rise` or `lowest`, a silent role's `present` or `waiting`, advice that was `named` after the decision
    support that gave it, an inject that `came` by itself, or `led` the team to another event.
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
    """Ids: the checklist items that were skipped; for a choice against advice, the option that was advised."""
    gate: tuple[GateItem, ...] = ()
    """The unmet requirements of a gate when it was overridden."""
    reached: tuple[str, ...] = ()
    """The roles that were told a fact which others lack."""
    values: tuple[int, ...] = ()
    """Ratings, 1 to 5, in the order in which they were given."""
    critical: bool = False
    """Whether the scenario's author marked the fact or the expectation as critical."""
    undone: bool = False
    """Whether the team went back behind it, so that it is no longer on the way that stands."""
    state: State | None = field(default=None, compare=False, repr=False)
    """The state just before, by which texts that depend on the run read as they did then."""

    @property
    def good(self) -> bool:
        """Whether the finding is about something that went well."""
        return self.kind in {Kind.EXPECTATION_DONE, Kind.HANDOVER_WHOLE, Kind.FACT_REQUESTED} or self.variant == "rise"
