"""Follow-ups: how far an action has come on the day that the team set, and how the team knows."""

from __future__ import annotations

from esthersim.cleaning import clean_line
from esthersim.debriefing.action_plan import FollowUpDue
from esthersim.journal.session import Session
from esthersim.language import _, format_date
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import choose, kept, text
from esthersim.play.vocabulary import ActionStatus
from esthersim.runs.action_parts import part_named
from esthersim.runs.names import action_status_word
from esthersim.views.writing import EVIDENCE, STATUS, follow_up


def due_text(due: FollowUpDue) -> str:
    """Return a follow-up as a line of a list."""
    action = due.action
    owner = f" ({clean_line(action.owner)})" if action.owner else ""
    return _("{what}{owner}, {day}, from {title}").format(
        what=clean_line(action.what),
        owner=owner,
        day=format_date(due.planned, year=True),
        title=clean_line(due.scenario_title),
    )


def answer_follow_up(dialogue: Dialogue, session: Session, due: FollowUpDue) -> None:
    """Ask how far the action has come and how the team knows, and write it down."""
    run = PlainRun(dialogue, session)
    dialogue.heading(_("Follow-up"))
    dialogue.say(due_text(due))
    if due.action.measure:
        dialogue.say(f"{part_named('measure').label}: {clean_line(due.action.measure)}")
    act = run.act("follow-up", f"{due.action.action} {due.planned.isoformat()}")
    statuses = tuple(ActionStatus)
    begun = follow_up(due.action.action, due.planned)
    drafts = session.drafts
    before = next((place for place, each in enumerate(statuses) if each == drafts.text(begun, STATUS)), None)
    words = [action_status_word(each) for each in statuses]
    status = statuses[choose(dialogue, _("How far along is it?"), words, default=before)]
    run.keep(begun, {STATUS: status.value})
    written = drafts.text(begun, EVIDENCE)
    evidence = text(dialogue, kept(_("How do you know? What can be seen or counted?"), written), default=written)
    run.keep(begun, {EVIDENCE: evidence})
    if run.do(act.command({"status": status.value, "evidence": evidence}), saves=(begun,)) is None:
        dialogue.say(_("Written down."))
