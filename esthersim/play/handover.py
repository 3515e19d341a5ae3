"""The handover in separate steps (marked, sent, received, confirmed: the closed loop), and who knows what after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from esthersim.play.effects import learn
from esthersim.play.entry import IN_SIMULATION, Command, Decision, JourneyEntry
from esthersim.play.journey import HandoverProgress, Journey
from esthersim.play.refusal import Refusal
from esthersim.play.rights import gives_way
from esthersim.play.state import State
from esthersim.play.texts import cleaned, cleaned_texts
from esthersim.play.vocabulary import FACILITATOR, FactStatus, Form, Reason, Right, Step
from esthersim.scenario.model import Handover

LOWEST, HIGHEST = 1, 5


def is_open(handover: Handover | None, progress: HandoverProgress | None) -> bool:
    """Return whether there is a handover that the receiver does not have yet."""
    return handover is not None and not (progress and progress.received)


def can_give(state: State, handover: Handover, fact: str) -> bool:
    """Return whether the sender knows the fact, and so can pass it on."""
    return state.knows(handover.sender, fact)


def can_be_marked(state: State, handover: Handover) -> tuple[str, ...]:
    """Name the facts that can be marked: those of the handover, then what else the sender knows and may say."""
    named = tuple(fact for fact in handover.facts if fact in state.scenario.facts)
    others = (fact for fact in state.scenario.facts if fact not in named and can_give(state, handover, fact))
    return (*named, *others)


def final_statuses(handover: Handover, marks: Mapping[str, FactStatus]) -> dict[str, FactStatus]:
    """Return the final status of every fact: one that was never marked is missing, or not needed if it was noise."""
    noise = set(handover.noise) - {*handover.must, *handover.should}
    unmarked = {fact: FactStatus.NOT_NEEDED if fact in noise else FactStatus.MISSING for fact in handover.facts}
    return {**unmarked, **marks}


def without(handover: Handover, knowledge: Mapping[str, frozenset[str]], fact: str) -> tuple[str, ...]:
    """Return the receivers who do not know a fact after the handover; none where the fact is not a required one.

    The only place where this is decided, for the journey and for every report.
    """
    if fact not in handover.must:
        return ()
    return tuple(receiver for receiver in handover.to if fact not in knowledge.get(receiver, ()))


def lost(handover: Handover, knowledge: Mapping[str, frozenset[str]], fact: str) -> bool:
    """Return whether a required fact was lost: some receiver does not know it after the handover."""
    return bool(without(handover, knowledge, fact))


def skipped(handover: Handover, progress: HandoverProgress | None) -> HandoverReceived:
    """Return the entry that ends a handover the team leaves early: facts heard so far arrived, the rest are missing."""
    return HandoverReceived(final_statuses(handover, progress.marks if progress else {}), skipped=True)


def _progress(journey: Journey) -> HandoverProgress:
    return journey.handover or HandoverProgress()


@dataclass(frozen=True, slots=True)
class _AboutHandover(Command):
    """A command about the handover at the present event; refused where the event has none."""

    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    of_event: ClassVar[bool] = True

    def handle(self, state: State, _room: float, /) -> Decision:
        """Pass the command on where the event has a handover."""
        handover = state.event.handover
        return Refusal(Reason.NO_HANDOVER) if handover is None else self.hand(state, handover, _progress(state.here))

    def hand(self, state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Return the entries that follow, or why it is refused."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class FactMarked(_AboutHandover, JourneyEntry):
    """A fact of the present handover was heard, requested, wrong, missing or not needed.

    A mark of the sender or an observer is a proposal: the facilitator's own stands against it.
    """

    fact: str
    status: FactStatus
    by: ClassVar[frozenset[Right]] = frozenset({Right.SENDER, Right.OBSERVER})

    def hand(self, state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Mark a fact until the handover is received; to correct it after that, the team goes back."""
        if progress.received:
            return Refusal(Reason.HANDOVER_DONE)
        if self.fact not in state.scenario.facts:
            return Refusal(Reason.UNKNOWN, (self.fact,))
        if gives_way(self.seat, progress.marked_by.get(self.fact)):
            return Refusal(Reason.ALREADY_MARKED, (self.fact,))
        if self.status.arrived and not can_give(state, handover, self.fact):
            return Refusal(Reason.SENDER_DOES_NOT_KNOW, (handover.sender, self.fact))
        return (self,)

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Keep the latest mark."""
        progress = _progress(journey)
        marks, by = {**progress.marks, self.fact: self.status}, {**progress.marked_by, self.fact: self.seat}
        return journey._replace(handover=replace(progress, marks=marks, marked_by=by))


@dataclass(frozen=True, slots=True)
class HandoverSent(JourneyEntry):
    """The sender has handed over, in speech or in writing; `words` are by section of the format."""

    form: Form = Form.SPOKEN
    words: Mapping[str, str] = field(default_factory=dict)

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Set the handover as sent."""
        return journey._replace(handover=replace(_progress(journey), form=self.form, words=self.words))


