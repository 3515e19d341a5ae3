"""Fields for free text, which wraps and is cleaned as it is pasted."""

from __future__ import annotations

from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea

from esthersim.cleaning import clean, clean_line
from esthersim.language import _

LONGEST = 20_000
"""Characters that a field holds: far more than the rules accept, and few enough to be drawn quickly."""


def fitting(widget: Widget, text: str, room: int) -> str:
    """Return as much of a pasted text as there is room for, with a notification if that is not all of it."""
    if len(text) > max(0, room):
        message = _("Only {count} of the pasted characters fit here.").format(count=max(0, room))
        widget.app.notify(message, severity="warning", markup=False)
    return text[: max(0, room)]


class LineField(Input):
    """A field of one line. What is pasted becomes one clean line, with a notification if not all of it fits."""

    def on_paste(self, event: events.Paste) -> None:
        """Take in what can be shown, with all lines joined to one."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        room = (self.max_length or LONGEST) - len(self.value) + (end - start)
        self.replace(fitting(self, clean_line(event.text), room), start, end)


class Field(TextArea):
    """A field of one paragraph (Enter goes on to the next field), or of `lines` where Enter makes a new line."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
        lines: bool = False,
    ) -> None:
        super().__init__(
            text, name=name, id=id, soft_wrap=True, tab_behavior="focus", compact=not lines,
            highlight_cursor_line=False, theme="css",
        )  # fmt: skip
        self.lines = lines

    def write(self, text: str) -> None:
        """Replace the text and put the cursor at its end; the same text leaves the cursor alone."""
        if text != self.text:
            self.load_text(text)
            self.move_cursor(self.document.end)

    def on_key(self, event: events.Key) -> None:
        """Go on to the next field instead of making a new line."""
        if event.key == "enter" and not self.lines:
            event.stop()
            event.prevent_default()
            self.screen.focus_next(Field)

    def on_paste(self, event: events.Paste) -> None:
        """Take in only what can be shown."""
        event.stop()
        event.prevent_default()
        text = clean(event.text) if self.lines else clean_line(event.text)
        self.insert(fitting(self, text, LONGEST - len(self.text)))
