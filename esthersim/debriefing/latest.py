"""Marks and ratings: of those that were given again at the same visit, the latest counts."""

from __future__ import annotations

from collections.abc import Hashable

from esthersim.play.entries import ConfidenceRated, EstherRated, ExpectationMarked
from esthersim.play.retelling import Moment, Retelling


def replaced(retelling: Retelling) -> frozenset[int]:
    """Return the numbers of marks and ratings that the same seat or the facilitator gave again at the same visit."""
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
        case EstherRated():
            return ()
        case _:
            return None


def esther_curve(retelling: Retelling) -> tuple[tuple[Moment, EstherRated], ...]:
    """Return Esther's ratings on the way that stands, the last for each visit, in order, each with its moment."""
    counts = retelling.standing - replaced(retelling)
    return tuple(
        (moment, rated)
        for moment, rated in retelling.each(EstherRated)
        if moment.before.journey is not None and moment.seq in counts
    )
