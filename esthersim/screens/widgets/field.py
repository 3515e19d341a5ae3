"""A field for people's words: they wrap instead of running out of sight, and are cleaned as they come in."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from esthersim.cleaning import clean, clean_line


class Field(TextArea):
    """A field of one paragraph (Enter goes on to the next field), or of `lines` where Enter makes a new line."""

    def __init__(self, *, id: str | None = None, lines: bool = False) -> None:  # noqa: A002
        super().__init__(
            id=id, soft_wrap=True, tab_behavior="focus", compact=not lines, highlight_cursor_line=False, theme="css"
        )
        self.lines = lines

    def write(self, text: str) -> None:
        """Put a text in place of what stands there, the cursor at its end; the same text leaves the cursor alone."""
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
        self.insert(clean(event.text) if self.lines else clean_line(event.text))
