"""The plan as it is shown: what is missing in words, texts to entries and back, what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from esthersim.debriefing.checklists import load_checklist
from esthersim.play.entries import ActionWritten, FollowedUp
from esthersim.play.vocabulary import ActionStatus
from esthersim.views import plan as v
from esthersim.views.action_choices import objectives, owners
from support.after_the_journey import ACTION, closed, do, planning

TODAY = date(2026, 3, 7)


def test_a_plan_says_in_words_what_it_lacks() -> None:
    """An action names its missing parts, and the plan what is asked for before the run can close."""
    session = planning()
    do(session, ActionWritten("action-1", "Ringa", owner="Chefen"))
    view = v.plan_view(session.state, session.shown, load_checklist("closing", "en"), {})
    assert view.actions[0].missing == ("a due date", "how we will know", "a date for the follow-up")
    assert view.complete == 0
    assert any("one action" in text for text in view.still_open)
    assert [item.done for item in view.closing] == [False] * len(session.state.setting.closing)
    assert all(item.text != item.item and item.why for item in view.closing)


def test_a_complete_action_has_its_days_written_out() -> None:
    """A complete action lacks nothing; its days read as days."""
    session = planning()
    do(session, ActionWritten("action-1", **ACTION))
    (line,) = v.action_views(session.state, session.shown, {})
    assert line.complete
    assert line.text("due") == "Saturday 21 March 2026"
    assert line.text("follow_ups") == "Saturday 11 April 2026; Sunday 7 June 2026"


def test_a_new_action_has_the_scenarios_follow_ups() -> None:
    """Five weeks and three months, counted from today, stand there before anything is typed."""
    shown = planning().shown
    first = v.first_texts(shown, TODAY)
    assert first["follow_ups"] == "2026-04-11, 2026-06-07"
    assert not v.is_begun(first, first)
    assert v.is_begun({**first, "what": "x"}, first)


def test_an_owner_is_never_the_patient() -> None:
    """The roles of the journey can own an action, the patient's cannot, and there are functions beside them."""
    shown = planning().shown
    assert "Esther" not in owners(shown)
    assert "Unit manager" in owners(shown)


def test_follow_ups_wait_from_their_day_until_they_are_answered() -> None:
    """A follow-up is due from its day on; its answer is shown, and what was said before at the same action."""
    session = closed()
    day = date(2026, 4, 11)
    assert [line.due for line in v.follow_up_lines(session.state, date(2026, 4, 10))] == [False, False]
    assert [line.due for line in v.follow_up_lines(session.state, day)] == [True, False]
    do(session, FollowedUp("action-1", day, ActionStatus.ON_HOLD, "Chefen slutade"))
    first, second = v.follow_up_lines(session.state, date(2026, 6, 7))
    assert (first.due, first.status, first.evidence) == (False, ActionStatus.ON_HOLD, "Chefen slutade")
    assert (second.due, second.status) == (True, None)
    assert second.before == (v.FollowUpView(day, ActionStatus.ON_HOLD, "Chefen slutade"),)


def test_a_closed_run_tells_what_it_leaves_behind() -> None:
    """The closing page knows the actions, the days to come, and how many have come."""
    session = closed()
    view = v.closing_view(session.state, session.shown, session.run, TODAY)
    assert (len(view.actions), view.entries, view.due) == (1, session.state.seq, 0)
    assert view.coming == ("Saturday 11 April 2026", "Sunday 7 June 2026")
    assert v.closing_view(session.state, session.shown, session.run, date(2026, 5, 1)).due == 1


def test_objectives_that_the_team_agreed_on_come_first() -> None:
    """The list of objectives begins with those of this run, and holds all of the scenario's."""
    session = planning()
    setting = replace(session.state.setting, objectives=tuple(session.scenario.objectives)[-1:])
    keys = [key for key, _text in objectives(session.state._replace(setting=setting), session.shown)]
    assert keys[0] == tuple(session.scenario.objectives)[-1]
    assert set(keys) == set(session.scenario.objectives)
