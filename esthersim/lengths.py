"""Lengths of room time as text: played time in minutes and seconds, planned time as people say it."""

from __future__ import annotations

from esthersim.language import _, format_number, ngettext


def minutes(seconds: float) -> str:
    """Return room time as ``m:ss``; negative time has a minus sign."""
    whole = int(abs(seconds))
    sign = "-" if seconds < 0 and whole else ""
    return f"{sign}{whole // 60}:{whole % 60:02d}"


def planned(seconds: float) -> str:
    """Return a planned length in words, such as ``30 s``, ``25 min`` or ``1 h 30 min``."""
    if 0 < seconds < 60:
        return f"{format_number(seconds)} s"
    hours, rest = divmod(round(seconds / 60), 60)
    parts = [_("{hours} h").format(hours=hours)] if hours else []
    if rest or not hours:
        parts.append(_("{minutes} min").format(minutes=rest))
    return " ".join(parts)


def minutes_written_out(count: float) -> str:
    """Return a number of minutes in words, such as ``1 minute`` or ``2.5 minutes``."""
    return ngettext("{count} minute", "{count} minutes", round(count)).format(count=format_number(count))
