"""The home screen: the scenarios, the saved runs, and the follow-ups that are due."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on, work
from textual.widget import Widget

from esthersim.garbage import collect_again
from esthersim.language import _
from esthersim.screens.base import AppScreen
from esthersim.screens.choice_list import ChoiceList, Item, choices_with_details
from esthersim.screens.keys import Action
from esthersim.screens.text_lines import TextLines

if TYPE_CHECKING:  # painted without it, see `reload`
    from esthersim.screens.home_list import HomeList


class HomeScreen(AppScreen):
    """The scenarios to begin, the runs to go on with, and the follow-ups that are due."""

    def __init__(self) -> None:
        super().__init__()
        self.list: HomeList | None = None
        """Everything that can be chosen; None until the scenarios have been read."""
        self.wanted: str | None = None
        """The item to highlight when the list has been read the next time, such as ``run:ID``."""

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of the home screen."""
        return (
            Action("home.open", "enter", "open", _("Begin or go on"), shown=True),
            Action("home.group", "g", "group", _("Change grouping"), shown=True),
            Action("home.find", "slash", "find", _("Find"), shown=True),
            Action("home.reload", "f5", "reload", _("Reload")),
            Action("home.quit", "q", "app.quit", _("Quit"), shown=True),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list and the details of what is highlighted in it."""
        yield choices_with_details()

    def on_mount(self) -> None:
        """Draw the frame; the scenarios are read after it has been painted."""
        self.query_one(ChoiceList).focus()
        if not self.program.begins_with_a_run:
            self.call_after_refresh(self.reload)

    def header(self) -> str:
        """Return the program's name and what it is for."""
        return "esthersim\t" + _("Train one person's way through care")

    @work(exclusive=True, group="home")
    async def reload(self) -> None:
        """Read scenarios, runs and follow-ups, and show them."""
        try:
            await self.program.opened()
            self.list = await asyncio.to_thread(self._read)
        except Exception as error:  # noqa: BLE001 - any error is reported in one line; the log has the rest
            self.program.fail(error)
            return
        self.redraw_all()
        if self.wanted is not None:
            self.query_one(ChoiceList).choose(self.wanted)
            self.wanted = None
        self.call_after_refresh(collect_again)

    def _read(self) -> HomeList:
        from esthersim.screens.home_list import HomeList  # 45 ms, which the first paint does without

        grouping = self.list.grouping if self.list else self.program.settings.grouping
        return HomeList(self.program.read_home(), grouping)

    def relabel(self) -> None:
        """Use the language that was just chosen; the scenarios are read again in it."""
        super().relabel()
        self.reload()

    def action_reload(self) -> None:
        """Look through the folders once more."""
        self.reload()

    def redraw(self) -> None:
        """Draw the list and the details."""
        if self.list is None:
            self.query_one(ChoiceList).show([Item(None, _("Reading the scenarios …"))])
            return
        if self.list.failure:
            self.say(self.list.failure, "failed")
        self.query_one(ChoiceList).show(self.list.items())
        self._describe()

    def action_group(self) -> None:
        """Group the scenarios in the next way, and show them from the first."""
        if self.list is None:
            return
        self.list.regroup()
        self.program.remember("grouping", self.list.grouping)
        choices = self.query_one(ChoiceList)
        self.redraw()
        choices.choose(self.list.first_scenario)
        choices.scroll_to_highlight(top=True)
        self._describe()

    def action_find(self) -> None:
        """Find a scenario by its texts, and go to it in the list."""

        def picked(id_: str | None) -> None:
            if id_ is not None:
                self.query_one(ChoiceList).choose(f"scenario:{id_}")

        if self.list is not None:
            self.app.push_screen(self.list.finder(), picked)

    @on(ChoiceList.OptionHighlighted)
    def _describe(self) -> None:
        """Show the details of the highlighted item."""
        if self.list is not None:
            self.query_one(TextLines).show(tuple(self.list.about(self.query_one(ChoiceList).chosen or "")))

    @on(ChoiceList.OptionSelected)
    def action_open(self) -> None:
        """Begin the scenario, or go on with the run."""
        if self.list is not None and (why_not := self.list.open(self.query_one(ChoiceList).chosen or "", self.program)):
            self.say(why_not, "refused")
