"""The action plan: when an action is followed up, and which follow-ups are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from esthersim.journal.store import RunHead
from esthersim.play.state import Action, FollowUp, Plan
from esthersim.play.vocabulary import ActionStatus
from esthersim.scenario.model import FOLLOW_UPS, Scenario


def follow_up_dates(scenario: Scenario, today: date) -> tuple[date, ...]:
    """Return the follow-up days of a plan made today; months in the scenario are calendar months."""
    start = datetime.combine(today, time())
    dates: set[date] = set()
    for length in scenario.action_plan.follow_up or FOLLOW_UPS:
        try:
            dates.add(length.after(start).date())
        except (OverflowError, ValueError):  # beyond the calendar's end
            continue
    return tuple(sorted(dates))


@dataclass(frozen=True, slots=True)
class PlannedFollowUp:
    """A planned follow-up of an action; `answer` is its latest record, `status` the action's latest status."""

    action: Action
    planned: date
    answer: FollowUp | None
    status: ActionStatus | None

    @property
    def answered(self) -> bool:
        """Whether the follow-up has been answered."""
        return self.answer is not None


def follow_ups(plan: Plan) -> tuple[PlannedFollowUp, ...]:
    """Return every planned follow-up of a plan (`state.plan`), by date."""
    found = []
    for action in plan.actions.values():
        answers = {each.planned: each for each in plan.follow_ups if each.action == action.action}
        latest = answers[max(answers)].status if answers else None
        found += [PlannedFollowUp(action, planned, answers.get(planned), latest) for planned in action.follow_ups]
    return tuple(sorted(found, key=lambda each: (each.planned, each.action.action)))


@dataclass(frozen=True, slots=True)
class FollowUpDue:
    """A follow-up that is not yet answered."""

    run: str
    scenario_title: str
    action: Action
    planned: date
    status: ActionStatus | None


def due_follow_ups(plans: Iterable[tuple[RunHead, Plan]], today: date) -> tuple[FollowUpDue, ...]:
    """Return the follow-ups of these runs that are due today or earlier, the oldest first.

    A stopped action is not asked about again; a completed one is, to learn whether the improvement lasts.
    """
    due = [
        FollowUpDue(head.run, head.scenario_title, each.action, each.planned, each.status)
        for head, plan in plans
        for each in follow_ups(plan)
        if not each.answered and each.status is not ActionStatus.STOPPED and each.planned <= today
    ]
    return tuple(sorted(due, key=lambda each: (each.planned, each.run, each.action.action)))
