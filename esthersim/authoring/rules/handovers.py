"""Rules about handovers: the sender knows the facts to hand over, and it matters whether they arrive."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authored.problems import listed
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.rehearsal.knowing import who_may_know
from esthersim.scenario.key_paths import subject


def idle_handovers(examination: Examination) -> Iterator[Finding]:
    """Find handovers that cannot be done, `must` facts that the sender never knows, and losses without consequences.

    Facts that are said without being listed are ignored: the handover as written should matter. A debriefing question
    about the loss is not a consequence; the journey has to differ.
    """
    scenario = examination.scenario
    handovers = {key: event.handover for key, event in scenario.events.items() if event.handover}
    if not handovers or not examination.space.complete:
        return
    space = examination.space
    knowing = who_may_know(space)
    for key, handover in handovers.items():
        if key not in space.reached or not handover.facts:
            continue
        path = ("events", key, "handover")
        known = frozenset[str]().union(*(knowing.may_know(key, role) for role in handover.sender_ids))
        role = " / ".join(handover.sender_ids)
        if not known.intersection(handover.facts):
            yield found("ES263", path, at_key=True, role=role, names=listed(handover.facts))
            continue
        for number, fact in enumerate(handover.must):
            if fact not in known:
                yield found("ES264", (*path, "must", number), where=subject(path), role=role, name=fact)
        if not space.facts_that_matter[key].intersection(handover.facts):
            yield found("ES265", path, at_key=True)


RULES: tuple[Rule, ...] = (idle_handovers,)
