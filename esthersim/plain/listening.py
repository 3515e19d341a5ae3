"""A console that goes on listening while it waits for a line: to the clock, and to what other threads hand over.

The keyboard is read by a thread of its own; it and every other thread put what they have into one queue, and the thread
that leads the run takes it from there. So the run belongs to one thread, and time is told when it runs out.
"""

from __future__ import annotations

import codecs
import os
import threading
from collections.abc import Callable
from io import UnsupportedOperation
from queue import Empty, SimpleQueue
from typing import TextIO

from esthersim.plain.console import LONGEST_LINE, StreamConsole

IDLE_SECONDS = 0.25
"""The interval at which `idle` is called while nobody types."""
_BLOCK = 4096


def _nothing() -> None:
    return None


class ListeningConsole(StreamConsole):
    """A console on a keyboard or a pipe. While it waits, it calls `idle` four times a second, and what was posted.

    It reads the file itself, not through Python's buffer, whose lock a waiting thread would hold until the end.
    """

    def __init__(self, source: TextIO, target: TextIO, *, echo: bool | None = None) -> None:
        """As `StreamConsole`; `source` must be a file of the system (see `can_listen`)."""
        super().__init__(source, target, echo=echo)
        self.idle: Callable[[], None] = _nothing
        self._queue: SimpleQueue[str | Callable[[], None] | OSError | None] = SimpleQueue()
        self._reading = False
        self._spoke = False

    def post(self, call: Callable[[], None]) -> None:
        """Have a function called by the thread that leads the run, at its next prompt. Any thread may post."""
        self._queue.put(call)

    def say(self, text: str = "") -> None:
        """Write the text, as `StreamConsole`."""
        self._spoke = True
        super().say(text)

    def read_line(self) -> str:
        """Return the next line with its end; empty if there are no more. Raises `OSError` if the file is gone."""
        if not self._reading:
            self._reading = True
            threading.Thread(target=self._read, name="keyboard", daemon=True).start()
        while True:
            self._spoke = False
            try:
                found = self._queue.get(timeout=IDLE_SECONDS)
            except Empty:
                self.idle()
            else:
                if isinstance(found, str):
                    return found
                if found is None:
                    self._queue.put(None)  # for whoever asks once more
                    return ""
                if isinstance(found, OSError):
                    raise found
                found()
                self.idle()
            if self._spoke:
                self.mark()

    def _read(self) -> None:
        """Put every line into the queue. A longer one than `LONGEST_LINE` is cut into several."""
        source, decoder = self._source.fileno(), codecs.getincrementaldecoder(self._source.encoding)("replace")
        begun = ""
        try:
            while block := os.read(source, _BLOCK):
                begun += decoder.decode(block).replace("\r\n", "\n")
                *lines, begun = begun.split("\n")
                for line in lines:
                    self._queue.put(f"{line}\n"[:LONGEST_LINE])
                begun = begun[:LONGEST_LINE]
        except OSError as error:
            self._queue.put(error)
        else:
            if begun:
                self._queue.put(begun)
            self._queue.put(None)


def can_listen(source: TextIO) -> bool:
    """Return whether a stream is a file of the system, which can be read from a thread."""
    try:
        source.fileno()
    except (UnsupportedOperation, AttributeError, ValueError):
        return False
    return True
