"""Asks for the name and the password of the Wi-Fi that telephones are to join. Neither is stored anywhere."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from esthersim.language import _
from esthersim.screens.base import PlainStatic
from esthersim.screens.textual_internals import set_bindings
from esthersim.screens.widgets.dialogs import Dialog
from esthersim.screens.widgets.field import LineField

LONGEST_NAME, LONGEST_PASSWORD = 32, 63
"""The most characters that a Wi-Fi has in its name and its password."""


class WifiPrompt(Dialog[tuple[str, str]]):
    """Two fields; Enter goes from the first to the second, and then gives both."""

    AUTO_FOCUS: ClassVar[str | None] = "#wifi-name"

    def __init__(self, name: str, password: str) -> None:
        super().__init__()
        self._first = (name, password)
        set_bindings(self, [Binding("escape", "dismiss", _("Cancel"), id="dialog.cancel")])

    def compose(self) -> ComposeResult:
        """Compose the fields."""
        with Vertical(id="dialog"):
            yield PlainStatic(_("Code for the Wi-Fi"), id="dialog-title")
            yield PlainStatic(
                _("Type its name, then its password. They are for the code alone, and are not stored."),
                id="dialog-text",
            )
            yield LineField(self._first[0], id="wifi-name", placeholder=_("Name"), max_length=LONGEST_NAME)
            yield LineField(self._first[1], id="wifi-password", placeholder=_("Password"), max_length=LONGEST_PASSWORD)
            yield PlainStatic("", id="dialog-error")
            yield PlainStatic(_("Enter: go on     Esc: cancel"), id="dialog-keys")

    @on(Input.Submitted, "#wifi-name")
    def named(self) -> None:
        """Go on to the password."""
        self.query_one("#wifi-password").focus()

    @on(Input.Submitted, "#wifi-password")
    def done(self) -> None:
        """Give both, unless there is no name."""
        name, password = (self.query_one(f"#wifi-{each}", LineField).value for each in ("name", "password"))
        if name.strip():
            self.dismiss((name, password))
        else:
            self.query_one("#dialog-error", PlainStatic).show("! " + _("The name is missing."))