@dataclass(frozen=True, slots=True)
class Send(_AboutHandover):
    """Hand over, in speech or in writing (`words` by section of the format)."""

    form: Form = Form.SPOKEN
    words: Mapping[str, str] = field(default_factory=dict)
    by: ClassVar[frozenset[Right]] = frozenset({Right.SENDER})
    in_pause: ClassVar[bool] = False

    def hand(self, _state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Accept it until the handover is received."""
        if progress.received:
            return Refusal(Reason.HANDOVER_DONE)
        words = cleaned_texts(self.words)
        return words if isinstance(words, Refusal) else (HandoverSent(self.form, words, seat=handover.sender),)


@dataclass(frozen=True, slots=True)
class HandoverReceived(JourneyEntry):
    """The receiver has received the handover: the final status of every fact, and the read-back in their own words.

    `skipped` when the team went on before the handover was done: by the facilitator's override, or when a timer ran
    out. Facts marked by then arrived, the rest are missing.
    """

    statuses: Mapping[str, FactStatus]
    words: str = ""
    skipped: bool = False

    def change(self, state: State, journey: Journey, _room: float, /) -> Journey:
        """Add the facts that arrived to the receivers' knowledge; required facts that they still lack are lost."""
        progress = replace(
            _progress(journey), marks=dict(self.statuses), received=not self.skipped, read_back=self.words
        )
        handover = state.event.handover
        if handover is None:
            return journey._replace(handover=progress)
        arrived = frozenset(
            fact for fact, status in self.statuses.items() if status.arrived and can_give(state, handover, fact)
        )
        knowledge = journey.knowledge
        for receiver in handover.to:
            knowledge = learn(knowledge, receiver, arrived)
        now_lost = {fact for fact in handover.must if lost(handover, knowledge, fact)}
        record = journey.record._replace(lost=journey.lost | now_lost)
        return journey._replace(handover=progress, knowledge=knowledge, record=record)


@dataclass(frozen=True, slots=True)
class Receive(_AboutHandover):
    """Receive the handover, with or without a read-back; facts that were never marked get their final status."""

    words: str = ""
    by: ClassVar[frozenset[Right]] = frozenset({Right.RECEIVER})
    in_pause: ClassVar[bool] = False

    def hand(self, _state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Accept it once, after the handover was sent."""
        if progress.received:
            return Refusal(Reason.HANDOVER_DONE)
        if not progress.sent:
            return Refusal(Reason.NOT_SENT)
        receiver = handover.to[0] if self.seat == FACILITATOR else self.seat
        statuses = final_statuses(handover, progress.marks)
        received = cleaned(HandoverReceived(statuses, self.words, seat=receiver), "words")
        return received if isinstance(received, Refusal) else (received,)


@dataclass(frozen=True, slots=True)
class HandoverConfirmed(JourneyEntry):
    """The sender confirmed the read-back: the loop is closed."""

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Set the read-back as confirmed."""
        return journey._replace(handover=replace(_progress(journey), confirmed=True))


@dataclass(frozen=True, slots=True)
class Confirm(_AboutHandover):
    """Confirm the read-back, as the sender."""

    by: ClassVar[frozenset[Right]] = frozenset({Right.SENDER})
    in_pause: ClassVar[bool] = False

    def hand(self, _state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Accept it once, after the handover was received."""
        if not progress.received:
            return Refusal(Reason.NOT_SENT)
        return Refusal(Reason.HANDOVER_DONE) if progress.confirmed else (HandoverConfirmed(seat=handover.sender),)


@dataclass(frozen=True, slots=True)
class ConfidenceRated(_AboutHandover, JourneyEntry):
    """How sure a receiver is of having a true picture, 1 (not at all) to 5 (quite sure)."""

    value: int
    by: ClassVar[frozenset[Right]] = frozenset({Right.RECEIVER})

    def hand(self, _state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Accept a receiver's rating after the handover was received."""
        if not progress.received:
            return Refusal(Reason.NOT_SENT)
        if self.seat not in handover.to:
            return Refusal(Reason.NOT_THIS_SEAT, (self.seat,))
        return (self,) if LOWEST <= self.value <= HIGHEST else Refusal(Reason.OUT_OF_RANGE, ("value",))

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Keep each receiver's latest rating."""
        progress = _progress(journey)
        return journey._replace(handover=replace(progress, confidence={**progress.confidence, self.seat: self.value}))


@dataclass(frozen=True, slots=True)
class HandOver(_AboutHandover):
    """A whole handover in one command (plays, rehearsal): sent with these facts, received, confirmed where required."""

    statuses: Mapping[str, FactStatus] = field(default_factory=dict)
    confirmed: bool = True
    in_pause: ClassVar[bool] = False

    def hand(self, state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Make the entries that marking, sending, receiving and confirming one by one would make."""
        if progress.received:
            return Refusal(Reason.HANDOVER_DONE)
        marked = tuple(FactMarked(fact, status) for fact, status in self.statuses.items())
        for mark in marked:
            judged = mark.hand(state, handover, progress)
            if isinstance(judged, Refusal):
                return judged
        statuses = final_statuses(handover, {**progress.marks, **self.statuses})
        sent = () if progress.sent else (HandoverSent(seat=handover.sender),)
        received = HandoverReceived(statuses, seat=handover.to[0])
        closed = (HandoverConfirmed(seat=handover.sender),) if self.confirmed and handover.read_back else ()
        return (*marked, *sent, received, *closed)
