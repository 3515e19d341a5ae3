"""The words that only a report needs: deadlines, days, times on the wall. The others are those of the views."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from esthersim.debriefing.action_plan import part_word
from esthersim.language import _, format_date, quoted
from esthersim.lengths import minutes, planned
from esthersim.play.story import Kept
from esthersim.play.words import Form
from esthersim.views.names import action_status_word, observation_word, step_word
from esthersim.views.times import story_moment

__all__ = [
    "DASH",
    "action_status_word",
    "clock_time",
    "day",
    "form_word",
    "kept_word",
    "minutes",
    "observation_word",
    "part_word",
    "planned",
    "quoted",
    "step_word",
    "story_moment",
]
"""What formats and templates take from here, so that they have their words from one place."""

DASH = "\N{EN DASH}"


def kept_word(kept: Kept) -> str:
    """Return how a deadline stands."""
    return {
        Kept.NOT_STARTED: _("not begun"),
        Kept.RUNNING: _("still running"),
        Kept.MET: _("met"),
        Kept.LATE: _("late"),
        Kept.NEVER: _("never"),
    }[kept]


def form_word(form: Form) -> str:
    """Return how a handover was made."""
    return {Form.SPOKEN: _("in speech"), Form.WRITTEN: _("in writing")}[form]


def clock_time(moment: datetime, zone: tzinfo | None) -> str:
    """Return the time on the wall in a zone, such as ``12:40``."""
    return f"{moment.astimezone(zone):%H:%M}"


def day(moment: date | datetime, zone: tzinfo | None = None) -> str:
    """Return a day with its year; of a moment, the day that it was in a zone."""
    return format_date(moment.astimezone(zone).date() if isinstance(moment, datetime) else moment, year=True)
