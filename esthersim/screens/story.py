"""Step 2: Esther's story, made to be read aloud: large, with air between the lines, one screenful at a time."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from esthersim.cleaning import clean
from esthersim.language import _
from esthersim.runs.names import patients_named
from esthersim.screens.base import PlainStatic
from esthersim.screens.keys import Action
from esthersim.screens.run_screen import RunScreen

WIDEST, NARROWEST = 66, 40
"""Cells in a line: more, and the eye loses the beginning of the next one."""


class StoryScreen(RunScreen):
    """The story in pages; after it come the seats and the prebriefing."""

    def __init__(self) -> None:
        super().__init__()
        self.page = 0

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of this screen."""
        return (
            Action("story.forward", "space,right,pagedown,enter", "turn(1)", _("Turn the page"), shown=True),
            Action("story.back", "left,pageup,backspace", "turn(-1)", _("Previous page")),
            Action("run.next", "n", "next", _("To the seats"), shown=True),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Yield who reads, the page, and where in the story it is."""
        with Vertical(id="story"):
            yield PlainStatic(id="story-reader")
            yield PlainStatic(id="story-text")
            yield PlainStatic(id="story-page")

    def pages(self) -> list[list[str]]:
        """Return the story as pages of lines, for the size of the screen; paragraphs are kept whole where they fit."""
        width = max(NARROWEST, min(WIDEST, self.size.width - 8))
        high = max(4, (self.size.height - 10) // 2)
        return paginate(clean(self.session.shown.story), width, high)

    def redraw(self) -> None:
        """Draw the page."""
        pages = self.pages()
        self.page = min(self.page, len(pages) - 1)
        reader = _("To be read aloud, slowly, by whoever plays {person} or by the facilitator. The others only listen.")
        self.query_one("#story-reader", PlainStatic).show(reader.format(person=patients_named(self.session.shown)))
        self.query_one("#story-text", PlainStatic).show("\n\n".join(pages[self.page]))
        dots = " ".join("●" if at == self.page else "○" for at in range(len(pages)))
        place = _("page {number} of {count}").format(number=self.page + 1, count=len(pages))
        self.query_one("#story-page", PlainStatic).show(f"{dots}   {place}" if len(pages) > 1 else "")

    def action_turn(self, step: int) -> None:
        """Turn a page; after the last one say what comes next."""
        last = len(self.pages()) - 1
        if step > 0 and self.page >= last:
            self.say(_("That was the story. Be quiet for a moment, then press n and take your seats."))
            return
        self.page = min(last, max(0, self.page + step))
        self.say("")
        self.redraw()

    def action_next(self) -> None:
        """Go on to the seats."""
        self.program.show("seating")


def paginate(text: str, width: int, high: int) -> list[list[str]]:
    """Return a text as pages of at most `high` lines of at most `width` cells, an empty line between paragraphs.

    A paragraph is split only if it is longer than a page.
    """
    pages: list[list[str]] = [[]]
    for paragraph in (part for part in text.split("\n") if part.strip()):
        lines = [row.plain.rstrip() for row in Content(paragraph.strip()).wrap(width)]
        gap = [""] if pages[-1] else []
        if len(pages[-1]) + len(gap) + len(lines) > high and pages[-1]:
            pages.append([])
            gap = []
        pages[-1] += gap + lines
        while len(pages[-1]) > high:
            pages[-1], rest = pages[-1][:high], pages[-1][high:]
            pages.append(rest)
    return pages
