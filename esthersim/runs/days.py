"""Days as people write them: ``2027-03-14``, ``14/3``, ``7 mars``, ``2 v``, ``in 5 weeks``, ``i morgon``.

Swedish and English are read alike, whatever the interface speaks: a plan is typed by whoever sits nearest.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from esthersim.authored.durations import Duration

FURTHEST = Duration(months=12 * 20)
"""Twenty years: longer than any plan of a team, and a slip of the finger is told."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})\s*[/.]\s*(\d{1,2})\.?(?:\s*[-/.]?\s*(\d{4}))?")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th|:e|\.)?\s+(?:of\s+)?([a-zåäö]{3,})\.?(?:,?\s+(\d{4}))?")
_LENGTH = re.compile(r"(?:om|in|\+)?\s*(\d{1,4}|en|ett|a|an|one)\s*([a-zåäö]+)\.?")
_NUMBERS = {"en": 1, "ett": 1, "a": 1, "an": 1, "one": 1}
_WORDS = {"idag": 0, "i dag": 0, "today": 0, "imorgon": 1, "i morgon": 1, "tomorrow": 1}
_DAYS = ("d", "dag", "dagar", "day", "days")
_WEEKS = ("v", "vecka", "veckor", "w", "week", "weeks")
_MONTHS = ("m", "mån", "månad", "månader", "mo", "month", "months")
_YEARS = ("å", "år", "y", "year", "years")
# The first three letters tell the months apart in both languages, maj and may being the same one.
_NAMES = {
    name: number
    for names in (
        ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    )
    for number, name in enumerate(names, 1)
}


def read_day(text: str, today: date) -> date | None:
    """Return the day that the text means, or `None` where it means none within twenty years from today.

    A day without a year is the next one to come; a length (``2 v``, ``5 weeks``) counts from `today`.
    """
    plain = " ".join(text.lower().split())
    day = _as_word(plain, today) or _as_date(plain, today) or _as_length(plain, today)
    return day if day and abs(day.year - today.year) <= FURTHEST.months // 12 else None


def read_days(text: str, today: date) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """Return the days of a text with commas between, sorted and each once, and the pieces that mean no day."""
    pieces = [piece.strip() for piece in re.split(r"[,;\n]", text) if piece.strip()]
    read = [(piece, read_day(piece, today)) for piece in pieces]
    return tuple(sorted({day for _piece, day in read if day})), tuple(piece for piece, day in read if day is None)


def _as_word(text: str, today: date) -> date | None:
    return today + timedelta(days=_WORDS[text]) if text in _WORDS else None


def _as_date(text: str, today: date) -> date | None:
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SHORT.fullmatch(text):
        return _coming(int(match[1]), int(match[2]), match[3], today)
    if (match := _NAMED.fullmatch(text)) and (month := _NAMES.get(match[2][:3])):
        return _coming(int(match[1]), month, match[3], today)
    return None


def _as_length(text: str, today: date) -> date | None:
    match = _LENGTH.fullmatch(text)
    if match is None:
        return None
    amount, unit = _NUMBERS.get(match[1]) or int(match[1]), match[2]
    if unit in _DAYS or unit in _WEEKS:
        return today + timedelta(days=amount * (7 if unit in _WEEKS else 1))
    months = amount * (12 if unit in _YEARS else 1) if unit in (*_MONTHS, *_YEARS) else 0
    if not 0 < months <= FURTHEST.months:
        return None
    return Duration(months=months).after(datetime.combine(today, time())).date()


def _coming(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year), month, day)
    this_year = _day(today.year, month, day)
    return this_year if this_year and this_year >= today else _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
