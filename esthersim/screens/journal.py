"""The journal in sentences, and going back: the journey can return to any arrival."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from esthersim.language import _, get_language
from esthersim.screens.base import PlainStatic
from esthersim.screens.confirmation import Confirmation
from esthersim.screens.keys import Action
from esthersim.screens.playing import PlayingScreen
from esthersim.screens.widgets.lines import hang
from esthersim.views.journal import JournalLine, sentences
from esthersim.views.rewind import Point, point_before, points


class JournalScreen(PlayingScreen):
    """Every entry with its time of day and room time. Enter at an arrival goes back there, after a question."""

    CSS_PATH = "journal.tcss"
    NEXT = "n"

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return what there is to do in the journal."""
        return (
            Action("journal.back_to", "enter", "back_to", _("Go back to it"), shown=True, acts=("rewind",)),
            Action("journal.one_back", "b,backspace", "one_back", _("One event back"), shown=True, acts=("rewind",)),
            Action("journal.close", "j,escape", "close", _("Close"), shown=True),
        )

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return the journal's actions; the journey cannot go on from this screen."""
        return tuple(action for action in super().all_actions() if action.id not in {"run.next", "run.leave"})

    def compose_body(self) -> Iterable[Widget]:
        """Compose the list."""
        yield PlainStatic("", id="journal-help")
        yield OptionList(id="journal", markup=False)

    def on_mount(self) -> None:
        """Begin at the latest arrival."""
        self.query_one(OptionList).focus()

    def redraw(self) -> None:
        """Draw the list again if there is a new entry."""
        session = self.session
        columns = self.size.width - 4
        shown = (len(session.journal), get_language(), id(session.shown), columns)
        if shown == self._shown:
            return
        self._shown = shown
        self.query_one("#journal-help", PlainStatic).show(
            _("Arrows: from arrival to arrival. Enter: go back there. Nothing is erased; what is undone is marked.")
        )
        listed = self.query_one(OptionList)
        listed.clear_options()
        lines = sentences(session.retelling, session.shown, papers=session.text.debrief)
        here = {point.seq for point in points(session.retelling, session.shown) if point.here}
        listed.add_options([_option(line, columns, here=line.seq in here) for line in lines])
        arrivals = [number for number, line in enumerate(lines) if line.arrival]
        now = next((number for number, line in enumerate(lines) if line.seq in here), None)
        listed.highlighted = now if now is not None else arrivals[-1] if arrivals else None
        self.call_after_refresh(listed.scroll_end, animate=False)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Ask, then go back to the arrival."""
        session, seq = self.session, int(event.option.id or 0)
        point = next((each for each in points(session.retelling, session.shown) if each.seq == seq), None)
        if point is not None:
            self._ask_back(point)

    def action_back_to(self) -> None:
        """Go back to the arrival that is marked."""
        self.query_one(OptionList).action_select()

    def action_one_back(self) -> None:
        """Go back to the event before this one."""
        session = self.session
        point = point_before(session.retelling, session.shown)
        if point is None:
            self.say(_("This is where the journey begins."), "refused")
        else:
            self._ask_back(point)

    def _ask_back(self, point: Point) -> None:
        question = (_("Go forward again to “{title}”?") if point.undone else _("Go back to “{title}”?")).format(
            title=point.title
        )
        text = _("The journey will be as it was on arrival there, at {time}, and its timer starts again.").format(
            time=point.room
        )

        def answered(yes: bool | None) -> None:
            act = self.act("rewind") if yes else None
            if act is not None and self.ask(act.command(str(point.seq))):
                self.dismiss()

        self.app.push_screen(Confirmation(question, text, _("Go there"), _("Stay")), answered)

    def action_close(self) -> None:
        """Close the journal."""
        self.dismiss()


def _option(line: JournalLine, columns: int, *, here: bool) -> Option:
    undone = "" if line.on_the_way else _("(undone) ")
    style = "bold" if line.arrival and line.on_the_way else "" if line.on_the_way else "strike $secondary"
    mark = "▶" if here else "○" if line.arrival else " "
    lead = f"{mark} {line.clock} {line.room:>6}  {undone}"
    lines = hang(lead, line.text, columns, style, "bold $primary" if line.arrival else "$secondary")
    return Option(Content("\n").join(lines), id=str(line.seq), disabled=not line.arrival)
