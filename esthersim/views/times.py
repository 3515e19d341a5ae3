"""Times in words: room time as minutes and seconds, story time as a date or a day with a time, and clock time."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from esthersim.language import _, format_clock_time, format_date

if TYPE_CHECKING:
    from esthersim.scenario.model import Scenario


def story_moment(moment: datetime, scenario: Scenario) -> str:
    """Return story time in words: with a date if the scenario has one, else with the day of the story."""
    if scenario.starts is not None:
        return format_clock_time(moment)
    from esthersim.scenario.model import UNDATED  # needs pydantic, which the home screen does not load

    days = (moment.date() - UNDATED.date()).days + 1
    return _("day {day}, {time}").format(day=days, time=f"{moment:%H:%M}")


def clock_time(moment: datetime, zone: tzinfo | None) -> str:
    """Return the clock time in a zone, such as ``12:40``."""
    return f"{moment.astimezone(zone):%H:%M}"


def day(moment: date | datetime, zone: tzinfo | None = None) -> str:
    """Return a day with its year; for a moment, its day in a zone."""
    return format_date(moment.astimezone(zone).date() if isinstance(moment, datetime) else moment, year=True)
