"""A text of any length to read on top of a screen: the arrows scroll it, escape closes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from esthersim.language import _
from esthersim.screens.text_lines import Line, TextLines
from esthersim.screens.textual_internals import set_bindings


class TextDialog(ModalScreen[None]):
    """Lines to read; escape, enter, q or one of the keys `also` closes it."""

    AUTO_FOCUS: ClassVar[str | None] = "VerticalScroll"

    def __init__(self, lines: Sequence[Line] = (), *, also: str = "") -> None:
        super().__init__()
        self._lines = tuple(lines)
        keys = ",".join(filter(None, ("escape,enter,q", also)))
        set_bindings(self, [Binding(keys, "close", _("Close"), id="help.close")])

    def compose(self) -> ComposeResult:
        """Compose the lines."""
        with VerticalScroll(id="dialog"):
            yield TextLines()

    def on_mount(self) -> None:
        """Draw the lines, and how to leave."""
        self.query_one(TextLines).show([*self.lines(), Line(), Line(_("Esc: close"), style="bold")])

    def lines(self) -> Sequence[Line]:
        """Return the lines."""
        return self._lines

    def action_close(self) -> None:
        """Go back to the screen below."""
        self.dismiss(None)
