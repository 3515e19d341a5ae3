"""A list to move through with the arrow keys, and a dialog to choose one row of such a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from esthersim.cells import width as cells
from esthersim.cleaning import clean
from esthersim.language import _
from esthersim.screens.base import PlainStatic
from esthersim.screens.textual_internals import set_bindings
from esthersim.screens.widgets.lines import hang

HERE, ELSEWHERE = "▸ ", "  "
DIGITS = "123456789"


class Row(NamedTuple):
    """A row: its key, its text, and a second line. A heading cannot be chosen.

    `lead` comes before the text, which is indented after it.
    """

    key: str
    text: str
    note: str = ""
    heading: bool = False
    lead: str = ""


class RowList(OptionList):
    """A list of rows. The present row has a sign before it, so that it can be seen without colours."""

    def __init__(self, *, id: str | None = None, brief: bool = False) -> None:  # noqa: A002
        """Make an empty list; with `brief` only the present row shows its note."""
        super().__init__(id=id, markup=False)
        self._brief = brief
        self._rows: tuple[Row, ...] = ()
        self._drawn: tuple[object, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; the present row stays the present one if it is still there."""
        if tuple(rows) == self._rows:
            return
        here, where = self.here, self.highlighted
        self._rows = tuple(rows)
        self.set_options([Option("", id=row.key, disabled=row.heading) for row in rows])
        self._drawn = ()
        keys = [row.key for row in rows]
        if here in keys:
            self.highlighted = keys.index(here)
        else:
            able = [index for index, row in enumerate(rows) if not row.heading]
            self.highlighted = min(able, key=lambda index: abs(index - (where or 0))) if able else None
        self._draw()

    @property
    def here(self) -> str | None:
        """The key of the present row."""
        option = self.highlighted_option
        return option.id if option else None

    def go_to(self, key: str) -> None:
        """Make the row with this key the present one, if there is one."""
        for index, row in enumerate(self._rows):
            if row.key == key and not row.heading:
                self.highlighted = index

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap the rows again."""
        self._draw()

    def on_option_list_option_highlighted(self, _event: OptionList.OptionHighlighted) -> None:
        """Move the sign."""
        self._draw()

    def _draw(self) -> None:
        if self.size.width <= 0:
            return  # drawn when the size is known
        width = max(20, self.scrollable_content_region.width - 2)
        drawing = (self._rows, self.highlighted, width)
        if drawing == self._drawn:
            return
        self._drawn = drawing
        for index, row in enumerate(self._rows):
            here = index == self.highlighted
            drawn = row if here or not self._brief else row._replace(note="")
            self.replace_option_prompt_at_index(index, self._prompt(drawn, width, here=here))
        self.refresh(layout=True)

    @staticmethod
    def _prompt(row: Row, width: int, *, here: bool) -> Content:
        if row.heading:
            return Content.styled(clean(row.text), "bold") if row.text else Content("")
        sign = HERE if here else ELSEWHERE
        lines = hang(sign + row.lead, clean(row.text), width, "bold" if here else "")
        if row.note:
            lines += hang(" " * cells(sign + row.lead), clean(row.note), width)
        return Content("\n").join(lines)


class RowDialog(ModalScreen[str]):
    """A dialog to choose one row; escape chooses none, and the callback then gets `None`."""

    AUTO_FOCUS: ClassVar[str | None] = "RowList"
    DEFAULT_CSS = """
    #dialog.-picking { width: 96; max-width: 96%; }
    #dialog.-picking RowList { height: auto; max-height: 55vh; border: none; background: $surface; padding: 0; }
    #dialog.-picking RowList:focus { border: none; }
    """

    def __init__(
        self, title: str, rows: Sequence[Row], *, here: str | None = None, reading: bool = False, brief: bool = False
    ) -> None:
        """Begin at the row `here`. With `reading` none can be chosen; with `brief` only the present row has a note."""
        super().__init__()
        self._title, self._rows, self._here, self._reading = title, tuple(rows), here, reading
        self._brief = brief
        digits = [
            Binding(digit, f"take({index})", show=False, id=f"picking.{digit}") for index, digit in enumerate(DIGITS)
        ]
        space = Binding("space", "take_here", show=False, id="picking.here")
        set_bindings(self, [Binding("escape,q", "dismiss", _("Close"), id="picking.close"), space, *digits])

    def compose(self) -> ComposeResult:
        """Compose the title, the rows and the keys."""
        with Vertical(id="dialog", classes="-picking"):
            yield PlainStatic(self._title, id="dialog-title")
            yield RowList(id="picking-rows", brief=self._brief)
            keys = _("Arrows: move     Esc: close") if self._reading else _("Enter: choose     Esc: close")
            yield PlainStatic(keys, id="dialog-keys")

    def on_mount(self) -> None:
        """Show the rows."""
        rows = self.query_one(RowList)
        rows.show(self._rows)
        if self._here is not None:
            rows.go_to(self._here)

    def action_take(self, index: int) -> None:
        """Choose by number."""
        able = [row for row in self._rows if not row.heading]
        if index < len(able) and not self._reading:
            self.take(able[index].key)

    def action_take_here(self) -> None:
        """Choose the present row."""
        self.take(self.query_one(RowList).here)

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Choose the row that was entered or clicked."""
        event.stop()
        self.take(event.option_id)

    def take(self, key: str | None) -> None:
        """Close with this row."""
        self.dismiss(None if self._reading else key)


class FromList(RowDialog):
    """What can be chosen and ticked, all of it in one list: for more of it than there are keys, and for the mouse.

    A tick is made where it stands, and the list stays open; any other row closes it.
    """

    def __init__(self, title: str, rows: Callable[[], Sequence[Row]], tick: Callable[[str], bool]) -> None:
        """`rows` gives the rows as they are now; `tick` ticks one of them, and returns False where it is no tick."""
        super().__init__(title, rows())
        self._now, self._tick = rows, tick

    def take(self, key: str | None) -> None:
        """Tick the row, or close with it."""
        if key is not None and self._tick(key):
            rows = self.query_one(RowList)
            rows.show(self._now())
            rows.call_after_refresh(rows.scroll_to_highlight)  # what is ticked may take more lines now
        else:
            self.dismiss(key)
