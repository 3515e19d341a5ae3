"""The home screen: the scenarios, the saved runs, and the follow-ups that are due."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on, work
from textual.widget import Widget

from esthersim.cleaning import clean_line
from esthersim.garbage import collect_again
from esthersim.language import _
from esthersim.screens.about import about_damaged, about_due, about_grouped, about_run
from esthersim.screens.base import AppScreen
from esthersim.screens.choices import Choices, Item, choices_beside_prose
from esthersim.screens.keys import Action
from esthersim.screens.prose import Prose

if TYPE_CHECKING:
    from esthersim.library.cards import ScenarioCard
    from esthersim.library.grouping import Group, GroupedScenario
    from esthersim.settings import Grouping
    from esthersim.views.home import DamagedCard, DueCard, HomeView, RunCard


class HomeScreen(AppScreen):
    """What there is to begin with, to go on with, and to follow up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: HomeView | None = None
        """What the home screen shows; None until the scenarios have been read."""
        self.wanted: str | None = None
        """The item to highlight when the list has been read the next time, such as ``run:ID``."""
        self.grouping: Grouping | None = None
        """What the scenarios are grouped by; None until the settings have been read."""
        self._grouped: dict[str, tuple[Group, GroupedScenario]] = {}

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of the home screen."""
        return (
            Action("home.open", "enter", "open", _("Begin or go on"), shown=True),
            Action("home.group", "g", "group", _("Group otherwise"), shown=True),
            Action("home.find", "slash", "find", _("Find"), shown=True),
            Action("home.reload", "f5", "reload", _("Look again")),
            Action("home.quit", "q", "app.quit", _("Quit"), shown=True),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list and the details of what is highlighted in it."""
        yield choices_beside_prose()

    def on_mount(self) -> None:
        """Draw the frame; the scenarios are read after it has been painted."""
        self.query_one(Choices).focus()
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
            self.shown = await asyncio.to_thread(self.program.read_home)
        except Exception as error:  # noqa: BLE001 - whatever it is, one line tells it and the log has the rest
            self.program.fail(error)
            return
        self.redraw_all()
        if self.wanted is not None:
            self.query_one(Choices).choose(self.wanted)
            self.wanted = None
        self.call_after_refresh(collect_again)

    def relabel(self) -> None:
        """Speak the language that was just chosen; the scenarios are read anew in it."""
        super().relabel()
        self.reload()

    def action_reload(self) -> None:
        """Look through the folders once more."""
        self.reload()

    def redraw(self) -> None:
        """Draw the list and the details."""
        self.query_one(Choices).show(self._items())
        self._describe()

    def _items(self) -> list[Item]:
        if self.shown is None:
            return [Item(None, _("Reading the scenarios …"))]
        shown = self.shown
        if shown.failure:
            self.say(shown.failure, "failed")
        items: list[Item] = []
        if shown.due:
            items.append(Item(None, _("Follow-ups that are due")))
            items += [
                Item(f"due:{number}", each.what, f"{each.owner} · {each.when}") for number, each in enumerate(shown.due)
            ]
        runs = [each for each in shown.runs if not each.closed]
        if runs:
            items.append(Item(None, _("Go on with")))
            items += [Item(f"run:{each.run}", each.title, f"{each.step} · {each.when}") for each in runs]
        items += self._scenarios(shown)
        closed = [each for each in shown.runs if each.closed]
        if closed:
            items.append(Item(None, _("Closed, to read")))
            items += [Item(f"run:{each.run}", each.title, each.when) for each in closed]
        if shown.damaged:
            items.append(Item(None, _("Damaged")))
            items += [
                Item(f"damaged:{number}", clean_line(each.run), _("cannot be read"), warning=True)
                for number, each in enumerate(shown.damaged)
            ]
        return items

    def _scenarios(self, shown: HomeView) -> Iterable[Item]:
        """Yield the groups; a scenario that stands in several has an id of its own in each."""
        from esthersim.library.grouping import grouping_heading, groups
        from esthersim.settings import GROUPINGS

        grouping = self.grouping = self.grouping or self.program.settings.grouping
        self._grouped = {}
        yield Item(None, f"{grouping_heading(grouping)} · {GROUPINGS.index(grouping) + 1}/{len(GROUPINGS)}")
        met: Counter[str] = Counter()
        for group in groups(grouping, shown.scenarios, shown.paths, shown.names):
            yield Item(None, group.heading, strong=False)
            for number, each in enumerate(group.scenarios, start=1):
                id_ = f"scenario{met[each.id] or ''}:{each.id}"
                met[each.id] += 1
                self._grouped[id_] = group, each
                yield scenario_item(id_, each, f"{number}. " if group.path else "")
        if not shown.scenarios:
            yield Item("none", _("There are no scenarios"), "")

    def action_group(self) -> None:
        """Group the scenarios by what comes next, and show them from the first."""
        from esthersim.library.grouping import following

        if self.grouping is None:
            return
        self.grouping = following(self.grouping)
        self.program.remember("grouping", self.grouping)
        choices = self.query_one(Choices)
        self.redraw()
        choices.choose(next(iter(self._grouped), "none"))
        choices.scroll_to_highlight(top=True)
        self._describe()

    def action_find(self) -> None:
        """Find a scenario by what is told of it, and go to it in the list."""
        from esthersim.screens.widgets.dialogs import Pick

        if self.shown is None:
            return

        def picked(id_: str | None) -> None:
            if id_ is not None:
                self.query_one(Choices).choose(f"scenario:{id_}")

        cards = self.shown.scenarios
        what = _("In titles, summaries, objectives, roles and organisations.")
        choices = [(card.id, card.title) for card in cards]
        beside = {card.id: card.words for card in cards}
        self.app.push_screen(Pick(_("Find a scenario"), what, choices, find=True, beside=beside), picked)

    def chosen(self) -> ScenarioCard | RunCard | DueCard | DamagedCard | None:
        """Return the card of what is highlighted."""
        id_ = self.query_one(Choices).chosen or ""
        if self.shown is None:
            return None
        if id_ in self._grouped:
            return self._grouped[id_][1].card
        kind, _colon, key = id_.partition(":")
        match kind:
            case "run":
                return next((each for each in self.shown.runs if each.run == key), None)
            case "due":
                return self.shown.due[int(key)]
            case "damaged":
                return self.shown.damaged[int(key)]
            case _:
                return None

    @on(Choices.OptionHighlighted)
    def _describe(self) -> None:
        if self.shown is None:
            return
        from esthersim.views.home import DamagedCard, DueCard, RunCard

        match self.chosen():
            case RunCard() as card:
                about = about_run(card)
            case DueCard() as card:
                about = about_due(card)
            case DamagedCard() as card:
                about = about_damaged(card)
            case _:
                here = self._grouped.get(self.query_one(Choices).chosen or "")
                about = about_grouped(*here) if here else []
        self.query_one(Prose).show(about)

    @on(Choices.OptionSelected)
    def action_open(self) -> None:
        """Begin the scenario, or go on with the run."""
        from esthersim.library.cards import ScenarioCard
        from esthersim.views.home import DamagedCard, DueCard, RunCard

        match self.chosen():
            case ScenarioCard(problem=str(problem)) as card if problem:
                told = _("This scenario has to be mended first: esthersim check {id}")
                self.say(told.format(id=clean_line(card.id)), "refused")
            case ScenarioCard() as card:
                self.program.begin(card.path)
            case RunCard() | DamagedCard() as card:  # one whose line in the list is damaged may open all the same
                self.program.resume(card.run)
            case DueCard() as card:
                self.program.follow_up(card.run)


def scenario_item(id_: str, grouped: GroupedScenario, margin: str = "") -> Item:
    """Return the line of a scenario in a group."""
    card = grouped.card
    if card is None:
        return Item(id_, clean_line(grouped.id), grouped.short, margin, warning=True)
    if card.problem:
        return Item(id_, card.title, _("cannot be read"), margin, warning=True)
    return Item(id_, card.title, grouped.short or f"{card.total} · {card.people}", margin)
