"""The catalogue of the library: everything that can be trained, and with what, by kind and id, read when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from esthersim.authored.problems import did_you_mean, listed
from esthersim.cleaning import clean_line
from esthersim.debriefing.checklists import Checklist, checklist_ids, load_checklist
from esthersim.debriefing.guides import Guide, guide_ids, load_guide
from esthersim.debriefing.instruments import Instrument, instrument_ids, load_instrument
from esthersim.debriefing.preparations import Preparation, load_preparation, preparation_ids
from esthersim.failure import UsedWrongly
from esthersim.language import _
from esthersim.library.cards import ScenarioCard, scenario_cards
from esthersim.library.learning_paths import FoundPaths, LearningPath, find_paths
from esthersim.library.rule_packs import FoundPacks, find_packs
from esthersim.library.scenarios import Library
from esthersim.scenario.formats import HandoverFormat, format_ids, handover_format
from esthersim.scenario.model import Scenario
from esthersim.scenario.rule_packs import RulePack

Kind = Literal["scenario", "path", "format", "rules", "guide", "instrument", "checklist", "preparation"]
"""The kinds of things in the catalogue, as they are written before an id: `instrument/teamstepps`."""
Thing = Scenario | LearningPath | HandoverFormat | RulePack | Guide | Instrument | Checklist | Preparation
KINDS: tuple[Kind, ...] = get_args(Kind)
TOOLS: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind not in {"scenario", "path"})
"""The kinds of things that a team trains with: all but the journeys, and the paths through them."""

_SHIPPED: Mapping[Kind, tuple[Callable[[], Iterable[str]], Callable[[str, str], Thing]]] = {
    "format": (format_ids, handover_format),
    "guide": (guide_ids, load_guide),
    "instrument": (instrument_ids, load_instrument),
    "checklist": (checklist_ids, load_checklist),
    "preparation": (preparation_ids, load_preparation),
}
"""The kinds that only ship: what lists their ids, and what loads one in a language."""


class CatalogueError(UsedWrongly):
    """A name means nothing in the catalogue, or several things; the message says what to write instead."""


@dataclass(frozen=True)
class Catalogue:
    """Everything in the library, in one language."""

    library: Library
    language: str

    @cached_property
    def cards(self) -> Mapping[str, ScenarioCard]:
        """A card for every scenario by its id, the shortest scenario first, broken ones last."""
        return {card.id: card for card in scenario_cards(self.library, self.language)}

    @cached_property
    def found_paths(self) -> FoundPaths:
        """The learning paths, and what is wrong with those that cannot be read."""
        return find_paths(self.library.folders, self.language)

    @cached_property
    def found_packs(self) -> FoundPacks:
        """The rule packs, and what is wrong with those that cannot be used."""
        return find_packs(self.library.folders, self.language)

    @property
    def paths(self) -> tuple[LearningPath, ...]:
        """The learning paths."""
        return self.found_paths.paths

    @property
    def broken(self) -> tuple[str, ...]:
        """What is wrong with learning paths and rule packs, a line for each."""
        return (*(str(error) for _file, error in self.found_paths.broken), *self.found_packs.broken)

    def ids(self, kind: Kind) -> tuple[str, ...]:
        """Return the ids of one kind, sorted."""
        match kind:
            case "scenario":
                return tuple(entry.id for entry in self.library.entries())
            case "path":
                return tuple(path.id for path in self.paths)
            case "rules":
                return tuple(self.found_packs.packs)
            case _:
                return tuple(sorted(_SHIPPED[kind][0]()))

    def load(self, kind: Kind, id: str) -> Thing:  # noqa: A002 - the word of the format
        """Return a thing by its kind and id; raise what its loader raises."""
        match kind:
            case "scenario":
                return self.scenario(id)
            case "path":
                return next(path for path in self.paths if path.id == id)
            case "rules":
                return self.found_packs.packs[id]
            case _:
                return _SHIPPED[kind][1](id, self.language)

    def scenario(self, id: str) -> Scenario:  # noqa: A002 - the word of the format
        """Return a scenario in this language; raise `ScenarioError` where it cannot be played."""
        from esthersim.scenario.loading import load_scenario, scenario_or_error

        return scenario_or_error(load_scenario(self.library.find(id), self.language))

    def find(self, name: str) -> tuple[Kind, str]:
        """Return the kind and id that a name means: an id, or `kind/id`. Raises `CatalogueError`."""
        before, slash, after = name.partition("/")
        kinds = [kind for kind in KINDS if kind == before] if slash else KINDS
        if not kinds:
            what = _("'{name}' is not a kind of thing in the library").format(name=clean_line(before)[:120])
            raise CatalogueError(what + "; " + _("there are {names}").format(names=listed(KINDS)))
        id_ = after if slash else name
        found = [kind for kind in kinds if id_ in self.ids(kind)]
        if len(found) == 1:
            return found[0], id_
        if found:
            both = listed(f"{kind}/{id_}" for kind in found)
            raise CatalogueError(_("'{name}' is several things: write one of {names}").format(name=id_, names=both))
        known = [each for kind in kinds for each in self.ids(kind)]
        what = _("the library holds nothing called '{name}'").format(name=clean_line(id_)[:120])
        hint = did_you_mean(id_, known) or _("; 'esthersim library' without a name lists everything")
        raise CatalogueError(what + hint)


def kind_title(kind: Kind) -> str:
    """Return the heading for the things of a kind."""
    return {
        "scenario": _("Scenarios"),
        "path": _("Learning paths"),
        "format": _("Handover formats"),
        "rules": _("Rule packs"),
        "guide": _("Debriefing guides"),
        "instrument": _("Instruments"),
        "checklist": _("Checklists"),
        "preparation": _("Preparations"),
    }[kind]
