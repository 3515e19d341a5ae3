"""The action plan: the actions and the closing checklist in one list, and a form for one action at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import events, on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList, TextArea

from esthersim.authored.documents import DocumentError
from esthersim.authored.papers import Papers
from esthersim.debriefing.checklists import CLOSING, Checklist, load_checklist
from esthersim.debriefing.finding import Finding
from esthersim.debriefing.findings import findings
from esthersim.debriefing.questions import weight_of
from esthersim.debriefing.saying import Said, say_all
from esthersim.language import _, get_language
from esthersim.runs.action_parts import Kind, Texts, as_form, read_action, typed
from esthersim.screens.base import PlainStatic
from esthersim.screens.confirmation import Confirmation
from esthersim.screens.keys import Action
from esthersim.screens.report import ReportScreen
from esthersim.screens.run_screen import RunScreen
from esthersim.screens.widgets.action_form import ActionForm
from esthersim.screens.widgets.action_lists import choice_rows, suggestion_rows
from esthersim.screens.widgets.action_text import DRAFT, NONE, plan_head, plan_rows, row_details
from esthersim.screens.widgets.pane import Pane
from esthersim.screens.widgets.row_list import RowDialog, RowList
from esthersim.views import plan as v
from esthersim.views.action_choices import choices, suggestions
from esthersim.views.writing import ACTION, NEW_ACTION
from esthersim.views.writing import action as writing_of


class ActionPlanScreen(RunScreen):
    """The plan. What is typed stays in the form until it is saved or discarded."""

    CSS_PATH = "action_plan.tcss"
    AUTO_FOCUS: ClassVar[str] = "#plan-rows"

    def __init__(self) -> None:
        super().__init__()
        self.form = ActionForm()
        self._found: tuple[int, str, Mapping[str, Said]] = (0, "", {})

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of the plan."""
        return (
            Action("plan.save", "f10", "save", _("Save the action"), shown=True, acts=("write-action",)),
            Action("plan.choose", "f5", "choose", _("Choose from a list"), shown=True),
            Action("plan.new", "a", "new", _("New action"), shown=True, acts=("write-action",)),
            Action("plan.suggest", "f", "suggest", _("Suggestions"), shown=True),
            Action("plan.edit", "e", "edit", _("Change, tick"), shown=True, acts=("write-action", "tick")),
            Action("run.leave", "q,escape", "leave", _("Back"), shown=True),
            Action("plan.keep", "s", "save", _("Save the action"), acts=("write-action",)),
            Action("plan.remove", "x", "remove", _("Remove"), acts=("remove-action",)),
            Action("plan.report", "r", "report", _("Report")),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what works: the form has its own keys."""
        form = self.has_class("-form")
        if action == "choose":
            return form
        if action == "save":
            return form or self.form.action is not None
        if action in {"new", "suggest", "edit", "remove", "report", "next", "override", "pause"}:
            return not form
        return super().check_action(action, parameters)

    def compose_body(self) -> Iterable[Widget]:
        """Compose the list, the details of its present row, and the form."""
        yield PlainStatic(id="plan-head")
        yield Horizontal(RowList(id="plan-rows"), Pane(id="plan-more"), id="plan")
        yield self.form

    def on_mount(self) -> None:
        """Lay out again: the head may have grown since it was measured."""
        self.call_after_refresh(self.refresh, layout=True)
        self._take_up()

    # Drawing

    def redraw(self) -> None:
        """Draw the list, the details of its present row, and the labels of the form."""
        session = self.session
        view = v.plan_view(session.state, session.shown, closing_checklist(session.text.debrief), self._seen)
        self.query_one("#plan-head", PlainStatic).show(plan_head(view))
        written, draft = self.form.action, self._draft()
        rows = self.query_one(RowList)
        rows.show(plan_rows(view, written, draft.what if draft else ""))
        here = rows.here
        self.query_one("#plan-more", Pane).show(
            (view, here, draft, get_language()), lambda columns: row_details(view, here, draft, columns)
        )
        self._draw_form()

    def _draft(self) -> v.ActionView | None:
        """Return the action in the form as it would be saved."""
        if self.form.action is None:
            return None
        written = list(self.session.state.plan.actions)
        number = written.index(self.form.action) + 1 if self.form.action in written else len(written) + 1
        read = read_action(self.form.texts, self.form.action, self.today, self._seen)
        return v.action_view(read.action, self.session.shown, number, self._seen)

    def _draw_form(self) -> None:
        draft = self._draft()
        if draft is not None:
            self.form.draw(draft, self.today)

    # The form

    def _open(self, action: str, texts: Texts) -> None:
        """Show an action of the plan in the form."""
        self.form.open(action, texts, texts)
        self._go_to_form()

    def _begin(self, **texts: str) -> None:
        """Show a new action in the form; `texts` are the parts that are filled in already."""
        first = v.first_texts(self.session.shown, self.today)
        self.form.open(NEW_ACTION, {**first, **texts}, first)
        self._go_to_form()

    def _go_to_form(self) -> None:
        self._show_form(True)
        self.form.field("what").focus()

    def _show_form(self, shown: bool) -> None:
        self.set_class(shown, "-form")
        self.say("")
        if not shown:
            rows = self.query_one(RowList)
            rows.focus()
            if not self.form.begun:
                self._done()
            self.redraw_all()
            rows.go_to(DRAFT)
        else:
            self.redraw_all()
        self.refresh_bindings()

    def _go_on(self) -> bool:
        """Show the form again if something in it is not saved yet, and say so."""
        if self.form.action is None:
            return False
        self._go_to_form()
        self.say(_("Save this one first (F10), or remove it from the list (Esc, then x)."), "refused")
        return True

    def _take_up(self) -> None:
        """Fill the form with what was being written when the run was left."""
        for begun in self.session.drafts.begun(ACTION)[-1:]:
            written = self.session.state.plan.actions.get(begun.place)
            first = typed(written, self._seen) if written else v.first_texts(self.session.shown, self.today)
            texts = {name: self.session.drafts.text(begun, name) for name in first}
            if texts["objective"] not in self.session.shown.objectives:  # an edited text may have come in between
                texts["objective"] = ""
            self.form.open(begun.place, texts, first)

    def _keep(self) -> None:
        """Keep what is in the form, if it differs from what the form began with."""
        if self.form.action is not None and self.form.begun:
            self.session.drafts.keep(writing_of(self.form.action), self.form.texts)
        elif self.form.action is not None:
            self.session.drafts.forget(writing_of(self.form.action))

    def _done(self) -> None:
        """Empty the form: its content is saved or discarded."""
        if self.form.action is not None:
            self.session.drafts.forget(writing_of(self.form.action))
        self.form.action = None

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Show at once what a day means and what is missing, and keep the text."""
        self._keep()
        if self.has_class("-form"):
            self._draw_form()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Help with the field that has the focus, and keep it in view."""
        if self.has_class("-form"):
            self._draw_form()

    @on(OptionList.OptionHighlighted)
    def moved(self) -> None:
        """Show the details of the present row."""
        self.redraw_all()

    @on(OptionList.OptionSelected)
    def entered(self) -> None:
        """Change or tick the present row."""
        self.action_edit()

    def on_key(self, event: events.Key) -> None:
        """Choose the objective with space, or clear it: it is not typed."""
        part = self.form.here
        if part.kind is Kind.OBJECTIVE:
            if event.key == "space":
                event.stop()
                self.action_choose()
            elif event.key in {"delete", "backspace"}:
                event.stop()
                self.form.put(part, "")
                self._draw_form()

    # Actions

    def action_new(self) -> None:
        """Write a new action."""
        if not self._go_on():
            self._begin()

    def action_suggest(self) -> None:
        """Begin an action with a suggestion of the scenario, or with a finding."""
        if self._go_on():
            return
        ideas, found = suggestions(self.session.shown), self._findings()
        rows = suggestion_rows(ideas, [self._seen[each.id] for each in found])
        if not rows:
            self.say(_("There are no suggestions for this journey."), "refused")
            return

        def picked(key: str | None) -> None:
            kind, _colon, index = (key or "").partition(":")
            if not index:
                return
            if kind == "idea":
                self._begin(what=ideas[int(index)])
            else:
                finding = found[int(index)]
                self._begin(finding=self._seen[finding.id].saw, objective=finding.objective or "")

        self.app.push_screen(RowDialog(_("Suggestions for the plan"), rows), picked)

    def _findings(self) -> list[Finding]:
        """Return the findings, the weightiest first."""
        return sorted(findings(self.session.retelling), key=weight_of, reverse=True)

    @property
    def _seen(self) -> Mapping[str, Said]:
        """The findings in words, by id; worked out again when journal or language has changed."""
        length, shown = len(self.session.journal), self.session.shown
        if self._found[:2] != (length, shown.language):
            seen = say_all(self._findings(), shown, shown.language, papers=self.session.text.debrief)
            self._found = (length, shown.language, seen)
        return self._found[2]

    def _do(self, id: str, about: str) -> None:  # noqa: A002 - an act's own word for it
        act = self.act(id, about)
        if act is not None:
            self.ask(act.command())

    def action_edit(self) -> None:
        """Change the action of the present row, or tick the point of the checklist."""
        here = self.query_one(RowList).here or ""
        kind, _colon, item = here.partition(":")
        if kind == "closing":
            self._do("tick", item)
        elif here == DRAFT:
            self._go_to_form()
        elif here in self.session.state.plan.actions and not self._go_on():
            self._open(here, typed(self.session.state.plan.actions[here], self._seen))

    def action_choose(self) -> None:
        """Choose what goes into the field that has the focus."""
        part = self.form.here
        offered = choices(part, self.session.state, self.session.shown, self.today, self._seen)
        rows = choice_rows(part, offered)
        if not rows:
            self.say(_("There is no list for this field: type it."), "refused")
            return

        def picked(key: str | None) -> None:
            row = next((row for row in rows if row.key == key), None)
            if row is None:
                return
            self.form.put(part, "" if row.key == NONE else row.key)
            self._draw_form()

        self.app.push_screen(RowDialog(part.label, rows), picked)

    def action_save(self) -> None:
        """Save the action that is in the form."""
        if self.save():
            self.say(_("The action is saved."))

    def save(self) -> bool:
        """Save what is in the form, if anything is. If it cannot be saved, say why and keep it."""
        if self.form.action is None:
            return True
        written = self.session.state.plan.actions
        about = self.form.action if self.form.action in written else NEW_ACTION
        read = read_action(self.form.texts, about, self.today, self._seen)
        if read.problem:
            self.say(read.problem, "refused")
            return False
        act = self.act("write-action", about)
        saves = (writing_of(self.form.action),)
        if act is None or not self.ask(act.command(as_form(read.action)), saves=saves):
            return False
        self._done()
        self._show_form(False)
        self.query_one(RowList).go_to(about or tuple(self.session.state.plan.actions)[-1])
        return True

    def action_back(self) -> None:
        """Go back to the list; what is not saved stays there as a draft."""
        self._show_form(False)

    def action_remove(self) -> None:
        """Remove the present action from the plan, or discard what is not saved, after a question."""
        here = self.query_one(RowList).here or ""
        action = self.session.state.plan.actions.get(here)
        if here != DRAFT and action is None:
            self.say(_("Go to an action first; the points of the checklist stay."), "refused")
            return

        def answered(yes: bool | None) -> None:
            if yes and action is not None:
                self._do("remove-action", here)
            elif yes:
                self._done()
                self.redraw_all()
                self.refresh_bindings()

        text = action.what if action else self.form.texts["what"]
        question = _("Remove this action from the plan?") if action else _("Discard what is not saved?")
        self.app.push_screen(Confirmation(question, text, _("Remove"), _("Keep")), answered)

    def action_report(self) -> None:
        """Show the report as it would be now."""
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


def closing_checklist(papers: Papers) -> Checklist | None:
    """Return a run's closing checklist in the interface's language, or `None` if its file is broken."""
    try:
        return load_checklist(CLOSING, get_language(), papers)
    except DocumentError:
        return None
