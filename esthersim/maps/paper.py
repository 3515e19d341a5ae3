"""Pieces of SVG for paper and page: no script, no style sheet, nothing from elsewhere; people's text always escaped.

Shapes, weights and words carry the meaning, and every colour is as dark in grey as it has to be. A drawing is at most
`PAGE` wide, which is the width of an A4 page between its margins, or `LYING`, where the page lies down.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from esthersim.cells import cut, width
from esthersim.cleaning import clean_line
from esthersim.pages import NOT_IN_MARKUP

PAGE = 680.0
LYING = 1000.0
INK = "#1c2430"
QUIET = "#565e6a"
LINE = "#8a919c"
WAY = "#174a86"
DECISION = "#8a4b00"
ENDING = "#5a2d6e"
PAPER = "#ffffff"

LETTER = 0.6  # of the font's size: the mean width of a letter in the widest of the common sans serifs


def number(value: float) -> str:
    """Return a coordinate as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0")


def safe(text: str) -> str:
    """Return a text as it may stand in SVG and HTML, in an element or in quotation marks."""
    return escape(bare(text), quote=True)


def bare(text: str) -> str:
    """Return a text on one line, with nothing that SVG cannot hold, not yet escaped."""
    return clean_line(text.translate(NOT_IN_MARKUP))


def fitted(text: str, room: float, size: float = 13) -> str:
    """Return the text cut to a room in the drawing's units."""
    return cut(bare(text), int(room / (LETTER * size)))


def wrapped(text: str, room: float, size: float = 12, lines: int = 2) -> list[str]:
    """Return the text in at most `lines` lines, broken between words, the last one cut."""
    rows: list[str] = []
    words = clean_line(text).split()
    while words and len(rows) < lines - 1:
        row = [words.pop(0)]
        while words and length_of(" ".join((*row, words[0])), size) <= room:
            row.append(words.pop(0))
        rows.append(fitted(" ".join(row), room, size))
    return [*rows, fitted(" ".join(words), room, size)] if words else rows


def length_of(text: str, size: float = 13) -> float:
    """Return about how much room a text takes."""
    return width(text) * LETTER * size


def label(
    x: float,
    y: float,
    text: str,
    *,
    size: float = 13,
    fill: str = INK,
    bold: bool = False,
    clear: bool = False,
    anchor: str = "start",
    turned: float = 0,
    after: str = "",
) -> str:
    """Return a line of text with its baseline's start (or middle, or end) at a point, turned by some degrees.

    A `clear` text keeps lines away from its letters. `after` is SVG that `more` made, to follow in the same line.
    """
    weight = ' font-weight="bold"' if bold else ""
    around = f' stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if clear else ""
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    turn = f' transform="rotate({number(turned)} {number(x)} {number(y)})"' if turned else ""
    place = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"'
    return f"<text {place}{weight}{around}{where}{turn}>{safe(text)}{after}</text>"


def more(text: str, *, size: float = 11, fill: str = QUIET, bold: bool = False) -> str:
    """Return text that follows in the same line, with its own look; nothing for no text."""
    weight = f' font-weight="{"bold" if bold else "normal"}"'
    return f'<tspan dx="10" font-size="{number(size)}" fill="{fill}"{weight}>{safe(text)}</tspan>' if text else ""


def path(d: str, stroke: str = LINE, thickness: float = 1.6, *, dashes: str = "", fill: str = "none") -> str:
    """Return a line with round ends."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    look = f'fill="{fill}" stroke="{stroke}" stroke-width="{number(thickness)}"'
    return f'<path d="{d}" {look} stroke-linecap="round" stroke-linejoin="round"{dashed}/>'


def circle(x: float, y: float, radius: float, stroke: str, fill: str = PAPER, thickness: float = 1.8) -> str:
    """Return a circle."""
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return f'<circle {place} fill="{fill}" stroke="{stroke}" stroke-width="{number(thickness)}"/>'


FLUID = ' style="max-width:100%;height:auto"'
"""Lets a drawing on a page of HTML become smaller with the window."""


def rectangle(
    x: float, y: float, wide: float, high: float, *, stroke: str, fill: str = PAPER, round_by: float = 0
) -> str:
    """Return a rectangle by its upper left corner."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}" rx="{number(round_by)}"'
    return f'<rect {place} fill="{fill}" stroke="{stroke}" stroke-width="1.8"/>'


def band(x: float, y: float, wide: float, high: float, fill: str) -> str:
    """Return a rectangle without an outline, to lie behind."""
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}" fill="{fill}"/>'


def sheet(
    title: str, description: str, high: float, pieces: Iterable[str], wide: float = PAGE, scale: float = 1
) -> str:
    """Return the drawing: one image for a screen reader, with a name and a description in words.

    `scale` makes it smaller than it was drawn.
    """
    size = f"{number(wide)} {number(high)}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{safe(title)}" viewBox="0 0 {size}" '
        f'width="{number(wide * scale)}" height="{number(high * scale)}"{FLUID} '
        'font-family="Helvetica, Arial, sans-serif">'
    )
    words = f"<title>{safe(title)}</title><desc>{safe(description)}</desc>"
    return "\n".join((head, words, *pieces, "</svg>"))
