"""Many times told as four."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from esthersim.rehearsal.spread import spread


def test_each_of_the_four_is_one_of_the_times() -> None:
    """Of ten times the median is the fifth, and nine of them keep within the ninth."""
    assert spread([10, 1, 9, 2, 8, 3, 7, 4, 6, 5]) == (1, 5, 9, 10)
    assert spread([7.0]) == (7, 7, 7, 7)


def test_of_no_times_there_is_nothing_to_tell() -> None:
    """Where nobody came to an ending there is no least and no most."""
    assert spread([]) is None


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_nine_of_ten_keep_within_the_third(times: list[float]) -> None:
    """At least nine of ten times are no longer than `p90`, and at least half no longer than the median."""
    found = spread(times)
    assert found is not None
    assert sum(time <= found.p90 for time in times) >= 0.9 * len(times)
    assert sum(time <= found.median for time in times) >= 0.5 * len(times)
    assert found.least <= found.median <= found.p90 <= found.most
