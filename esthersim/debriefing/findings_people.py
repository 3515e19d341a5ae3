"""Findings about people: each patient's own ratings along the journey, and roles that took no part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from esthersim.debriefing.finding import Finding, Kind
from esthersim.debriefing.findings_handover import finding
from esthersim.debriefing.latest import patient_of
from esthersim.play import entries as e
from esthersim.play import people
from esthersim.play.retelling import Moment, Retelling
from esthersim.play.vocabulary import Observation, Step
from esthersim.scenario.model import TEAM


def find_rating_changes(rated: Sequence[tuple[Moment, e.EstherRated]]) -> Iterator[Finding]:
    """Yield each patient's ratings as a whole, and the largest fall, the largest rise and the lowest among them."""
    curves: dict[str, list[tuple[Moment, int]]] = {}
    for moment, rating in rated:
        curves.setdefault(patient_of(moment, rating), []).append((moment, rating.value))
    for patient, given in curves.items():
        yield from _changes(given, (patient,) if patient else ())


def _changes(given: Sequence[tuple[Moment, int]], patient: tuple[str, ...]) -> Iterator[Finding]:
    steps = [(later[1] - earlier[1], earlier, later) for earlier, later in pairwise(given)]
    if len(given) > 1:
        last = given[-1][0]
        values = tuple(value for _, value in given)
        entries = tuple(moment.seq for moment, _ in given)
        # Its key is the first rating: the curve is the same finding however long it gets.
        yield finding(
            last, Kind.ESTHER_RATINGS, None, entries, last.before.here.event, patient, "curve",
            values=values, key=entries[0],
        )  # fmt: skip
    fall, rise = (min(steps, key=_change), max(steps, key=_change)) if steps else (None, None)
    if fall and fall[0] < 0:
        yield _rating("fall", fall[2][0], fall[1:], patient)
    if rise and rise[0] > 0:
        yield _rating("rise", rise[2][0], rise[1:], patient)
    lowest = min(given, key=lambda each: each[1])
    yield _rating("lowest", lowest[0], (lowest,), patient)


def _change(step: tuple[int, object, object]) -> int:
    return step[0]


def _rating(variant: str, moment: Moment, rated: tuple[tuple[Moment, int], ...], patient: tuple[str, ...]) -> Finding:
    event = moment.before.here.event
    return finding(
        moment, Kind.ESTHER_RATINGS, variant, tuple(each.seq for each, _ in rated), event, patient, variant,
        values=tuple(value for _, value in rated),
    )  # fmt: skip


def find_silent_roles(retelling: Retelling) -> Iterator[Finding]:
    """Yield the roles that took no part in the simulation, once it is over.

        Where seats are taken, the seated roles are checked, otherwise those that were present. A role took part when it
    acted, when the facilitator marked that it did, or when something was done that only that role could do.
    """
    standing = retelling.standing
    end = retelling.began(Step.REFLECTION)
    if end is None or end.before.journey is None:
        return
    visited = [moment for moment, _arrived in retelling.each(e.Arrived) if moment.seq in standing]
    seated = {entry.at: moment.seq for moment, entry in retelling.each(e.Seated) if moment.seq <= end.seq}
    seats = end.before.setting.seats
    took_part = {role for each in retelling.moments if each.seq in standing for role in acting(each)}
    for key in end.before.scenario.roles:
        present = tuple(each.seq for each in visited if key in people.named_present(each.after))
        asked = seats.get(key, 0) > 0 if seats else bool(present)
        if asked and key not in took_part:
            rests_on = (*((seated[key],) if key in seated else ()), *present, end.seq)
            yield finding(
                end, Kind.ROLE_SILENT, key, rests_on, None, (key,), "present" if present else "waiting", key=rests_on[0]
            )


def acting(moment: Moment) -> Iterable[str]:
    """Return the roles that took part according to an entry."""
    entry, event = moment.recorded.entry, None
    if moment.before.journey is not None:
        event = moment.before.scenario.events.get(moment.before.journey.event)
    roles = [entry.seat]
    match entry:
        case e.Seated() | e.Ticked() | e.Heard() | e.Answered() | e.Observed():
            return ()
        case e.Spoke(who=role):
            roles.append(role)
        case e.Chose() if event and event.decision and event.decision.by != (TEAM,):
            roles += event.decision.by
        case e.HandoverSent() | e.HandoverConfirmed() if event and event.handover:
            roles.append(people.sender(moment.before, event.handover))
        case e.HandoverReceived() if event and event.handover:
            roles += event.handover.to
        case e.EstherRated():
            roles.append(patient_of(moment, entry))
        case e.ExpectationMarked(expectation=key, status=Observation.DONE | Observation.LATE) if event:
            roles += event.expect[key].by if key in event.expect else ()
    return (role for role in roles if role in moment.before.scenario.roles)
