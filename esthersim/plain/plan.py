"""The fifth step: who does what, by when, how we will know, and when it is followed up."""

from __future__ import annotations

from datetime import date

from esthersim.debriefing.action_plan import follow_up_dates
from esthersim.debriefing.checklists import CLOSING, load_checklist
from esthersim.language import _, format_date, get_language
from esthersim.plain.prompts import choose, day, days, is_so, kept, text
from esthersim.plain.sitting import Sitting
from esthersim.plain.words import whole_number
from esthersim.play import entries as e
from esthersim.play.entries import ActionWritten
from esthersim.play.state import Action
from esthersim.play.words import Step
from esthersim.views.plan import ActionLine, next_action, objectives, owners, plan_view, suggestions


def action_plan(sitting: Sitting, today: date) -> None:
    """Write the plan, tick the closing checklist, and close the run."""
    desk, session = sitting.desk, sitting.session
    desk.heading(_("Step 5 of 5: action plan"))
    desk.say(_("What do we do now? One whole action is needed: what, who, when, how we will know, and follow-up."))
    while session.state.step is Step.ACTION_PLAN:
        view = plan_view(session.state, sitting.words)
        for action in view.actions:
            tell_action(sitting, action)
        desk.say()
        options = [
            _("Write an action"),
            *(_("Change action {number}").format(number=each.number) for each in view.actions),
        ]
        if view.actions:
            options += [_("Take out an action"), _("The plan is ready: closing checklist")]
        begun = next((each.number for each in view.actions if not each.complete), 0)
        chosen = choose(desk, _("What now?"), options, default=len(options) - 1 if view.complete else begun)
        if chosen == 0:
            write_action(sitting, today)
        elif chosen <= len(view.actions):
            write_action(sitting, today, session.state.plan.actions[view.actions[chosen - 1].action])
        elif chosen == len(options) - 1:
            close(sitting)
        else:
            _take_out(sitting, view.actions)


def write_action(sitting: Sitting, today: date, action: Action | None = None) -> None:
    """Ask for every part of an action; Enter leaves a part as it is. What is refused is asked again, and kept."""
    draft: Action | None = action
    while draft := _asked(
        sitting, today, draft or ActionWritten(next_action(tuple(sitting.session.state.plan.actions)), "")
    ):
        if sitting.do(draft) is None:
            return


def _asked(sitting: Sitting, today: date, draft: Action) -> ActionWritten | None:
    """Return the action with its parts as they are answered, or `None` where nobody says what is to be done."""
    desk, words = sitting.desk, sitting.words
    what = _what(sitting, draft)
    if not what:
        return None
    known = objectives(sitting.session.state, words)
    options = [*(each for _key, each in known), _("none of them")]
    keys: list[str | None] = [*(key for key, _text in known), None]
    desk.say()
    place = choose(desk, _("Which objective does it serve?"), options, default=_place(keys, draft.objective))

    def part(question: str, before: str) -> str:
        return text(desk, kept(question, before), default=before)

    finding = part(_("What did we see that makes it needed?"), draft.finding)
    owner = _owner(sitting, draft.owner)
    due = day(
        desk,
        kept(_("When is it done? A date as 2026-12-24, or as 5 weeks."), _in_words(draft.due)),
        today,
        default=draft.due,
    )
    measure = part(_("How will we know that it is better for Esther?"), draft.measure)
    first_test = part(_("What is the first small test, this week?"), draft.first_test)
    support = part(_("What support is needed from a manager?"), draft.support)
    planned = draft.follow_ups or follow_up_dates(words, today)
    dates = ", ".join(each.isoformat() for each in planned)
    return ActionWritten(
        action=draft.action,
        what=what,
        objective=keys[place],
        finding=finding,
        owner=owner,
        due=due,
        measure=measure,
        first_test=first_test,
        support=support,
        follow_ups=days(
            desk, _("When is it followed up? Enter means {dates}.").format(dates=dates), today, default=planned
        ),
    )


def _in_words(when: date | None) -> str:
    return format_date(when, year=True) if when else ""


def _place(keys: list[str | None], key: str | None) -> int:
    return keys.index(key) if key in keys else len(keys) - 1


def _what(sitting: Sitting, written: Action) -> str:
    """Ask what is to be done; the scenario's suggestions can be taken by number."""
    desk = sitting.desk
    ready = suggestions(sitting.words)
    if written.what or not ready:
        return text(desk, kept(_("What do we do?"), written.what), default=written.what)
    desk.say()
    desk.say(_("Suggestions:"))
    desk.numbered(ready)
    answer = text(desk, _("What do we do? Write it, or the number of a suggestion; Enter leaves it."))
    if (number := whole_number(answer.rstrip("."))) is not None and 1 <= number <= len(ready):
        return ready[number - 1]
    return answer


def _owner(sitting: Sitting, before: str) -> str:
    """Ask for the role or function that owns the action; never for somebody's name."""
    desk = sitting.desk
    known = owners(sitting.words)
    desk.say()
    desk.numbered(known)
    question = _("Who owns it? A number, or another role or function; no names of people.")
    answer = text(desk, kept(question, before), default=before)
    if (number := whole_number(answer.rstrip("."))) is not None and 1 <= number <= len(known):
        return known[number - 1]
    return answer


def _take_out(sitting: Sitting, actions: tuple[ActionLine, ...]) -> None:
    desk = sitting.desk
    options = [*(action.what for action in actions), _("none of them")]
    place = choose(desk, _("Which one is taken out?"), options, default=len(actions))
    if place < len(actions):
        sitting.do(e.ActionRemoved(actions[place].action))


def tell_action(sitting: Sitting, action: ActionLine) -> None:
    """Say an action with all that is written about it."""
    desk = sitting.desk
    desk.say()
    desk.say(_("Action {number}: {what}").format(number=action.number, what=action.what))
    for name, value in (
        (_("Objective"), action.objective),
        (_("What we saw"), action.finding),
        (_("Owner"), action.owner),
        (_("Due"), action.due),
        (_("How we will know"), action.measure),
        (_("First small test"), action.first_test),
        (_("Support"), action.support),
        (_("Follow-up"), "; ".join(action.follow_ups)),
    ):
        if value:
            desk.say(f"  {name}: {value}")
    if action.missing:
        desk.say(_("  Still lacks: {parts}.").format(parts=", ".join(action.missing)))


def close(sitting: Sitting) -> None:
    """Tick the closing checklist, then close the run where its gate lets it."""
    desk = sitting.desk
    checklist = load_checklist(CLOSING, get_language(), sitting.session.text.debrief)
    view = plan_view(sitting.session.state, sitting.words, checklist)
    still_open = [item for item in view.closing if not item.done]
    if still_open:
        desk.heading(_("Closing checklist"))
        desk.say(_("Read each point aloud and answer yes when it is so; Enter means yes."))
    for item in still_open:
        if is_so(desk, item.text):
            sitting.do(e.Ticked(item.item))
    sitting.advance()
