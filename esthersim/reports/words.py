"""The words of a report for statuses and times, in the interface's language."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from esthersim.language import _, format_clock_time, format_date, get_language
from esthersim.play.story import Kept
from esthersim.play.words import ActionStatus, FactStatus, Form, Observation, Step
from esthersim.scenario.model import UNDATED, Scenario

DASH = "\N{EN DASH}"


def step_word(step: Step) -> str:
    """Return the name of a step of the run."""
    return {
        Step.NEEDS: _("needs and objectives"),
        Step.STORY: _("Esther's story and prebriefing"),
        Step.SIMULATION: _("simulation"),
        Step.REFLECTION: _("reflection"),
        Step.ACTION_PLAN: _("action plan"),
        Step.CLOSED: _("closed"),
    }[step]


def observation_word(status: Observation) -> str:
    """Return how an expectation ended."""
    return {
        Observation.DONE: _("done"),
        Observation.LATE: _("late"),
        Observation.MISSED: _("missed"),
        Observation.WRONG: _("wrong"),
        Observation.NOT_OBSERVED: _("not observed"),
    }[status]


def fact_word(status: FactStatus) -> str:
    """Return how a fact fared in a handover."""
    return {
        FactStatus.GIVEN: _("given"),
        FactStatus.REQUESTED: _("asked for"),
        FactStatus.WRONG: _("wrong"),
        FactStatus.MISSING: _("missing"),
        FactStatus.NOT_NEEDED: _("not needed"),
    }[status]


def kept_word(kept: Kept) -> str:
    """Return how a deadline stands."""
    return {
        Kept.NOT_STARTED: _("not begun"),
        Kept.RUNNING: _("still running"),
        Kept.MET: _("met"),
        Kept.LATE: _("late"),
        Kept.NEVER: _("never"),
    }[kept]


def action_word(status: ActionStatus) -> str:
    """Return how far an action has come."""
    return {
        ActionStatus.NOT_STARTED: _("not started"),
        ActionStatus.IN_PROGRESS: _("in progress"),
        ActionStatus.ON_HOLD: _("on hold"),
        ActionStatus.COMPLETED: _("completed"),
        ActionStatus.STOPPED: _("stopped"),
    }[status]


def form_word(form: Form) -> str:
    """Return how a handover was made."""
    return {Form.SPOKEN: _("in speech"), Form.WRITTEN: _("in writing")}[form]


def part_word(part: str) -> str:
    """Return the name of a part that an action lacks."""
    return {
        "what": _("what is to be done"),
        "owner": _("a role or function that owns it"),
        "due": _("a due date"),
        "measure": _("how we will know"),
        "follow_ups": _("a date for the follow-up"),
    }[part]


def room_time(seconds: float) -> str:
    """Return room time as ``m:ss``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def length(seconds: float) -> str:
    """Return a planned length, such as ``25 min`` or ``1 h 30 min``."""
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = [_("{hours} h").format(hours=hours)] if hours else []
    if minutes or not hours:
        parts.append(_("{minutes} min").format(minutes=minutes) if seconds >= 60 or not seconds else f"{seconds:g} s")
    return " ".join(parts)


def story_time(moment: datetime, scenario: Scenario) -> str:
    """Return story time as the team reads it: a date where the scenario has one, else the day of the story."""
    if scenario.starts is not None:
        return format_clock_time(moment)
    return _("day {day}, {time}").format(day=(moment.date() - UNDATED.date()).days + 1, time=f"{moment:%H:%M}")


def clock_time(moment: datetime, zone: tzinfo | None) -> str:
    """Return the time on the wall in a zone, such as ``12:40``."""
    return f"{moment.astimezone(zone):%H:%M}"


def day(moment: date | datetime, zone: tzinfo | None = None) -> str:
    """Return a day with its year; of a moment, the day that it was in a zone."""
    return format_date(moment.astimezone(zone).date() if isinstance(moment, datetime) else moment, year=True)


def quoted(text: str) -> str:
    """Return the text in the quotation marks of the interface's language."""
    return f"”{text}”" if get_language() == "sv" else f"“{text}”"
