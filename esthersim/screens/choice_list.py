"""A list to choose from. The highlighted item also has a mark, so that nobody depends on colours to see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Offset, Region
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from esthersim.screens.text_lines import Line, TextLines, wrap

MARK = "▸ "


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the list: its first line, and a second in a lighter style. One without an id is a heading.

    `margin` comes before the first line, such as a box to tick. A heading that is not `strong` is a subheading.
    """

    id: str | None
    first: str
    second: str = ""
    margin: str = ""
    warning: bool = False
    strong: bool = True


def choices_with_details() -> Widget:
    """Return a list, with a column next to it for the details of the highlighted item."""
    prose = VerticalScroll(TextLines(), classes="main", can_focus=False)
    return Horizontal(ChoiceList(classes="side"), prose, classes="two")


class ChoiceList(OptionList, inherit_bindings=False):
    """An option list whose items are people's text, never markup. The highlighted one has a mark before it.

    The screen binds Enter, so that its footer can name what Enter does there; a click does the same.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", show=False),
        Binding("up,k", "cursor_up", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("pageup", "page_up", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes, markup=False)
        self._items: tuple[Item, ...] = ()
        self._marked: int | None = None
        self._wrapped_to = 0

    def show(self, items: Sequence[Item]) -> None:
        """Show these items; the highlight stays on its item if that is still there, and else goes to the first."""
        before, self._items = self._items, tuple(items)
        if before == self._items:
            return
        if [item.id for item in before] == [item.id for item in items]:
            for at, (old, new) in enumerate(zip(before, items, strict=True)):
                if old != new:
                    self.replace_option_prompt_at_index(at, self._prompt(new, marked=at == self._marked))
            return
        was = self.highlighted
        chosen = before[was].id if was is not None and was < len(before) else None
        self._marked, self._wrapped_to = None, self._width
        options = [Option(self._prompt(item, marked=False), disabled=item.id is None) for item in items]
        self.clear_options()  # removes the scrollbar for a moment: the prompts above are wrapped as if it were there
        self.add_options(options)
        ids = [item.id for item in items]
        able = [index for index, each in enumerate(ids) if each is not None]
        if able:
            self.highlighted = ids.index(chosen) if chosen is not None and chosen in ids else able[0]

    @property
    def chosen(self) -> str | None:
        """The id of the item that is highlighted."""
        at = self.highlighted
        return self._items[at].id if at is not None and at < len(self._items) else None

    def choose(self, id: str) -> None:  # noqa: A002
        """Highlight an item, if it is in the list."""
        ids = [item.id for item in self._items]
        if id in ids:
            self.highlighted = ids.index(id)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the mark along with the highlight."""
        before, self._marked = self._marked, highlighted
        for at in {each for each in (before, highlighted) if each is not None}:
            if at < len(self._items):
                self.replace_option_prompt_at_index(at, self._prompt(self._items[at], marked=at == highlighted))
        super().watch_highlighted(highlighted)

    def scroll_to_region(self, region: Region, **options: Any) -> Offset:
        """Scroll to an item together with the headings above it, which cannot be highlighted themselves."""
        rows, at = 0, self.highlighted or 0
        while at > 0 and self._items[at - 1].id is None:
            at -= 1
            rows += len(self._heading(self._items[at]).wrap(max(8, region.width)))
        return super().scroll_to_region(region.grow((rows, 0, 0, 0)), **options)

    def on_resize(self) -> None:
        """Wrap the items to the new width."""
        if self._width != self._wrapped_to:
            self._wrapped_to = self._width
            for at, item in enumerate(self._items):
                self.replace_option_prompt_at_index(at, self._prompt(item, marked=at == self._marked))

    def watch_show_vertical_scrollbar(self) -> None:
        """Wrap the items to what a scrollbar leaves when it comes or goes; the list's own size stays the same then."""
        self.call_after_refresh(self.on_resize)

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width or 80

    def _prompt(self, item: Item, *, marked: bool) -> Content:
        width = self._width
        if item.id is None:
            return self._heading(item)
        mark = MARK if marked else " " * len(MARK)
        style = "bold $error" if item.warning else "bold" if item.strong else ""
        rows = wrap(Line(item.first, mark + item.margin, style, "bold"), width)
        if item.second:
            rows += wrap(Line(item.second, " " * len(mark + item.margin)), width)
        return Content("\n").join(rows)

    def _heading(self, item: Item) -> Content:
        """Return a heading with an empty line above it, unless it begins the list or follows another heading."""
        at = next(at for at, each in enumerate(self._items) if each is item)
        free = "" if at == 0 or self._items[at - 1].id is None else "\n"
        return Content.styled(free + item.first, "bold $primary" if item.strong else "underline $primary")
