"""Many times as four: the least, the one in the middle, the one that nine of ten keep within, the most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Spread(NamedTuple):
    """Seconds."""

    least: float
    median: float
    p90: float
    most: float


def spread(seconds: Iterable[float]) -> Spread | None:
    """Return the spread, each of its four one of the times given (no mean of two); `None` where there is none."""
    ordered = sorted(seconds)
    if not ordered:
        return None
    count = len(ordered)
    return Spread(ordered[0], ordered[(count - 1) // 2], ordered[(9 * count + 9) // 10 - 1], ordered[-1])
