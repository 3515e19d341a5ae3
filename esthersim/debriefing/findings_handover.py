"""Findings about handovers: what became of the facts, read-backs that were skipped, and the receivers' confidence."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.debriefing.finding import Finding, Kind
from esthersim.play.entries import Arrived, ConfidenceRated, FactMarked, HandoverReceived, HandoverSent, StepEntered
from esthersim.play.handover import Statuses, can_give, told_to, without
from esthersim.play.people import sender
from esthersim.play.retelling import Moment
from esthersim.play.state import State
from esthersim.play.vocabulary import FactStatus, GateItem, Step
from esthersim.scenario.handovers import Handover

UNSURE, SURE = 2, 4
"""Bounds of the receiver's confidence (1 to 5): unsure up to the first, sure from the second."""


def handover_at(state: State) -> Handover | None:
    """Return the handover of the event where the journey stands."""
    event = state.scenario.events.get(state.journey.event) if state.journey else None
    return event.handover if event else None


def find_handover_result(moment: Moment) -> Iterator[Finding]:
    """Yield the result of a handover that was received: facts lost or requested, or that everything arrived."""
    entry, handover = moment.recorded.entry, handover_at(moment.before)
    if not isinstance(entry, HandoverReceived) or handover is None:
        return
    sent = tuple(each.seq for each in moment.back() if isinstance(each.recorded.entry, HandoverSent))[:1]
    event = moment.before.here.event
    rests_on = (*sent, moment.seq)
    knowledge, giver = moment.after.here.knowledge, sender(moment.before, handover)
    statuses = Statuses(entry.statuses, entry.apart)
    for fact in handover.must_reach:
        if lack_it := without(handover, knowledge, fact):
            reached = tuple(role for role in handover.must_reach[fact] if role in _told(handover, statuses, fact))
            wrong = any(statuses.of(role).get(fact) is FactStatus.WRONG for role in lack_it)
            knew = moment.before.knows(giver, fact)
            variant = "wrong" if wrong else "not-known" if not knew else "in-part" if reached else ""
            yield finding(
                moment, Kind.FACT_LOST, fact, rests_on, event, (giver, *lack_it),
                variant or ("skipped" if entry.skipped else "missing"),
                critical=_is_critical(moment, fact), reached=reached if variant == "in-part" else (),
            )  # fmt: skip
    for fact in handover.facts:
        if asked := _with_status(handover, statuses, fact, FactStatus.REQUESTED):
            yield finding(moment, Kind.FACT_REQUESTED, fact, rests_on, event, (giver, *asked))
    if handover.must_reach and not any(without(handover, knowledge, fact) for fact in handover.must_reach):
        yield finding(moment, Kind.HANDOVER_WHOLE, event, rests_on, event, (giver, *handover.to))


def find_what_was_not_to_be_said(moment: Moment) -> Iterator[Finding]:
    """Yield the facts that a handover passed on although they were to be kept, or although the sender lacked them."""
    entry, handover = moment.recorded.entry, handover_at(moment.before)
    if not isinstance(entry, HandoverReceived) or handover is None:
        return
    marks: dict[str, int] = {}
    for each in moment.back():
        if isinstance(each.recorded.entry, FactMarked):
            marks.setdefault(each.recorded.entry.fact, each.seq)
    event, giver = moment.before.here.event, sender(moment.before, handover)
    statuses = Statuses(entry.statuses, entry.apart)
    for fact in moment.after.scenario.facts:
        rests_on = (*((marks[fact],) if fact in marks else ()), moment.seq)
        critical = _is_critical(moment, fact)
        if leaked := told_to(handover, statuses, fact):
            yield finding(
                moment, Kind.FACT_LEAKED, fact, rests_on, event, (giver, *leaked), critical=critical,
            )  # fmt: skip
        told = _told(handover, statuses, fact)
        if told and not can_give(moment.before, handover, fact):
            yield finding(
                moment, Kind.SAID_WITHOUT_KNOWING, fact, rests_on, event, (giver, *told), critical=critical,
            )  # fmt: skip


