"""A yes-or-no question in the middle of the screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from esthersim.language import _
from esthersim.screens.base import PlainStatic
from esthersim.screens.textual_internals import set_bindings


class Confirmation(ModalScreen[bool]):
    """Ask for yes or no; escape means no. Push it with a callback that takes the answer."""

    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, question: str, text: str, yes: str, no: str) -> None:
        super().__init__()
        self._texts = (question, text, yes, no)
        set_bindings(
            self,
            [
                Binding("enter,y,j", "answer(True)", yes, id="question.yes"),
                Binding("escape,n,q", "answer(False)", no, id="question.no"),
            ],
        )

    def compose(self) -> ComposeResult:
        """Compose the question and its keys."""
        question, text, yes, no = self._texts
        with Vertical(id="dialog"):
            yield PlainStatic(question, id="dialog-title")
            yield PlainStatic(text, id="dialog-text")
            yield PlainStatic(_("Enter: {yes}     Esc: {no}").format(yes=yes, no=no), id="dialog-keys")

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)
