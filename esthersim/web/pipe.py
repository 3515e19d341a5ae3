"""The pipe to the program that holds the run: what comes down is read by a thread, what goes up is written by one.

The threads are there because an event loop cannot wait for the standard streams on every system; and because a program
that has stopped reading must not hold up the pages.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from queue import SimpleQueue
from typing import IO, Self

from esthersim.seats.wire import Answer, Asked, Down, Garbled, Join, Up, read_down, written

PATIENCE = 3.0
"""Seconds to wait for the answer of the program, before the page is told that there is none yet."""


class Pipe:
    """Both directions of the pipe."""

    def __init__(self, down: IO[bytes], up: IO[bytes]) -> None:
        """Take the open ends; nothing is read yet."""
        self._down, self._up = down, up
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()

    @classmethod
    def of_this_process(cls) -> Self:
        """Return the pipe on the standard streams. Whatever is printed by mistake goes to the standard error instead.

        `sys.stdin` itself is not read: a thread that waits in it would hold its lock when Python ends.
        """
        down = open(0, "rb", closefd=False)  # noqa: SIM115 - a descriptor, open as long as the process
        up = open(os.dup(1), "wb", buffering=0)  # noqa: PTH123, SIM115
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        return cls(down, up)

    def read(self) -> Down | None:
        """Wait for the next message and return it, or `None` at the end. What is no message is passed over."""
        with suppress(OSError, ValueError):
            while line := self._down.readline():
                with suppress(Garbled):
                    return read_down(line)
        return None

    def send(self, message: Up) -> None:
        """Send a message up; never waits for it."""
        self._lines.put(written(message))

    def start(self, received: Callable[[Down], None], ended: Callable[[], None]) -> None:
        """Have both functions called on the running loop: with each message, and once the program is gone."""
        loop = asyncio.get_running_loop()

        def call(function: Callable[..., None], *what: Down) -> None:
            with suppress(RuntimeError):  # the loop has ended before
                loop.call_soon_threadsafe(function, *what)

        def read() -> None:
            with self._down:
                while (message := self.read()) is not None:
                    call(received, message)
            call(ended)

        def write() -> None:
            with suppress(OSError, ValueError), self._up:  # whoever reads there hears the end of it
                while (line := self._lines.get()) is not None:
                    self._up.write(line)
                    self._up.flush()
            call(ended)

        for name, work in (("pipe down", read), ("pipe up", write)):
            threading.Thread(target=work, name=name, daemon=True).start()

    def close(self) -> None:
        """Let the writing thread end, and the pipe up with it, once everything is written."""
        self._lines.put(None)


class Program:
    """The program as the pages see it: it is told things, and it answers what it is asked."""

    def __init__(self, send: Callable[[Up], None]) -> None:
        """Ask through `send`."""
        self.tell = send
        self._numbers = count(1)
        self._heard, self._closed = asyncio.Event(), False
        self._waiting: dict[int, asyncio.Future[Answer | None]] = {}

    async def ask(self, question: Callable[[int], Join | Asked]) -> Answer | None:
        """Ask with a number of its own and return the answer; `None` where there is none yet, which is no refusal."""
        number = next(self._numbers)
        self._waiting[number] = answer = asyncio.get_running_loop().create_future()
        try:
            self.tell(question(number))
            async with asyncio.timeout(PATIENCE):
                found: Answer | None = await answer
                return found
        except TimeoutError:
            return None
        finally:
            del self._waiting[number]

    async def until(self, done: Callable[[], bool]) -> None:
        """Wait until the program has told something, but no longer than for an answer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not done() and not self._closed:
                    self._heard.clear()
                    await self._heard.wait()

    def heard(self) -> None:
        """Note that the program has told something."""
        self._heard.set()

    def answered(self, answer: Answer) -> None:
        """Take an answer. One that nobody waits for any more is dropped: the page asks again under the same id."""
        waiting = self._waiting.get(answer.to)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)

    def close(self) -> None:
        """Give up every question."""
        self._closed = True
        self._heard.set()
        for each in self._waiting.values():
            if not each.done():
                each.set_result(None)
