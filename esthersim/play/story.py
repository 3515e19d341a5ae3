"""Story time: the patient's hours and months, and the deadlines that are measured in them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from esthersim.authored.durations import Duration, StoryMoment
from esthersim.play.journey import Journey, Visit
from esthersim.scenario.model import Deadline, Event, Scenario


class DeadlineStatus(StrEnum):
    """The status of a deadline."""

    NOT_STARTED = "not-started"
    RUNNING = "running"
    MET = "met"
    LATE = "late"
    NEVER = "never"


def story_time_at(event: Event, before: datetime, starts: datetime) -> datetime:
    """Return the story time on arrival at an event; it never runs backwards, whatever the file says."""
    if event.after is not None:
        return story_after(before, event.after)
    if event.at is not None:
        return max(before, moment_of(event.at, starts) or before)
    return before


def moment_of(moment: StoryMoment, starts: datetime) -> datetime | None:
    """Return a moment of the story in a story that starts then; `None` beyond the calendar's end."""
    try:
        return moment.on(starts)
    except OverflowError:
        return None


def story_after(moment: datetime, length: Duration) -> datetime:
    """Return the moment plus the length, or the last moment of the calendar, which a loop of decades may reach."""
    try:
        return length.after(moment)
    except (OverflowError, ValueError):
        return datetime.max  # noqa: DTZ901 - story time has no time zone


class DeadlineCourse(NamedTuple):
    """How a deadline went: its status, the arrival that started it, its last moment, and the arrival that settled it.

    `limit` is story time; it is `None` before the deadline has begun, and where it lies beyond the calendar's end.
    `decided` is `None` until an arrival has settled the deadline.
    """

    status: DeadlineStatus
    began: Visit | None = None
    limit: datetime | None = None
    decided: Visit | None = None

    def passed_by(self, moment: datetime) -> bool:
        """Return whether the deadline's last moment has passed."""
        return self.limit is not None and moment > self.limit


def deadline_course(scenario: Scenario, journey: Journey | None, rule: Deadline) -> DeadlineCourse:
    """Follow a deadline along the way that stands. The only place where deadlines are judged.

    Each arrival at `from` restarts it, as when a notice is withdrawn and given again, but only while there is time
    left: a deadline that was missed stays missed. It is `never` if it was still running when the journey ended.
    """
    course = DeadlineCourse(DeadlineStatus.NOT_STARTED)
    if journey is None:
        return course
    for visit in reversed(list(journey.visits())):
        if course.status is DeadlineStatus.RUNNING and visit.event in {rule.start, rule.to}:
            if course.passed_by(visit.story):
                return course._replace(status=DeadlineStatus.LATE, decided=visit)
            if visit.event == rule.to:
                course = course._replace(status=DeadlineStatus.MET, decided=visit)
        if visit.event == rule.start:
            course = DeadlineCourse(DeadlineStatus.RUNNING, visit, _last_moment(rule, visit))
    if course.status is not DeadlineStatus.RUNNING:
        return course
    if scenario.events[journey.event].ending is not None:
        return course._replace(status=DeadlineStatus.NEVER)
    return course._replace(status=DeadlineStatus.LATE) if course.passed_by(journey.story) else course


def _last_moment(rule: Deadline, began: Visit) -> datetime | None:
    try:
        return rule.within.after(began.story)
    except (OverflowError, ValueError):
        return None


def deadline_status(scenario: Scenario, journey: Journey | None, deadline: str) -> DeadlineStatus:
    """Return the status of a deadline; one that the scenario does not have has not started."""
    rule = scenario.deadlines.get(deadline)
    return deadline_course(scenario, journey, rule).status if rule else DeadlineStatus.NOT_STARTED
