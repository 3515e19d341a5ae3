"""Gathering the handovers from the journal: what became of each fact, for each receiver where that differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esthersim.cleaning import clean
from esthersim.debriefing.findings_handover import handover_at
from esthersim.play import entries as e
from esthersim.play.handover import Statuses, told_to, without
from esthersim.play.people import sender
from esthersim.play.retelling import Moment
from esthersim.play.vocabulary import FactStatus
from esthersim.reports import contents as r
from esthersim.reports.gathering_journey import standing
from esthersim.reports.material import Material
from esthersim.scenario.formats import handover_format
from esthersim.scenario.handovers import PARTS, Handover
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import event_title, fact_text, role_title

MUST_NOT = "must_not"
_GRAVEST = (FactStatus.WRONG, FactStatus.MISSING, FactStatus.REQUESTED, FactStatus.GIVEN, FactStatus.NOT_NEEDED)


def handovers(material: Material) -> tuple[r.HandoverMade, ...]:
    """Return the handovers on the way that stands, in order."""
    around: dict[int, list[Moment]] = {}
    for moment in standing(material):
        around.setdefault(moment.visit, []).append(moment)
    return tuple(
        _handover(material, moment, received, handover, [each.recorded.entry for each in around[moment.visit]])
        for moment, received in material.retelling.each(e.HandoverReceived)
        if moment.seq in material.retelling.standing and (handover := handover_at(moment.before)) is not None
    )


def _handover(
    material: Material, moment: Moment, received: e.HandoverReceived, handover: Handover, there: Sequence[e.Entry]
) -> r.HandoverMade:
    shown, here = material.shown, moment.before.here
    sent = next((each for each in there if isinstance(each, e.HandoverSent)), None)
    sure = {each.seat: each.value for each in there if isinstance(each, e.ConfidenceRated)}
    layout = handover_format(handover.format, material.language, material.text.debrief)
    titles = {section.id: section.title for section in layout.sections}
    return r.HandoverMade(
        seq=moment.seq,
        event=here.event,
        title=event_title(shown, here.event),
        sender=role_title(shown, sender(moment.before, handover)),
        receivers=tuple(role_title(shown, each) for each in handover.to),
        format=layout.title,
        form=sent.form if sent else None,
        room=moment.recorded.room,
        story=here.story,
        skipped=received.skipped,
        written=tuple((titles.get(key, ""), clean(text)) for key, text in (sent.words if sent else {}).items() if text),
        facts=tuple(_facts(shown, moment, received, handover)),
        asks_read_back=handover.read_back,
        read_back=clean(received.words),
        confirmed=any(isinstance(each, e.HandoverConfirmed) for each in there),
        sure=tuple((role_title(shown, seat), value) for seat, value in sure.items()),
    )


def _facts(shown: Scenario, moment: Moment, received: e.HandoverReceived, handover: Handover) -> Iterator[r.PassedFact]:
    """Yield the facts with what became of them, in the order of the scenario, without noise that was not said."""
    statuses = Statuses(received.statuses, received.apart)
    giver = sender(moment.before, handover)
    for key, fact in moment.before.scenario.facts.items():
        lacking = without(handover, moment.after.here.knowledge, key)
        leaked = told_to(handover, statuses, key)
        each = tuple(
            r.AtReceiver(
                role_title(shown, role),
                FactStatus(status),
                _weight(handover, role, key),
                role in lacking,
                role in leaked,
            )
            for role in handover.to
            if (status := statuses.of(role).get(key)) is not None
        )
        if not any(_counts(one) for one in each):
            continue
        alike = len(each) == len(handover.to) and len({(one.status, one.weight == MUST_NOT) for one in each}) == 1
        yield r.PassedFact(
            key,
            fact_text(shown, key),
            min((one.status for one in each), key=_GRAVEST.index),
            handover.weight(key),
            fact.critical,
            bool(lacking),
            moment.before.knows(giver, key),
            tuple(role_title(shown, role) for role in lacking),
            tuple(role_title(shown, role) for role in leaked),
            () if alike else each,
        )


def _counts(one: r.AtReceiver) -> bool:
    """Return whether a fact was said, or had to be said or kept."""
    return one.status not in {FactStatus.MISSING, FactStatus.NOT_NEEDED} or one.weight not in {"", "noise"}


def _weight(handover: Handover, role: str, fact: str) -> str:
    return next((part for part in PARTS if fact in getattr(handover.receivers[role], part)), "")
