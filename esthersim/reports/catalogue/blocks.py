"""The blocks of a catalogue page, shared by all output formats: headings, paragraphs, tables, room to write.

Every text in a block is data; each output format escapes it in its own way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esthersim.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Code:
    """Something to be typed literally, such as an id."""

    text: str


Words = str | Code
Cell = tuple[Words, ...]
"""A part of a line: texts and ids, joined without spaces."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the page's own title is above level 2."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A new sheet of paper with a heading of its own, such as a form that is handed out without what precedes it."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a quiet one is a side remark, such as a source."""

    words: Cell
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; without heads it is a list of items and their details."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticks:
    """Items, each answered with a cross in one of the boxes."""

    items: tuple[str, ...]
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """Empty lines to write on, after a question."""

    asked: str
    lines: int = 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map of a scenario, in the scenario's language."""

    scenario: Scenario
    title: str


Block = Heading | NewSheet | Paragraph | Points | Table | Ticks | Room | Drawing


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `name` is the id of the item, empty for the overview."""

    title: str
    blocks: tuple[Block, ...]
    name: str = ""


def cell(*words: Words) -> Cell:
    """Return a part of a line."""
    return words


def written(words: Cell, text: Callable[[str], str], code: Callable[[str], str]) -> str:
    """Return a part of a line in an output format; `text` and `code` escape their argument, on one line.

    Leading and trailing spaces, which separate a text from its neighbours, are kept.
    """
    return "".join(code(each.text) if isinstance(each, Code) else _apart(each, text(each)) for each in words)


def _apart(piece: str, line: str) -> str:
    before, after = piece[:1].isspace(), piece[-1:].isspace()
    return f"{' ' if before else ''}{line}{' ' if after and line else ''}"
