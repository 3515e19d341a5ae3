"""All the keys that work on a screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from esthersim.language import _
from esthersim.screens.base import AppScreen, PlainStatic
from esthersim.screens.private import set_bindings


class KeysHelp(ModalScreen[None]):
    """The keys of the screen below, each with its name; any of the keys named at the bottom closes it."""

    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, of: AppScreen) -> None:
        super().__init__()
        self._of = of
        set_bindings(self, [Binding("escape,question_mark,f1,q,enter", "dismiss", _("Close"), id="help.close")])

    def compose(self) -> ComposeResult:
        """Compose one line a key."""
        with VerticalScroll(id="dialog", classes="-help"):
            yield PlainStatic(_("Keys"), id="dialog-title")
            for action in self._of.all_actions():
                yield PlainStatic(f"{action.keys:<16} {action.text}")
            yield PlainStatic(_("Esc: close"), id="dialog-keys")
