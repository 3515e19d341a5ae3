"""What a scenario takes from rule packs: put in where it refers to them, so that the rest meets ordinary deadlines.

It happens between translating and validating. A translation therefore never has to give the texts of a pack, and the
model checks what came from a pack as it checks all else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from esthersim.authored.file_bytes import first_files, read_text
from esthersim.authored.problems import KeyPath, Place, Report, did_you_mean, listed
from esthersim.authored.quoted import Quoted
from esthersim.authored.reading import Tree
from esthersim.authored.scalars import ID_PATTERN
from esthersim.files import FileError
from esthersim.language import _
from esthersim.scenario.rules import PackError, PackText, RulePack, in_line, read_pack, rule_pack_ids, shipped_pack
from esthersim.scenario.shapes import Spoilt
from esthersim.scenario.subjects import subject


class Packs:
    """The packs that a scenario can refer to: those of its folder or its run, then those that ship."""

    def __init__(self, folder: Path | None = None, carried: Mapping[str, str] | None = None) -> None:
        """Look in the folder, and among the texts that are carried; both may be missing."""
        self._folder = folder
        self._carried = carried or {}
        self.used: dict[str, str] = {}
        """The texts of the packs that were asked for, by their ids: what a run carries."""

    def find(self, name: str) -> PackText | None:
        """Return a pack, if there is one of that id; raise `PackError` where it cannot be used."""
        text = self._text(name)
        if text is None:
            return None
        self.used[name] = text
        pack = read_pack(text)
        if pack.id != name:
            raise PackError(_("its id is '{id}', and not the name of its file").format(id=pack.id))
        return pack

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all packs that there are, sorted."""
        own = {file.stem for file in first_files((self._folder,) if self._folder else ())}
        return tuple(sorted({*self._carried, *own, *rule_pack_ids()}))

    def _text(self, name: str) -> str | None:
        if name in self._carried:
            return self._carried[name]
        file = self._folder / f"{name}.yaml" if self._folder and re.fullmatch(ID_PATTERN, name) else None
        if file and os.path.lexists(file):  # what is no file is told, too
            report = Report(str(file))
            text = read_text(file, report)
            if text is None:
                problem = report.problems[0]
                raise PackError(in_line(problem.line, problem.message))
            return text
        with suppress(KeyError):
            return shipped_pack(name)
        return None


class FoundPacks(NamedTuple):
    """Rule packs by their ids, and what is wrong with those that cannot be used, a line for each."""

    packs: Mapping[str, RulePack]
    broken: tuple[str, ...]


def find_packs(folders: Iterable[Path], language: str) -> FoundPacks:
    """Read the rule packs beside the scenarios of some folders; of two with the same id, the earlier folder's."""
    packs: dict[str, RulePack] = {}
    broken = []
    for file in first_files(folder / "rules" for folder in folders):
        try:
            pack = Packs(file.parent).find(file.stem)
        except PackError as error:
            broken.append(str(FileError(str(file), str(error), "")))
        else:
            packs |= {file.stem: pack.spoken(language)} if pack else {}
    return FoundPacks(packs, tuple(broken))


def take_rules(tree: Tree, packs: Packs, own: str, spoilt: Spoilt, report: Report) -> None:
    """Put into a scenario's plain tree what its deadlines and checklists take from rule packs.

    The texts come in the language that the tree is in now, else in `own`, the scenario's. What cannot be taken is a
    problem in the report, and spoilt, so that nobody misses it once more.
    """
    languages = (str(tree.root.get("language")), own)
    taking = _Taking(tree, packs, languages, spoilt, report)
    for key, deadline in _mappings(tree.root.get("deadlines")):
        if isinstance(deadline.get("rule"), str):
            taking.rule(deadline, ("deadlines", key))
    for key, event in _mappings(tree.root.get("events")):
        if isinstance(event.get("checklist_of"), str):
            taking.items(event, ("events", key))


