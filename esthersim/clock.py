"""The time, as a value that is handed in: the system's, or one that a test or a scripted run moves by hand."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What tells the time.

    The two readings are never mixed: `utc` stamps entries and may jump when the system's clock is set; `monotonic`
    measures room time and never runs back.
    """

    def utc(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds since some fixed moment; only differences mean anything."""
        ...


class SystemClock:
    """The time of the computer."""

    __slots__ = ()

    def utc(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the system's monotonic seconds; they stand still where the computer sleeps on some systems."""
        return time.monotonic()


ASLEEP = 60.0
"""Seconds without a look at an `AwakeClock` that mean that the computer, or the program, was asleep."""


class AwakeClock(SystemClock):
    """The time of the computer for a program that looks at it several times a second while a team plays.

    Where it was not looked at for longer than `ASLEEP` (a lid was closed, the process was stopped), its seconds did not
    run: nobody has played meanwhile. Some systems leave sleep out of their monotonic seconds and others do not; here
    it is the same on all of them.
    """

    __slots__ = ("_last", "_lost", "_slept")

    def __init__(self) -> None:
        self._last, self._lost, self._slept = (time.monotonic(), _with_sleep()), 0.0, 0.0

    def monotonic(self) -> float:
        """Return seconds in which the program was awake."""
        now, before = (time.monotonic(), _with_sleep()), self._last
        self._last = now
        gap = max(now[0] - before[0], now[1] - before[1])
        if gap > ASLEEP:
            self._slept += gap
            self._lost += now[0] - before[0]
        return now[0] - self._lost

    def slept(self) -> float:
        """Return the seconds that were slept since this was last asked."""
        self.monotonic()
        slept, self._slept = self._slept, 0.0
        return slept


def _with_sleep() -> float:
    """Return seconds that also run while the computer sleeps, where the system has such a clock."""
    if not hasattr(time, "clock_gettime"):
        return time.monotonic()
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class ManualClock:
    """A clock that stands still until it is told to advance; tests and scripted runs use it."""

    __slots__ = ("_elapsed", "_start")

    def __init__(self, start: datetime = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)) -> None:
        """Start at `start`; raise `ValueError` where it has no time zone."""
        if start.tzinfo is None:
            raise ValueError("a clock starts at an aware moment: give the datetime a time zone")
        self._start = start.astimezone(UTC)
        self._elapsed = 0.0

    def utc(self) -> datetime:
        """Return the start plus what the clock was advanced."""
        return self._start + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        """Return the seconds that the clock was advanced."""
        return self._elapsed

    def advance(self, seconds: float) -> None:
        """Move the clock forward; raise `ValueError` where `seconds` is negative."""
        if not seconds >= 0:
            raise ValueError(f"time never runs back: cannot advance by {seconds} seconds")
        self._elapsed += seconds
