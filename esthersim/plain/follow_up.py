"""Follow-ups: what had become of an action on the day that the team had set, and how one knows."""

from __future__ import annotations

from esthersim.cleaning import clean_line
from esthersim.debriefing.action_plan import FollowUpDue
from esthersim.journal.session import Session
from esthersim.language import _, format_date
from esthersim.plain.desk import Desk
from esthersim.plain.prompts import choose, kept, text
from esthersim.plain.sitting import Sitting
from esthersim.play.vocabulary import ActionStatus
from esthersim.runs.action_parts import part_named
from esthersim.runs.names import action_status_word
from esthersim.views.writing import EVIDENCE, STATUS, follow_up


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
    act = sitting.act("follow-up", f"{due.action.action} {due.planned.isoformat()}")
    statuses = tuple(ActionStatus)
    begun = follow_up(due.action.action, due.planned)
    drafts = session.drafts
    before = next((place for place, each in enumerate(statuses) if each == drafts.text(begun, STATUS)), None)
    words = [action_status_word(each) for each in statuses]
    status = statuses[choose(desk, _("How far has it come?"), words, default=before)]
    sitting.keep(begun, {STATUS: status.value})
    written = drafts.text(begun, EVIDENCE)
    evidence = text(desk, kept(_("How do you know? What can be seen or counted?"), written), default=written)
    sitting.keep(begun, {EVIDENCE: evidence})
    if sitting.do(act.command({"status": status.value, "evidence": evidence}), saves=(begun,)) is None:
        desk.say(_("Written down."))
