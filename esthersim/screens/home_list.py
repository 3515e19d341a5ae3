"""The list of the home screen and the details of its items, once scenarios and runs have been read.

Imported after the first paint: the cards and groups bring the reader of YAML along, 30 ms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.library.cards import ScenarioCard
from esthersim.library.grouping import Group, GroupedScenario, following, grouping_heading, groups
from esthersim.screens.choice_list import Item
from esthersim.screens.home_details import about_damaged, about_due, about_grouped, about_run
from esthersim.screens.program import Program
from esthersim.screens.text_lines import Line
from esthersim.screens.widgets.dialogs import PickDialog
from esthersim.settings import GROUPINGS, Grouping
from esthersim.views.home import DamagedCard, DueCard, HomeView, RunCard


class HomeList:
    """Everything on the home screen, in the order of the list. `grouping` says what the scenarios are grouped by."""

    def __init__(self, view: HomeView, grouping: Grouping) -> None:
        self.failure = view.failure
        """Why the saved runs cannot be read, or nothing."""
        self.grouping = grouping
        self._view = view
        self._grouped: dict[str, tuple[Group, GroupedScenario]] = {}

    def items(self) -> list[Item]:
        """Return the items of the list, with a heading above each kind."""
        view = self._view
        items: list[Item] = []
        if view.due:
            items.append(Item(None, _("Follow-ups that are due")))
            items += [
                Item(f"due:{number}", each.what, f"{each.owner} · {each.when}") for number, each in enumerate(view.due)
            ]
        runs = [each for each in view.runs if not each.closed]
        if runs:
            items.append(Item(None, _("Go on with")))
            items += [Item(f"run:{each.run}", each.title, f"{each.step} · {each.when}") for each in runs]
        items += self._scenarios()
        closed = [each for each in view.runs if each.closed]
        if closed:
            items.append(Item(None, _("Closed, to read")))
            items += [Item(f"run:{each.run}", each.title, each.when) for each in closed]
        if view.damaged:
            items.append(Item(None, _("Damaged")))
            items += [
                Item(f"damaged:{number}", clean_line(each.run), _("cannot be read"), warning=True)
                for number, each in enumerate(view.damaged)
            ]
        return items

    def _scenarios(self) -> Iterator[Item]:
        """Yield the groups; a scenario in several groups has an id of its own in each."""
        view = self._view
        self._grouped = {}
        yield Item(None, f"{grouping_heading(self.grouping)} · {GROUPINGS.index(self.grouping) + 1}/{len(GROUPINGS)}")
        met: Counter[str] = Counter()
        for group in groups(self.grouping, view.scenarios, view.paths, view.names):
            yield Item(None, group.heading, strong=False)
            for number, each in enumerate(group.scenarios, start=1):
                id_ = f"scenario{met[each.id] or ''}:{each.id}"
                met[each.id] += 1
                self._grouped[id_] = group, each
                yield scenario_item(id_, each, f"{number}. " if group.path else "")
        if not view.scenarios:
            yield Item("none", _("There are no scenarios"), "")

    def regroup(self) -> None:
        """Group the scenarios in the next way."""
        self.grouping = following(self.grouping)

    @property
    def first_scenario(self) -> str:
        """The id of the first item that is a scenario, as `items` returned them last."""
        return next(iter(self._grouped), "none")

    def finder(self) -> PickDialog:
        """Return the dialog that finds a scenario by its texts; its answer is the scenario's id."""
        cards = self._view.scenarios
        where = _("In titles, summaries, objectives, roles and organisations.")
        texts = {card.id: card.words for card in cards}
        choices = [(card.id, card.title) for card in cards]
        return PickDialog(_("Find a scenario"), where, choices, find=True, also_search=texts)

    def about(self, id_: str) -> Iterable[Line]:
        """Return the details of an item."""
        match self._card(id_):
            case RunCard() as card:
                return about_run(card)
            case DueCard() as card:
                return about_due(card)
            case DamagedCard() as card:
                return about_damaged(card)
            case _:
                grouped = self._grouped.get(id_)
                return about_grouped(*grouped) if grouped else ()

    def open(self, id_: str, program: Program) -> str:
        """Begin a scenario or go on with a run; return why a scenario cannot be played, or nothing."""
        match self._card(id_):
            case ScenarioCard(problem=str(problem)) as card if problem:
                message = _("This scenario has errors to correct first: esthersim check {id}")
                return message.format(id=clean_line(card.id))
            case ScenarioCard() as card:
                program.begin(card.path)
            case RunCard() | DamagedCard() as card:  # a run whose line in the list is damaged may still open
                program.resume(card.run)
            case DueCard() as card:
                program.follow_up(card.run)
        return ""

    def _card(self, id_: str) -> ScenarioCard | RunCard | DueCard | DamagedCard | None:
        if id_ in self._grouped:
            return self._grouped[id_][1].card
        kind, _colon, key = id_.partition(":")
        match kind:
            case "run":
                return next((each for each in self._view.runs if each.run == key), None)
            case "due":
                return self._view.due[int(key)]
            case "damaged":
                return self._view.damaged[int(key)]
            case _:
                return None


def scenario_item(id_: str, grouped: GroupedScenario, margin: str = "") -> Item:
    """Return the line of a scenario in a group."""
    card = grouped.card
    if card is None:
        return Item(id_, clean_line(grouped.id), grouped.short, margin, warning=True)
    if card.problem:
        return Item(id_, card.title, _("cannot be read"), margin, warning=True)
    return Item(id_, card.title, grouped.short or f"{card.total} · {card.people}", margin)
