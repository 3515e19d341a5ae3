"""A page of the catalogue as plain text, for a terminal or a plain printer."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from esthersim.cells import width
from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.reports.catalogue.blocks import (
    Block,
    Cell,
    Drawing,
    Heading,
    NewSheet,
    Page,
    Paragraph,
    Points,
    Room,
    Table,
    Ticks,
    written,
)

WIDEST = 100
_KEPT_TOGETHER = "\N{NO-BREAK SPACE}"
LONGEST_FIRST = 28
"""The maximum width of a table's first column, in columns of the terminal."""


def text(page: Page, columns: int = 80) -> str:
    """Return the page in lines of at most this many columns, and never more than 100."""
    columns = min(max(columns, 40), WIDEST)
    title = clean_line(page.title)
    lines = [title, "=" * width(title), ""]
    for block in page.blocks:
        lines += _lines(block, columns)
    return "\n".join(line.rstrip().replace(_KEPT_TOGETHER, " ") for line in lines).rstrip("\n") + "\n"


def _lines(block: Block, columns: int) -> Iterator[str]:
    match block:
        case Heading() | NewSheet():
            yield from _headed(block)
        case Paragraph(words):
            yield from (*_wrapped(_said(words), columns), "")
        case Points(points):
            for point in points:
                yield from _wrapped(_said(point), columns, "- ", "  ")
            yield ""
        case Table(rows, heads):
            yield from _table(rows, heads, columns)
            yield ""
        case Ticks(items, boxes):
            for thing in items:
                yield from _wrapped(thing, columns) if any(boxes) else _wrapped(thing, columns, "[ ] ", "    ")
                yield from _wrapped(_boxes(boxes), columns, "    ", "    ") if any(boxes) else ()
            yield ""
        case Room(asked, count):
            yield from (*_wrapped(asked, columns), "") if asked else ()
            yield from ("_" * columns, "") * count
        case Drawing(scenario):
            yield from _wrapped(_("'{command}' draws the map.").format(command=f"esthersim map {scenario.id}"), columns)
            yield ""


def _headed(block: Heading | NewSheet) -> Iterator[str]:
    title = clean_line(block.text)
    if isinstance(block, NewSheet):
        yield from ("", title, "=" * width(title), "")
    else:
        yield from (title, *(["-" * width(title)] if block.level == 2 else []), "")


def _boxes(boxes: Sequence[str]) -> str:
    """Return the boxes on a line that is never wrapped inside a box."""
    return "   ".join(f"[ ] {clean_line(box)}".rstrip().replace(" ", _KEPT_TOGETHER) for box in boxes)


def _table(rows: Sequence[Sequence[Cell]], heads: Sequence[str], columns: int) -> Iterator[str]:
    lines = [[_said(each) for each in row] for row in rows]
    first = min(LONGEST_FIRST, max((width(row[0]) for row in lines if row), default=0)) + 2
    if heads:
        yield " · ".join(heads)
    for row in lines:
        rest = " · ".join(each for each in row[1:] if each)
        lead = row[0] + " " * max(2, first - width(row[0]))
        if width(lead) > first:
            yield row[0]
            lead = " " * first
        yield from _wrapped(rest, columns, lead, " " * first)


def _said(words: Cell) -> str:
    return written(words, clean_line, clean_line)


def _wrapped(words: str, columns: int, first: str = "", others: str = "") -> list[str]:
    return textwrap.wrap(
        words, columns, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    ) or [first]
