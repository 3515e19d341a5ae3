"""Small dialogs on top of a screen: for a line of text, one item of a list, or a number from one to five."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.screens.base import PlainStatic
from esthersim.screens.textual_internals import set_bindings
from esthersim.screens.widgets.field import LineField

Typed = Callable[[str], None]
"""Takes the text of the field each time that it changes."""
Accept = Callable[[str], str]
"""Takes the text; returns why it cannot be kept, or nothing if it was kept."""
LONGEST_LINE = 1000
Answer = TypeVar("Answer")
MOST_DIGITS = 9


class Dialog(ModalScreen[Answer]):
    """The base of the small dialogs: compact on a low terminal."""

    DEFAULT_CSS = """
    Dialog {
        #dialog-list { height: auto; max-height: 12; border: none; padding: 0; background: $surface; }
        #dialog-input { margin-top: 1; }
        #dialog-error { color: $error; text-style: bold; }
        &.-low {
            #dialog { padding: 0 2; max-height: 100%; }
            #dialog-input { border: none; height: 1; background: $panel; }
            #dialog-title { margin-bottom: 0; }
        }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]  # noqa: RUF012 - Textual types it so


class TextPrompt(Dialog[None]):
    """Ask for one line of text. It stays open, with the text, until the text can be kept or escape closes it.

    The field begins with `first`, and `typed` is called with each change.
    """

    AUTO_FOCUS: ClassVar[str | None] = "Input"

    def __init__(self, title: str, text: str, accept: Accept, first: str = "", typed: Typed | None = None) -> None:
        super().__init__()
        self._texts, self._accept, self._first, self._typed = (title, text), accept, first, typed
        set_bindings(self, [Binding("escape", "dismiss", _("Cancel"), id="dialog.cancel")])

    def compose(self) -> ComposeResult:
        """Compose the field."""
        with Vertical(id="dialog"):
            yield PlainStatic(self._texts[0], id="dialog-title")
            yield PlainStatic(self._texts[1], id="dialog-text")
            yield LineField(self._first, id="dialog-input", max_length=LONGEST_LINE, select_on_focus=False)
            yield PlainStatic("", id="dialog-error")
            yield PlainStatic(_("Enter: keep     Esc: cancel"), id="dialog-keys")

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        """Pass on the present text."""
        if self._typed is not None:
            self._typed(event.value)

    @on(Input.Submitted)
    def kept(self, event: Input.Submitted) -> None:
        """Keep the text, or say why not."""
        why = self._accept(event.value)
        if why:
            self.query_one("#dialog-error", PlainStatic).show(f"! {why}")
        else:
            self.dismiss()


class PickDialog(Dialog[str]):
    """Ask for one item of a list: by arrows and Enter, by the digit of the first nine, or by typing to search.

    `also_search` has further text to search, which is not shown, by the key of each choice.
    """

    AUTO_FOCUS: ClassVar[str | None] = "OptionList"

    def __init__(
        self,
        title: str,
        text: str,
        choices: Sequence[tuple[str, str]],
        *,
        find: bool = False,
        also_search: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._texts, self._choices, self._find, self._also_search = (
            (title, text),
            tuple(choices),
            find,
            also_search or {},
        )
        digits = [] if find else [
            Binding(str(number), f"pick({number})", show=False) for number in range(1, MOST_DIGITS + 1)
        ]  # fmt: skip
        moves = [Binding("down", "move(1)", show=False), Binding("up", "move(-1)", show=False)] if find else []
        set_bindings(self, [Binding("escape", "dismiss", _("Cancel"), id="dialog.cancel"), *digits, *moves])

    def compose(self) -> ComposeResult:
        """Compose the list, below a search field if it was asked for."""
        with Vertical(id="dialog"):
            yield PlainStatic(self._texts[0], id="dialog-title")
            yield PlainStatic(self._texts[1], id="dialog-text")
            if self._find:
                yield Input(id="dialog-input", placeholder=_("Type to search"), select_on_focus=False)
            yield OptionList(*self._options(""), id="dialog-list", markup=False)
            yield PlainStatic(_("Enter: choose     Esc: cancel"), id="dialog-keys")

    def on_mount(self) -> None:
        """Begin at the first of the list."""
        if self._find:
            self.query_one(Input).focus()
        self.query_one(OptionList).highlighted = 0

    def _options(self, sought: str) -> list[Option]:
        words = sought.casefold().split()
        shown = [choice for choice in self._choices if has_all(words, choice[1])]
        others = [choice for choice in self._choices if choice not in shown]
        found = [
            *shown,
            *(choice for choice in others if has_all(words, f"{choice[1]} {self._also_search.get(choice[0])}")),
        ]
        numbered = not self._find
        return [
            Option(Content(f"{number}  {text}" if numbered and number <= MOST_DIGITS else text), id=key)
            for number, (key, text) in enumerate(((key, clean_line(text)) for key, text in found), 1)
        ]

    @on(Input.Changed)
    def sought(self, event: Input.Changed) -> None:
        """Show the choices that match."""
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(self._options(event.value))
        listed.highlighted = 0 if listed.option_count else None

    @on(Input.Submitted)
    def take_highlighted(self) -> None:
        """Take the highlighted one."""
        listed = self.query_one(OptionList)
        if listed.highlighted is not None:
            self.dismiss(listed.get_option_at_index(listed.highlighted).id)

    @on(OptionList.OptionSelected)
    def selected(self, event: OptionList.OptionSelected) -> None:
        """Take the one that was chosen."""
        self.dismiss(event.option.id)

    def action_pick(self, number: int) -> None:
        """Take the one with this digit."""
        if number <= len(self._choices):
            self.dismiss(self._choices[number - 1][0])

    def action_move(self, step: int) -> None:
        """Move the highlight while the field has the focus."""
        listed = self.query_one(OptionList)
        if listed.option_count:
            listed.highlighted = ((listed.highlighted or 0) + step) % listed.option_count


def has_all(words: Sequence[str], text: str) -> bool:
    """Return whether all of these words, in lower case, occur in a text."""
    folded = text.casefold()
    return all(word in folded for word in words)


class RatingDialog(Dialog[int]):
    """Ask for a number from one to five; the ends of the scale have words."""

    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, title: str, least: str, most: str) -> None:
        super().__init__()
        self._texts = (title, least, most)
        set_bindings(
            self,
            [
                Binding("escape", "dismiss", _("Not now"), id="dialog.cancel"),
                *(Binding(str(value), f"rate({value})", show=False) for value in range(1, 6)),
            ],
        )

    def compose(self) -> ComposeResult:
        """Compose the question and its scale."""
        title, least, most = self._texts
        with Vertical(id="dialog"):
            yield PlainStatic(title, id="dialog-title")
            yield PlainStatic(f"1  {least}\n2\n3\n4\n5  {most}", id="dialog-text")
            yield PlainStatic(_("1 to 5     Esc: not now"), id="dialog-keys")

    def action_rate(self, value: int) -> None:
        """Give the number."""
        self.dismiss(value)
