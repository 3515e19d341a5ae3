"""Findings: what a run's journal holds that is worth a question. Pure: the same journal gives the same findings."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from esthersim.debriefing import findings_handover as handover
from esthersim.debriefing import findings_journey as journey
from esthersim.debriefing import findings_people as people
from esthersim.debriefing.finding import Finding
from esthersim.debriefing.latest import esther_curve, replaced
from esthersim.play.retelling import Retelling

OF_ONE = (
    handover.of_received,
    handover.of_confidence,
    handover.of_leaving,
    journey.of_timer,
    journey.of_choice,
    journey.of_expectation,
    journey.of_override,
    journey.of_inject,
    journey.of_going_back,
)
"""What looks at one entry at a time."""


def findings(retelling: Retelling) -> tuple[Finding, ...]:
    """Return what a run holds that is worth a question, in the order that it happened.

    What the team went back on is there too, as `undone`. Roles that were silent are told when the simulation is over.
    """
    standing, given_again = retelling.standing, replaced(retelling)
    counted = [moment for moment in retelling.moments if moment.seq not in given_again]
    found: list[Finding] = [each for moment in counted for look in OF_ONE for each in look(moment)]
    found += journey.of_deadlines(retelling)
    found += chain(people.of_ratings(esther_curve(retelling)), people.of_silence(retelling))
    marked = (replace(each, undone=not standing.issuperset(each.entries[-1:])) for each in found)
    by_id: dict[str, Finding] = {}
    for each in marked:  # marked again after going back to the same visit: what stands outweighs what was taken back
        if each.id not in by_id or not each.undone or by_id[each.id].undone:
            by_id[each.id] = each
    return tuple(sorted(by_id.values(), key=lambda each: (each.entries[-1], each.id)))
