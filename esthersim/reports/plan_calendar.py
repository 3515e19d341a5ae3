"""The action plan as iCalendar (RFC 5545): an all-day event for each due date and each planned follow-up.

The same plan gives the same bytes, and an updated plan replaces the earlier one in a calendar: UID is made of the run,
the action, the kind and its number; SEQUENCE counts the entries that wrote the action or answered its follow-ups.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from esthersim import __version__
from esthersim.cleaning import bounded, clean_line
from esthersim.language import _, get_language
from esthersim.play.entries import ActionRemoved, ActionWritten, FollowedUp
from esthersim.reports.gathering_learning import plan
from esthersim.reports.material import Material
from esthersim.reports.writing import marker
from esthersim.runs.names import action_status_word
from esthersim.views.plan import ActionView, FollowUpView

if TYPE_CHECKING:
    from icalendar import Event

LONGEST_SUMMARY = 120
REMIND_BEFORE = timedelta(hours=15)
"""The time before the midnight at which the day begins: nine in the morning of the day before."""


class Change(NamedTuple):
    """The number of changes of an action since it was first written, and the time of the last one (UTC)."""

    times: int
    last: datetime


class _Day(NamedTuple):
    """A day in the calendar."""

    kind: str
    number: int
    date: date
    summary: str
    description: str


def changes(material: Material) -> dict[str, Change]:
    """Return the changes of every action."""
    found: dict[str, Change] = {}
    for recorded in material.journal:
        if isinstance(recorded.entry, (ActionWritten, ActionRemoved, FollowedUp)):
            before = found.get(recorded.entry.action)
            found[recorded.entry.action] = Change(before.times + 1 if before else 0, recorded.at)
    return found


def calendar(material: Material) -> bytes:
    """Return the plan as a calendar file, UTF-8 with the line endings of the standard."""
    from icalendar import Calendar

    whole = Calendar()
    whole.add("prodid", f"-//esthersim//esthersim {__version__}//{get_language().upper()}")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("x-wr-calname", clean_line(_("Action plan: {title}").format(title=material.shown.title)))
    whole.add("x-esthersim-run", marker(material.run))
    changed = changes(material)
    for action in plan(material):
        for each in _days(action):
            whole.add_component(_event(material, action, each, changed[action.id]))
    return bytes(whole.to_ical())


def _event(material: Material, action: ActionView, each: _Day, change: Change) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    name = f"esthersim:{material.run}:{action.id}:{each.kind}:{each.number}"
    event.add("uid", f"{uuid5(NAMESPACE_URL, name)}@esthersim")
    event.add("sequence", change.times)
    event.add("dtstamp", change.last.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", each.date)
    event.add("dtend", each.date + timedelta(days=1))
    event.add("summary", each.summary)
    event.add("description", each.description)
    event.add("transp", "TRANSPARENT")  # it does not make anybody busy all day
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", each.summary)
    alarm.add("trigger", -REMIND_BEFORE)
    event.add_component(alarm)
    return event


def _days(action: ActionView) -> list[_Day]:
    what = bounded(clean_line(action.what), LONGEST_SUMMARY)
    found = []
    if action.action.due:
        found.append(_Day("due", 1, action.action.due, _("Due: {what}").format(what=what), _described(action)))
    for number, each in enumerate(action.follow_ups, 1):
        summary = _("Follow-up {number}: {what}").format(number=number, what=what)
        found.append(_Day("follow-up", number, each.planned, summary, _described(action, each)))
    return found


def _described(action: ActionView, follow_up: FollowUpView | None = None) -> str:
    """Return the event's description, a line for each part of the action that was filled in."""
    parts = (
        *action.lines("follow_ups"),
        (_("Status"), action_status_word(follow_up.status) if follow_up and follow_up.status else ""),
        (_("Evidence"), follow_up.evidence if follow_up else ""),
    )
    return "\n".join(f"{name}: {text}" for name, text in parts if text)
