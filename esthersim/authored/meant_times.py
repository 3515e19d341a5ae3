"""Proposals for a duration, a moment or a start that cannot be read: the nearest form that can."""

from __future__ import annotations

import re
from contextlib import suppress

from esthersim.authored.durations import UNIT_OF, parse_duration, parse_story_moment

_LONGEST = 60
_BARE = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_CLOCK = re.compile(r"(?<![0-9-])([0-9]{1,2})\s*[:.]\s*([0-9]{2})(?![0-9-])")
_HOUR = re.compile(r"\bkl\.?\s*([0-9]{1,2})\b")
_HOURS_AND_MINUTES = re.compile(r"([0-9]+)\s*h\s*([0-9]+)$")
_PART = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*([^\W\d_]+)")
_DAY = re.compile(r"(?:\b(?:day|dag|dygn)[\s.]*|^)([0-9]{1,5})\b", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_START = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})[ T,]+(?:kl\.? *)?([0-9]{1,2})[:.]([0-9]{2})")
_MIDDAY = "12:00"
_WITH_PLURAL = frozenset({"day", "week", "month", "year"})


def meant_duration(text: str) -> str | None:
    """Return the duration that was probably meant: minutes where no unit stands, the nearest unit where it is misspelt.

    A clock time may be a length, too: 08:00 is eight hours.
    """
    text = text.strip().rstrip(".")[:_LONGEST]
    if _BARE.fullmatch(text):
        return _right(f"{text} min")
    if (clock := _CLOCK.fullmatch(text)) and ":" in text:
        hours, minutes = int(clock[1]), int(clock[2])
        return _right(" ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * (bool(minutes) or not hours)))
    text = _HOURS_AND_MINUTES.sub(r"\1 h \2 min", text)
    if re.search(r"[0-9]", _PART.sub("", text)):
        return None
    parts = [(amount, _unit(unit.casefold(), amount)) for amount, unit in _PART.findall(text)]
    return _right(" ".join(f"{amount} {unit}" for amount, unit in parts if unit)) if parts else None


def meant_moment(text: str) -> str | None:
    """Return the moment that was probably meant: day 1 where no day stands, midday where only a day does."""
    text = text.strip()[:_LONGEST]
    if _DATE.search(text):
        return None
    if length := _right(text):
        return f"after: {length}"
    clock, hour = _CLOCK.search(text), _HOUR.search(text)
    time = f"{clock[1]}:{clock[2]}" if clock else f"{hour[1]}:00" if hour else ""
    before = text[: clock.start() if clock else hour.start() if hour else None]
    day = _DAY.search(before)
    if not time and not day:
        return None
    moment = f"day {day[1] if day else 1} {time or _MIDDAY}"
    with suppress(ValueError):
        parse_story_moment(moment)
        return moment
    return None


def meant_start(text: str) -> str | None:
    """Return the start that was probably meant: with hyphens in its date and a colon in its clock time."""
    match = _START.fullmatch(text.strip()[:_LONGEST])
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2} {match[4]:0>2}:{match[5]}" if match else None


def meant_clock(text: str) -> str | None:
    """Return a clock time that stands alone, as in ``8:00`` or ``08.00``, with a colon."""
    match = _CLOCK.fullmatch(text.strip()[:_LONGEST])
    return f"{match[1]}:{match[2]}" if match and int(match[1]) < 24 and int(match[2]) < 60 else None


def _unit(name: str, amount: str) -> str | None:
    """Return the unit that a word stands for, in English; `m` is a minute."""
    from difflib import get_close_matches

    near = [name] if name in UNIT_OF else get_close_matches(name, UNIT_OF, 1, 0.6)
    unit = "min" if name == "m" else UNIT_OF[near[0]] if near else None
    return f"{unit}s" if unit in _WITH_PLURAL and amount != "1" else unit


def _right(text: str) -> str | None:
    """Return a text if it is a duration."""
    with suppress(ValueError):
        parse_duration(text)
        return text
    return None
