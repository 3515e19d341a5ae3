"""Marks and ratings that were given more than once at a visit: the latest counts."""

from __future__ import annotations

from collections.abc import Hashable

from esthersim.play.entries import ConfidenceRated, EstherRated, ExpectationMarked
from esthersim.play.retelling import Moment, Retelling


def replaced(retelling: Retelling) -> frozenset[int]:
    """Return the entry numbers of the marks and ratings that a later one at the same visit replaces."""
    again: dict[int, list[int]] = {}
    for moment in retelling.moments:
        key = _about(moment)
        if key is None:
            continue
        for earlier in moment.back():
            if _about(earlier) == key:
                again.setdefault(earlier.seq, []).append(moment.seq)
    standing = retelling.standing
    return frozenset(seq for seq, later in again.items() if seq not in standing or not standing.isdisjoint(later))


def _about(moment: Moment) -> Hashable:
    match moment.recorded.entry:
        case ExpectationMarked(expectation=key):
            return key
        case ConfidenceRated(seat=seat):
            return (seat,)
        case EstherRated() as rated:
            return ("patient", patient_of(moment, rated))
        case _:
            return None


def patient_of(moment: Moment, rated: EstherRated) -> str:
    """Return the role of the patient who rated: the only one, or the first, where the entry names none."""
    return rated.who or next(iter(moment.before.scenario.patients), "")


def esther_curve(retelling: Retelling) -> tuple[tuple[Moment, EstherRated], ...]:
    """Return the patients' ratings on the way that stands with their moments, in order, the last of each visit."""
    counts = retelling.standing - replaced(retelling)
    return tuple(
        (moment, rated)
        for moment, rated in retelling.each(EstherRated)
        if moment.before.journey is not None and moment.seq in counts
    )
