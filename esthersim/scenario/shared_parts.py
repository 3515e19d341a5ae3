"""Parts that a scenario takes from files beside it (`uses`), put into its tree before anything else looks at it.

Places in what was taken count on after the lines of the scenario's file, so that a problem is told where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from esthersim.authored.problems import Problem, Report, did_you_mean, listed
from esthersim.authored.text_files import read_text
from esthersim.authored.tree import Tree
from esthersim.scenario.shared_files import SharedFiles
from esthersim.scenario.translatable import texts_of
from esthersim.scenario.translation import apply_translation, read_translation

SECTIONS = ("organisations", "roles", "facts", "variables", "documents", "stages")
"""What can be taken from another file."""
KEYS = ("esthersim", "language", *SECTIONS)
"""What a file of shared parts may hold."""

_OF_A_SCENARIO = ("id", "title", "summary", "events")
"""Keys by which a file is known to be meant as a scenario, whatever else it lacks."""
_TOP_KEY = re.compile(r"^([^\W\d_]\w*)\s*:", re.MULTILINE)

Read = Callable[[Report], Tree | None]


class Language(NamedTuple):
    """The language that a scenario is written in, the one it was translated to, and that translation's folder."""

    own: str
    shown: str
    folder: str | None


class Taken(NamedTuple):
    """What came of `uses`: the problems of other files, and whether all of them could be used."""

    problems: tuple[Problem, ...]
    complete: bool


def holds_shared_parts(root: Mapping[str, Any]) -> bool:
    """Tell whether a plain tree is that of a file for `uses`, and of no scenario."""
    has_parts = "esthersim" in root and any(key in root for key in SECTIONS)
    return has_parts and not any(key in root for key in _OF_A_SCENARIO)


def looks_shared(text: str) -> bool:
    """Tell the same of a text without reading it as YAML: by the keys that begin its lines."""
    return holds_shared_parts(dict.fromkeys(_TOP_KEY.findall(text)))


def holds_parts_alone(path: Path) -> bool:
    """Tell whether a file holds shared parts; `False` for one that cannot be read."""
    text = read_text(path, Report(str(path)))
    return text is not None and looks_shared(text)


def check_keys(tree: Tree, report: Report) -> bool:
    """Tell whether a file of shared parts has the keys that it should have; report what is missing, and what is not."""
    root = tree.root if isinstance(tree.root, dict) else {}
    lacking = [key for key in KEYS[:2] if not root.get(key)]
    if lacking or root["esthersim"] != "1":
        report.add("ES345", tree.start, keys=listed(lacking or KEYS[:1]))
        return False
    for key in root:
        if key not in KEYS:
            place = tree.place((key,), key=True)
            report.add("ES344", place, (key,), key=key, keys=listed(KEYS), hint=did_you_mean(key, KEYS))
    return all(key in KEYS for key in root)


def take_shared_parts(tree: Tree, report: Report, files: SharedFiles, language: Language, read: Read) -> Taken:
    """Put the parts of every file that a scenario uses into its tree; what stands there already goes before."""
    uses = tree.root.get("uses")
    names = uses if isinstance(uses, list) else []
    taking = _Taking(tree, report, files, language, read)
    for number, name in enumerate(names):
        if isinstance(name, str) and name not in names[:number]:
            taking.take(str(name), number)
    return Taken(tuple(taking.problems), taking.complete)


class _Taking:
    """Takes parts from one file after another."""

    def __init__(self, tree: Tree, report: Report, files: SharedFiles, language: Language, read: Read) -> None:
        self.tree = tree
        self.report = report
        self.files = files
        self.language = language
        self.read = read
        self.problems: list[Problem] = []
        self.complete = True

    def take(self, name: str, number: int) -> None:
        """Take the parts of a file, or tell why it cannot be used."""
        beside, code = self.files.open(name)
        why = next(iter(beside.problems), None)
        if why is not None and why.line:  # it has a place in that file, and is told there
            self.complete = False
            self.problems.append(why)
            return
        if code:
            self._refuse(code, number, name=name, reason=why.message if why else "")
            return
        other = self.read(beside)
        if other is not None and self._is_sound(other, beside, name, number):
            self._translate(other, name, number)
            before = self.report.also(beside.file, beside.text)
            parts = {(section, key) for section in SECTIONS for key in self.tree.take_in(other, section, before)}
            self.tree.taken |= {each.path for each in texts_of(other.root) if each.path[:2] in parts}
        self.complete = self.complete and not beside.has_errors
        self.problems += beside.problems

    def _is_sound(self, other: Tree, beside: Report, name: str, number: int) -> bool:
        """Tell whether a file has the keys and the language that it should have."""
        if not check_keys(other, beside):
            return False
        theirs = str(other.root["language"])
        if theirs.partition("-")[0] != self.language.own.partition("-")[0]:
            self._refuse("ES343", number, name=name, language=theirs, own=self.language.own)
            return False
        return not beside.has_errors

    def _translate(self, other: Tree, name: str, number: int) -> None:
        """Put the translations of a file's texts in, where the scenario is translated."""
        own, shown, folder = self.language
        if shown == own:
            return
        scenario = str(self.tree.root.get("id"))
        report = self.files.translation(name, scenario, folder or shown, shown, shown.partition("-")[0])
        if report is None:
            self.report.add("ES347", self.tree.place(("uses", number)), ("uses", number), name=name, language=shown)
            return
        po = None if report.has_errors else read_translation(other.root, report, folder)
        if po is not None:
            apply_translation(other.root, po, report)
        self.problems += report.problems

    def _refuse(self, code: str, number: int, **details: object) -> None:
        self.complete = False
        self.report.add(code, self.tree.place(("uses", number)), ("uses", number), **details)
