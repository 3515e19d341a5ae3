"""Rules about handovers: who knows what is to be handed over, who is to be told, and whether it matters."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from esthersim.authored.problems import KeyPath, listed
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.rehearsal.knowing import who_may_know
from esthersim.rehearsal.space import Space
from esthersim.scenario.handovers import Handover, Receiver
from esthersim.scenario.key_paths import subject


def idle_handovers(examination: Examination) -> Iterator[Finding]:
    """Find handovers that cannot be done, facts that no sender ever knows, and losses without consequences.

    Facts that are said without being listed are ignored: the handover as written should matter. A debriefing question
    about the loss is not a consequence; the journey has to differ.
    """
    events = examination.scenario.events.items()
    handovers = {key: event.handover for key, event in events if event.handover and event.handover.facts}
    if not handovers or not examination.space.complete:
        return
    space = examination.space
    knowing = who_may_know(space)
    for key, handover in handovers.items():
        if key not in space.reached:
            continue
        path: KeyPath = ("events", key, "handover")
        wanted = [fact for fact in handover.facts if handover.weight(fact) != "must_not"]
        known = {sender: knowing.may_know(key, sender) for sender in _senders(space, path, handover)}
        able = [sender for sender, facts in known.items() if not wanted or facts.intersection(wanted)]
        for sender in known.keys() - able:
            yield found("ES263", path, at_key=True, role=sender, names=listed(wanted))
        if not able:
            continue
        yield from _never_known(handover, path, frozenset().union(*known.values()), " / ".join(able))
        if wanted and not space.facts_that_matter[key].intersection(handover.facts):
            yield found("ES265", path, at_key=True)


def _senders(space: Space, path: KeyPath, handover: Handover) -> list[str]:
    """Return the roles that hand over at times, each once."""
    hands_over = {
        each.role: None
        for number, each in enumerate(handover.senders)
        if each.when is None or True in space.truths[(*path, "from", number, "when")]
    }
    return list(hands_over)


def _never_known(handover: Handover, path: KeyPath, known: Collection[str], senders: str) -> Iterator[Finding]:
    """Find facts that must be passed on, or must not, and that no sender can know."""
    parts: dict[KeyPath, Handover | Receiver] = {path: handover}
    parts |= {(*path, "to", role): receiver for role, receiver in handover.to.items()}
    for here, part in parts.items():
        for code, key, facts in (("ES264", "must", part.must), ("ES317", "must_not", part.must_not)):
            for number, fact in enumerate(facts):
                if fact not in known:
                    yield found(code, (*here, key, number), where=subject(path), role=senders, name=fact)


def receivers_of_nothing(examination: Examination) -> Iterator[Finding]:
    """Find receivers to whom nothing must or should be passed on, at a handover that is about something."""
    for key, event in examination.scenario.events.items():
        handover = event.handover
        for role, receiver in handover.receivers.items() if handover and handover.facts else ():
            if not receiver.must and not receiver.should:
                path: KeyPath = ("events", key, "handover")
                yield found("ES322", (*path, "to"), at_key=True, where=subject(path), role=role)


RULES: tuple[Rule, ...] = (idle_handovers, receivers_of_nothing)
