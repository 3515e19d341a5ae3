"""Follow-ups: what had become of an action on the day that the team had set, and how one knows."""

from __future__ import annotations

from esthersim.cleaning import clean_line
from esthersim.debriefing.action_plan import FollowUpDue
from esthersim.journal.session import Session
from esthersim.language import _, format_date
from esthersim.plain.desk import Desk
from esthersim.plain.prompts import choose, text
from esthersim.plain.sitting import Sitting
from esthersim.play.entries import FollowedUp
from esthersim.play.words import ActionStatus
from esthersim.views.action_parts import part_named
from esthersim.views.names import action_status_word


def due_text(due: FollowUpDue) -> str:
    """Return a follow-up as one item of a list."""
    action = due.action
    owner = f" ({clean_line(action.owner)})" if action.owner else ""
    return _("{what}{owner}, {day}, from {title}").format(
        what=clean_line(action.what),
        owner=owner,
        day=format_date(due.planned, year=True),
        title=clean_line(due.scenario_title),
    )


def answer_follow_up(desk: Desk, session: Session, due: FollowUpDue) -> None:
    """Ask how far the action has come and how one knows, and write it down."""
    sitting = Sitting(desk, session)
    desk.heading(_("Follow-up"))
    desk.say(due_text(due))
    if due.action.measure:
        desk.say(f"{part_named('measure').label}: {clean_line(due.action.measure)}")
    statuses = tuple(ActionStatus)
    status = statuses[choose(desk, _("How far has it come?"), [action_status_word(each) for each in statuses])]
    evidence = text(desk, _("How do you know? What can be seen or counted?"))
    if sitting.do(FollowedUp(due.action.action, due.planned, status, evidence)) is None:
        desk.say(_("Written down."))
