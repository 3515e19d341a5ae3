"""Putting in what a scenario refers to in rule packs, so that all later steps see ordinary deadlines and checklists.

It happens between translating and validating. So a translation need not give the texts of a pack, and the model checks
what came from a pack like everything else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from esthersim.authored.problems import KeyPath, Report, did_you_mean, listed
from esthersim.authored.scalars import ID_PATTERN
from esthersim.authored.text_files import first_files, read_text
from esthersim.authored.tree import Quoted, Tree
from esthersim.language import _
from esthersim.scenario.key_paths import subject
from esthersim.scenario.mending import Mended
from esthersim.scenario.rule_packs import PackError, PackText, in_line, read_pack, rule_pack_ids, shipped_pack


class Packs:
    """The packs that a scenario can refer to: those in its folder or carried by its run, then those that ship."""

    def __init__(self, folder: Path | None = None, carried: Mapping[str, str] | None = None) -> None:
        """Look in the folder and among the carried texts (by id); both may be missing."""
        self._folder = folder
        self._carried = carried or {}
        self.used: dict[str, str] = {}
        """The texts of the packs that were found, by their ids: what a run carries."""

    def find(self, name: str) -> PackText | None:
        """Return the pack with that id, or `None`; raise `PackError` where it cannot be used."""
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
        if file and os.path.lexists(file):  # also where it is not a file, which is then reported
            report = Report(str(file))
            text = read_text(file, report)
            if text is None:
                problem = report.problems[0]
                raise PackError(in_line(problem.line, problem.message))
            return text
        with suppress(KeyError):
            return shipped_pack(name)
        return None


def apply_rule_packs(tree: Tree, packs: Packs, own: str, mended: Mended, report: Report) -> None:
    """Put into a scenario's plain tree what its deadlines and checklists take from rule packs.

    The texts are in the language that the tree is in now, else in `own`, the scenario's. What a pack does not have is
    reported, and counts as mended, so that it is not reported as missing again.
    """
    languages = (str(tree.root.get("language")), own)
    filler = _Filler(tree, packs, languages, mended, report)
    for key, deadline in _mappings(tree.root.get("deadlines")):
        if isinstance(deadline.get("rule"), str):
            filler.rule(deadline, ("deadlines", key))
    for key, event in _mappings(tree.root.get("events")):
        if isinstance(event.get("checklist_of"), str):
            filler.items(event, ("events", key))


class _Filler:
    """Fills in one tree from packs."""

    def __init__(self, tree: Tree, packs: Packs, languages: tuple[str, ...], mended: Mended, report: Report) -> None:
        self.tree = tree
        self.packs = packs
        self.languages = languages
        self.mended = mended
        self.report = report

    def rule(self, deadline: dict[str, Any], path: KeyPath) -> None:
        """Fill in what a deadline leaves to its rule."""
        here = (*path, "rule")
        name, _slash, key = deadline["rule"].partition("/")
        pack = self._pack(name, here)
        if pack and key not in pack.rules:
            hint = did_you_mean(key, pack.rules) or _there_are(pack.rules)
            self._add("ES225", here, pack=name, name=key, hint=hint)
        elif pack:
            _id, text, limit, source = next(rule for rule in pack.in_language(*self.languages).rules if rule.id == key)
            if limit is None and deadline.get("within") is None:
                self._add("ES226", here, rule=text)
            given = {"within": pack.rules[key].within, "text": Quoted(text), "source": Quoted(source)}
            for each, value in given.items():
                if deadline.get(each) is None and value:
                    self.tree.put(deadline, each, value, deadline, "rule")
                    self.tree.taken.add((*path, each))
        self.mended.paths |= {(*path, each) for each in ("within", "text") if deadline.get(each) is None}

    def items(self, event: dict[str, Any], path: KeyPath) -> None:
        """Put a pack's items before an event's own checklist."""
        here, there = (*path, "checklist_of"), (*path, "checklist")
        pack = self._pack(event["checklist_of"], here)
        if pack is None or not pack.items:
            if pack:
                self._add("ES229", here, name=pack.id)
            self.mended.paths.add(there)
            return
        if event.get("checklist") is None:
            self.tree.put(event, "checklist", {}, event, "checklist_of")
        checklist = event["checklist"]
        if not isinstance(checklist, dict):
            return  # the model reports it
        own = dict(checklist)
        checklist.clear()
        for item in pack.in_language(*self.languages).items:
            if item.id in own:
                place = self.tree.place((*there, item.id), key=True)
                self.report.add("ES227", place, (*there, item.id), where=subject(path), name=item.id, pack=pack.id)
            self.tree.put(checklist, item.id, {"text": Quoted(item.text), "required": "true"}, event, "checklist_of")
            self.tree.taken.add((*there, item.id, "text"))
        checklist.update(own)

    def _pack(self, name: str, path: KeyPath) -> PackText | None:
        """Return the pack that is named at a path, or report that there is none."""
        try:
            pack = self.packs.find(name)
        except PackError as error:
            self._add("ES228", path, name=name, reason=str(error))
            return None
        if pack is None:
            known = self.packs.ids()
            self._add("ES208", path, name=name, hint=did_you_mean(name, known) or _there_are(known))
        return pack

    def _add(self, code: str, path: KeyPath, **details: object) -> None:
        self.report.add(code, self.tree.place(path), path, where=subject(path[:-1]), **details)


def _there_are(ids: Iterable[str]) -> str:
    names = listed(ids)
    return _("; there are {names}").format(names=names) if names else ""


def _mappings(section: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the entries of a section that are mappings; the model reports the others."""
    if isinstance(section, dict):
        yield from ((key, entry) for key, entry in section.items() if isinstance(entry, dict))


__all__ = ["Packs", "apply_rule_packs"]
