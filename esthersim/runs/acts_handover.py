"""Acts of a handover: say or write it, mark its facts, receive it, confirm it, and rate one's confidence."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.cleaning import clean
from esthersim.language import _
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play import people
from esthersim.play.handover import HIGHEST, LOWEST, can_be_marked, can_give, said_by_sender
from esthersim.play.journey import HandoverProgress
from esthersim.play.vocabulary import FACILITATOR, FactStatus, Form
from esthersim.runs.act import Act, Here, act
from esthersim.runs.asks import Choice, Field, Nothing, Number, Option, Text
from esthersim.runs.asks import Form as Parts
from esthersim.runs.names import fact_status_word, seat_title
from esthersim.scenario.formats import OWN_WORDS, handover_format
from esthersim.scenario.handovers import Handover
from esthersim.scenario.play_steps import TO_ALL

STATUS, RECEIVER = "status", "receiver"
"""The parts of a mark, where a handover has several receivers."""


def _at(here: Here) -> tuple[Handover, HandoverProgress] | None:
    """Return the handover at the present event until it is received."""
    handover, progress = here.state.event.handover, here.state.here.handover or HandoverProgress()
    return None if handover is None or progress.received else (handover, progress)


def send(here: Here) -> Iterator[Act]:
    """Offer the sender to say that the handover has been spoken."""
    if _at(here):
        yield act(here.names["send"].name, Nothing(), lambda _none: c.Send(Form.SPOKEN, seat=here.seat))


def send_written(here: Here) -> Iterator[Act]:
    """Let the sender write the parts of the format."""
    if standing := _at(here):
        handover, _progress = standing
        sections = handover_format(handover.format, here.shown.language, here.papers).sections
        told = _("What {sender} hands over:").format(sender=seat_title(here.shown, people.sender(here.state, handover)))
        parts = [(each.id, f"{each.letter}, {each.title}. {each.prompt}") for each in sections] or [(OWN_WORDS, told)]
        yield act(
            here.names["send-written"].name,
            Parts(tuple(Field(key, label, Text(), optional=True) for key, label in parts)),
            lambda filled: c.Send(Form.WRITTEN, {key: filled.text(key) for key, _label in parts}, seat=here.seat),
        )


def mark_fact(here: Here) -> Iterator[Act]:
    """Offer to mark each fact; the sender sees only the facts that it knows, not which of them it should say.

    A receiver sees only what the sender has ticked as said. The facilitator may mark any fact of the scenario, those
    that the sender does not know last: what was said was said.
    """
    current = _at(here)
    if current is None:
        return
    handover, progress = current
    facts = can_be_marked(here.state, handover)
    if here.seat in handover.to:
        yield from (_heard(here, fact) for fact in said_by_sender(progress))
        return
    if here.seat == people.sender(here.state, handover):
        facts = tuple(key for key in here.state.scenario.facts if can_give(here.state, handover, key))
    elif here.seat == FACILITATOR:
        facts = tuple(dict.fromkeys((*facts, *here.state.scenario.facts)))
    for fact in facts:
        yield _fact(here, handover, fact)


def _fact(here: Here, handover: Handover, fact: str) -> Act:
    """Return the act that marks a fact: with a status, and with several receivers also for whom."""
    text = clean(here.shown.facts[fact].text)
    statuses = Choice(tuple(Option(each.value, fact_status_word(each)) for each in FactStatus))
    if len(handover.to) == 1:
        return act(text, statuses, lambda status: e.FactMarked(fact, FactStatus(status), seat=here.seat), about=fact)
    if here.seat != FACILITATOR and not can_give(here.state, handover, fact):
        statuses = Choice(tuple(each for each in statuses.options if not FactStatus(each.id).arrived))
    receivers = tuple(Option(role, seat_title(here.shown, role)) for role in handover.to)
    whom = Choice((Option(TO_ALL, _("all receivers")), *receivers))
    return act(
        text,
        Parts((Field(STATUS, _("What became of it?"), statuses), Field(RECEIVER, _("For whom?"), whom))),
        lambda filled: e.FactMarked(fact, FactStatus(filled.text(STATUS)), filled.chosen(RECEIVER), seat=here.seat),
        about=fact,
    )


def _heard(here: Here, fact: str) -> Act:
    """Return the act that marks whether a receiver has heard what the sender says it said."""
    statuses = {FactStatus.GIVEN: _("I heard it"), FactStatus.MISSING: _("I did not hear it")}
    return act(
        clean(here.shown.facts[fact].text),
        Choice(tuple(Option(each.value, label) for each, label in statuses.items())),
        lambda status: e.FactMarked(fact, FactStatus(status), here.seat, seat=here.seat),
        about=fact,
    )


def marking(mark: Act, status: FactStatus, receiver: str = TO_ALL) -> object:
    """Return what the act of marking a fact is to be given, for a status and a receiver."""
    return status.value if isinstance(mark.ask, Choice) else {STATUS: status.value, RECEIVER: receiver}


def say_back(here: Here) -> Iterator[Act]:
    """Offer a receiver to say in its own words what it has heard."""
    current = _at(here)
    if current and current[1].sent:
        asked = _("What you have heard, in your own words")
        yield act(
            here.names["say-back"].name,
            Parts((Field(OWN_WORDS, asked, Text(), optional=True),)),
            lambda filled: e.SaidBack(filled.text(OWN_WORDS), seat=here.seat),
            question=asked,
        )


def receive(here: Here) -> Iterator[Act]:
    """Offer the receivers to say that the handover has been received, and to repeat it in their own words."""
    current = _at(here)
    if current and current[1].sent:
        receivers = "; ".join(seat_title(here.shown, each) for each in current[0].to)
        asked = _("{receivers}: write in your own words what you have understood.").format(receivers=receivers)
        words = Parts((Field(OWN_WORDS, asked, Text(), optional=True),))
        yield act(
            here.names["receive"].name,
            words,
            lambda filled: c.Receive(filled.text(OWN_WORDS), seat=here.seat),
            question=asked,
        )


def confirm(here: Here) -> Iterator[Act]:
    """Offer the sender to confirm the read-back, if the handover has one."""
    handover, progress = here.state.event.handover, here.state.here.handover
    said_back = progress is not None and (progress.received or bool(progress.said_back))
    if handover and progress and said_back and handover.read_back and not progress.confirmed:
        sender = seat_title(here.shown, people.sender(here.state, handover))
        yield act(
            _("{sender} confirms what was repeated").format(sender=sender),
            Nothing(),
            lambda _none: c.Confirm(seat=here.seat),
        )


def rate_confidence(here: Here) -> Iterator[Act]:
    """Offer each receiver to rate its confidence."""
    handover, progress = here.state.event.handover, here.state.here.handover
    if handover and progress:
        for receiver in here.acting_for(tuple(handover.to)):
            if progress.received or receiver in progress.said_back:
                yield _confidence(here, receiver)


def _confidence(here: Here, receiver: str) -> Act:
    role = seat_title(here.shown, receiver)
    question = _("{role}: how sure are you that you have a true picture?").format(role=role)
    return act(
        question,
        Number(LOWEST, HIGHEST, _("not at all"), _("quite sure")),
        lambda value: e.ConfidenceRated(value, seat=receiver),
        about=receiver,
        question=question,
    )
