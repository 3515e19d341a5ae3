"""What the library holds, by kind and id, read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from esthersim.authored.problems import did_you_mean, listed
from esthersim.cleaning import clean_line
from esthersim.debriefing.checklists import checklist_ids, load_checklist
from esthersim.debriefing.guides import guide_ids, load_guide
from esthersim.debriefing.instruments import instrument_ids, load_instrument
from esthersim.failure import UsedWrongly
from esthersim.language import _
from esthersim.library.learning_paths import FoundPaths, LearningPath, find_paths
from esthersim.scenario.formats import format_ids, handover_format
from esthersim.scenario.rule_references import FoundPacks, find_packs

if TYPE_CHECKING:
    from esthersim.library.scenarios import Library
    from esthersim.scenario.model import Scenario

Kind = Literal["scenario", "path", "format", "rules", "guide", "instrument", "checklist"]
"""The kinds of things that the library holds, as they are written before an id: `instrument/teamstepps`."""
KINDS: tuple[Kind, ...] = get_args(Kind)
BESIDE: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind not in {"scenario", "path"})
"""The kinds of what is beside the scenarios, and can be named in them."""


class NotHeld(UsedWrongly):
    """The library holds nothing by that name, or several things; the message says what to write."""


@dataclass(frozen=True)
class Holdings:
    """The library in one language."""

    library: Library
    language: str

    @cached_property
    def found(self) -> FoundPaths:
        """The learning paths, and what is wrong with those that cannot be read."""
        return find_paths(self.library.folders, self.language)

    @cached_property
    def rules(self) -> FoundPacks:
        """The rule packs, and what is wrong with those that cannot be used."""
        return find_packs(self.library.folders, self.language)

    @property
    def broken(self) -> tuple[str, ...]:
        """What is wrong with learning paths and rule packs, a line for each."""
        return (*(str(error) for _file, error in self.found.broken), *self.rules.broken)

    @property
    def paths(self) -> tuple[LearningPath, ...]:
        """The learning paths."""
        return self.found.paths

    def ids(self, kind: Kind) -> tuple[str, ...]:
        """Return the ids of one kind, sorted, but the paths in their own order."""
        match kind:
            case "scenario":
                return tuple(entry.id for entry in self.library.entries())
            case "path":
                return tuple(path.id for path in self.paths)
            case "format":
                return tuple(sorted(format_ids()))
            case "rules":
                return tuple(self.rules.packs)
            case "guide":
                return guide_ids()
            case "instrument":
                return instrument_ids()
            case "checklist":
                return checklist_ids()

    def scenario(self, id: str) -> Scenario:  # noqa: A002 - the word of the format
        """Return a scenario in this language; raise `ScenarioError` where it cannot be played."""
        from esthersim.scenario.loading import load_scenario, scenario_or_error

        return scenario_or_error(load_scenario(self.library.find(id), self.language))

    def held(self, kind: Kind, id: str) -> Any:  # noqa: A002 - the word of the format
        """Return a thing by its kind and id; raise what its loader raises."""
        if kind == "path":
            return next(path for path in self.paths if path.id == id)
        if kind == "rules":
            return self.rules.packs[id]
        loaders: Mapping[str, Callable[[str, str], Any]] = {
            "format": handover_format,
            "guide": load_guide,
            "instrument": load_instrument,
            "checklist": load_checklist,
        }
        return self.scenario(id) if kind == "scenario" else loaders[kind](id, self.language)

    def find(self, name: str) -> tuple[Kind, str]:
        """Return the kind and id that a name means: an id, or `kind/id`. Raises `NotHeld`."""
        before, slash, after = name.partition("/")
        kinds = [kind for kind in KINDS if kind == before] if slash else KINDS
        if not kinds:
            what = _("'{name}' is not a kind of thing in the library").format(name=clean_line(before)[:120])
            raise NotHeld(what + "; " + _("there are {names}").format(names=listed(KINDS)))
        id_ = after if slash else name
        found = [kind for kind in kinds if id_ in self.ids(kind)]
        if len(found) == 1:
            return found[0], id_
        if found:
            both = listed(f"{kind}/{id_}" for kind in found)
            raise NotHeld(_("'{name}' is several things: write one of {names}").format(name=id_, names=both))
        known = [each for kind in kinds for each in self.ids(kind)]
        what = _("the library holds nothing called '{name}'").format(name=clean_line(id_)[:120])
        hint = did_you_mean(id_, known) or _("; 'esthersim library' alone shows all of it")
        raise NotHeld(what + hint)
