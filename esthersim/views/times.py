"""Times in words: room time as minutes and seconds, story time as a date or a day and a clock; the time on the wall."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from esthersim.language import _, format_clock_time, format_date

if TYPE_CHECKING:
    from esthersim.scenario.model import Scenario


def story_moment(moment: datetime, scenario: Scenario) -> str:
    """Return story time as the team reads it: a date where the scenario has one, else the day of the story."""
    if scenario.starts is not None:
        return format_clock_time(moment)
    from esthersim.scenario.model import UNDATED  # pydantic, which the home screen does without

    days = (moment.date() - UNDATED.date()).days + 1
    return _("day {day}, {time}").format(day=days, time=f"{moment:%H:%M}")


def clock_time(moment: datetime, zone: tzinfo | None) -> str:
    """Return the time on the wall in a zone, such as ``12:40``."""
    return f"{moment.astimezone(zone):%H:%M}"


def day(moment: date | datetime, zone: tzinfo | None = None) -> str:
    """Return a day with its year; of a moment, the day that it was in a zone."""
    return format_date(moment.astimezone(zone).date() if isinstance(moment, datetime) else moment, year=True)
