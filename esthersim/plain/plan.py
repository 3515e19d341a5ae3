"""The fifth step: who does what, by when, how we will know, and when it is followed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from esthersim.debriefing.checklists import CLOSING, load_checklist
from esthersim.debriefing.findings import findings
from esthersim.debriefing.saying import Said, say_all
from esthersim.language import _, get_language
from esthersim.plain.desk import Desk
from esthersim.plain.prompts import choose, is_so, kept, text
from esthersim.plain.sitting import Sitting
from esthersim.plain.typed_words import whole_number
from esthersim.play.state import Action
from esthersim.play.vocabulary import Step
from esthersim.runs.action_parts import Kind, Part, Texts, no_day, parts, read_action, read_part, typed, understood
from esthersim.views.action_choices import Choice, choices
from esthersim.views.plan import ActionView, closing_items, first_texts, next_action, plan_view
from esthersim.views.writing import action as writing_of


def action_plan(sitting: Sitting, today: date) -> None:
    """Write the plan, tick the closing checklist, and close the run."""
    desk, session = sitting.desk, sitting.session
    desk.heading(_("Step 5 of 5: action plan"))
    desk.say(_("What do we do now? One whole action is needed: what, who, when, how we will know, and follow-up."))
    while session.state.step is Step.ACTION_PLAN:
        view = plan_view(session.state, sitting.shown, None, _seen(sitting))
        for action in view.actions:
            tell_action(desk, action)
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
            write_action(sitting, today, view.actions[chosen - 1].action)
        elif chosen == len(options) - 1:
            close(sitting)
        else:
            _take_out(sitting, view.actions)


def write_action(sitting: Sitting, today: date, action: Action | None = None) -> None:
    """Ask for every part of an action; Enter leaves a part as it is. What is refused is asked again, and kept.

    Where one was begun and left, it is gone on with, if somebody wants to.
    """
    key = action.action if action else next_action(tuple(sitting.session.state.plan.actions))
    first, seen = first_texts(sitting.shown, today), _seen(sitting)
    begun = writing_of(key)
    written: Texts = sitting.begun(begun, "what") or (typed(action, seen) if action else {})
    while True:
        before = {name: written.get(name) or text for name, text in first.items()}
        texts: dict[str, str] = {}
        for part in parts():
            texts[part.name] = _ask(sitting, part, before[part.name], today, seen)
            if part.name == "what" and not texts["what"]:
                return
            sitting.keep(begun, {part.name: texts[part.name]})
        if sitting.do(read_action(texts, key, today, seen).entry, saves=(begun,)) is None:
            return
        written = texts


def _seen(sitting: Sitting) -> Mapping[str, Said]:
    """Return the findings in words, by id."""
    session, shown = sitting.session, sitting.shown
    return say_all(findings(session.retelling), shown, shown.language, papers=session.text.debrief)


def _ask(sitting: Sitting, part: Part, before: str, today: date, seen: Mapping[str, Said]) -> str:
    """Ask for a part of an action in the way that suits its kind, and return it as it is typed."""
    desk = sitting.desk
    offered = choices(part, sitting.session.state, sitting.shown, today, seen)
    match part.kind:
        case Kind.IDEA if offered and not before:
            desk.say()
            desk.say(_("Suggestions:"))
            how = _("Write it, or the number of a suggestion; Enter leaves it.")
            return _numbered_or_own(desk, f"{part.question} {how}", before, offered)
        case Kind.OWNER:
            desk.say()
            how = _("A number, or another role or function; no names of people.")
            return _numbered_or_own(desk, f"{part.question} {how}", before, offered)
        case Kind.OBJECTIVE:
            desk.say()
            keys = [*(each.typed for each in offered), ""]
            options = [*(each.text for each in offered), _("none of them")]
            default = keys.index(before) if before in keys else len(keys) - 1
            return keys[choose(desk, part.question, options, default=default)]
        case Kind.DAY:
            how = _("A date as 2026-12-24, or as 5 weeks.")
            question = kept(f"{part.question} {how}", understood(before, today))
            return _days(sitting, part, question, before, today)
        case Kind.DAYS:
            how = _("Enter means {dates}.").format(dates=before) if before else ""
            return _days(sitting, part, f"{part.question} {how}".strip(), before, today)
        case _:
            return text(desk, kept(part.question, before), default=before)


def _numbered_or_own(desk: Desk, question: str, before: str, offered: Sequence[Choice]) -> str:
    """Ask for a text, or for the number of one that is offered."""
    desk.numbered([each.text for each in offered])
    answer = text(desk, kept(question, before), default=before)
    number = whole_number(answer.rstrip("."))
    return offered[number - 1].typed if number is not None and 1 <= number <= len(offered) else answer


def _days(sitting: Sitting, part: Part, question: str, before: str, today: date) -> str:
    """Ask for days until they can be read."""
    while True:
        answer = text(sitting.desk, question, default=before)
        unread = read_part(part, answer, today, {})[1]
        if not unread:
            return answer
        sitting.desk.say(no_day(unread[0]))


def _take_out(sitting: Sitting, actions: tuple[ActionView, ...]) -> None:
    desk = sitting.desk
    options = [*(action.what for action in actions), _("none of them")]
    place = choose(desk, _("Which one is taken out?"), options, default=len(actions))
    if place < len(actions):
        sitting.do(sitting.act("remove-action", actions[place].id).command())


def tell_action(desk: Desk, action: ActionView) -> None:
    """Say an action with all that is written about it."""
    desk.say()
    desk.say(_("Action {number}: {what}").format(number=action.number, what=action.what))
    for label, words in action.lines("what"):
        desk.say(f"  {label}: {words}")


def close(sitting: Sitting) -> None:
    """Tick the closing checklist, then close the run where its gate lets it."""
    desk = sitting.desk
    checklist = load_checklist(CLOSING, get_language(), sitting.session.text.debrief)
    points = closing_items(sitting.session.state, checklist)
    still_open = [item for item in points if not item.done]
    if still_open:
        desk.heading(_("Closing checklist"))
        desk.say(_("Read each point aloud and answer yes when it is so; Enter means yes."))
    for item in still_open:
        if is_so(desk, item.text):
            sitting.do(sitting.act("tick", item.item).command())
    sitting.advance()
