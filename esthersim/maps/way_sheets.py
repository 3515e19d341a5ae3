"""Sheets that list where each event leads, in words: what has no room below the lanes of a swimlane on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from esthersim.cells import folded
from esthersim.language import _
from esthersim.maps import paper
from esthersim.maps.heads import Head

WIDE, HIGH = paper.LYING, 650.0
COLUMNS, GAP = 2, 24.0
MARGIN, LINE, SIZE = 14.0, 14.0, 11.0
INDENT = 16.0


class _Line(NamedTuple):
    text: str
    bold: bool = False


def way_sheets(heads: Sequence[Head], title: str) -> list[str]:
    """Return the list in sheets of A4 that lie down; none where no event leads on."""
    column = (WIDE - GAP) / COLUMNS
    lines = [line for head in heads if head.onward for line in _of_event(head, column - INDENT)]
    fit = int((HIGH - 2 * MARGIN) / LINE) - 1
    sheets: list[str] = []
    for first in range(0, len(lines), fit * COLUMNS):
        pieces = [paper.label(0, MARGIN, _("Goes on"), size=13, fill=paper.WAY, bold=True)]
        on_sheet = lines[first : first + fit * COLUMNS]
        for index, line in enumerate(on_sheet):
            across, down = divmod(index, fit)
            x = across * (column + GAP) + (0 if line.bold else INDENT)
            y = MARGIN + LINE * (down + 1.5)
            pieces.append(paper.label(x, y, line.text, size=SIZE, bold=line.bold))
        described = "; ".join(line.text for line in on_sheet)
        sheets.append(paper.sheet(title, described, MARGIN * 2 + LINE * (min(len(on_sheet), fit) + 1), pieces, WIDE))
    return sheets


def _of_event(head: Head, room: float) -> Iterator[_Line]:
    """Yield an event's number and title, and its ways onward."""
    cells = int(room / (paper.LETTER * SIZE))
    yield from (_Line(line, bold=True) for line in folded(paper.bare(f"{head.number}. {head.event.title}"), cells))
    for way in head.onward:
        yield from (_Line(line) for line in folded(paper.bare(way), cells))
