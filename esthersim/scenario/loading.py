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
from esthersim.scenario.shared_files import SharedFiles
from esthersim.scenario.shared_parts import Language, Taken, check_keys, holds_shared_parts, take_shared_parts
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
    knows where in the file everything is. `packs` are the texts of the rule packs that it refers to, by their ids, and
    `uses` those of the files whose parts it takes, by their paths. `lines` knows the
    lines of these files, for more reports about them.
    """

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    text: str
    file: str = ""
    tree: Tree = field(default_factory=Tree, repr=False, compare=False)
    translation: Translation | None = field(default=None, repr=False, compare=False)
    packs: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    uses: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    lines: Report = field(default_factory=lambda: Report(""), repr=False, compare=False)


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
    packs, shared = Packs(path.parent / "rules"), SharedFiles(path.parent)
    if tree is None or language is None or same_language(language, tree.root.get("language")):
        return _finish(report, tree, packs, shared)
    file = translation_file(path, language)
    return _finish(report, tree, packs, shared, open_translation(file), file.parent.name)


def read_scenario(
    text: str,
    file: str,
    translation: str | None = None,
    packs: Mapping[str, str] | None = None,
    papers: Papers | None = None,
    uses: Mapping[str, str] | None = None,
) -> Loaded:
    """Read a scenario from its text; `translation` is the text of a .po file. Never raises, opens no file beside it.

    `file` stands in the problems; where it ends in `.yaml`, the id must be its stem. `packs` are texts of rule packs by
    their ids, which go before those that ship. `papers` are what a run carries beside its text: the guides, instruments
    and handover formats that the text names are then not looked for among those that ship today. `uses` are texts of
    the files whose parts the scenario takes, and of their translations, by their paths.
    """
    text = text.removeprefix("\ufeff")
    report = Report(file, text)
    tree = _read(report)
    beside = None if translation is None else Report(file.removesuffix(".yaml") + ".po", translation)
    return _finish(report, tree, Packs(carried=packs), SharedFiles(carried=uses), beside, papers=papers)


def _read(report: Report) -> Tree | None:
    """Read the report's text as YAML; report what keeps it from being read."""
    text = report.text
    if len(text) > 3 * (limit := 2_000_000):
        report.text = ""
        report.add("ES161", None, most=limit // 1_000_000)
        return None
    tree = _read_tree(report)
    if tree is None:
        return None
    if not isinstance(tree.root, dict) or _is_strange(tree.root):
        report.add("ES174", tree.start)
        return None
    report_cut_texts(tree, report)
    return tree


def _read_beside(report: Report) -> Tree | None:
    """Read the text of a file that a scenario uses."""
    tree = _read_tree(report)
    if tree is not None and isinstance(tree.root, dict):
        report_cut_texts(tree, report)
    return tree


def _read_tree(report: Report) -> Tree | None:
    return read_tree(report, _explain)


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
    shared: SharedFiles,
    beside: Report | None = None,
    folder: str | None = None,
    *,
    papers: Papers | None = None,
) -> Loaded:
    """Make the model of a tree, translated by the .po file `beside` it; `folder` is the name of that file's folder."""
    scenario = po = None
    taken = Taken((), complete=True)
    if tree is not None and holds_shared_parts(tree.root):
        _check_shared_parts(tree, report)
    elif tree is not None:
        own = tree.root.get("language")
        if beside is not None and not beside.has_errors:
            po = read_translation(tree.root, beside, folder)
        if po is not None and beside is not None:
            apply_translation(tree.root, po, beside)
        language = Language(str(own), str(tree.root.get("language")), folder)
        taken = take_shared_parts(tree, report, shared, language, _read_beside)
        mended = Mended()
        if taken.complete:
            apply_rule_packs(tree, packs, str(own), mended, report)
            scenario = validate(tree, report, mended)
        if scenario is not None:
            file = PurePath(report.file)
            stem = unicodedata.normalize("NFC", file.stem) if file.suffix in {".yaml", ".yml"} else None
            check_scenario(Checker(scenario, tree, mended, report, papers), stem)
    problems = (*report.problems, *taken.problems, *(beside.problems if beside else ()))
    translation = Translation(beside.file, beside.text, po) if beside and po else None
    found = None if report.has_errors else scenario
    return Loaded(
        found, problems, report.text, report.file, tree or Tree(), translation, packs.used, shared.used, report.blank()
    )


def _check_shared_parts(tree: Tree, report: Report) -> None:
    """Say what a file of shared parts is, and check the parts as far as they go by themselves."""
    report.add("ES346", tree.start)
    if check_keys(tree, report):
        validate(tree, report, Mended({(key,) for key in Scenario.model_fields if key not in tree.root}))
