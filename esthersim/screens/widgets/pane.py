"""A text block shows lines that a pure function draws for its width; a pane scrolls it and says if there is more."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from esthersim.language import _
from esthersim.screens.textual_internals import relayout

Draw = Callable[[int], Sequence[Content]]


class TextBlock(Widget):
    """A widget of lines. `show` draws again only when the key of what is shown has changed."""

    DEFAULT_CSS = "TextBlock { width: 1fr; height: auto; }"
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.auto_links = False  # there are no links in it, and looking for them costs as much as drawing
        self._key: Hashable = None
        self._draw: Draw = lambda _columns: ()
        self._drawn: tuple[int, Sequence[Content]] = (0, ())

    def show(self, key: Hashable, draw: Draw) -> bool:
        """Show the lines that `draw` returns for the width; they depend on `key` alone. Return whether it was new."""
        if key == self._key:
            return False
        self._key, self._draw = key, draw
        before = len(self._drawn[1])
        columns, self._drawn = self._drawn[0], (0, ())
        same = columns > 0 and len(self.lines(columns)) == before
        if same:
            self.refresh()
        else:
            relayout(self)
        return True

    def lines(self, columns: int) -> Sequence[Content]:
        """Return the lines for a width, drawn once."""
        if self._drawn[0] != columns:
            self._drawn = (columns, self._draw(columns))
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return how many lines there are at this width."""
        return len(self.lines(width)) if width > 0 else 0

    def render_line(self, y: int) -> Strip:
        """Draw one line. Only those in view are asked for, so a map of three hundred events takes no longer."""
        lines, columns = self.lines(self.size.width), self.size.width
        style = self.visual_style
        if y >= len(lines) or columns <= 0:
            return Strip.blank(columns, style.rich_style)
        return Visual.to_strips(self, lines[y], columns, 1, style)[0]


class Pane(VerticalScroll):
    """A text block that scrolls; the rule under it says if there is more below or above."""

    DEFAULT_CSS = """
    Pane {
        border-bottom: solid $panel;
        border-subtitle-color: $warning;
        border-subtitle-style: bold;
        border-subtitle-align: right;
        scrollbar-size-vertical: 1;
        padding: 0 1;
    }
    Pane:focus { border-bottom: solid $primary; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.block = TextBlock()

    def compose(self) -> ComposeResult:
        """Compose the text block."""
        yield self.block

    def show(self, key: Hashable, draw: Draw) -> bool:
        """Show lines as `TextBlock.show`."""
        new = self.block.show(key, draw)
        self.call_after_refresh(self.tell_more)
        return new

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Update the sign after scrolling."""
        super().watch_scroll_y(old_value, new_value)
        self.tell_more()

    def on_mount(self) -> None:
        """Update the sign whenever the length of the text changes."""
        self.watch(self, "virtual_size", self.tell_more, init=False)

    def on_resize(self) -> None:
        """Update the sign after a change of size."""
        self.call_after_refresh(self.tell_more)

    def tell_more(self) -> None:
        """Show in the rule whether there is more to scroll to."""
        below, above = self.scroll_offset.y < self.max_scroll_y, self.scroll_offset.y > 0
        sign = _("▼ more below") if below else _("▲ more above") if above else ""
        if self.border_subtitle != sign:
            self.border_subtitle = sign

    def show_line(self, line: int) -> None:
        """Scroll so that a line is in view with some lines around it."""
        self.scroll_to_region(Region(0, max(0, line - 3), 1, 8), animate=False, force=True, immediate=True)
