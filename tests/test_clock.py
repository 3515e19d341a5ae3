"""Time is handed in, and a manual clock moves only when told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from esthersim.clock import Clock, ManualClock, SystemClock


def test_manual_clock_moves_only_when_advanced() -> None:
    """Both readings stand still between advances and move by the same seconds."""
    clock = ManualClock(datetime(2026, 3, 7, 8, tzinfo=UTC))
    assert (clock.utc(), clock.monotonic()) == (clock.utc(), clock.monotonic())
    before = clock.monotonic()
    clock.advance(90.5)
    assert clock.utc() == datetime(2026, 3, 7, 8, 1, 30, 500_000, tzinfo=UTC)
    assert clock.monotonic() - before == 90.5


def test_manual_clock_tells_utc_whatever_zone_it_started_in() -> None:
    """A start in another zone is the same moment, told in UTC."""
    clock = ManualClock(datetime(2026, 3, 7, 9, tzinfo=timezone(timedelta(hours=1))))
    assert clock.utc().tzinfo is UTC
    assert clock.utc() == datetime(2026, 3, 7, 8, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [-1, -0.001, float("nan")])
def test_manual_clock_never_runs_back(seconds: float) -> None:
    """A negative advance is refused and leaves the clock where it was."""
    clock = ManualClock()
    with pytest.raises(ValueError, match="never goes back"):
        clock.advance(seconds)
    assert clock.monotonic() == 0


def test_manual_clock_needs_an_aware_start() -> None:
    """A moment without a zone could be any of twenty-four."""
    with pytest.raises(ValueError, match="time zone"):
        ManualClock(datetime(2026, 3, 7, 8))  # noqa: DTZ001


def test_system_clock_is_aware_and_monotonic() -> None:
    """The system's time carries its zone and its seconds do not run back."""
    clock: Clock = SystemClock()
    assert clock.utc().utcoffset() == timedelta(0)
    assert clock.monotonic() <= clock.monotonic()
