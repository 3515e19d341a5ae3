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
