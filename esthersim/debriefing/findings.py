"""Findings: what in a run's journal is worth a question. Pure: the same journal gives the same findings."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from esthersim.debriefing import findings_handover as handover
from esthersim.debriefing import findings_journey as journey
from esthersim.debriefing import findings_people as people
from esthersim.debriefing.finding import Finding
from esthersim.debriefing.latest import esther_curve, replaced
from esthersim.play.retelling import Retelling

MOMENT_FINDERS = (
    handover.find_handover_result,
    handover.find_what_was_not_to_be_said,
    handover.find_misjudged_confidence,
    handover.find_skipped_read_back,
    journey.find_expired_timer,
    journey.find_choice_against_advice,
    journey.find_expectation_result,
    journey.find_override,
    journey.find_going_back,
)
"""The finders that look at one moment at a time, in the order in which their findings are listed."""


def findings(retelling: Retelling) -> tuple[Finding, ...]:
    """Return the findings of a run, in the order in which they happened.

    Those that the team went back on are included, as `undone`. Silent roles are found once the simulation is over.
    """
    standing, given_again = retelling.standing, replaced(retelling)
    counted = [moment for moment in retelling.moments if moment.seq not in given_again]
    found: list[Finding] = [each for moment in counted for find in MOMENT_FINDERS for each in find(moment)]
    found += chain(journey.find_injects(retelling), journey.find_broken_deadlines(retelling))
    found += chain(people.find_rating_changes(esther_curve(retelling)), people.find_silent_roles(retelling))
    marked = (replace(each, undone=not standing.issuperset(each.entries[-1:])) for each in found)
    by_id: dict[str, Finding] = {}
    for each in marked:  # marked again after going back to the same visit: what stands outweighs what was taken back
        if each.id not in by_id or not each.undone or by_id[each.id].undone:
            by_id[each.id] = each
    return tuple(sorted(by_id.values(), key=lambda each: (each.entries[-1], each.id)))
