"""The handover in separate steps (marked, sent, received, confirmed: the closed loop), and who knows what after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, NamedTuple

from esthersim.play.effects import learn
from esthersim.play.entry import IN_SIMULATION, Command, Decision, JourneyEntry
from esthersim.play.journey import HandoverProgress, Journey
from esthersim.play.people import sender
from esthersim.play.refusal import Refusal
from esthersim.play.rights import gives_way
from esthersim.play.state import State
from esthersim.play.texts import cleaned, cleaned_texts
from esthersim.play.vocabulary import FACILITATOR, FactStatus, Form, Reason, Right, Step
from esthersim.scenario.handovers import Handover, Receiver

LOWEST, HIGHEST = 1, 5


def is_open(handover: Handover | None, progress: HandoverProgress | None) -> bool:
    """Return whether there is a handover that the receiver does not have yet."""
    return handover is not None and not (progress and progress.received)


def can_give(state: State, handover: Handover, fact: str) -> bool:
    """Return whether the sender knows the fact, and so can pass it on."""
    return state.knows(sender(state, handover), fact)


def can_be_marked(state: State, handover: Handover) -> tuple[str, ...]:
    """Name the facts that can be marked: those of the handover, then what else the sender knows and may say."""
    named = tuple(fact for fact in handover.facts if fact in state.scenario.facts)
    others = (fact for fact in state.scenario.facts if fact not in named and can_give(state, handover, fact))
    return (*named, *others)


class Statuses(NamedTuple):
    """The statuses of facts in a handover: those that hold for every receiver, and those of single receivers."""

    together: Mapping[str, FactStatus]
    apart: Mapping[str, Mapping[str, FactStatus]]

    def of(self, receiver: str) -> Mapping[str, FactStatus]:
        """Return the statuses for one receiver."""
        return {**self.together, **self.apart.get(receiver, {})}


def final_statuses(handover: Handover, progress: HandoverProgress) -> Statuses:
    """Return the final status of every fact for each receiver.

    One that was never marked is missing if it must or should be passed on, and otherwise not needed.
    """
    final = {role: _final(receiver, progress.marked(role)) for role, receiver in handover.receivers.items()}
    named = dict.fromkeys((*handover.facts, *(fact for each in final.values() for fact in each)))
    together: dict[str, FactStatus] = {}
    for fact in named:
        statuses = {statuses.get(fact) for statuses in final.values()}
        status = statuses.pop()
        if status is not None and not statuses:
            together[fact] = status
    apart = {
        role: {fact: status for fact, status in statuses.items() if fact not in together}
        for role, statuses in final.items()
    }
    return Statuses(together, {role: own for role, own in apart.items() if own})


def _final(receiver: Receiver, marks: Mapping[str, FactStatus]) -> Mapping[str, FactStatus]:
    wanted = {*receiver.must, *receiver.should}
    unmarked = {fact: FactStatus.MISSING if fact in wanted else FactStatus.NOT_NEEDED for fact in receiver.facts}
    return {**unmarked, **marks}


def said_by_sender(progress: HandoverProgress) -> tuple[str, ...]:
    """Return the facts that are ticked as said to every receiver: what a receiver can tick as heard or not."""
    return tuple(fact for fact, status in progress.marks.items() if status.arrived)


def without(handover: Handover, knowledge: Mapping[str, frozenset[str]], fact: str) -> tuple[str, ...]:
    """Return the receivers who should have got a fact and do not know it after the handover.

    The only place where this is decided, for the journey and for every report.
    """
    return tuple(role for role in handover.must_reach.get(fact, ()) if fact not in knowledge.get(role, ()))


def told_to(handover: Handover, statuses: Statuses, fact: str) -> tuple[str, ...]:
    """Return the receivers who were told a fact that must not be passed on to them, whether or not they knew it."""
    return tuple(
        role
        for role in handover.must_not_reach.get(fact, ())
        if (status := statuses.of(role).get(fact)) is not None and status.arrived
    )


def skipped(handover: Handover, progress: HandoverProgress | None) -> HandoverReceived:
    """Return the entry that ends a handover the team leaves early: facts heard so far arrived, the rest are missing."""
    statuses = final_statuses(handover, progress or HandoverProgress())
    return HandoverReceived(statuses.together, skipped=True, apart=statuses.apart)


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

    By every receiver, unless `receiver` names one. `sender_knew` is false where the fact was said although, by the
    rules, the sender did not know it. A mark of any other seat is a proposal: the facilitator's own stands against it.
    """

    fact: str
    status: FactStatus
    receiver: str | None = None
    sender_knew: bool = True
    by: ClassVar[frozenset[Right]] = frozenset({Right.FACT_TICKER})

    def hand(self, state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Mark a fact until the handover is received; to correct it after that, the team goes back.

        What was said was said: the facilitator may mark also what the sender does not know. Nobody else may. A receiver
        marks only for itself, and only what the sender has ticked as said.
        """
        if progress.received:
            return Refusal(Reason.HANDOVER_DONE)
        if self.seat in handover.to and (self.receiver != self.seat or self.fact not in said_by_sender(progress)):
            return Refusal(Reason.NOT_THIS_SEAT, (self.seat,))
        unknown = tuple(
            each
            for each, known in ((self.fact, state.scenario.facts), (self.receiver, handover.to))
            if each is not None and each not in known
        )
        if unknown:
            return Refusal(Reason.UNKNOWN, unknown)
        if any(gives_way(self.seat, seat) for seat in progress.who_marked(self.fact, self.receiver)):
            return Refusal(Reason.ALREADY_MARKED, (self.fact,))
        knew = not self.status.arrived or can_give(state, handover, self.fact)
        if not knew and self.seat != FACILITATOR:
            return Refusal(Reason.SENDER_DOES_NOT_KNOW, (sender(state, handover), self.fact))
        return (replace(self, sender_knew=knew),)

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Keep the latest mark, for every receiver or for one."""
        progress, fact, status = _progress(journey), self.fact, self.status
        if self.receiver is None:
            by = {key: seat for key, seat in progress.marked_by.items() if key[0] != fact}
            progress = replace(
                progress,
                marks={**progress.marks, fact: status},
                apart={role: _but(marks, fact) for role, marks in progress.apart.items()},
                marked_by={**by, (fact, ""): self.seat},
            )
            return journey._replace(handover=progress)
        own = {**progress.apart.get(self.receiver, {}), fact: status}
        by = {**progress.marked_by, (fact, self.receiver): self.seat}
        return journey._replace(handover=replace(progress, apart={**progress.apart, self.receiver: own}, marked_by=by))


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

    def hand(self, state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Accept it until the handover is received."""
        if progress.received:
            return Refusal(Reason.HANDOVER_DONE)
        words = cleaned_texts(self.words)
        return words if isinstance(words, Refusal) else (HandoverSent(self.form, words, seat=sender(state, handover)),)


@dataclass(frozen=True, slots=True)
class HandoverReceived(JourneyEntry):
    """The receiver has received the handover: the final status of every fact, and the read-back in their own words.

    `statuses` are the same for every receiver; `apart` holds those of single receivers. `skipped` when the team went on
    before the handover was done: by the facilitator's override, or when a timer ran out. Facts marked by then arrived,
    the rest are missing.
    """

    statuses: Mapping[str, FactStatus]
    words: str = ""
    skipped: bool = False
    apart: Mapping[str, Mapping[str, FactStatus]] = field(default_factory=dict)

    def change(self, state: State, journey: Journey, _room: float, /) -> Journey:
        """Add the facts that arrived to each receiver's knowledge; what they must know and still lack is lost.

        What a receiver was told, but must not be, has leaked.
        """
        statuses = Statuses(self.statuses, self.apart)
        progress = replace(
            _progress(journey),
            marks=dict(self.statuses),
            apart=dict(self.apart),
            received=not self.skipped,
            read_back=self.words,
        )
        handover = state.event.handover
        if handover is None:
            return journey._replace(handover=progress)
        knowledge = journey.knowledge
        for role in handover.to:
            arrived = (fact for fact, status in statuses.of(role).items() if status.arrived)
            knowledge = learn(knowledge, role, arrived)
        now_lost = {(fact, role) for fact in handover.must_reach for role in without(handover, knowledge, fact)}
        leaked = {(fact, role) for fact in handover.must_not_reach for role in told_to(handover, statuses, fact)}
        record = journey.record
        record = record._replace(lost=record.lost | now_lost, leaked=record.leaked | leaked)
        return journey._replace(handover=progress, knowledge=knowledge, record=record)


@dataclass(frozen=True, slots=True)
class Receive(_AboutHandover):
    """Receive the handover, with or without a read-back; facts that were never marked get their final status."""

    words: str = ""
    by: ClassVar[frozenset[Right]] = frozenset({Right.RECEIVER})
    in_pause: ClassVar[bool] = False
    facilitated: ClassVar[bool] = True

    def hand(self, _state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Accept it once, after the handover was sent."""
        if progress.received:
            return Refusal(Reason.HANDOVER_DONE)
        if not progress.sent:
            return Refusal(Reason.NOT_SENT)
        receiver = next(iter(handover.to)) if self.seat == FACILITATOR else self.seat
        together, apart = final_statuses(handover, progress)
        received = cleaned(HandoverReceived(together, self.words, apart=apart, seat=receiver), "words")
        return received if isinstance(received, Refusal) else (received,)


@dataclass(frozen=True, slots=True)
class SaidBack(_AboutHandover, JourneyEntry):
    """What a receiver has heard, in its own words; an empty text says only that it has received the handover.

    It ends nothing: the facilitator does that, once the facts are ticked (`Receive`).
    """

    words: str = ""
    by: ClassVar[frozenset[Right]] = frozenset({Right.RECEIVER})
    in_pause: ClassVar[bool] = False

    def hand(self, _state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Accept it of a receiver once the handover was sent; it can be replaced until the handover is received."""
        if progress.received:
            return Refusal(Reason.HANDOVER_DONE)
        if not progress.sent:
            return Refusal(Reason.NOT_SENT)
        if self.seat not in handover.to:
            return Refusal(Reason.NOT_THIS_SEAT, (self.seat,))
        said = cleaned(self, "words")
        return said if isinstance(said, Refusal) else (said,)

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Keep each receiver's latest words."""
        progress = _progress(journey)
        return journey._replace(handover=replace(progress, said_back={**progress.said_back, self.seat: self.words}))


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

    def hand(self, state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Accept it once, after a receiver said it back or the handover was received."""
        if not progress.received and not progress.said_back:
            return Refusal(Reason.NOT_SENT)
        if progress.confirmed:
            return Refusal(Reason.HANDOVER_DONE)
        return (HandoverConfirmed(seat=sender(state, handover)),)


@dataclass(frozen=True, slots=True)
class ConfidenceRated(_AboutHandover, JourneyEntry):
    """How sure a receiver is of having a true picture, 1 (not at all) to 5 (quite sure)."""

    value: int
    by: ClassVar[frozenset[Right]] = frozenset({Right.RECEIVER})

    def hand(self, _state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Accept a receiver's rating after it said the handover back, or the handover was received."""
        if not progress.received and self.seat not in progress.said_back:
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
    """A whole handover in one command (plays, rehearsal): sent with these facts, received, confirmed where required.

    `statuses` are for every receiver, `apart` for single ones. Only facts that the sender knows can be given.
    """

    statuses: Mapping[str, FactStatus] = field(default_factory=dict)
    confirmed: bool = True
    apart: Mapping[str, Mapping[str, FactStatus]] = field(default_factory=dict)
    in_pause: ClassVar[bool] = False

    def hand(self, state: State, handover: Handover, progress: HandoverProgress, /) -> Decision:
        """Make the entries that marking, sending, receiving and confirming one by one would make."""
        if progress.received:
            return Refusal(Reason.HANDOVER_DONE)
        giver = sender(state, handover)
        marked = tuple(FactMarked(fact, status) for fact, status in self.statuses.items())
        for receiver, statuses in self.apart.items():
            marked += tuple(FactMarked(fact, status, receiver) for fact, status in statuses.items())
        for mark in marked:
            judged = mark.hand(state, handover, progress)
            if isinstance(judged, Refusal):
                return judged
            if judged != (mark,):
                return Refusal(Reason.SENDER_DOES_NOT_KNOW, (giver, mark.fact))
        journey = state.here._replace(handover=progress)
        for mark in marked:
            journey = mark.change(state, journey, 0.0)
        together, apart = final_statuses(handover, _progress(journey))
        sent = () if progress.sent else (HandoverSent(seat=giver),)
        received = HandoverReceived(together, apart=apart, seat=next(iter(handover.to)))
        closed = (HandoverConfirmed(seat=giver),) if self.confirmed and handover.read_back else ()
        return (*marked, *sent, received, *closed)


def _but(marks: Mapping[str, FactStatus], fact: str) -> Mapping[str, FactStatus]:
    return {key: status for key, status in marks.items() if key != fact}
