"""The scenarios of the home screen in groups: by length, learning path, role, organisation or objective.

Pure, and the same for every front end. Whatever the grouping, each scenario stands in some group, and once in each;
those that cannot be played come last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from esthersim.language import _, sort_key
from esthersim.library.shared_names import SharedNames
from esthersim.settings import GROUPINGS
from esthersim.views.times import planned

if TYPE_CHECKING:
    from esthersim.library.learning_paths import LearningPath
    from esthersim.settings import Grouping
    from esthersim.views.home import ScenarioCard

LENGTHS = (30, 45, 60, 90)
"""Minutes that the scenarios of a group take at most; what takes longer than all is one group more."""


@dataclass(frozen=True, slots=True)
class Place:
    """A scenario in a group; without a `card` it is named there and cannot be chosen.

    `short` are a few words that tell more here than its time and people; `why` says why it stands here.
    """

    id: str
    card: ScenarioCard | None = None
    short: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Scenarios that have something in common, which the heading says; `path` where that is a learning path."""

    heading: str
    places: tuple[Place, ...]
    path: LearningPath | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What groups are made of that the scenarios do not say themselves.

    `paths` are the learning paths, and `broken` those that cannot be read: the file, and what is wrong with it.
    """

    paths: tuple[LearningPath, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    names: SharedNames = field(default_factory=SharedNames)


def following(grouping: Grouping) -> Grouping:
    """Return the grouping that comes next, after the last one the first."""
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
    """Return the line that says who a learning path is for; none where it says nothing of that."""
    return (_("For: {whom}").format(whom=path.for_whom),) if path.for_whom else ()


def groups(grouping: Grouping, cards: Sequence[ScenarioCard], grounds: Grounds) -> tuple[Group, ...]:
    """Return the scenarios in groups; in each they have the order of the cards, in a learning path its own."""
    whole = [card for card in cards if not card.problem]
    match grouping:
        case "length":
            made = _by_length(whole)
        case "path":
            made = tuple(_path(path, cards) for path in grounds.paths)
        case "role":
            made = _shared(whole, lambda card: card.together, grounds.names.roles, _("Roles in one scenario only"))
        case "organisation":
            names = grounds.names.organisations
            made = _shared(whole, lambda card: card.organisations, names, _("Organisations in one scenario only"))
        case "objective":
            made = _by_objective(whole, grounds.names.objectives)
    placed = {place.id for group in made for place in group.places}
    others = tuple(Place(card.id, card) for card in whole if card.id not in placed)
    broken = tuple(Place(card.id, card) for card in cards if card.problem)
    if grouping == "path":
        broken += tuple(Place(name, short=_("cannot be read"), why=what) for name, what in grounds.broken)
    rest = (Group(_("Others"), others), Group(_("To be mended"), broken))
    return (*made, *(group for group in rest if group.places))


def _by_length(cards: Iterable[ScenarioCard]) -> tuple[Group, ...]:
    found: dict[int, list[Place]] = {}
    for card in cards:
        room = next((most for most in LENGTHS if card.seconds <= most * 60), LENGTHS[-1] + 1)
        found.setdefault(room, []).append(Place(card.id, card))
    return tuple(Group(_length(room), tuple(found[room])) for room in sorted(found))


def _length(room: int) -> str:
    if room in LENGTHS:
        return _("Up to {length}").format(length=planned(room * 60))
    return _("More than {length}").format(length=planned(LENGTHS[-1] * 60))


def _path(path: LearningPath, cards: Iterable[ScenarioCard]) -> Group:
    known = {card.id: card for card in cards}
    return Group(
        path.title,
        tuple(
            Place(id_, known.get(id_), "" if id_ in known else _("not in the library"), why)
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
    """Group by what several scenarios have in common, most first; what one alone has is told in a group of its own."""
    holders = _holders(cards, parts)
    made = [
        Group(names.get(id_) or _shortest(parts(card)[id_] for card in holding), _places(holding))
        for id_, holding in holders.items()
        if len(holding) > 1
    ]
    made.sort(key=lambda group: (-len(group.places), sort_key(group.heading)))
    lonely = ((card, [title for id_, title in parts(card).items() if len(holders[id_]) == 1]) for card in cards)
    last = tuple(Place(card.id, card, "; ".join(titles)) for card, titles in lonely if titles)
    return (*made, *((Group(alone, last),) if last else ()))


def _by_objective(cards: Sequence[ScenarioCard], names: Mapping[str, str]) -> tuple[Group, ...]:
    holders = _holders(cards, lambda card: card.objectives)
    order = {id_: number for number, id_ in enumerate(names)}
    return tuple(
        Group(names.get(id_) or _shortest(card.objectives[id_] for card in holders[id_]), _places(holders[id_]))
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


def _places(cards: Iterable[ScenarioCard]) -> tuple[Place, ...]:
    return tuple(Place(card.id, card) for card in cards)


def _shortest(titles: Iterable[str]) -> str:
    return min(titles, key=lambda title: (len(title), title))
