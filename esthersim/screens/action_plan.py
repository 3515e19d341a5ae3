"""The action plan: the actions and the closing checklist in one list, and a form for one action at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, TextArea

from esthersim.debriefing.action_plan import missing_words
from esthersim.language import _, get_language, ngettext
from esthersim.play.entries import ActionRemoved, Ticked
from esthersim.screens.base import PlainStatic, RoomScreen
from esthersim.screens.keys import Action
from esthersim.screens.widgets.acting import action_note, action_sheet, helps, labels
from esthersim.screens.widgets.field import Field
from esthersim.screens.widgets.lines import flow, with_gaps
from esthersim.screens.widgets.paper import Pane
from esthersim.screens.widgets.picking import Picking, Row, RowList
from esthersim.views import plan as v

if TYPE_CHECKING:
    from esthersim.debriefing.checklists import Checklist
    from esthersim.debriefing.saying import Said

DRAFT, HEAD, NONE = "draft", "head:", "none"
PARTS = v.ActionTexts._fields
TYPED = tuple(part for part in PARTS if part != "objective")


class ActionPlanScreen(RoomScreen):
    """The plan. What is typed stays in the form until it is saved or thrown away, whatever happens around it."""

    CSS_PATH = "action_plan.tcss"
    AUTO_FOCUS: ClassVar[str] = "#plan-rows"

    def __init__(self) -> None:
        super().__init__()
        self._writing: str | None = None
        """The id of the action in the form; None: nothing is being written."""
        self._objective = ""
        self._first = v.ActionTexts()
        """What the form began with, to know whether anything was typed."""
        self._found: tuple[int, str, dict[str, tuple[Said, str]]] = (0, "", {})

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the keys of the plan."""
        return (
            Action("plan.save", "f10", "save", _("Save the action"), shown=True),
            Action("plan.choose", "f5", "choose", _("Choose from a list"), shown=True),
            Action("plan.new", "a", "new", _("New action"), shown=True),
            Action("plan.suggest", "f", "suggest", _("Suggestions"), shown=True),
            Action("plan.edit", "e", "edit", _("Change, tick"), shown=True),
            Action("run.leave", "q,escape", "leave", _("Back"), shown=True),
            Action("plan.keep", "s", "save", _("Save the action")),
            Action("plan.remove", "x", "remove", _("Take out")),
            Action("plan.report", "r", "report", _("Report")),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what works: the form has its own keys."""
        form = self.has_class("-form")
        if action == "choose":
            return form
        if action == "save":
            return form or self._writing is not None
        if action in {"new", "suggest", "edit", "remove", "report", "next", "override", "pause"}:
            return not form
        return super().check_action(action, parameters)

    def compose_body(self) -> Iterable[Widget]:
        """Compose the list with what is said of the present row beside it, and the form."""
        yield PlainStatic(id="plan-head")
        yield Horizontal(RowList(id="plan-rows"), Pane(id="plan-more"), id="plan")
        rows = [
            Horizontal(PlainStatic(id=f"label-{part}"), Field(id=f"field-{part}"), id=f"row-{part}", classes="row")
            for part in PARTS
        ]
        yield Vertical(
            PlainStatic(id="form-title"),
            VerticalScroll(*rows, id="form-fields", can_focus=False),
            PlainStatic(id="form-help"),
            id="form",
        )

    def on_mount(self) -> None:
        """Let the objective be chosen, not typed."""
        self.query_one("#field-objective", Field).read_only = True
        self.call_after_refresh(self.refresh, layout=True)  # the head may have grown since it was measured

    # Drawing

    def redraw(self) -> None:
        """Draw the list, what is said of the present row, and the labels of the form."""
        view = v.plan_view(self.session.state, self.session.words, closing_checklist(), self._saw)
        self.query_one("#plan-head", PlainStatic).show(self._head(view))
        rows = self.query_one(RowList)
        rows.show(self._rows(view))
        here, texts = rows.here, self._texts() if self._writing else None
        self.query_one("#plan-more", Pane).show(
            (view, here, texts, get_language()), lambda columns: self._more(view, here, texts, columns)
        )
        self._draw_form()

    def _head(self, view: v.PlanView) -> str:
        if not view.actions:
            return _("What do we take home? At least one action with owner, due date, measure and follow-up.")
        count = len(view.actions)
        told = ngettext("{count} action, {complete} complete.", "{count} actions, {complete} complete.", count)
        told = told.format(count=count, complete=view.complete)
        if not view.still_open:
            return told + " " + _("All is ready: {key} closes the run.").format(key="n")
        if not view.complete:
            return told + " " + _("One complete action is needed before the run can close.")
        return told + " " + _("Talk through the points below and tick them; then {key} closes the run.").format(key="n")

    def _rows(self, view: v.PlanView) -> list[Row]:
        rows = [Row(HEAD + "actions", _("Action plan"), heading=True)]
        if self._writing is not None:
            what = self._texts().what.strip() or _("(nothing written under what)")
            rows.append(Row(DRAFT, what, _("Not saved yet. {key} goes on with it.").format(key=_("Enter")), lead="✎ "))
        rows += [
            Row(action.action, action.what, action_note(action), lead=f"{action.number}  ")
            for action in view.actions
            if action.action != self._writing
        ]
        if len(rows) == 1:
            text = _("No action yet. {new} writes one, {suggest} shows suggestions.").format(new="a", suggest="f")
            rows.append(Row(NONE, text, heading=True))
        if view.closing:
            done = sum(item.done for item in view.closing)
            heading = _("Before we close: {done} of {all} ticked").format(done=done, all=len(view.closing))
            rows += [Row(HEAD + "gap", "", heading=True), Row(HEAD + "closing", heading, heading=True)]
            rows += [
                Row(f"closing:{item.item}", item.text, lead="[x] " if item.done else "[ ] ") for item in view.closing
            ]
        return rows

    def _more(self, view: v.PlanView, here: str | None, texts: v.ActionTexts | None, columns: int) -> list[Content]:
        if here == DRAFT and texts is not None:
            read = v.read_action(texts, self._writing or "", self.today, self._saw)
            return list(action_sheet(v.action_line(read.entry, self.session.words, 0, self._saw), columns))
        for action in view.actions:
            if action.action == here:
                return list(action_sheet(action, columns))
        for item in view.closing:
            if here == f"closing:{item.item}":
                return list(with_gaps([flow(item.text, columns, "bold"), flow(item.why, columns)]))
        return []

    def _draw_form(self) -> None:
        if self._writing is None:
            return
        written = list(self.session.state.plan.actions)
        number = written.index(self._writing) + 1 if self._writing in written else len(written) + 1
        self.query_one("#form-title", PlainStatic).show(_("Action {number}").format(number=number))
        objective = dict(v.objectives(self.session.state, self.session.words)).get(self._objective, self._objective)
        self.query_one("#field-objective", Field).write(objective)
        here = self._here()
        for part in PARTS:
            self.query_one(f"#label-{part}", PlainStatic).show(labels()[part])
            self.query_one(f"#row-{part}").set_class(part == here, "-here")
        self.query_one("#form-help", PlainStatic).show(self._help(here))

    def _help(self, part: str) -> str:
        texts = self._texts()
        lacks = v.read_action(texts, "", self.today).entry
        missing = ", ".join(missing_words(lacks))
        lines = [helps()[part]]
        if part in {"due", "follow_ups"} and (text := getattr(texts, part).strip()):
            meant = v.understood(text, self.today)
            lines[0] = _("That is {days}.").format(days=meant) if meant else lines[0]
        lines.append(_("Still missing: {parts}").format(parts=missing) if missing else _("Nothing is missing."))
        return "\n".join(lines)

    def _here(self) -> str:
        focused = self.focused
        found = (focused.id or "").removeprefix("field-") if isinstance(focused, Field) else ""
        return found if found in PARTS else "what"

    # The form

    def _texts(self) -> v.ActionTexts:
        typed = {part: self.query_one(f"#field-{part}", Field).text for part in TYPED}
        return v.ActionTexts(objective=self._objective, **typed)

    def _open(self, action: str, texts: v.ActionTexts, first: v.ActionTexts | None = None) -> None:
        """Show an action in the form."""
        self._writing, self._objective, self._first = action, texts.objective, first or texts
        for part in TYPED:
            self.query_one(f"#field-{part}", Field).write(getattr(texts, part))
        self._show_form(True)
        self.query_one("#field-what", Field).focus()

    def _show_form(self, shown: bool) -> None:
        self.set_class(shown, "-form")
        self.say("")
        if not shown:
            rows = self.query_one(RowList)
            rows.focus()
            if self._writing is not None and not v.is_begun(self._texts(), self._first):
                self._writing = None
            self.redraw_all()
            rows.go_to(DRAFT)
        else:
            self.redraw_all()
        self.refresh_bindings()

    def _go_on(self) -> bool:
        """Show the form again where something in it is not saved yet; tell so."""
        if self._writing is None:
            return False
        self._show_form(True)
        self.query_one("#field-what", Field).focus()
        self.say(_("Save this one first (F10), or take it out of the list (Esc, then x)."), "refused")
        return True

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Tell at once what a day means and what is missing."""
        if self.has_class("-form"):
            self._draw_form()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Help with the field that has the focus, and keep it in view."""
        if self.has_class("-form"):
            self._draw_form()

    @on(OptionList.OptionHighlighted)
    def moved(self) -> None:
        """Say more of the present row."""
        self.redraw_all()

    @on(OptionList.OptionSelected)
    def entered(self) -> None:
        """Change or tick the present row."""
        self.action_edit()

    def on_key(self, event: events.Key) -> None:
        """Choose the objective with Enter or space as well: it is not typed."""
        if self._here() == "objective" and self.focused and self.focused.id == "field-objective":
            if event.key == "space":
                event.stop()
                self.action_choose()
            elif event.key in {"delete", "backspace"}:
                event.stop()
                self._objective = ""
                self._draw_form()

    # Actions

    def action_new(self) -> None:
        """Write a new action."""
        if not self._go_on():
            first = v.first_texts(self.session.words, self.today)
            self._open(v.next_action(tuple(self.session.state.plan.actions)), first)

    def action_suggest(self) -> None:
        """Begin an action with what the scenario suggests, or with what was found."""
        if self._go_on():
            return
        ideas = v.suggestions(self.session.words)
        found = list(self._findings().values())
        rows = [Row(HEAD + "1", _("From the scenario"), heading=True)] if ideas else []
        rows += [Row(f"idea:{index}", idea) for index, idea in enumerate(ideas)]
        rows += [Row(HEAD + "2", _("From what we saw"), heading=True)] if found else []
        rows += [Row(f"found:{index}", told.saw, told.wonder) for index, (told, _objective) in enumerate(found)]
        if not rows:
            self.say(_("There are no suggestions for this journey."), "refused")
            return

        def picked(key: str | None) -> None:
            kind, _colon, index = (key or "").partition(":")
            if not index:
                return
            first = v.first_texts(self.session.words, self.today)
            if kind == "idea":
                texts = first._replace(what=ideas[int(index)])
            else:
                told, objective = found[int(index)]
                texts = first._replace(finding=told.saw, objective=objective)
            self._open(v.next_action(tuple(self.session.state.plan.actions)), texts, first)

        self.app.push_screen(Picking(_("Suggestions for the plan"), rows), picked)

    def _findings(self) -> dict[str, tuple[Said, str]]:
        """Return what was found, in words and with its objective, by id, what weighs the most first."""
        from esthersim.debriefing.asking import weight_of
        from esthersim.debriefing.findings import findings
        from esthersim.debriefing.saying import said

        session = self.session
        language = session.words.language
        if self._found[:2] != (len(session.journal), language):
            found = {
                each.id: (said(each, session.words, language), each.objective or "")
                for each in sorted(findings(session.scenario, session.journal), key=weight_of, reverse=True)
            }
            self._found = (len(session.journal), language, found)
        return self._found[2]

    @property
    def _saw(self) -> dict[str, str]:
        return {key: told.saw for key, (told, _objective) in self._findings().items()}

    def action_edit(self) -> None:
        """Change the action of the present row, or tick the point of the checklist."""
        here = self.query_one(RowList).here or ""
        kind, _colon, item = here.partition(":")
        if kind == "closing":
            self.ask(Ticked(item, item not in self.session.state.setting.ticked))
        elif here == DRAFT:
            self._show_form(True)
            self.query_one("#field-what", Field).focus()
        elif here in self.session.state.plan.actions and not self._go_on():
            self._open(here, v.texts_of(self.session.state.plan.actions[here], self._saw))

    def action_choose(self) -> None:
        """Choose what goes into the field that has the focus."""
        part = self._here()
        rows = self._choices(part)
        if not rows:
            self.say(_("There is no list for this field: write it."), "refused")
            return

        def picked(key: str | None) -> None:
            row = next((row for row in rows if row.key == key), None)
            if row is None:
                return
            if part == "objective":
                self._objective = row.key.removeprefix(NONE)
            else:
                self.query_one(f"#field-{part}", Field).write(row.key)
            self._draw_form()

        self.app.push_screen(Picking(labels()[part], rows), picked)

    def _choices(self, part: str) -> list[Row]:
        words = self.session.words
        match part:
            case "what":
                return [Row(text, text) for text in v.suggestions(words)]
            case "objective":
                known = [Row(key, text) for key, text in v.objectives(self.session.state, words)]
                return [*known, Row(NONE, _("(none)"))]
            case "finding":
                return [Row(saw, saw) for saw in dict.fromkeys(self._saw.values())]
            case "owner":
                return [Row(text, text) for text in v.owners(words)]
            case "due":
                lengths = (_("1 week"), _("2 weeks"), _("5 weeks"), _("3 months"))
                return [Row(text, text, v.understood(text, self.today)) for text in lengths]
            case "follow_ups":
                text = v.first_texts(words, self.today).follow_ups
                return [Row(text, v.understood(text, self.today), text)] if text else []
            case _:
                return []

    def action_save(self) -> None:
        """Save the action that is in the form."""
        if self.save():
            self.say(_("The action is saved."))

    def save(self) -> bool:
        """Save what is in the form, if anything is; tell what is in the way where it cannot be, and keep it."""
        if self._writing is None:
            return True
        action = self._writing
        read = v.read_action(self._texts(), action, self.today, self._saw)
        if read.unread:
            text = _("'{text}' is no day. Write 2027-03-14, 14/3, 2 v or 5 weeks.").format(text=read.unread[0])
            self.say(text, "refused")
            return False
        if not self.ask(read.entry):
            return False
        self._writing = None
        self._show_form(False)
        self.query_one(RowList).go_to(action)
        return True

    def action_back(self) -> None:
        """Go back to the list; what is not saved stays there as a draft."""
        self._show_form(False)

    def action_remove(self) -> None:
        """Take the present action out of the plan, or throw away what is not saved, after a question."""
        from esthersim.screens.asking import Question

        here = self.query_one(RowList).here or ""
        action = self.session.state.plan.actions.get(here)
        if here != DRAFT and action is None:
            self.say(_("Go to an action first; the points of the checklist stay."), "refused")
            return

        def answered(yes: bool | None) -> None:
            if yes and action is not None:
                self.ask(ActionRemoved(here))
            elif yes:
                self._writing = None
                self.redraw_all()
                self.refresh_bindings()

        text = action.what if action else self._texts().what
        question = _("Take this action out of the plan?") if action else _("Throw away what is not saved?")
        self.app.push_screen(Question(question, text, _("Take out"), _("Keep")), answered)

    def action_report(self) -> None:
        """Show the report as it would be now."""
        from esthersim.screens.report import ReportScreen

        self.app.push_screen(ReportScreen())

    def action_next(self) -> None:
        """Close the run, once what is in the form is saved."""
        if self.save():
            super().action_next()

    def action_leave(self) -> None:
        """Go back to the list, or home once what was written is saved."""
        if self.has_class("-form"):
            self.action_back()
        elif self.save():
            super().action_leave()


def closing_checklist() -> Checklist | None:
    """Return the closing checklist in the interface's language, or `None` where its file is broken."""
    from esthersim.debriefing.authored import AuthoredError
    from esthersim.debriefing.checklists import CLOSING, load_checklist

    try:
        return load_checklist(CLOSING, get_language())
    except AuthoredError:
        return None
