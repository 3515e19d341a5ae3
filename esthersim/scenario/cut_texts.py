"""Texts that a number sign cuts: ``text: It rings in room # 4`` is read as far as ``room``, and the rest is a comment.

One space before the sign is how people write a text, two are how they write a comment. After a date, a number or an id
nothing can be lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from esthersim.authored.problems import KeyPath, Report
from esthersim.authored.tree import Tree
from esthersim.scenario.key_paths import takes_text


def report_cut_texts(tree: Tree, report: Report) -> None:
    """Report each text of a scenario that a number sign cuts, with what is lost."""
    if not tree.cut:
        return
    for path in _paths(tree.root, ()):
        end = tree.cut.get(tree.place(path))
        if end is not None and takes_text(path):
            line, column = end
            report.add("ES230", (line, column + 1), path, lost=report.line(line + 1)[column + 1 :].strip())


def _paths(raw: Any, path: KeyPath) -> Iterator[KeyPath]:
    """Yield the path of every scalar."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield from _paths(value, (*path, key))
    elif isinstance(raw, list):
        for number, value in enumerate(raw):
            yield from _paths(value, (*path, number))
    elif raw is not None:
        yield path
