"""The fifth step, the action plan: who does what, by when, how we will know, and when it is followed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from esthersim.debriefing.checklists import CLOSING, load_checklist
from esthersim.debriefing.findings import findings
from esthersim.debriefing.saying import Said, say_all
from esthersim.language import _, get_language
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import choose, is_so, kept, text
from esthersim.plain.typed_words import whole_number
from esthersim.play.state import Action
from esthersim.play.vocabulary import Step
from esthersim.runs.action_parts import Kind, Part, Texts, as_form, parts, read_action, read_part, typed, understood
from esthersim.views.action_choices import Choice, choices
from esthersim.views.plan import ActionView, closing_items, first_texts, plan_view
from esthersim.views.writing import NEW_ACTION
from esthersim.views.writing import action as writing_of


def action_plan(run: PlainRun, today: date) -> None:
    """Write the plan, tick the closing checklist, and close the run."""
    dialogue, session = run.dialogue, run.session
    dialogue.heading(_("Step 5 of 5: action plan"))
    dialogue.say(_("What do we do now? One whole action is needed: what, who, when, how we will know, and follow-up."))
    while session.state.step is Step.ACTION_PLAN:
        view = plan_view(session.state, run.shown, None, _seen(run))
        for action in view.actions:
            say_action(dialogue, action)
        dialogue.say()
        options = [
            _("Write an action"),
            *(_("Change action {number}").format(number=each.number) for each in view.actions),
        ]
        if view.actions:
            options += [_("Take out an action"), _("The plan is ready: closing checklist")]
        begun = next((each.number for each in view.actions if not each.complete), 0)
        chosen = choose(dialogue, _("What now?"), options, default=len(options) - 1 if view.complete else begun)
        if chosen == 0:
            write_action(run, today)
        elif chosen <= len(view.actions):
            write_action(run, today, view.actions[chosen - 1].action)
        elif chosen == len(options) - 1:
            close(run)
        else:
            _take_out(run, view.actions)


def write_action(run: PlainRun, today: date, action: Action | None = None) -> None:
    """Ask for every part of an action; Enter keeps a part as it is. If it is refused, the parts are asked for again.

    An action that was begun and not saved can be continued.
    """
    key = action.action if action else NEW_ACTION
    first, seen = first_texts(run.shown, today), _seen(run)
    begun = writing_of(key)
    written: Texts = run.begun(begun, "what") or (typed(action, seen) if action else {})
    while True:
        before = {name: written.get(name) or text for name, text in first.items()}
        texts: dict[str, str] = {}
        for part in parts():
            texts[part.name] = _ask(run, part, before[part.name], today, seen)
            if part.name == "what" and not texts["what"]:
                return
            run.keep(begun, {part.name: texts[part.name]})
        written_down = run.act("write-action", key).command(as_form(read_action(texts, key, today, seen).action))
        if run.do(written_down, saves=(begun,)) is None:
            return
        written = texts


def _seen(run: PlainRun) -> Mapping[str, Said]:
    """Return the findings as sentences, by id."""
    session, shown = run.session, run.shown
    return say_all(findings(session.retelling), shown, shown.language, papers=session.text.debrief)


def _ask(run: PlainRun, part: Part, before: str, today: date, seen: Mapping[str, Said]) -> str:
    """Ask for a part of an action in the way that suits its kind, and return it as typed."""
    dialogue = run.dialogue
    offered = choices(part, run.session.state, run.shown, today, seen)
    match part.kind:
        case Kind.IDEA if offered and not before:
            dialogue.say()
            dialogue.say(_("Suggestions:"))
            how = _("Write it, or the number of a suggestion; press Enter to skip.")
            return _numbered_or_own(dialogue, f"{part.question} {how}", before, offered)
        case Kind.OWNER:
            dialogue.say()
            how = _("A number, or another role or function; no names of people.")
            return _numbered_or_own(dialogue, f"{part.question} {how}", before, offered)
        case Kind.OBJECTIVE:
            dialogue.say()
            keys = [*(each.typed for each in offered), ""]
            options = [*(each.text for each in offered), _("none of them")]
            default = keys.index(before) if before in keys else len(keys) - 1
            return keys[choose(dialogue, part.question, options, default=default)]
        case Kind.DAY:
            how = _("A date such as 2026-12-24, or a length of time such as 5 weeks.")
            question = kept(f"{part.question} {how}", understood(before, today))
            return _days(run, part, question, before, today)
        case Kind.DAYS:
            how = _("Enter means {dates}.").format(dates=before) if before else ""
            return _days(run, part, f"{part.question} {how}".strip(), before, today)
        case _:
            return text(dialogue, kept(part.question, before), default=before)


def _numbered_or_own(dialogue: Dialogue, question: str, before: str, offered: Sequence[Choice]) -> str:
    """Ask for a text, or for the number of an offered one."""
    dialogue.numbered([each.text for each in offered])
    answer = text(dialogue, kept(question, before), default=before)
    number = whole_number(answer.rstrip("."))
    return offered[number - 1].typed if number is not None and 1 <= number <= len(offered) else answer


def _days(run: PlainRun, part: Part, question: str, before: str, today: date) -> str:
    """Ask for days until the answer can be read."""
    while True:
        answer = text(run.dialogue, question, default=before)
        problem = read_part(part, answer, today, {})[1]
        if not problem:
            return answer
        run.dialogue.say(problem)


def _take_out(run: PlainRun, actions: tuple[ActionView, ...]) -> None:
    dialogue = run.dialogue
    options = [*(action.what for action in actions), _("none of them")]
    place = choose(dialogue, _("Which one do you want to take out?"), options, default=len(actions))
    if place < len(actions):
        run.do(run.act("remove-action", actions[place].id).command())


def say_action(dialogue: Dialogue, action: ActionView) -> None:
    """Say an action with all its parts."""
    dialogue.say()
    dialogue.say(_("Action {number}: {what}").format(number=action.number, what=action.what))
    for label, words in action.lines("what"):
        dialogue.say(f"  {label}: {words}")


def close(run: PlainRun) -> None:
    """Tick the closing checklist, then close the run if its gate allows it."""
    dialogue = run.dialogue
    checklist = load_checklist(CLOSING, get_language(), run.session.text.debrief)
    points = closing_items(run.session.state, checklist)
    still_open = [item for item in points if not item.done]
    if still_open:
        dialogue.heading(_("Closing checklist"))
        dialogue.say(_("Read each point aloud and answer yes when it is in place; Enter means yes."))
    for item in still_open:
        if is_so(dialogue, item.text):
            run.do(run.act("tick", item.item).command())
    run.advance()
