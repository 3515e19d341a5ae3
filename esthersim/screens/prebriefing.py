"""Step 2: the prebriefing, ticked point by point before the simulation begins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from esthersim.cleaning import clean_line
from esthersim.debriefing.checklists import PREBRIEFING, load_checklist
from esthersim.language import _, get_language, ngettext
from esthersim.screens.choice_list import ChoiceList, Item
from esthersim.screens.keys import Action, digits
from esthersim.screens.run_screen import RunScreen
from esthersim.screens.text_lines import Line, TextLines, heading


class Point(NamedTuple):
    """A point of the prebriefing; `why` is what the facilitator may say about it."""

    item: str
    text: str
    why: str
    done: bool


class PrebriefingScreen(RunScreen):
    """What everybody must know before the start: the points of the shipped checklist, then the scenario's own."""

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of this screen."""
        return (
            Action("prebriefing.tick", "space,enter", "tick", _("Tick"), shown=True, acts=("tick",)),
            *digits("prebriefing.point", "tick_point", _("Tick a point"), shown=False, acts=("tick",)),
            Action("prebriefing.back", "b", "back", _("Back"), shown=True),
            Action("run.next", "n", "next", _("Start the simulation"), shown=True),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Yield the points, in one column."""
        with Vertical(classes="page"):
            yield TextLines(id="prebriefing-head", classes="column")
            yield ChoiceList(classes="column points")

    def on_mount(self) -> None:
        """Put the highlight on the first point that is not ticked."""
        choices = self.query_one(ChoiceList)
        choices.focus()
        if first := next((point.item for point in self.points() if not point.done), None):
            choices.choose(first)

    def points(self) -> tuple[Point, ...]:
        """Return the points with what is ticked."""
        session = self.session
        shipped = load_checklist(PREBRIEFING, get_language(), session.text.debrief)
        ticked = session.state.setting.ticked
        points = []
        for key in session.state.setting.prebriefing:
            item = shipped.item(key)
            points.append(Point(key, item.text if item else key, item.why if item else "", key in ticked))
        own = session.shown.prebriefing.items()
        return (*points, *(Point(key, clean_line(text), "", key in ticked) for key, text in own))

    def redraw(self) -> None:
        """Draw the points and how many are left."""
        points = self.points()
        self.query_one(ChoiceList).show(
            [
                Item(
                    each.item,
                    each.text,
                    margin=f"{number:>{len(str(len(points)))}} [{'x' if each.done else ' '}] ",
                    strong=False,
                )
                for number, each in enumerate(points, 1)
            ]
        )
        self._explain()

    @on(ChoiceList.OptionHighlighted)
    def _explain(self) -> None:
        """Draw why the highlighted point is there, and how many are left."""
        points = self.points()
        left = sum(not each.done for each in points)
        text = ngettext("One point left.", "{count} points left.", left).format(count=left)
        chosen = self.query_one(ChoiceList).chosen
        why = next((each.why for each in points if each.item == chosen), "")
        title = heading(_("Before we start: say it aloud, then tick it"))
        done = _("Everything is said. Press n to start the simulation.")
        self.query_one(TextLines).show([title, Line(why), Line(text if left else done, style="bold")])

    @on(ChoiceList.OptionSelected)
    def action_tick(self) -> None:
        """Tick the highlighted point and go on to the next, or untick it."""
        choices, points = self.query_one(ChoiceList), self.points()
        at = next((number for number, each in enumerate(points) if each.item == choices.chosen), None)
        act = self.act("tick", points[at].item) if at is not None else None
        if at is not None and act is not None and self.ask(act.command()) and not points[at].done:
            following = next((each.item for each in (*points[at + 1 :], *points[:at]) if not each.done), None)
            choices.choose(following or points[at].item)

    def action_tick_point(self, number: int) -> None:
        """Tick a point by its digit."""
        points = self.points()
        if number <= len(points):
            self.query_one(ChoiceList).choose(points[number - 1].item)
            self.action_tick()

    def action_back(self) -> None:
        """Go back to the seats."""
        self.program.show("seating")