def _told(handover: Handover, statuses: Statuses, fact: str) -> tuple[str, ...]:
    """Return the receivers who were told a fact, whether they had to ask for it or not."""
    return _with_status(handover, statuses, fact, FactStatus.GIVEN, FactStatus.REQUESTED)


def _with_status(handover: Handover, statuses: Statuses, fact: str, *wanted: FactStatus) -> tuple[str, ...]:
    return tuple(role for role in handover.to if statuses.of(role).get(fact) in wanted)


def _is_critical(moment: Moment, fact: str) -> bool:
    known = moment.after.scenario.facts.get(fact)
    return known is not None and known.critical


def find_misjudged_confidence(moment: Moment) -> Iterator[Finding]:
    """Yield a receiver's low confidence, or high confidence in spite of lost facts; only the last rating counts."""
    entry, handover = moment.recorded.entry, handover_at(moment.before)
    if not isinstance(entry, ConfidenceRated) or handover is None:
        return
    received = next((each.seq for each in moment.back() if isinstance(each.recorded.entry, HandoverReceived)), None)
    rests_on = (moment.seq,) if received is None else (received, moment.seq)
    knowledge = moment.after.here.knowledge
    lacks = tuple(fact for fact in handover.must_reach if entry.seat in without(handover, knowledge, fact))
    if entry.value <= UNSURE:
        kind = Kind.LOW_CONFIDENCE
    elif entry.value >= SURE and lacks:
        kind = Kind.CONFIDENT_BUT_WRONG
    else:
        return
    yield finding(
        moment, kind, entry.seat, rests_on, moment.before.here.event, (sender(moment.before, handover), entry.seat),
        items=lacks, values=(entry.value,), critical=any(_is_critical(moment, fact) for fact in lacks),
    )  # fmt: skip


def find_skipped_read_back(moment: Moment) -> Iterator[Finding]:
    """Yield a required read-back that was not confirmed when the team left the handover."""
    entry, handover = moment.recorded.entry, handover_at(moment.before)
    leaves = isinstance(entry, Arrived) or (isinstance(entry, StepEntered) and entry.step is Step.REFLECTION)
    progress = moment.before.journey.handover if moment.before.journey else None
    if not leaves or handover is None or progress is None:
        return
    if not handover.read_back or not progress.received or progress.confirmed:
        return
    received = next(each.seq for each in moment.back() if isinstance(each.recorded.entry, HandoverReceived))
    event = moment.before.here.event
    yield finding(
        moment,
        Kind.READ_BACK_SKIPPED,
        event,
        (received, moment.seq),
        event,
        (sender(moment.before, handover), *handover.to),
    )


def finding(
    moment: Moment,
    kind: Kind,
    subject: str | None,
    entries: tuple[int, ...],
    event: str | None,
    roles: tuple[str, ...] = (),
    variant: str = "",
    *,
    objective: str | None = None,
    items: tuple[str, ...] = (),
    gate: tuple[GateItem, ...] = (),
    reached: tuple[str, ...] = (),
    values: tuple[int, ...] = (),
    critical: bool = False,
    key: int | None = None,
) -> Finding:
    """Make a finding at a moment. Its id is made of the kind, the entry's number (or `key`), and the subject."""
    there = moment.before.journey  # on leaving an event, the story time is that of the event that was left
    journey = there if there is not None and there.event == event else moment.after.journey
    parts = (kind.value, str(key or moment.seq), *((subject,) if subject else ()))
    return Finding(
        kind=kind,
        id=":".join(parts),
        entries=entries,
        at=moment.recorded.at,
        room=moment.recorded.room,
        story=journey.story if journey else None,
        event=event,
        roles=roles,
        subject=subject,
        objective=objective,
        variant=variant,
        items=items,
        gate=gate,
        reached=reached,
        values=values,
        critical=critical,
        state=moment.before,
    )
