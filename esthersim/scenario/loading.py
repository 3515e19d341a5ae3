"""Loading a scenario, from a file or from its text: a `Scenario`, and everything that is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import NamedTuple

from esthersim.authored.papers import Papers
from esthersim.authored.po import PoFile
from esthersim.authored.problems import Problem, Report
from esthersim.authored.reading import read_tree
from esthersim.authored.text_files import read_text
from esthersim.authored.tree import Tree
from esthersim.failure import Failure
from esthersim.language import ngettext
from esthersim.scenario.cut_texts import report_cut_texts
from esthersim.scenario.mending import Mended
from esthersim.scenario.model import Scenario
from esthersim.scenario.references import Checker
from esthersim.scenario.rule_pack_references import Packs, apply_rule_packs
from esthersim.scenario.scenario_checks import check_scenario
from esthersim.scenario.translation import (
    apply_translation,
    open_translation,
    read_translation,
    same_language,
    translation_file,
)
from esthersim.scenario.validation import validate

_FIRST_KEY = re.compile(r"^esthersim\s*:", re.MULTILINE)


class Translation(NamedTuple):
    """The .po file that a scenario was translated with: its name in problems, its text and its content."""

    file: str
    text: str
    po: PoFile


@dataclass(frozen=True, slots=True)
class Loaded:
    """The result of loading: no scenario where its file has an error. `text` is that file's text, decoded.

    A translation that cannot be read is a problem too, but then the scenario is loaded in its own language. `tree`
    knows where in the file everything is. `packs` are the texts of the rule packs that it refers to, by their ids.
    """

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    text: str
    file: str = ""
    tree: Tree = field(default_factory=Tree, repr=False, compare=False)
    translation: Translation | None = field(default=None, repr=False, compare=False)
    packs: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)


class ScenarioError(Failure):
    """A scenario that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{each.file}:{each.line}:{each.column}: {each.message}" for each in problems))
        self.problems = problems

    @property
    def line(self) -> str:
        """The first error, and how to see the others."""
        errors = [each for each in self.problems if each.severity == "error"]
        if not errors:
            return str(self).partition("\n")[0]
        first, *others = errors
        place = f"{first.file}:{first.line}:{first.column}" if first.line else first.file
        line = f"{place}: {first.message}" + (f". {first.help}" if first.help else "")
        if not others:
            return line
        more = ngettext(
            "'esthersim check' shows {count} more problem.",
            "'esthersim check' shows {count} more problems.",
            len(others),
        )
        return f"{line} {more.format(count=len(others))}"


def scenario_or_error(loaded: Loaded) -> Scenario:
    """Return the scenario, or raise `ScenarioError` with its problems."""
    if loaded.scenario is None:
        raise ScenarioError(loaded.problems)
    return loaded.scenario


def load_scenario(path: Path, language: str | None = None) -> Loaded:
    """Read a scenario's file; with `language`, translated to it unless that is its own. Never raises.

    The translation is `locale/<language>/<id>.po` beside the file; without one the texts stay as they are. A rule pack
    is looked for in `rules` beside the file, then among those that ship.
    """
    report = Report(str(path))
    text = read_text(path, report)
    if text is None:
        return Loaded(None, report.problems, "", report.file)
    report = Report(str(path), text)
    tree = _read(report)
    packs = Packs(path.parent / "rules")
    if tree is None or language is None or same_language(language, tree.root.get("language")):
        return _finish(report, tree, packs)
    file = translation_file(path, language)
    return _finish(report, tree, packs, open_translation(file), file.parent.name)


def read_scenario(
    text: str,
    file: str,
    translation: str | None = None,
    packs: Mapping[str, str] | None = None,
    papers: Papers | None = None,
) -> Loaded:
    """Read a scenario from its text; `translation` is the text of a .po file. Never raises, opens no file beside it.

    `file` stands in the problems; where it ends in `.yaml`, the id must be its stem. `packs` are texts of rule packs by
    their ids, which go before those that ship. `papers` are what a run carries beside its text: the guides, instruments
    and handover formats that the text names are then not looked for among those that ship today.
    """
    text = text.removeprefix("\ufeff")
    report = Report(file, text)
    tree = _read(report)
    beside = None if translation is None else Report(file.removesuffix(".yaml") + ".po", translation)
    return _finish(report, tree, Packs(carried=packs), beside, papers=papers)


def _read(report: Report) -> Tree | None:
    """Read the report's text as YAML; report what keeps it from being read."""
    text = report.text
    if len(text) > 3 * (limit := 2_000_000):
        report.text = ""
        report.add("ES161", None, most=limit // 1_000_000)
        return None
    tree = read_tree(report, _explain)
    if tree is None:
        return None
    if not isinstance(tree.root, dict) or _is_strange(tree.root):
        report.add("ES174", tree.start)
        return None
    report_cut_texts(tree, report)
    return tree


def _explain(error: Exception, report: Report) -> None:
    from esthersim.authored.syntax import explain_error

    if _is_something_else(report):
        report.add("ES174", (0, 0))
    else:
        explain_error(error, report)


def _is_strange(root: Mapping[str, object]) -> bool:
    """Tell whether the keys are not those of a scenario: better one problem than one for each key."""
    known = sum(key in Scenario.model_fields for key in root)
    return not ("esthersim" in root or "events" in root or known > len(root) - known)


def _is_something_else(report: Report) -> bool:
    """Tell whether a text that is not YAML is in a file that is not named as YAML, such as a README."""
    return PurePath(report.file).suffix not in {"", ".yaml", ".yml"} and not _FIRST_KEY.search(report.text)


def _finish(
    report: Report,
    tree: Tree | None,
    packs: Packs,
    beside: Report | None = None,
    folder: str | None = None,
    *,
    papers: Papers | None = None,
) -> Loaded:
    """Make the model of a tree, translated by the .po file `beside` it; `folder` is the name of that file's folder."""
    scenario = po = None
    if tree is not None:
        own = tree.root.get("language")
        if beside is not None and not beside.has_errors:
            po = read_translation(tree.root, beside, folder)
        if po is not None and beside is not None:
            apply_translation(tree.root, po, beside)
        mended = Mended()
        apply_rule_packs(tree, packs, str(own), mended, report)
        scenario = validate(tree, report, mended)
        if scenario is not None:
            file = PurePath(report.file)
            stem = unicodedata.normalize("NFC", file.stem) if file.suffix in {".yaml", ".yml"} else None
            check_scenario(Checker(scenario, tree, mended, report, papers), stem)
    problems = (*report.problems, *(beside.problems if beside else ()))
    translation = Translation(beside.file, beside.text, po) if beside and po else None
    found = None if report.has_errors else scenario
    return Loaded(found, problems, report.text, report.file, tree or Tree(), translation, packs.used)
