"""Reading a YAML text into a tree, with everything that is wrong in a report or as an error.

Without pydantic, which takes longer to import than the home screen takes to read all its files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from esthersim.authored.problems import Report
from esthersim.authored.text_files import find_no_text
from esthersim.authored.tree import Tree
from esthersim.authored.yaml_parser import UnreadableYAML, read_yaml
from esthersim.files import FileError

Explain = Callable[[Exception, Report], None]
"""Adds the problem to a report that explains an exception of a YAML parser."""


def read_tree(report: Report, explain: Explain | None = None) -> Tree | None:
    """Read the report's text as YAML; report what keeps it from being read, and every repeated key."""
    text = report.text
    if strange := find_no_text(text):
        report.add("ES163", strange[:2], name=strange[2])
        return None
    if not unicodedata.is_normalized("NFC", text):
        text = report.text = unicodedata.normalize("NFC", text)
    try:
        tree = read_yaml(text)
    except UnreadableYAML as error:
        report.add(error.code, error.place, **error.details)
        return None
    except Exception as error:  # noqa: BLE001 - the two parsers have many exceptions; none may reach a trainer
        from esthersim.authored.syntax import explain_error

        (explain or explain_error)(error, report)
        return None
    for key, first, again in tree.repeated:
        report.add("ES166", (again.line, again.column), key=key, first=first.line + 1)
    return tree


def tree_or_error(text: str, file: str, kind: type[FileError]) -> Tree:
    """Read a text as YAML; raise `kind` with file, line and column at the first mistake."""
    report = Report(file, text)
    tree = read_tree(report)
    if tree is None or report.has_errors:
        raise first_error(report, kind)
    return tree


def first_error(report: Report, kind: type[FileError]) -> FileError:
    """Return the first problem of a report as an error."""
    problem = report.problems[0]
    where = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    return kind(where, problem.message, problem.help)
