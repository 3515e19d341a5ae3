"""Durations as a trainer writes them (``90 s``, ``1 h 30 min``, ``2 veckor``), and moments of the story clock."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

UNITS = {"s": 1, "min": 60, "h": 3600, "day": 86_400, "week": 604_800}
"""The seconds of each unit that has a fixed length, by its shortest English name."""
MONTHS = {"month": 1, "year": 12}
"""The calendar months of the others."""
UNIT_NAMES = {
    "s": "s sec secs second seconds sek sekund sekunder",
    "min": "min mins minute minutes minut minuter",
    "h": "h hr hrs hour hours tim timme timmar",
    "day": "day days dag dagar dygn",
    "week": "week weeks vecka veckor",
    "month": "month months månad månader",
    "year": "year years år",
}
"""What people write for each unit, in English and Swedish."""
UNIT_OF = {name: unit for unit, names in UNIT_NAMES.items() for name in names.split()}
LONGEST_MONTHS = 1200  # a hundred years: more than any patient's story, and far from datetime's own end
LONGEST_SECONDS = LONGEST_MONTHS * 30 * 86_400

_PART = re.compile(r"\s*(\d+)(?:[.,](\d{1,9}))?\s*([^\W\d_]+)")
_MOMENT = re.compile(r"day\s+(\d{1,5})\s+(\d{1,2}):(\d{2})")


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

    Units are those of `UNIT_NAMES`, largest first or not, each once. An amount may have decimals, after a point or a
    comma, if whole seconds result; months and years are whole.
    """
    seconds = months = position = 0
    seen: set[str] = set()
    while match := _PART.match(text, position):
        unit = UNIT_OF.get(match[3])
        if unit is None or unit in seen:
            raise ValueError(text)
        seen.add(unit)
        amount, decimals = int(match[1][:12]), match[2] or ""
        parts, rest = divmod(int(decimals or 0) * UNITS.get(unit, 0), 10 ** len(decimals))
        if rest or (unit in MONTHS and decimals):
            raise ValueError(text)
        seconds += amount * UNITS.get(unit, 0) + parts
        months += amount * MONTHS.get(unit, 0)
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
