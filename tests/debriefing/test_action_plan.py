"""What an action lacks, when it is followed up, and what is due when."""

from __future__ import annotations

from datetime import date

import pytest

from esthersim.debriefing.action_plan import (
    due_follow_ups,
    follow_up_dates,
    follow_ups,
)
from esthersim.journal.store import RunHead
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.gates import missing_parts
from esthersim.play.learning import plan_of
from esthersim.play.vocabulary import ActionStatus
from support.debriefing import Run, full_scenario
from support.stores import CREATED

TODAY = date(2026, 11, 30)
SUGGESTIONS = {"follow_up": ["5 weeks", "3 months"], "suggestions": {"listan": "Ta med listan"}}


def planned(*dates: date, action: str = "action-1") -> e.ActionWritten:
    """Return an action with these follow-ups."""
    return e.ActionWritten(action, "Ta med listan", owner="Chef", due=TODAY, measure="Ringt", follow_ups=dates)


def head(run: str = "prov", step: str = "closed") -> RunHead:
    """Return the head of a run."""
    return RunHead(run, "prov", "Prov", "sv", CREATED, CREATED, step, 9, step == "closed", "x")


def test_follow_ups_are_counted_from_today() -> None:
    """As the scenario says, by calendar months; five weeks and three months where it says nothing."""
    dates = (date(2027, 1, 4), date(2027, 2, 28))
    assert follow_up_dates(full_scenario(action_plan=SUGGESTIONS), TODAY) == dates
    assert follow_up_dates(full_scenario(), TODAY) == dates
    assert follow_up_dates(full_scenario(action_plan={"follow_up": []}), TODAY) == dates
    assert missing_parts(e.ActionWritten("a", "Gör", follow_ups=dates)) == ("owner", "due", "measure")


def test_follow_ups_are_answered_by_date() -> None:
    """Each planned date has its own answer; the status is the latest date's, not the latest entry's."""
    first, second = date(2026, 12, 1), date(2027, 3, 1)
    plan = plan_of(
        [
            planned(first, second),
            e.FollowedUp("action-1", second, ActionStatus.COMPLETED),
            e.FollowedUp("action-1", first, ActionStatus.IN_PROGRESS, "halvvägs"),
        ]
    )
    one, two = follow_ups(plan)
    assert (one.planned, one.answered, one.answer.evidence if one.answer else "") == (first, True, "halvvägs")
    assert one.status is two.status is ActionStatus.COMPLETED


def test_what_is_due_is_found() -> None:
    """Today is due, tomorrow is not; an answered date is done."""
    plan = plan_of(
        [
            planned(date(2026, 11, 20), TODAY, date(2026, 12, 1)),
            e.FollowedUp("action-1", date(2026, 11, 20), ActionStatus.ON_HOLD),
        ]
    )
    (due,) = due_follow_ups([(head(), plan)], TODAY)
    assert (due.run, due.scenario_title, due.planned, due.status) == (
        "prov", "Prov", TODAY, ActionStatus.ON_HOLD,
    )  # fmt: skip
    assert len(due_follow_ups([(head(), plan)], date(2026, 12, 3))) == 2


@pytest.mark.parametrize(("status", "asked"), [(ActionStatus.STOPPED, 0), (ActionStatus.COMPLETED, 1)])
def test_a_stopped_action_is_left_alone(status: ActionStatus, asked: int) -> None:
    """One that was completed is asked about again, for whether it lasts."""
    plan = plan_of([planned(date(2026, 10, 1), TODAY), e.FollowedUp("action-1", date(2026, 10, 1), status)])
    assert len(due_follow_ups([(head(), plan)], TODAY)) == asked


def test_the_plan_is_the_same_without_the_scenario() -> None:
    """Reading the plan out of the entries alone gives what the folded run has."""
    run = Run()
    run.do(e.Checked("vagen"), c.Choose("vanta"), c.Advance(), c.Advance(override=True))
    run.do(planned(TODAY), planned(TODAY, action="action-2"), e.ActionRemoved("action-1"))
    run.do(planned(TODAY, date(2027, 3, 1), action="action-2"), e.FollowedUp("action-2", TODAY, ActionStatus.COMPLETED))
    plan = plan_of(each.entry for each in run.journal)
    assert plan == run.state.plan
