"""Whether what a widget draws can be read whole: every word, in its order, within the widget's width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from esthersim.screens.widgets.large import large
from esthersim.screens.widgets.pane import Pane, TextBlock
from esthersim.screens.widgets.shared import WIDEST

_SIGNS = str.maketrans("", "", '”“":▀▄█')


def drawn_on(paper: TextBlock) -> list[str]:
    """Return every line of a paper as it is drawn, those that are scrolled away too; at its edges nothing is cut."""
    columns = paper.size.width
    lines = paper.lines(columns)
    wide = [line.plain for line in lines if cell_len(line.plain.rstrip()) > columns]
    assert not wide, f"wider than {columns} cells: {wide}"
    return [paper.render_line(number).text for number in range(len(lines))]


def can_be_scrolled_through(pane: Pane) -> bool:
    """Tell whether all lines of a pane are in view, or can be scrolled to."""
    return len(pane.block.lines(pane.block.size.width)) <= pane.max_scroll_y + pane.size.height


def unreadable(texts: Iterable[str], lines: Sequence[str], columns: int) -> list[str]:
    """Return the texts whose words do not all stand in the lines, one after the other, large letters or small."""
    flow = f" {_words(' '.join(lines))} "
    wanted = [text for text in texts if text]
    cut = [line.strip() for line in lines if "…" in line and not any("…" in text for text in wanted)]
    return cut + [text for text in wanted if f" {_words(text)} " not in flow and not _large(text, lines, columns)]


def _words(text: str) -> str:
    return " ".join(text.translate(_SIGNS).casefold().split())


def _large(text: str, lines: Sequence[str], columns: int) -> bool:
    """Tell whether a text stands there in large letters."""
    shown = [line.strip() for line in lines]
    for room in (columns, columns - 2, WIDEST) if columns else ():
        rows = [row.strip() for row in large(text, room, 3) or ()]
        if rows and any(shown[place : place + len(rows)] == rows for place in range(len(shown))):
            return True
    return False
