"""Texts that a number sign cuts: ``text: It rings in room # 4`` is read as far as ``room``, and the rest is a comment.

One space before the sign is how people write a text, two are how they write a comment. After a date, a number or an id
nothing can be lost.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any

from esthersim.authored.problems import KeyPath, Place, Report
from esthersim.authored.tree import Mark, Tree
from esthersim.scenario.key_paths import takes_text


def report_cut_texts(tree: Tree, report: Report) -> None:
    """Report each text of a scenario that a number sign cuts, with what is lost."""
    if not tree.cut:
        return
    for path, place in _scalars(tree, tree.root, (), {line for line, _column in tree.cut}):
        end = tree.cut.get(place)
        if end is not None and takes_text(path):
            line, column = end
            report.add("ES230", (line, column + 1), path, lost=report.line(line + 1)[column + 1 :].strip())


def _scalars(tree: Tree, raw: Any, path: KeyPath, lines: Container[int]) -> Iterator[tuple[KeyPath, Place]]:
    """Yield path and place of every scalar in one of the lines."""
    parts: Iterable[tuple[str | int, Any, Mark]] = ()
    if isinstance(raw, dict):
        marks = tree.key_marks[id(raw)]
        parts = ((key, value, marks[key][1]) for key, value in raw.items())
    elif isinstance(raw, list):
        parts = zip(range(len(raw)), raw, tree.item_marks[id(raw)], strict=True)
    for step, value, mark in parts:
        if isinstance(value, (dict, list)):
            yield from _scalars(tree, value, (*path, step), lines)
        elif mark.line in lines:
            yield (*path, step), (mark.line, mark.column)
