"""Clocks, passed as arguments: the system's, or one that a test or a scripted run moves by hand."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """A source of time.

    The two readings are never mixed: `utc` stamps entries and may jump when the system's clock is set; `monotonic`
    measures room time and never goes back.
    """

    def utc(self) -> datetime:
        """Return the present moment in UTC, as an aware datetime."""
        ...

    def monotonic(self) -> float:
        """Return seconds since some fixed moment; only differences are meaningful."""
        ...


class SystemClock:
    """The time of the computer."""

    __slots__ = ()

    def utc(self) -> datetime:
        """Return the present moment in UTC, as an aware datetime."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the system's monotonic seconds; on some systems they stop while the computer sleeps."""
        return time.monotonic()


ASLEEP = 60.0
"""If an `AwakeClock` is not read for this many seconds, the computer or the program was asleep."""


class AwakeClock(SystemClock):
    """The time of the computer without sleep, for a program that reads it several times a second while a team plays.

    If it is not read for longer than `ASLEEP` (a lid was closed, the process was stopped), that time does not count,
    because nobody was playing. Some systems count sleep in their monotonic seconds and others do not; this clock is
    the same on all of them.
    """

    __slots__ = ("_last", "_lost", "_slept")

    def __init__(self) -> None:
        self._last, self._lost, self._slept = (time.monotonic(), _with_sleep()), 0.0, 0.0

    def monotonic(self) -> float:
        """Return the seconds for which the program was awake."""
        now, before = (time.monotonic(), _with_sleep()), self._last
        self._last = now
        gap = max(now[0] - before[0], now[1] - before[1])
        if gap > ASLEEP:
            self._slept += gap
            self._lost += now[0] - before[0]
        return now[0] - self._lost

    def slept(self) -> float:
        """Return the seconds of sleep since the last call."""
        self.monotonic()
        slept, self._slept = self._slept, 0.0
        return slept


def _with_sleep() -> float:
    """Return seconds that include sleep, if the system has such a clock."""
    if not hasattr(time, "clock_gettime"):
        return time.monotonic()
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class ManualClock:
    """A clock that stands still until `advance` is called, for tests and scripted runs."""

    __slots__ = ("_elapsed", "_start")

    def __init__(self, start: datetime = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)) -> None:
        """Start at `start`; raise `ValueError` if it has no time zone."""
        if start.tzinfo is None:
            raise ValueError("the start of a clock needs a time zone")
        self._start = start.astimezone(UTC)
        self._elapsed = 0.0

    def utc(self) -> datetime:
        """Return the start plus the time by which the clock was advanced."""
        return self._start + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        """Return the seconds by which the clock was advanced."""
        return self._elapsed

    def advance(self, seconds: float) -> None:
        """Move the clock forward; raise `ValueError` if `seconds` is negative."""
        if not seconds >= 0:
            raise ValueError(f"time never goes back: cannot advance by {seconds} seconds")
        self._elapsed += seconds