class _Taking:
    """One tree that takes from packs."""

    def __init__(self, tree: Tree, packs: Packs, languages: tuple[str, ...], spoilt: Spoilt, report: Report) -> None:
        self.tree = tree
        self.packs = packs
        self.languages = languages
        self.spoilt = spoilt
        self.report = report

    def rule(self, deadline: dict[str, Any], path: KeyPath) -> None:
        """Give a deadline what it leaves to its rule."""
        here = (*path, "rule")
        name, _slash, key = deadline["rule"].partition("/")
        pack = self._pack(name, here)
        if pack and key not in pack.rules:
            hint = did_you_mean(key, pack.rules) or _there_are(pack.rules)
            self._add("ES225", here, pack=name, name=key, hint=hint)
        elif pack:
            _id, text, limit, source = next(rule for rule in pack.spoken(*self.languages).rules if rule.id == key)
            if limit is None and deadline.get("within") is None:
                self._add("ES226", here, rule=text)
            given = {"within": pack.rules[key].within, "text": Quoted(text), "source": Quoted(source)}
            for each, value in given.items():
                if deadline.get(each) is None and value:
                    self._put(deadline, each, value, deadline, "rule")
                    self.tree.taken.add((*path, each))
        self.spoilt.paths |= {(*path, each) for each in ("within", "text") if deadline.get(each) is None}

    def items(self, event: dict[str, Any], path: KeyPath) -> None:
        """Put a pack's items before an event's own checklist."""
        here, there = (*path, "checklist_of"), (*path, "checklist")
        pack = self._pack(event["checklist_of"], here)
        if pack is None or not pack.items:
            if pack:
                self._add("ES229", here, name=pack.id)
            self.spoilt.paths.add(there)
            return
        if event.get("checklist") is None:
            self._put(event, "checklist", {}, event, "checklist_of")
        checklist = event["checklist"]
        if not isinstance(checklist, dict):
            return  # the model tells it
        own = dict(checklist)
        checklist.clear()
        for item in pack.spoken(*self.languages).items:
            if item.id in own:
                self.report.add(
                    "ES227", self._spot(checklist, item.id), (*there, item.id), where=subject(path), name=item.id,
                    pack=pack.id,
                )  # fmt: skip
            self._put(checklist, item.id, {"text": Quoted(item.text), "required": "true"}, event, "checklist_of")
            self.tree.taken.add((*there, item.id, "text"))
        checklist.update(own)

    def _pack(self, name: str, path: KeyPath) -> PackText | None:
        """Find a pack that is named at a path, or tell that there is none."""
        try:
            pack = self.packs.find(name)
        except PackError as error:
            self._add("ES228", path, name=name, reason=str(error))
            return None
        if pack is None:
            known = self.packs.ids()
            self._add("ES208", path, name=name, hint=did_you_mean(name, known) or _there_are(known))
        return pack

    def _put(self, holder: dict[str, Any], key: str, value: object, by: dict[str, Any], reference: str) -> None:
        """Put a value in, whose place in the file is that of the reference which stands in `by`."""
        holder[key] = value
        marks = self.tree.marks
        if isinstance(value, dict):
            marks[id(value)] = {}
        marks[id(holder)].setdefault(key, marks[id(by)][reference])

    def _spot(self, holder: dict[str, Any], key: str) -> Place:
        mark, _value = self.tree.marks[id(holder)][key]
        return mark.line, mark.column

    def _add(self, code: str, path: KeyPath, **details: object) -> None:
        self.report.add(code, self.tree.place(path), path, where=subject(path[:-1]), **details)


def _there_are(ids: Iterable[str]) -> str:
    names = listed(ids)
    return _("; there are {names}").format(names=names) if names else ""


def _mappings(section: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the entries of a section that are what they should be; of the others the model tells."""
    if isinstance(section, dict):
        yield from ((key, entry) for key, entry in section.items() if isinstance(entry, dict))


__all__ = ["FoundPacks", "Packs", "find_packs", "take_rules"]
