"""Lengths of room time in words."""

from __future__ import annotations

import pytest

from esthersim.lengths import minutes, minutes_written_out, planned


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (59.9, "0:59"), (61, "1:01"), (3600, "60:00"), (-0.5, "0:00"), (-61, "-1:01")]
)
def test_room_time_reads_as_minutes_and_seconds(seconds: float, words: str) -> None:
    """Whole seconds, and a minus only where a whole second is over."""
    assert minutes(seconds) == words


def test_a_planned_length_is_in_hours_and_minutes() -> None:
    """Zero is zero minutes, and whole hours have no minutes after them."""
    assert [planned(seconds) for seconds in (0, 1500, 3600, 5400)] == ["0 min", "25 min", "1 h", "1 h 30 min"]
    assert planned(30) == "30 s"


def test_minutes_can_be_written_out() -> None:
    """One minute is singular; half a minute is not lost."""
    assert [minutes_written_out(count) for count in (1, 2, 2.5)] == ["1 minute", "2 minutes", "2.5 minutes"]
