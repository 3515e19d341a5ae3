"""Story time in words: a date and a clock, or the day of the story and a clock."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from esthersim.language import _, format_clock_time

if TYPE_CHECKING:
    from esthersim.scenario.model import Scenario


def story_moment(moment: datetime, scenario: Scenario) -> str:
    """Return story time as the team reads it: a date where the scenario has one, else the day of the story."""
    if scenario.starts is not None:
        return format_clock_time(moment)
    from esthersim.scenario.model import UNDATED  # pydantic, which the home screen does without

    days = (moment.date() - UNDATED.date()).days + 1
    return _("day {day}, {time}").format(day=days, time=f"{moment:%H:%M}")
