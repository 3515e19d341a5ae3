"""Step 2: the prebriefing, ticked point by point before the simulation begins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget

from esthersim.cleaning import clean_line
from esthersim.language import _, ngettext
from esthersim.play.entries import Ticked
from esthersim.screens.base import RoomScreen
from esthersim.screens.choices import Choices, Item
from esthersim.screens.keys import Action, digits
from esthersim.screens.prose import Prose, heading


class Point(NamedTuple):
    """A point of the prebriefing; `more` is what the checklist adds to it."""

    item: str
    text: str
    more: str
    done: bool


class PrebriefingScreen(RoomScreen):
    """What everybody must know before it starts: the shipped checklist's points, then the scenario's own."""

    WHERE = "prebriefing"

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of this screen."""
        return (
            Action("prebriefing.tick", "space,enter", "tick", _("Tick"), shown=True),
            *digits("prebriefing.point", "tick_point", _("Tick a point"), shown=False),
            Action("prebriefing.back", "b", "back", _("Back to the seats"), shown=True),
            Action("prebriefing.start", "n", "next", _("Start the simulation"), shown=True),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Yield the points, in one column."""
        with VerticalScroll(classes="page", can_focus=False):
            yield Prose(id="prebriefing-head", classes="column")
            yield Choices(classes="column points")
            yield Prose(id="prebriefing-left", classes="column")

    def on_mount(self) -> None:
        """Put the highlight on the first point that is not ticked."""
        super().on_mount()
        choices = self.query_one(Choices)
        choices.focus()
        if first := next((point.item for point in self.points() if not point.done), None):
            choices.choose(first)

    def points(self) -> tuple[Point, ...]:
        """Return the points with what is ticked."""
        session = self.session
        shipped = shipped_items("prebriefing", session.words.language)
        own = session.words.prebriefing
        ticked = session.state.setting.ticked
        return tuple(
            Point(item, clean_line(own[item]) if item in own else shipped.get(item, (item, ""))[0], "", item in ticked)
            for item in (*session.state.setting.prebriefing, *own)
        )

    def redraw(self) -> None:
        """Draw the points and how many are left."""
        points = self.points()
        self.query_one("#prebriefing-head", Prose).show([heading(_("Before we start: say it aloud, then tick it"))])
        self.query_one(Choices).show(
            [
                Item(each.item, each.text, margin=f"{number} [{'x' if each.done else ' '}] ", strong=False)
                for number, each in enumerate(points, 1)
            ]
        )
        left = sum(not each.done for each in points)
        text = ngettext("One point left.", "{count} points left.", left).format(count=left)
        self.query_one("#prebriefing-left", Prose).show(
            [heading(text if left else _("Everything is said. Press n to start the simulation."))]
        )

    @on(Choices.OptionSelected)
    def action_tick(self) -> None:
        """Tick the highlighted point and go on to the next, or untick it."""
        choices, points = self.query_one(Choices), self.points()
        at = next((number for number, each in enumerate(points) if each.item == choices.chosen), None)
        if at is not None and self.ask(Ticked(item=points[at].item, done=not points[at].done)) and not points[at].done:
            following = next((each.item for each in (*points[at + 1 :], *points[:at]) if not each.done), None)
            choices.choose(following or points[at].item)

    def action_tick_point(self, number: int) -> None:
        """Tick a point by its digit."""
        points = self.points()
        if number <= len(points):
            self.query_one(Choices).choose(points[number - 1].item)
            self.action_tick()

    def action_back(self) -> None:
        """Go back to the seats."""
        from esthersim.screens.seating import SeatingScreen

        self.program.show_room(SeatingScreen())


def shipped_items(checklist: str, language: str) -> dict[str, tuple[str, str]]:
    """Return text and help of a shipped checklist's items, by id; none where it is not there."""
    try:
        from esthersim.debriefing.checklists import load_checklist
    except ImportError:
        return {}
    return {item.id: (item.text, "") for item in load_checklist(checklist, language).items}
