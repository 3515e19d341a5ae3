"""Durations as a trainer writes them (``90 s``, ``1 h 30 min``, ``5 weeks``), and moments of the story clock."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

UNITS = {"s": 1, "min": 60, "h": 3600, "day": 86_400, "days": 86_400, "week": 604_800, "weeks": 604_800}
MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}
LONGEST_MONTHS = 1200  # a hundred years: more than any patient's story, and far from datetime's own end
LONGEST_SECONDS = LONGEST_MONTHS * 30 * 86_400

_PART = re.compile(r"\s*(\d+)\s*([a-z]+)")
_MOMENT = re.compile(r"day (\d{1,5}) (\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: whole calendar months and seconds, kept apart because a month has no fixed length."""

    seconds: int = 0
    months: int = 0

    @property
    def total_seconds(self) -> int:
        """The length in seconds, a month counted as 30 days: for comparing, never for dates."""
        return self.seconds + self.months * 30 * 86_400

    def after(self, moment: datetime) -> datetime:
        """Return the moment this long after `moment`; the 31st of a shorter month becomes its last day."""
        if self.months:
            year, month = divmod(moment.year * 12 + moment.month - 1 + self.months, 12)
            day = min(moment.day, calendar.monthrange(year, month + 1)[1])
            moment = moment.replace(year=year, month=month + 1, day=day)
        return moment + timedelta(seconds=self.seconds)


def parse_duration(text: str) -> Duration:
    """Read a duration; raise `ValueError` with just the text when it is not one.

    Units: ``s``, ``min``, ``h``, ``day(s)``, ``week(s)``, ``month(s)``, ``year(s)``, largest first or not, each once.
    """
    seconds = months = position = 0
    seen: set[str] = set()
    while match := _PART.match(text, position):
        amount, unit = int(match[1][:12]), match[2]
        family = unit.rstrip("s") or unit
        if family in seen:
            raise ValueError(text)
        seen.add(family)
        if unit in UNITS:
            seconds += amount * UNITS[unit]
        elif unit in MONTHS:
            months += amount * MONTHS[unit]
        else:
            raise ValueError(text)
        position = match.end()
    if not seen or text[position:].strip() or months > LONGEST_MONTHS or seconds > LONGEST_SECONDS:
        raise ValueError(text)
    return Duration(seconds, months)


@dataclass(frozen=True, slots=True)
class StoryMoment:
    """``day N HH:MM`` on the story clock; day 1 is the day on which the story starts."""

    day: int
    hour: int
    minute: int

    def on(self, starts: datetime) -> datetime:
        """Return the moment for a story that starts at `starts`."""
        midnight = starts.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=self.day - 1, hours=self.hour, minutes=self.minute)


def parse_story_moment(text: str) -> StoryMoment:
    """Read ``day N HH:MM``; raise `ValueError` when it is not one."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    day, hour, minute = (int(part) for part in match.groups())
    if day < 1 or hour > 23 or minute > 59:
        raise ValueError(text)
    return StoryMoment(day, hour, minute)
