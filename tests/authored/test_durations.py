"""Durations as people write them: the units in two languages, decimals, and what was meant by those that are none."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.authored.durations import MONTHS, UNIT_NAMES, UNITS, Duration, parse_duration, parse_story_moment
from esthersim.authored.meant_times import meant_duration, meant_moment, meant_start

NAMES = [(unit, name) for unit, names in UNIT_NAMES.items() for name in names.split()]


@pytest.mark.parametrize(
    ("text", "seconds", "months"),
    [
        ("3 minutes", 180, 0), ("1 minute", 60, 0), ("2 hours", 7200, 0), ("90 sec", 90, 0), ("1 second", 1, 0),
        ("30 seconds", 30, 0), ("1 timme", 3600, 0), ("2 timmar", 7200, 0), ("1 minut", 60, 0), ("5 minuter", 300, 0),
        ("1 sekund", 1, 0), ("10 sekunder", 10, 0), ("1 dag", 86_400, 0), ("2 dagar", 172_800, 0),
        ("2 dygn", 172_800, 0), ("1 vecka", 604_800, 0), ("5 veckor", 3_024_000, 0), ("1 månad", 0, 1),
        ("3 månader", 0, 3), ("2 år", 0, 24), ("1 year", 0, 12), ("1.5 h", 5400, 0), ("1,5 h", 5400, 0),
        ("0.5 min", 30, 0), ("2,0 s", 2, 0), ("1 timme 30 minuter", 5400, 0), ("1h30min", 5400, 0),
    ],
)  # fmt: skip
def test_what_people_write_is_a_duration(text: str, seconds: int, months: int) -> None:
    """Words in full or short, one or several, with a point or a comma."""
    assert parse_duration(text) == Duration(seconds, months)


@given(st.integers(0, 99), st.sampled_from(sorted(UNIT_NAMES)), st.data())
def test_every_name_of_a_unit_is_the_same_length(amount: int, unit: str, data: st.DataObject) -> None:
    """The same amount in any two forms of a unit, close or apart, is the same duration."""
    names = st.sampled_from(UNIT_NAMES[unit].split())
    one, other = data.draw(names), data.draw(names)
    assert parse_duration(f"{amount} {one}") == parse_duration(f" {amount}{other} ")
    assert parse_duration(f"{amount} {one}") == Duration(amount * UNITS.get(unit, 0), amount * MONTHS.get(unit, 0))


@given(st.integers(0, 999), st.text("0123456789", min_size=1, max_size=4), st.sampled_from(sorted(UNITS)))
def test_decimals_are_exact(whole: int, decimals: str, unit: str) -> None:
    """A point and a comma say the same; whole seconds result, or it is no duration."""
    exact = Fraction(f"{whole}.{decimals}") * UNITS[unit]
    for sign in ".,":
        text = f"{whole}{sign}{decimals} {unit}"
        if exact.denominator == 1:
            assert parse_duration(text) == Duration(int(exact))
        else:
            with pytest.raises(ValueError, match=re.escape(text)):
                parse_duration(text)


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=3), st.integers(1, 9))
def test_each_unit_stands_once(parts: list[tuple[str, str]], amount: int) -> None:
    """Two names of one unit in a duration are one too many; of different units they add up, in any order."""
    text = " ".join(f"{amount} {name}" for _unit, name in parts)
    if len({unit for unit, _name in parts}) < len(parts):
        with pytest.raises(ValueError, match=re.escape(text)):
            parse_duration(text)
    else:
        single = [parse_duration(f"{amount} {name}") for _unit, name in parts]
        together = Duration(sum(each.seconds for each in single), sum(each.months for each in single))
        assert parse_duration(text) == together


@pytest.mark.parametrize(
    "text", ["3", " ", "h", "1.5 months", "0,5 år", "1.5 s", "1..5 h", "1. h", ".5 h", "1 h 2", "-1 h"]
)
def test_what_is_no_duration(text: str) -> None:
    """Without a unit, with half a month, or with less than a second."""
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3", "3 min"), ("1,5", "1,5 min"), ("08:00", "8 h"), ("1:30", "1 h 30 min"), ("00:05", "5 min"),
        ("3 m", "3 min"),
        ("5 minutr", "5 min"), ("3 Minutes", "3 min"), ("ca 5 min", "5 min"), ("1 h and 30 min", "1 h 30 min"),
        ("1h30", "1 h 30 min"), ("2 dgar", "2 days"), ("1 weak", "1 week"), ("5 min.", "5 min"),
        ("5-10 min", None), ("en stund", None), ("1.5 months", None), ("", None),
    ],
)  # fmt: skip
def test_the_duration_that_was_meant(text: str, meant: str | None) -> None:
    """The nearest right form is proposed, or nothing."""
    assert meant_duration(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("13:00", "day 1 13:00"), ("day 7 13.00", "day 7 13:00"), ("dag 7 13:00", "day 7 13:00"),
        ("kl 9", "day 1 9:00"),
        ("dag 7", "day 7 12:00"), ("7 13:00", "day 7 13:00"), ("Day 2, 8:30", "day 2 8:30"), ("2 h", "after: 2 h"),
        ("day 2 25:00", None), ("2026-03-07 13:00", None), ("på lördag", None), ("", None),
    ],
)  # fmt: skip
def test_the_moment_that_was_meant(text: str, meant: str | None) -> None:
    """With its day, in English, and with a colon."""
    assert meant_moment(text) == meant


def test_the_start_that_was_meant() -> None:
    """A date with hyphens, and a clock time with a colon."""
    assert meant_start("2026-3-7 8.00") == "2026-03-07 08:00"
    assert meant_start("2026/03/07, kl. 13:30") == "2026-03-07 13:30"
    assert meant_start("i mars") is None


@given(st.text(max_size=30))
def test_what_is_proposed_is_right(text: str) -> None:
    """Whatever was written, a proposal can be read."""
    if near := meant_duration(text):
        assert parse_duration(near).total_seconds >= 0
    if (moment := meant_moment(text)) and not moment.startswith("after: "):
        assert parse_story_moment(moment).day >= 1


def test_a_leading_zero_of_a_clock_time_is_optional() -> None:
    """9:00 and 09:00 are the same moment."""
    assert parse_story_moment("day 2 9:00") == parse_story_moment("day 2 09:00")
