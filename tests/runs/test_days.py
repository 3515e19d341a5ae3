"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.runs.days import read_day, read_days

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("14/3", date(2027, 3, 14)),
        ("24/12 2027", date(2027, 12, 24)),
        ("7 mars", date(2027, 3, 7)),
        ("24 December", date(2026, 12, 24)),
        ("2 v", date(2026, 12, 5)),
        ("5 weeks", date(2026, 12, 26)),
        ("om 3 månader", date(2027, 2, 21)),
        ("En vecka", date(2026, 11, 28)),
        ("10 dagar", date(2026, 12, 1)),
        ("i morgon", date(2026, 11, 22)),
        ("today", TODAY),
    ],
)
def test_a_day_is_read_in_both_languages(text: str, day: date) -> None:
    """A date, a date without a year and a length from today are understood, in Swedish and in English."""
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "snart", "31/2", "2026-13-01", "3000 v", "99999 d", "0 m", "12", "1999-01-01"])
def test_what_means_no_day_is_not_guessed(text: str) -> None:
    """A text that means no day, or one beyond twenty years, is none."""
    assert read_day(text, TODAY) is None


def test_several_days_are_sorted_and_what_is_none_is_told() -> None:
    """Days with commas or lines between come sorted, each once; the pieces that mean no day come back as written."""
    assert read_days("3 mån, 5 v\n5 weeks; sen", TODAY) == ((date(2026, 12, 26), date(2027, 2, 21)), ("sen",))


@given(st.text(max_size=20) | st.from_regex(r"\d{1,5} ?[a-zåäö/.-]{0,8}\d{0,4}", fullmatch=True))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever is typed, a day or nothing comes back."""
    assert isinstance(read_day(text, TODAY), date | None)
