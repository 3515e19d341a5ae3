"""The end of a run: what was saved and where, when the plan is followed up, and how to get the report."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

from esthersim.cleaning import clean_line
from esthersim.language import _, get_language, ngettext
from esthersim.screens.follow_up import FollowUpScreen
from esthersim.screens.keys import Action
from esthersim.screens.report import ReportScreen
from esthersim.screens.run_screen import RunScreen
from esthersim.screens.widgets.large import large
from esthersim.screens.widgets.lines import Lines, flow, hang, label, measure, with_gaps
from esthersim.screens.widgets.pane import Pane
from esthersim.views.plan import ClosingView, closing_view, follow_up_lines


class ClosingScreen(RunScreen):
    """A closed run: thanks, what it leaves behind, and where to go from here."""

    CSS_PATH = "closing.tcss"

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the keys of a closed run."""
        return (
            Action("closed.report", "r,enter", "report", _("Report"), shown=True),
            Action("closed.follow_up", "f", "follow_up", _("Follow up"), shown=True),
            Action("closed.up", "up", "scroll(-1)", _("Scroll up")),
            Action("closed.down", "down", "scroll(1)", _("Scroll down")),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Compose one page."""
        yield Pane(id="closing")

    def on_mount(self) -> None:
        """Open the follow-ups if one is due: that is why the run was opened."""
        if any(line.due for line in follow_up_lines(self.session.state, self.today)):
            self.action_follow_up()

    def redraw(self) -> None:
        """Draw the page."""
        session = self.session
        view = closing_view(session.state, session.shown, session.run, self.today)
        place = session.store.place
        where = "" if place == "memory:" else clean_line(place)
        pane = self.query_one("#closing", Pane)
        key = (view, where, get_language(), pane.size)
        pane.show(key, lambda columns: closing_lines(view, where, columns, pane.size.height))

    def action_scroll(self, step: int) -> None:
        """Scroll the page."""
        self.query_one("#closing", Pane).scroll_relative(y=3 * step, animate=False)

    def action_report(self) -> None:
        """Show the report, and the keys that write it."""
        self.app.push_screen(ReportScreen())

    def action_follow_up(self) -> None:
        """Follow up the plan."""
        self.app.push_screen(FollowUpScreen())

    def action_leave(self) -> None:
        """Go home; leaving a closed run needs no question."""
        self.program.leave_run()


def closing_lines(view: ClosingView, where: str, columns: int, rows: int) -> Lines:
    """Return the page."""
    width = measure(columns)
    thanks = _("Thank you, all of you")
    drawn = large(thanks, columns, 1) if rows > 24 else None
    top = [Content.styled(line, "bold $primary") for line in drawn] if drawn else flow(thanks, width, "bold $primary")
    counts = [ngettext("one action", "{count} actions", len(view.actions)).format(count=len(view.actions))]
    if view.answers:
        message = ngettext("one answer from the reflection", "{count} answers from the reflection", view.answers)
        counts.append(message.format(count=view.answers))
    message = ngettext("a journal of one entry", "a journal of {count} entries", view.entries)
    counts.append(message.format(count=view.entries))
    saved = _("“{title}” is closed. Everything is saved: {things}.").format(title=view.title, things=", ".join(counts))
    plan = [label(_("What we take with us"), width)]
    for action in view.actions:
        due = action.text("owner")
        if day := action.text("due"):
            due = _("{owner}, by {day}").format(owner=due, day=day)
        plan += hang(f"{action.number}  ", f"{action.what} ({due})" if due else action.what, width)
    if view.due:
        message = ngettext(
            "One follow-up is due. {key} opens it.", "{count} follow-ups are due. {key} opens them.", view.due
        )
        after = flow(message.format(count=view.due, key="f"), width, "bold")
    elif view.coming:
        text = _("Follow-ups: {days}. The home screen shows them when the day comes.")
        after = flow(text.format(days=", ".join(view.coming)), width)
    else:
        after = []
    report = flow(_("{key} shows the report: to print, to send, and for the calendar.").format(key="r"), width)
    ask = flow(_("What is best for Esther? The question goes on tomorrow, with a real person."), width, "italic")
    place = [
        *flow(_("Run: {run}").format(run=view.run), width, "$secondary"),
        *(flow(_("Kept in: {place}").format(place=where), width, "$secondary") if where else []),
    ]
    return with_gaps([top, flow(saved, width), plan, after, report, ask, place])
