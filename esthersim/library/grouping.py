"""Scenarios in groups, for a list to choose from: by length, learning path, role, organisation or objective.

Pure, and the same for every front end. Whatever the grouping, every scenario is in at least one group and at most once
in each; those that cannot be played come last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from esthersim.cleaning import clean_line
from esthersim.language import _, sort_key
from esthersim.lengths import planned
from esthersim.library.shared_names import SharedNames
from esthersim.settings import GROUPINGS

if TYPE_CHECKING:
    from esthersim.library.cards import ScenarioCard
    from esthersim.library.learning_paths import FoundPaths, LearningPath
    from esthersim.library.shared_names import SharedNames
    from esthersim.settings import Grouping

LENGTHS = (30, 45, 60, 90)
"""The longest planned time of each group, in minutes; longer scenarios are one more group."""


@dataclass(frozen=True, slots=True)
class GroupedScenario:
    """A scenario in a group; without a `card` the group only names it and it cannot be chosen.

    `short` says in a few words what matters in this group, in place of length and people; `why` is the reason why the
    scenario is in this group.
    """

    id: str
    card: ScenarioCard | None = None
    short: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Scenarios that have in common what the heading says; `path` is set where that is a learning path."""

    heading: str
    scenarios: tuple[GroupedScenario, ...]
    path: LearningPath | None = None


def following(grouping: Grouping) -> Grouping:
    """Return the next grouping; the first follows the last."""
    return GROUPINGS[(GROUPINGS.index(grouping) + 1) % len(GROUPINGS)]


def grouping_heading(grouping: Grouping) -> str:
    """Return the words above the groups, such as "Scenarios by length"."""
    return {
        "length": _("Scenarios by length"),
        "path": _("Scenarios by learning path"),
        "role": _("Scenarios by role"),
        "organisation": _("Scenarios by organisation"),
        "objective": _("Scenarios by objective"),
    }[grouping]


def for_whom(path: LearningPath) -> tuple[str, ...]:
    """Return the line that says who a learning path is for, or nothing where the path does not say."""
    return (_("For: {whom}").format(whom=path.for_whom),) if path.for_whom else ()


def groups(
    grouping: Grouping, cards: Sequence[ScenarioCard], paths: FoundPaths, names: SharedNames
) -> tuple[Group, ...]:
    """Return the scenarios in groups, in the order of the cards; a learning path has an order of its own."""
    whole = [card for card in cards if not card.problem]
    match grouping:
        case "length":
            made = _by_length(whole)
        case "path":
            made = tuple(_path(path, cards) for path in paths.paths)
        case "role":
            made = _shared(whole, lambda card: card.together, names.roles, _("Roles in one scenario only"))
        case "organisation":
            alone = _("Organisations in one scenario only")
            made = _shared(whole, lambda card: card.organisations, names.organisations, alone)
        case "objective":
            made = _by_objective(whole, names.objectives)
    grouped = {each.id for group in made for each in group.scenarios}
    others = _grouped(card for card in whole if card.id not in grouped)
    broken = _grouped(card for card in cards if card.problem)
    if grouping == "path":
        broken += tuple(
            GroupedScenario(clean_line(file.name), short=_("cannot be read"), why=str(error))
            for file, error in paths.broken
        )
    rest = (Group(_("Others"), others), Group(_("To be mended"), broken))
    return (*made, *(group for group in rest if group.scenarios))


def _by_length(cards: Iterable[ScenarioCard]) -> tuple[Group, ...]:
    found: dict[int, list[ScenarioCard]] = {}
    for card in cards:
        longest = next((most for most in LENGTHS if card.seconds <= most * 60), LENGTHS[-1] + 1)
        found.setdefault(longest, []).append(card)
    return tuple(Group(_length(longest), _grouped(found[longest])) for longest in sorted(found))


def _length(longest: int) -> str:
    if longest in LENGTHS:
        return _("Up to {length}").format(length=planned(longest * 60))
    return _("More than {length}").format(length=planned(LENGTHS[-1] * 60))


def _path(path: LearningPath, cards: Iterable[ScenarioCard]) -> Group:
    known = {card.id: card for card in cards}
    return Group(
        path.title,
        tuple(
            GroupedScenario(id_, known.get(id_), "" if id_ in known else _("not in the library"), why)
            for id_, why in path.scenarios
        ),
        path,
    )


def _shared(
    cards: Sequence[ScenarioCard],
    parts: Callable[[ScenarioCard], Mapping[str, str]],
    names: Mapping[str, str],
    alone: str,
) -> tuple[Group, ...]:
    """Group by what several scenarios share, the largest group first; a last group lists what only one has."""
    holders = _holders(cards, parts)
    made = [
        Group(names.get(id_) or _shortest(parts(card)[id_] for card in holding), _grouped(holding))
        for id_, holding in holders.items()
        if len(holding) > 1
    ]
    made.sort(key=lambda group: (-len(group.scenarios), sort_key(group.heading)))
    lonely = ((card, [title for id_, title in parts(card).items() if len(holders[id_]) == 1]) for card in cards)
    last = tuple(GroupedScenario(card.id, card, "; ".join(titles)) for card, titles in lonely if titles)
    return (*made, *((Group(alone, last),) if last else ()))


def _by_objective(cards: Sequence[ScenarioCard], names: Mapping[str, str]) -> tuple[Group, ...]:
    holders = _holders(cards, lambda card: card.objectives)
    order = {id_: number for number, id_ in enumerate(names)}
    return tuple(
        Group(names.get(id_) or _shortest(card.objectives[id_] for card in holders[id_]), _grouped(holders[id_]))
        for id_ in sorted(holders, key=lambda id_: order.get(id_, len(order)))
    )


def _holders(
    cards: Iterable[ScenarioCard], parts: Callable[[ScenarioCard], Mapping[str, str]]
) -> dict[str, list[ScenarioCard]]:
    found: dict[str, list[ScenarioCard]] = {}
    for card in cards:
        for id_ in parts(card):
            found.setdefault(id_, []).append(card)
    return found


def _grouped(cards: Iterable[ScenarioCard]) -> tuple[GroupedScenario, ...]:
    return tuple(GroupedScenario(card.id, card) for card in cards)


def _shortest(titles: Iterable[str]) -> str:
    return min(titles, key=lambda title: (len(title), title))
