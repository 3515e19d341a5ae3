"""The process that serves the pages: started, fed through its pipe, listened to, and started again if it dies."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, cast

from esthersim.seats.wire import LONGEST_LINE

MOST_UNREAD = 1024 * 1024
"""The bytes that the process may leave unread before it counts as hanging."""
PATIENCE = 2.0
"""Seconds that the process has to end by itself."""
_OF_A_STORE = "PG"
"""How the names of PostgreSQL's own variables begin, one of which may be its password: the pages have no store."""


class Child:
    """One process with the pages. `received` is called with each of its lines, and `ended` once, from other threads.

    It is given nothing in its arguments or its environment, which other users of the computer could read; and a session
    of its own, so that Ctrl-C in the terminal does not reach it.
    """

    def __init__(self, received: Callable[[bytes], None], ended: Callable[[], None], log: Path | None = None) -> None:
        self._received, self._ended = received, ended
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._unread, self._lock = 0, threading.Lock()
        with log.open("ab") if log else nullcontext(subprocess.DEVNULL) as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "esthersim.web"],  # -P: nothing in the folder where it is started
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
                env={name: value for name, value in os.environ.items() if not name.startswith(_OF_A_STORE)},
            )
        self._to = cast("IO[bytes]", self._process.stdin)
        self._from = cast("IO[bytes]", self._process.stdout)
        for name, work in (("seats out", self._write), ("seats in", self._read)):
            threading.Thread(target=work, name=name, daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    @property
    def hangs(self) -> bool:
        """Whether it has stopped reading."""
        return self._unread > MOST_UNREAD

    def send(self, line: bytes) -> None:
        """Pass a line on to the process; never waits for it."""
        with self._lock:
            self._unread += len(line)
        self._lines.put(line)

    def close(self) -> None:
        """End the process: the end of its pipe tells it to, and if it does not listen it is killed."""
        self._lines.put(None)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()

    def _write(self) -> None:
        with suppress(OSError), self._to as pipe:  # it has ended: the other thread says so
            while (line := self._lines.get()) is not None:
                pipe.write(line)
                pipe.flush()
                with self._lock:
                    self._unread -= len(line)

    def _read(self) -> None:
        with self._from as pipe:
            while line := pipe.readline(LONGEST_LINE + 1):
                self._received(line)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE)  # or the system keeps it as a zombie
        self._ended()
