"""Rules about ways without an ending: dead ends, loops without an exit, checklists that block for ever."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authored.problems import listed
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.authoring.rules.way_text import way_text
from esthersim.rehearsal.traps import find_traps, still_loops


def no_way_on(examination: Examination) -> Iterator[Finding]:
    """Find dead ends, loops without an exit, and events from which every way leads into one of these."""
    space = examination.space
    if not space.complete:
        return
    for key in sorted(space.ticked_shut):
        yield found("ES259", ("events", key, "checklist"), at_key=True, way=way_text(space, space.states_at(key)[0]))
    still = still_loops(space)
    for loop in still:
        yield found("ES257", ("events", loop.events[0]), at_key=True, names=listed(loop.events))
    traps = find_traps(space)
    for key, state in traps.dead_ends.items():
        if key not in space.ticked_shut:
            yield found("ES255", ("events", key), at_key=True, way=way_text(space, state))
    unmoved = {frozenset(loop.events) for loop in still}
    for loop in traps.loops:
        if frozenset(loop.events) not in unmoved:
            way = way_text(space, loop.state)
            yield found("ES256", ("events", loop.events[0]), at_key=True, names=listed(loop.events), way=way)
    for key, state in traps.doomed.items():
        yield found("ES258", ("events", key), at_key=True, way=way_text(space, state))


RULES: tuple[Rule, ...] = (no_way_on,)
