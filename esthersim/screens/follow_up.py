"""The follow-up of a plan: what became of each action, and what shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from esthersim.language import _, ngettext
from esthersim.play.vocabulary import ActionStatus
from esthersim.runs.action_parts import part_named
from esthersim.runs.names import action_status_word
from esthersim.screens.base import PlainStatic
from esthersim.screens.keys import Action
from esthersim.screens.report import ReportScreen
from esthersim.screens.run_screen import RunScreen
from esthersim.screens.widgets.field import Field
from esthersim.screens.widgets.lines import Lines, flow, hang, with_gaps
from esthersim.screens.widgets.pane import Pane
from esthersim.screens.widgets.row_list import Row, RowList
from esthersim.views.plan import FollowUpLine, follow_up_lines
from esthersim.views.writing import EVIDENCE, STATUS, follow_up

Place = tuple[str, date]


class FollowUpScreen(RunScreen):
    """The planned follow-ups in a list, and a form for one. What is typed stays until it is saved."""

    CSS_PATH = "follow_up.tcss"
    AUTO_FOCUS: ClassVar[str] = "#follow-rows"

    def __init__(self) -> None:
        super().__init__()
        self._at: Place | None = None
        """The follow-up in the form."""
        self._begun = False

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the keys of the follow-up."""
        return (
            Action("follow_up.save", "f10", "save", _("Save"), shown=True, acts=("follow-up",)),
            Action("follow_up.field", "tab", "field", _("Status or evidence"), shown=True),
            Action("follow_up.open", "enter,e", "open", _("Answer"), shown=True),
            Action("follow_up.keep", "s", "save", _("Save"), acts=("follow-up",)),
            Action("run.leave", "q,escape", "leave", _("Back"), shown=True),
            Action("follow_up.report", "r", "report", _("Report"), shown=True),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what works: in the form, or in the list."""
        form = self.has_class("-form")
        if action in {"save", "field"}:
            return form
        if action in {"open", "report"}:
            return not form
        if action in {"next", "override", "pause"}:
            return False
        return super().check_action(action, parameters)

    def compose_body(self) -> Iterable[Widget]:
        """Compose the list and the form."""
        yield PlainStatic(id="follow-head")
        yield RowList(id="follow-rows")
        yield Vertical(
            Pane(id="follow-about"),
            RowList(id="follow-status"),
            PlainStatic(id="follow-label"),
            Field(id="follow-evidence", lines=True),
            id="follow-form",
        )

    def on_mount(self) -> None:
        """Keep the pane about the action out of the Tab order."""
        self.query_one("#follow-about", Pane).can_focus = False

    # Drawing

    @property
    def lines(self) -> tuple[FollowUpLine, ...]:
        """The planned follow-ups."""
        return follow_up_lines(self.session.state, self.today)

    def redraw(self) -> None:
        """Draw the list and the form."""
        lines = self.lines
        rows = self.query_one("#follow-rows", RowList)
        rows.show(follow_up_rows(lines, self._unsaved()))
        if not self._begun and lines:
            self._begun = True
            first = next((line for line in lines if line.due), None) or next(
                (line for line in lines if line.status is None), lines[-1]
            )
            rows.go_to(key_of(first))
        due = sum(line.due for line in lines)
        text = ngettext("One follow-up is waiting for an answer.", "{count} follow-ups are waiting for an answer.", due)
        none = _("No follow-up is waiting for an answer today. You can still answer one.")
        nothing = _("This plan has no follow-ups.")
        head = text.format(count=due) if due else none if lines else nothing
        self.query_one("#follow-head", PlainStatic).show(head)
        line = next((line for line in lines if (line.action, line.planned) == self._at), None)
        if line is not None:
            key = (line, self.app.theme, _("Owner"))
            self.query_one("#follow-about", Pane).show(key, lambda columns: about_lines(line, columns))
            statuses = self.query_one("#follow-status", RowList)
            statuses.show([Row("head", _("How far along is it?"), heading=True), *status_rows()])
            self.query_one("#follow-label", PlainStatic).show(_("How do you know? What can be seen or heard?"))

    # The form

    @on(OptionList.OptionSelected, "#follow-rows")
    def chosen(self) -> None:
        """Open the follow-up of the present row."""
        self.action_open()

    @on(OptionList.OptionSelected, "#follow-status")
    def went_on(self) -> None:
        """Go from the status to the evidence."""
        self.query_one("#follow-evidence", Field).focus()

    def action_open(self) -> None:
        """Answer the follow-up of the present row."""
        here = self.query_one("#follow-rows", RowList).here
        line = next((line for line in self.lines if key_of(line) == here), None)
        if line is None:
            return
        self._at = (line.action, line.planned)
        first = (line.status or ActionStatus.NOT_STARTED).value, line.evidence
        draft = self.session.drafts.texts(follow_up(*self._at))
        status, evidence = (draft.get(STATUS, first[0]), draft.get(EVIDENCE, "")) if draft else first
        self.set_class(True, "-form")
        self.say("")
        self.redraw_all()
        self.query_one("#follow-status", RowList).go_to(status)
        self.query_one("#follow-evidence", Field).write(evidence)
        self.query_one("#follow-status", RowList).focus()
        self.refresh_bindings()

    def action_field(self) -> None:
        """Go between the status and the evidence."""
        evidence = self.query_one("#follow-evidence", Field)
        (self.query_one("#follow-status", RowList) if evidence.has_focus else evidence).focus()

    def action_back(self) -> None:
        """Go back to the list; what is not saved stays."""
        self._stash()
        self._at = None
        self.set_class(False, "-form")
        self.redraw_all()
        self.query_one("#follow-rows", RowList).focus()
        self.refresh_bindings()

    def _unsaved(self) -> tuple[Place, ...]:
        places = ((line.action, line.planned) for line in self.lines)
        return tuple(place for place in places if self.session.drafts.texts(follow_up(*place)))

    @on(Field.Changed)
    @on(OptionList.OptionHighlighted, "#follow-status")
    def _stash(self) -> None:
        """Keep what is being written with its follow-up."""
        if self._at is None:
            return
        line = next((line for line in self.lines if (line.action, line.planned) == self._at), None)
        written = (self._status(), self.query_one("#follow-evidence", Field).text)
        begun = line is not None and ((line.status or ActionStatus.NOT_STARTED).value, line.evidence)
        if written == begun:
            self.session.drafts.forget(follow_up(*self._at))
        else:
            self.session.drafts.keep(follow_up(*self._at), dict(zip((STATUS, EVIDENCE), written, strict=True)))

    def _status(self) -> str:
        return self.query_one("#follow-status", RowList).here or ActionStatus.NOT_STARTED.value

    def action_save(self) -> None:
        """Save what became of the action."""
        if self._at is None:
            return
        action, planned = self._at
        evidence = self.query_one("#follow-evidence", Field).text
        act = self.act("follow-up", f"{action} {planned.isoformat()}")
        filled = {"status": self._status(), "evidence": evidence}
        if act is not None and self.ask(act.command(filled), saves=(follow_up(action, planned),)):
            self._at = None
            self.action_back()
            self.say(_("The follow-up is saved."))

    def action_report(self) -> None:
        """Show the report as it is now."""
        self.app.push_screen(ReportScreen())

    def action_leave(self) -> None:
        """Go back to the list, or to the closed run unless something is not saved."""
        if self.has_class("-form"):
            self.action_back()
            return
        begun = self._unsaved()
        if not begun:
            self.dismiss()
            return
        line = next(line for line in self.lines if (line.action, line.planned) == begun[0])
        self.query_one("#follow-rows", RowList).go_to(key_of(line))
        self.action_open()
        self.say(_("This is not saved yet: F10 saves it."), "refused")


def key_of(line: FollowUpLine) -> str:
    """Return the key of a follow-up's row."""
    return f"{line.action} {line.planned.isoformat()}"


def status_rows() -> list[Row]:
    """Return the statuses to choose from."""
    return [Row(status.value, action_status_word(status)) for status in ActionStatus]


def follow_up_rows(lines: Iterable[FollowUpLine], drafts: Iterable[Place]) -> list[Row]:
    """Return the follow-ups by day: which wait for an answer, which have one, and which are not due yet."""
    rows: list[Row] = []
    unsaved = set(drafts)
    heading = ""
    for line in lines:
        if line.status is not None:
            state = action_status_word(line.status)
        elif line.due:
            state = _("waiting for an answer")
        else:
            state = _("not due yet")
        if (line.action, line.planned) in unsaved:
            state = _("{state}, not saved yet").format(state=state)
        if line.day != heading:
            heading = line.day
            rows.append(Row(f"day {line.planned}", line.day, heading=True))
        note = " · ".join(part for part in (line.owner, state, line.evidence.replace("\n", " ")) if part)
        rows.append(Row(key_of(line), line.what, note, lead=f"{line.number}  "))
    return rows


def about_lines(line: FollowUpLine, columns: int) -> Lines:
    """Return the action that is followed up, and what was answered before."""
    facts: list[Content] = []
    for name, text in (("follow_ups", line.day), ("owner", line.owner), ("measure", line.measure)):
        if text:
            facts += hang(f"{part_named(name).label}: ", text, columns, "", "bold")
    before: list[Content] = []
    for answer in line.before:
        status = action_status_word(answer.status) if answer.status else ""
        before += hang(f"{answer.day}: ", ". ".join(filter(None, (status, answer.evidence))), columns, "", "bold")
    return with_gaps(
        [
            flow(f"{line.number}  {line.what}", columns, "bold"),
            facts,
            [*flow(_("Answered before"), columns, "bold $primary"), *before] if before else [],
        ]
    )
