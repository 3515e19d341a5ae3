"""The console: what says lines and reads them. A protocol, so that tests play whole sessions from a script."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import Protocol, TextIO

from esthersim.cleaning import clean, clean_line

WIDTH = 74
"""Characters a line: short enough for braille displays, mails and 80 columns."""
LONGEST_LINE = 20_000
"""Characters that are read of one line; the rules cut texts to far less."""

_HANGING = re.compile(r"\s*(?:\d+\.\s+|-\s+)?")


class EndOfInput(Exception):  # noqa: N818 - no error: the reader has gone
    """There is nothing more to read: the end of a script, Ctrl-D, a closed pipe or terminal."""


class Console(Protocol):
    """Where a session is read aloud from and answered."""

    def say(self, text: str = "") -> None:
        """Say a text of one or several lines; long ones are wrapped."""

    def ask(self, prompt: str) -> str:
        """Say the prompt and return one line; raise `EndOfInput` when there is none."""
        ...


class StreamConsole:
    """A console on two streams. Where no terminal shows what is written, it is repeated for the transcript."""

    def __init__(self, source: TextIO, target: TextIO, *, echo: bool | None = None) -> None:
        """Read from `source`, write to `target`; `echo` defaults to whether the source is no terminal."""
        self._source, self._target = source, target
        self._echo = not source.isatty() if echo is None else echo

    def say(self, text: str = "") -> None:
        """Write the text, wrapped and clean: whoever wrote it, nothing in it moves a cursor or turns text round."""
        self._target.write("".join(f"{line}\n" for line in wrapped(clean(text))))
        self._target.flush()

    def ask(self, prompt: str) -> str:
        """Write the prompt on its own lines, then a mark, and read."""
        self.say(prompt)
        self._target.write("> ")
        self._target.flush()
        line = self._source.readline(LONGEST_LINE)
        if not line:
            self._target.write("\n")
            self._target.flush()
            raise EndOfInput
        line = clean_line(line).strip()
        if self._echo:
            self.say(line)
        return line


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    """Return the lines of a text at most `width` wide; what goes on below a number or a dash is set in under it.

    A no-break space keeps two words together, and is then said as a space.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        hanging = _HANGING.match(line)
        indent = " " * len(hanging.group()) if hanging else ""
        lines += wrap(line, width, subsequent_indent=indent, break_on_hyphens=False, drop_whitespace=True) or [""]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
