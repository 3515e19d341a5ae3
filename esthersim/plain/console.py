"""The console, which writes and reads lines. It is a protocol, so that tests can play whole sessions from a script."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import Protocol, TextIO

from esthersim.cleaning import clean, clean_line

WIDTH = 74
"""Characters per line: short enough for braille displays, e-mails and 80 columns."""
LONGEST_LINE = 20_000
"""The most characters read from one line; the rules allow texts far shorter than this."""

_HANGING = re.compile(r"\s*(?:\d+\.\s+|-\s+)?")


class EndOfInput(Exception):  # noqa: N818 - not an error: the reader has left
    """There is nothing more to read: the end of a script, Ctrl-D, a closed pipe or terminal."""


class Console(Protocol):
    """Where the lines of a session are shown and answered."""

    def say(self, text: str = "") -> None:
        """Say a text of one or several lines; long ones are wrapped."""

    def ask(self, prompt: str) -> str:
        """Say the prompt and return one line; raise `EndOfInput` if there are no more."""
        ...


class StreamConsole:
    """A console on two streams. Input that no terminal shows is echoed, so that the transcript is complete."""

    def __init__(self, source: TextIO, target: TextIO, *, echo: bool | None = None) -> None:
        """Read from `source`, write to `target`; `echo` is on by default if the source is not a terminal."""
        self._source, self._target = source, target
        self._echo = not source.isatty() if echo is None else echo

    def say(self, text: str = "") -> None:
        """Write the text, wrapped and cleaned of anything that moves the cursor or reverses text."""
        self._target.write("".join(f"{line}\n" for line in wrapped(clean(text))))
        self._target.flush()

    def ask(self, prompt: str) -> str:
        """Write the prompt on its own lines, then a mark, and read."""
        self.say(prompt)
        self.mark()
        line = self.read_line()
        if not line:
            self._target.write("\n")
            self._target.flush()
            raise EndOfInput
        line = clean_line(line).strip()
        if self._echo:
            self.say(line)
        return line

    def mark(self) -> None:
        """Write the mark that a line is expected."""
        self._target.write("> ")
        self._target.flush()

    def read_line(self) -> str:
        """Return the next line with its end; empty if there are no more."""
        return self._source.readline(LONGEST_LINE)


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    """Return the text in lines of at most `width` characters; the lines of a list item are indented under its text.

    A no-break space keeps two words on one line, and becomes an ordinary space.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        hanging = _HANGING.match(line)
        indent = " " * len(hanging.group()) if hanging else ""
        lines += wrap(line, width, subsequent_indent=indent, break_on_hyphens=False, drop_whitespace=True) or [""]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
