"""Lines of text with a margin that stays clear when they wrap: lists, ticks, paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.widget import Widget

from esthersim.cells import width as cells


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its text, the text in its margin, their styles, and the action of a click on it."""

    text: str = ""
    margin: str = ""
    style: str = ""
    margin_style: str = ""
    click: str = ""


def heading(text: str) -> Line:
    """Return a heading."""
    return Line(text, style="bold $primary")


def paragraphs(text: str) -> tuple[Line, ...]:
    """Return each line of a text as a paragraph of its own."""
    return tuple(Line(line.strip()) for line in text.strip().split("\n"))


def bullet(text: str, margin: str = "• ") -> Line:
    """Return an item of a list."""
    return Line(text, margin)


def tick_box(number: int | str, text: str, *, done: bool, click: str = "") -> Line:
    """Return an item to tick, with the digit that ticks it; what is done has a sign, not only a colour."""
    box = "[x]" if done else "[ ]"
    return Line(text, f"{number} {box} ", "bold" if done else "", "bold $primary", click)


def wrap(line: Line, width: int) -> list[Content]:
    """Return the line wrapped to `width` cells, with its margin before the first row and blanks before the others."""
    indent = cells(line.margin)
    content = Content.styled(line.text, line.style) if line.style else Content(line.text)
    rows = []
    for number, row in enumerate(content.wrap(max(8, width - indent)) or [Content("")]):
        margin = Content.styled(line.margin, line.margin_style) if number == 0 else Content(" " * indent)
        rows.append(Content.assemble(margin, row))
    return rows


class TextLines(Widget):
    """A widget that shows lines wrapped to its width, and is as high as they need."""

    DEFAULT_CSS = "TextLines { width: 1fr; height: auto; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines in place of those before; draws only what has changed."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        """Return the rows that the lines make at this width."""
        return [row for line in self._lines for row in wrap(line, width)]

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's arguments
        """Return the width of the container."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the number of rows."""
        return len(self.rows(width)) if width else 0

    async def on_click(self, event: Click) -> None:
        """Do what a click on the line under the mouse means, if anything."""
        row = 0
        for line in self._lines:
            row += len(wrap(line, self.size.width))
            if event.y < row:
                if line.click:
                    await self.screen.run_action(line.click)
                return

    def render(self) -> RenderResult:
        """Draw the rows."""
        return Content("\n").join(self.rows(self.size.width or 80))
