"""Lengths of time as a scenario has them, in words: those of timers, and those of story time."""

from __future__ import annotations

from esthersim.authored.durations import Duration
from esthersim.language import ngettext


def length(seconds: int) -> str:
    """Return a length of time as a scenario writes it: `90 s`, `4 min`, `1 h 30 min`."""
    hours, rest = divmod(seconds, 3600)
    if seconds < 120 and seconds % 60:
        return f"{seconds} s"
    minutes, left = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "min"), (left, "s"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount) or "0 s"


def story_length(duration: Duration) -> str:
    """Return a length of story time in words: `10 min`, `2 days`, `5 weeks`, `3 months`; empty for none."""
    seconds = duration.seconds
    weeks, rest = divmod(seconds, 604_800)
    if rest:
        weeks = 0
    days, rest = divmod(seconds - weeks * 604_800, 86_400)
    parts = (
        ngettext("{count} month", "{count} months", duration.months).format(count=duration.months),
        ngettext("{count} week", "{count} weeks", weeks).format(count=weeks),
        ngettext("{count} day", "{count} days", days).format(count=days),
        length(rest),
    )
    return " ".join(part for part, amount in zip(parts, (duration.months, weeks, days, rest), strict=True) if amount)
