"""`esthersim translate`: write or update the files in which a scenario, and what it uses, are translated."""

from __future__ import annotations

import os
from pathlib import Path

import click

from esthersim.authored.po import PoFile
from esthersim.authored.problems import Report
from esthersim.authored.reading import read_tree
from esthersim.authored.tree import Tree
from esthersim.authoring.translate import Count, located, po_text, renewed, with_header
from esthersim.clock import SystemClock
from esthersim.commands.declaring import declared, scenario_argument
from esthersim.commands.streams import complain
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE, Failure, UsedWrongly
from esthersim.files import FileError, write_whole
from esthersim.language import _
from esthersim.library.scenarios import Library
from esthersim.scenario.loading import ScenarioError, load_scenario, scenario_or_error
from esthersim.scenario.shared_files import shared_translation_file
from esthersim.scenario.translation import (
    language_tag,
    open_translation,
    own_translation_file,
    read_translation,
    same_language,
)


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(
        translate,
        scenario_argument(),
        click.Option(["--to"], metavar=_("CODE"), required=True, help=_("The language: en, fi, ...")),
    )


def translate(around: Surroundings, scenario: str, to: str) -> int:
    """Write or update the .po files of a scenario and of what it uses; what their translators have written stays.

    A file that is broken, or that belongs to another scenario or language, is left as it is and reported.
    """
    tag = language_tag(to)
    if tag is None:
        message = _("'{code}' is not a language code; write it as BCP 47 does: en, fi or en-GB")
        raise UsedWrongly(message.format(code=to))
    path = around.library.find(scenario)
    loaded = load_scenario(path)
    own = scenario_or_error(loaded).language
    if same_language(tag, own):
        message = _("the scenario is written in '{own}'; name another language to translate it to")
        raise UsedWrongly(message.format(own=own))
    _refuse_installed(path, around.library)
    _update(loaded.tree, path, own_translation_file(path, tag), tag)
    for name, text in loaded.uses.items():
        tree = read_tree(Report(name, text)) or Tree()
        _update(tree, path.parent / name, shared_translation_file(path.parent, name, path.stem, tag), tag)
    return FINE


def _update(tree: Tree, source: Path, file: Path, language: str) -> None:
    """Write or update the .po file of one source, whose content is in the tree."""
    before, known = _known(file, tree, language)
    texts = located(tree)
    po, count = renewed(texts, known)
    with_header(po, source.stem, language, SystemClock().utc())
    after = po_text(po, texts, Path(os.path.relpath(source, file.parents[2])).as_posix())
    if "\r\n" in before:
        after = after.replace("\n", "\r\n")
    if after != before:
        _write(after, file)
    complain(_summary(count))
    complain(_("The translation is here: {file}").format(file=file))


def _known(file: Path, tree: Tree, language: str) -> tuple[str, PoFile]:
    """Return the file's text and its entries; raise `ScenarioError` if something in it could be lost."""
    report = open_translation(file)
    if report is None:
        return "", PoFile()
    known = None if report.has_errors else read_translation(tree.root, report, language)
    if known is None or report.has_errors:
        raise ScenarioError(report.problems)
    return report.text, known


def _write(text: str, file: Path) -> None:
    """Write the file whole, in a folder that may be new; raises `FileError`."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(text.encode(), file)
    except OSError as error:
        what = _("it could not be written ({detail})").format(detail=error.strerror or error)
        do = _("copy the scenario to a folder of your own, then translate it there")
        raise FileError(str(file), what, do) from error


def _refuse_installed(path: Path, library: Library) -> None:
    """Refuse to write to the folder of an installed program, where the next version would overwrite the file."""
    folder = path.resolve().parent
    if library.proven is None or folder != library.proven.resolve() or folder.parent.name != "shipped_data":
        return
    message = _("'{id}' came with the program, and its folder is not yours to write in; copy {file} to {folder} first")
    raise Failure(message.format(id=path.stem, file=path, folder=library.folders[0]))


def _summary(count: Count) -> str:
    """Return one line on the state of the translation."""
    message = _(
        "{all} texts: {translated} translated, {fuzzy} to look at again, {missing} missing; {new} new, {gone} gone"
    )
    return message.format(**count._asdict(), missing=count.missing)
