"""Who is at an event, who hands over there, and what can be passed on to whom, as bits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from esthersim.authored.problems import KeyPath
from esthersim.rehearsal.compiled import CompiledEffect, Passing
from esthersim.rehearsal.questions import UNNUMBERED, Question
from esthersim.rehearsal.readable import HANDED, Readable, knows
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import TEAM, Event, Scenario


def passing_of(scenario: Scenario, key: str, handover: Handover, known: Readable) -> Iterator[Passing]:
    """Yield what conditions can read of the facts that may be passed on: those the handover names, then all others.

    People say more than they must, and what they must not; whoever is told then knows it. Receivers whom no condition
    tells apart are told together.
    """
    for fact in dict.fromkeys((*handover.facts, *scenario.facts)):
        for sender in handover.sender_ids:
            giving = known.mask(knows(sender, fact)) | _sends(key, handover, sender, known)
            together: dict[tuple[int, int], list[str]] = {}
            for role in handover.to:
                bits = known.mask(knows(role, fact))
                if role in handover.must_not_reach.get(fact, ()):
                    bits |= known.mask(("leaked", fact)) | known.mask(("leaked", fact, role))
                lost = _lost(fact, role, handover, known)
                if bits or lost:
                    together.setdefault((bits, lost), []).append(role)
            for (bits, lost), roles in together.items():
                yield Passing(fact, tuple(roles), giving, bits, lost)


def losses_of(handover: Handover, known: Readable) -> Iterator[tuple[int, int]]:
    """Yield the bit of each receiver's knowing each fact that it must be told, and those set if it does not."""
    for fact, roles in handover.must_reach.items():
        for role in roles:
            if lost := _lost(fact, role, handover, known):
                yield known.mask(knows(role, fact)), lost


def _lost(fact: str, role: str, handover: Handover, known: Readable) -> int:
    if role not in handover.must_reach.get(fact, ()):
        return 0
    return known.mask(("lost", fact)) | known.mask(("lost", fact, role))


def _sends(key: str, handover: Handover, role: str, known: Readable) -> int:
    return known.mask(("sends", key, role)) if len(handover.sender_ids) > 1 else 0


def whoever_is_there(
    scenario: Scenario, key: str, event: Event, known: Readable, questions: Mapping[KeyPath, Question]
) -> Iterator[CompiledEffect]:
    """Yield what settles who is at an event and who hands over, and then what they learn from documents."""
    handover = event.handover
    if handover and (handed := known.mask(HANDED)):
        yield CompiledEffect(None, handed, 0, ())
    there = [
        (
            known.mask(("there", key, each.role)) if each.when else 0,
            questions.get(("events", key, "present", number, "when")),
        )
        for number, each in enumerate(event.present)
    ]
    sends = [_sends(key, handover, each.role, known) for each in handover.senders] if handover else []
    settled = 0
    for bit in (*(bit for bit, _question in there), *sends):
        settled |= bit
    if settled:
        yield CompiledEffect(None, settled, 0, ())
    for bit, question in there:
        if question:
            yield CompiledEffect(question, 0, bit, ())
    if handover:
        yield from _settled_sender(key, sends, questions)
    for document, readers in event.shows.items():
        shown = scenario.documents.get(document)
        yield from _read(shown.facts if shown else (), readers, key, event, known)


def _settled_sender(key: str, sends: Sequence[int], questions: Mapping[KeyPath, Question]) -> Iterator[CompiledEffect]:
    """Yield what settles the sender: the first whose condition holds."""
    settled = 0
    for number, bit in enumerate(sends):
        question = questions.get(("events", key, "handover", "from", number, "when"))
        if bit or question:
            yield CompiledEffect(_unless(settled, question), 0, bit, ())
        settled |= bit


def _unless(bits: int, question: Question | None) -> Question | None:
    """Return a question that is true only while none of some bits is set."""
    if not bits:
        return question
    if question is None:
        return Question(lambda now, _values: not now & bits, bits, 0, UNNUMBERED)
    answer = question.answer
    return Question(
        lambda now, values: not now & bits and answer(now, values),
        question.bits | bits,
        question.places,
        question.number,
    )


def _any_of(bits: int) -> Question:
    return Question(lambda now, _values: now & bits != 0, bits, 0, UNNUMBERED)


def _read(
    facts: Iterable[str], readers: Sequence[str], key: str, event: Event, known: Readable
) -> Iterator[CompiledEffect]:
    """Yield what a document teaches those to whom it is shown, or all who are present."""
    for role, bit in _readers(readers, key, event, known).items():
        learnt = 0
        for fact in facts:
            learnt |= known.mask(knows(role, fact))
        if learnt:
            yield CompiledEffect(_any_of(bit) if bit else None, 0, learnt, ())


def _readers(readers: Sequence[str], key: str, event: Event, known: Readable) -> dict[str, int]:
    """Return who reads a document, each with the bits one of which must be set; none where it is certain."""
    if readers:
        return dict.fromkeys(readers, 0)
    found: dict[str, int] = {}
    certain = [each.role for each in event.present if not each.when]
    if event.decision and event.decision.by != (TEAM,):
        certain += event.decision.by
    handover = event.handover
    if handover:
        certain += handover.to
        certain += handover.sender_ids if len(handover.sender_ids) == 1 else ()
        for role in handover.sender_ids:
            found[role] = _sends(key, handover, role, known)
    for each in event.present:
        found[each.role] = found.get(each.role, 0) | known.mask(("there", key, each.role))
    return found | dict.fromkeys(certain, 0)
