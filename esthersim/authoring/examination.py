"""A scenario under examination: the input of the rules of `esthersim check`, and their findings.

A rule is a function that takes an `Examination` and yields findings; its code, texts and examples are data, in
`rules.toml` in this folder. Rules are only run on scenarios whose files have no errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from esthersim.authored.problems import KeyPath, Kind, Place, kinds, read_kinds
from esthersim.scenario.loading import Loaded, Translation, scenario_or_error
from esthersim.scenario.rule_packs import read_pack
from esthersim.scenario.translatable import translatable
from esthersim.scenario.validation import place_inside

if TYPE_CHECKING:
    from esthersim.rehearsal.space import Space

_RULES = Path(__file__).parent / "rules.toml"
UNKNOWN_SWITCH = "ES209"
"""The code of a switch that does not name a rule; this rule itself cannot be switched."""


class Finding(NamedTuple):
    """A finding of a rule: the rule's code, the place, and the values for the placeholders of its text; see `found`."""

    code: str
    path: KeyPath
    details: Mapping[str, Any]
    at_key: bool = False
    place: Place | None = None
    """The exact place, line and column from 0, if it is not where the path's value (or key) begins."""
    translation: Translation | None = None
    """The translation that the place is in, where it is not the scenario's file."""

    def in_translation(self, translation: Translation, wanted: str = "") -> Finding:
        """Return the finding placed in a translation of its text: at `wanted` in it, else at the entry itself."""
        entry = translation.po.messages.get(".".join(map(str, self.path)))
        line = entry.line if entry else 0
        return self._replace(translation=translation, place=_place_in(translation.text, line, wanted))


def _place_in(text: str, line: int, wanted: str) -> Place:
    """Return the place of `wanted` in the translated text of the entry that begins at a line, or the entry's line."""
    lines = text.split("\n")
    translated = False
    for number in range(line, len(lines) if wanted else 0):
        translated = translated or lines[number].lstrip().startswith("msgstr")
        if translated and (column := lines[number].find(wanted)) >= 0:
            return number, column
        if number > line and lines[number].lstrip().startswith("msgctxt"):
            break
    return line, 0


def found(code: str, path: KeyPath, *, at_key: bool = False, **details: object) -> Finding:
    """Make a finding at the value that the path leads to, or at its key. `{where}` is filled in automatically."""
    return Finding(code, path, details, at_key)


class Examination:
    """One scenario with the places in its file, and results that are computed once for all rules."""

    def __init__(self, loaded: Loaded, translated: Sequence[Loaded] = ()) -> None:
        """Take a scenario without errors (`ScenarioError` otherwise), and the same scenario in other languages."""
        self.scenario = scenario_or_error(loaded)
        self.source = "\n".join((loaded.text, *loaded.uses.values()))
        self.packs = {name: read_pack(text) for name, text in loaded.packs.items()}
        self.translations = tuple(each.translation for each in translated if each.translation)
        self.translated = tuple((each.translation, each.scenario) for each in translated if each.scenario)
        self._tree = loaded.tree
        self._report = loaded.lines

    @cached_property
    def space(self) -> Space:
        """Every state that can be reached. Computing it is expensive, so rules use it only if they need it."""
        from esthersim.rehearsal.exploring import explore

        return explore(self.scenario)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Every text that people read, by its dotted key path."""
        scenario = self.scenario
        more = {f"sources.{number}": text for number, text in enumerate(scenario.sources)}
        more |= {"license": scenario.license} if scenario.license else {}
        return {**translatable(scenario), **more}

    def key_path(self, name: str) -> KeyPath:
        """Return a dotted key path as a tuple, with list indices as numbers."""
        path: list[str | int] = []
        raw = self._tree.root
        for part in name.split("."):
            step: Any = int(part) if isinstance(raw, list) else part
            path.append(step)
            raw = raw[step] if isinstance(raw, list) else raw.get(step) if isinstance(raw, dict) else None
        return tuple(path)

    def place(self, path: KeyPath, *, at_key: bool = False) -> Place:
        """Return the place where the value that the path leads to begins, or its key."""
        return self._tree.place(path, key=at_key)

    def place_inside(self, path: KeyPath, column: int) -> Place:
        """Return the place of a character of the text that the path leads to."""
        return place_inside(self._tree, self._report, path, column)


Rule = Callable[[Examination], Iterator[Finding]]


def rule_kinds() -> Mapping[str, Kind]:
    """Return the kinds of problem that rules find, by code."""
    return read_kinds(_RULES)[1]


def rule_base() -> str:
    """Return the small scenario without findings that the rules' examples are patches on."""
    return read_kinds(_RULES)[0]


def all_kinds() -> Mapping[str, Kind]:
    """Return every kind of problem by its code, sorted by code."""
    return dict(sorted({**kinds(), **rule_kinds()}.items()))


def can_be_switched(code: str) -> bool:
    """Return whether `check: {CODE: off}` is possible: it is for rules, but not for errors of the file itself."""
    return code in rule_kinds() and code != UNKNOWN_SWITCH
