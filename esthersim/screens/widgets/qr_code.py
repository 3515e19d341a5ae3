"""A QR code on the terminal: black on white in every theme, because no scanner reads it in other colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from esthersim.language import _
from esthersim.screens.base import PlainStatic
from esthersim.screens.textual_internals import set_bindings

BLACK, WHITE = "#000000", "#ffffff"
_CELLS = {
    " ": (" ", f"{BLACK} on {WHITE}"),
    "█": (" ", f"{WHITE} on {BLACK}"),
    "▀": ("▄", f"{WHITE} on {BLACK}"),
    "▄": ("▄", f"{BLACK} on {WHITE}"),
}
"""What each cell of a code is drawn as: its upper half always by the background, which leaves no gap between lines.

Where a font's signs are lower than its lines, a scanner read none of twelve sizes otherwise, and reads all of them so.
"""


def qr_content(rows: Sequence[str]) -> Content:
    """Return a code's rows as content in its own colours."""
    return Content("\n").join(Content.assemble(*map(_run, groupby(row))) for row in rows)


def _run(run: tuple[str, Iterable[str]]) -> tuple[str, str]:
    """Return cells that are alike as a text and its style."""
    sign, style = _CELLS[run[0]]
    return sign * sum(1 for _cell in run[1]), style


class QrPage(ModalScreen[None]):
    """A code alone on the screen, with what it leads to below it. Escape, or the key that opened it, closes it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS = """
    QrPage { align: center middle; }
    QrPage Vertical { width: auto; height: auto; align-horizontal: center; }
    QrPage PlainStatic { width: auto; height: auto; }
    QrPage #qr-caption { text-style: bold; }
    """

    def __init__(self, rows: Sequence[str], caption: str, also: str) -> None:
        super().__init__()
        self._rows, self._caption = tuple(rows), caption
        set_bindings(self, [Binding(f"escape,enter,q,{also}", "dismiss", _("Close"), id="qr.close")])

    def compose(self) -> ComposeResult:
        """Compose the code and what it leads to, or that the window is too small for it."""
        room = self.app.size
        if len(self._rows[0]) > room.width or len(self._rows) > room.height:
            text = _("This window is too small for the code. Make it at least {width} x {height}.")
            yield PlainStatic(text.format(width=len(self._rows[0]), height=len(self._rows) + 1))
            return
        with Vertical():
            yield PlainStatic(qr_content(self._rows), id="qr")
            if len(self._rows) < room.height:
                yield PlainStatic(self._caption, id="qr-caption")
