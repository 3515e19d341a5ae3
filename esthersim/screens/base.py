"""The base of every screen: a header line, a body, a line for messages, and a footer with the keys that work now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from esthersim.cells import cut
from esthersim.cells import width as cells
from esthersim.language import _
from esthersim.screens import keys
from esthersim.screens.footer import KeyFooter
from esthersim.screens.keys import Action, parsed
from esthersim.screens.program import Program
from esthersim.screens.textual_internals import set_bindings

Kind = Literal["", "done", "refused", "failed"]
"""Kinds of message: nothing, done (it worked), refused (not now), failed (the journal)."""

_SIGNS = {"": "", "done": "✓ ", "refused": "! ", "failed": "✗ "}


def plain_text(text: str, style: str = "") -> Content:
    """Return people's text as content that is never read as markup; `style` is Textual's, such as ``bold``."""
    return Content.styled(text, style) if style else Content(text)


class PlainStatic(Static):
    """A `Static` that never reads markup; `show` draws only when the text has changed."""

    def __init__(
        self,
        text: str | Content = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(plain_text(text) if isinstance(text, str) else text, id=id, classes=classes, markup=False)
        self.auto_links = False
        self._shown: str | Content = text

    def show(self, text: str | Content) -> None:
        """Show a text in place of the one before."""
        if text != self._shown:
            self._shown = text
            self.update(plain_text(text) if isinstance(text, str) else text, layout=self.styles.auto_dimensions)


def justified(line: str, width: int) -> str:
    """Return a line of `width` cells: the part before the tab at the left, shortened, and the rest at the right."""
    left, _tab, right = line.partition("\t")
    room = width - cells(right) - 1
    left = cut(left, max(room, 2))
    return left + " " * max(1, room + 1 - cells(left)) + right


class AppScreen(Screen[None]):
    """Any full screen of the program. Subclasses give `own_actions`, `compose_body` and `redraw`."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it
        (0, "-tiny"),
        (60, "-narrow"),
        (100, "-wide"),
        (160, "-huge"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"),
        (16, "-low"),
        (34, "-tall"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._bind()

    @property
    def program(self) -> Program:
        """The app, as its screens know it."""
        return cast("Program", self.app)

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of this screen alone, the most useful first, in the present language."""
        return ()

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return every action that works on this screen, in the order of the footer."""
        return keys.merged(cls.own_actions(), keys.everywhere())

    def _bind(self) -> None:
        actions = self.all_actions()
        self._bound = {parsed(action): action for action in actions}
        set_bindings(self, [action.binding() for action in actions])

    def compose(self) -> ComposeResult:
        """Compose the frame around the body."""
        yield PlainStatic(justified(self.header(), self.app.size.width - 2), id="header")
        yield PlainStatic(id="alert")
        with Vertical(id="body"):
            yield from self.compose_body()
        yield PlainStatic(id="too-small")
        yield PlainStatic(id="status")
        yield KeyFooter()

    def compose_body(self) -> Iterable[Widget]:
        """Yield the widgets between header and status line; their texts are set in `redraw`."""
        return ()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.redraw_all()

    @property
    def crowded(self) -> bool:
        """Whether there is more to choose or to tick than there are keys, so that the footer names the list."""
        return False

    def header(self) -> str:
        """Return the header line; the part after a tab goes to the right edge."""
        return "esthersim"

    TO_ALL: ClassVar[bool] = False
    """Whether it is read by others than the facilitator."""

    def alert(self) -> str:
        """Return what must be seen now, for a line below the header: that somebody at a seat asks to stop."""
        return self.program.seats.alert(to_all=self.TO_ALL, stops=("pause", ()) in self._bound)

    def redraw(self) -> None:
        """Draw the body again from the state, in the present language. Must be cheap: it runs four times a second."""

    def redraw_all(self) -> None:
        """Draw header, alert and body."""
        if self.is_mounted:
            self.query_one("#header", PlainStatic).show(justified(self.header(), self.size.width - 2))
            alert = self.alert()
            self.query_one("#alert", PlainStatic).show(alert)
            self.query_one("#alert").display = bool(alert)
            if self.has_class("-tiny", "-flat"):
                self._ask_for_room()
            self.redraw()

    def _ask_for_room(self) -> None:
        text = _("This window is too small. Make it at least {width} x {height}; it is {now} now. Everything is saved.")
        now = f"{self.size.width} x {self.size.height}"
        self.query_one("#too-small", PlainStatic).show(text.format(width=60, height=16, now=now))

    def heard(self) -> None:
        """Draw what a seat has done at its own device."""
        self.redraw_all()

    def relabel(self) -> None:
        """Use the language that was just chosen."""
        self._bind()
        self.say("")
        self.redraw_all()

    def on_resize(self) -> None:
        """Fit the header line to the new width."""
        self.redraw_all()

    def say(self, text: str, kind: Kind = "done") -> None:
        """Show one line above the footer; an empty text clears it."""
        line = self.query_one("#status", PlainStatic) if self.is_mounted else None
        if line is not None:
            line.show(f"{_SIGNS[kind]}{text}" if text else "")
            line.set_classes(f"-{kind}" if text and kind else "")
