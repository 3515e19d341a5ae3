"""Findings: what a run's journal holds that is worth a question. Pure: the same journal gives the same findings."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import chain

from esthersim.debriefing import findings_handover as handover
from esthersim.debriefing import findings_journey as journey
from esthersim.debriefing import findings_people as people
from esthersim.debriefing.finding import Finding
from esthersim.debriefing.way import Moment, effective, moments
from esthersim.play.entries import ConfidenceRated, EstherRated, ExpectationMarked, Recorded
from esthersim.scenario.model import Scenario

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


def findings(scenario: Scenario, journal: Sequence[Recorded]) -> tuple[Finding, ...]:
    """Return what a journal holds that is worth a question, in the order that it happened.

    What the team went back on is there too, as `undone`. Roles that were silent are told when the simulation is over.
    """
    way = moments(scenario, journal)
    standing = effective(journal)
    given_again = replaced(way, standing)
    counted = [moment for moment in way if moment.seq not in given_again]
    found: list[Finding] = [each for moment in counted for look in OF_ONE for each in look(moment)]
    found += journey.of_deadlines(way, standing)
    rated = [each for each in counted if isinstance(each.recorded.entry, EstherRated) and each.seq in standing]
    found += chain(people.of_ratings(rated), people.of_silence(way, standing))
    marked = (replace(each, undone=not standing.issuperset(each.entries[-1:])) for each in found)
    by_id: dict[str, Finding] = {}
    for each in marked:  # marked again after going back to the same visit: what stands outweighs what was taken back
        if each.id not in by_id or not each.undone or by_id[each.id].undone:
            by_id[each.id] = each
    return tuple(sorted(by_id.values(), key=lambda each: (each.entries[-1], each.id)))


def replaced(way: Sequence[Moment], standing: frozenset[int]) -> frozenset[int]:
    """Return the numbers of marks and ratings that the same seat or the facilitator gave again at the same visit."""
    again: dict[int, list[int]] = {}
    for moment in way:
        key = _about(moment)
        if key is None:
            continue
        for earlier in moment.back():
            if _about(earlier) == key:
                again.setdefault(earlier.seq, []).append(moment.seq)
    return frozenset(seq for seq, later in again.items() if seq not in standing or not standing.isdisjoint(later))


def _about(moment: Moment) -> Hashable:
    match moment.recorded.entry:
        case ExpectationMarked(expectation=key):
            return key
        case ConfidenceRated(seat=seat):
            return (seat,)
        case EstherRated():
            return ()
        case _:
            return None
