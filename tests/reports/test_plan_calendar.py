"""The plan in a calendar: a whole day for each date, found again when the plan is written again."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any

from icalendar import Calendar

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import ActionStatus
from esthersim.reports import render
from esthersim.reports.material import material_of
from support.report_runs import Playing, small_run

ACTION = e.ActionWritten(
    "action-1", "Ring tillbaka", owner="Enhetschef", due=date(2026, 3, 20), measure="Vi räknar",
    follow_ups=(date(2026, 4, 11), date(2026, 6, 7)),
)  # fmt: skip


def at_the_plan(run: str = "viktlarm-2026-03-07-ab12") -> Playing:
    """Return a run at its action plan."""
    it = Playing(run=run)
    it.seat_all()
    it.do(c.Choose("vanta"), c.Advance(), c.Advance(override=True))
    return it


def events(it: Playing) -> dict[str, Any]:
    """Return the events of a run's calendar by UID."""
    calendar = Calendar.from_ical(render("ics", material_of(it.session, zone=UTC)))
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_each_date_is_a_whole_day_with_an_alarm_the_morning_before() -> None:
    """Due date and follow-ups stand as days that keep nobody busy, and remind at nine the day before."""
    it = at_the_plan()
    it.do(ACTION)
    found = list(events(it).values())
    assert [each["DTSTART"].dt for each in found] == [date(2026, 3, 20), date(2026, 4, 11), date(2026, 6, 7)]
    for event in found:
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert event["TRANSP"] == "TRANSPARENT"
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == timedelta(hours=-15)
        assert alarm["ACTION"] == "DISPLAY"
        assert "ATTENDEE" not in event


def test_an_action_written_again_keeps_its_uid_and_raises_its_sequence() -> None:
    """A calendar that has the plan already replaces it and does not have it twice."""
    it = at_the_plan()
    it.do(ACTION)
    first = events(it)
    it.do(e.ActionWritten("action-1", "Ring samma dag", due=date(2026, 3, 21), follow_ups=ACTION.follow_ups))
    second = events(it)
    assert first.keys() == second.keys()
    assert [int(each["SEQUENCE"]) for each in first.values()] == [0, 0, 0]
    assert [int(each["SEQUENCE"]) for each in second.values()] == [1, 1, 1]
    assert all(second[uid]["DTSTAMP"].dt > first[uid]["DTSTAMP"].dt for uid in first)
    assert next(str(each["SUMMARY"]) for each in second.values()) == "Due: Ring samma dag"


def test_another_action_leaves_the_first_as_it_was() -> None:
    """Only what was changed is newer."""
    it = at_the_plan()
    it.do(ACTION)
    first = events(it)
    it.do(e.ActionWritten("action-2", "Fråga Esther", due=date(2026, 3, 25)))
    second = events(it)
    assert {uid: event.to_ical() for uid, event in second.items() if uid in first} == {
        uid: event.to_ical() for uid, event in first.items()
    }
    assert len(second) == 4


def test_an_answered_follow_up_says_what_became_of_it() -> None:
    """The answer stands on its own day, and the day is newer than before."""
    it = small_run()
    due, first, second = events(it).values()
    assert "Status: in progress\nEvidence: Sju av tio kort" in str(first["DESCRIPTION"])
    assert "Status" not in str(due["DESCRIPTION"]) + str(second["DESCRIPTION"])
    assert [int(each["SEQUENCE"]) for each in (due, first, second)] == [1, 1, 1]
    it.do(e.FollowedUp("action-1", date(2026, 6, 7), ActionStatus.COMPLETED))
    assert [int(each["SEQUENCE"]) for each in events(it).values()] == [2, 2, 2]


def test_two_runs_never_share_a_uid() -> None:
    """Two teams' plans in one calendar stay two."""
    one, other = at_the_plan(), at_the_plan("viktlarm-2026-03-07-ab13")
    one.do(ACTION)
    other.do(ACTION)
    assert not events(one).keys() & events(other).keys()


def test_an_action_that_was_removed_is_not_in_the_calendar() -> None:
    """What was taken out of the plan leaves no day."""
    it = at_the_plan()
    it.do(ACTION, e.ActionRemoved("action-1"))
    assert events(it) == {}
