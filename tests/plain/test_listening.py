"""A console that listens while it waits: lines, time and posted calls come to one thread, in order."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TextIO

import pytest

from esthersim.plain.console import LONGEST_LINE, EndOfInput
from esthersim.plain.listening import ListeningConsole, can_listen


@pytest.fixture
def pipe() -> Iterator[tuple[TextIO, int]]:
    """Return the reading end of a pipe as a text, and the writing end."""
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as source:
        yield source, writing
        with suppress(OSError):
            os.close(writing)


def test_lines_come_in_order_and_end_once(pipe: tuple[TextIO, int]) -> None:
    """Also where they come in pieces, a letter in two, and the last without its end; then nothing more comes, ever."""
    source, writing = pipe
    console = ListeningConsole(source, io.StringIO())
    os.write(writing, b"ett\r\ntv\xc3")
    assert console.ask("?") == "ett"
    os.write(writing, b"\xa5\ntre")
    os.close(writing)
    assert [console.ask("?"), console.ask("?")] == ["två", "tre"]
    for _again in range(2):
        with pytest.raises(EndOfInput):
            console.ask("?")


def test_a_line_without_end_is_cut(pipe: tuple[TextIO, int]) -> None:
    """No more than the longest line is read of it."""
    source, writing = pipe
    threading.Thread(target=os.write, args=(writing, b"a" * 60_000 + b"\n")).start()
    line = ListeningConsole(source, io.StringIO()).ask("?")
    assert 0 < len(line) <= LONGEST_LINE


def test_what_is_posted_is_called_by_the_thread_that_waits(pipe: tuple[TextIO, int]) -> None:
    """Before the line that is typed after it, and what it says is followed by the mark again."""
    source, writing = pipe
    target, called = io.StringIO(), list[str]()
    console = ListeningConsole(source, target)

    def posted() -> None:
        called.append(threading.current_thread().name)
        console.say("Nattpatrullen har anslutit.")
        os.write(writing, b"ja\n")

    threading.Thread(target=lambda: console.post(posted), name="another").start()
    assert console.ask("Klara?") == "ja"
    assert called == [threading.current_thread().name]
    assert target.getvalue() == "Klara?\n> Nattpatrullen har anslutit.\n> ja\n"


def test_time_goes_on_while_nobody_types(pipe: tuple[TextIO, int]) -> None:
    """`idle` is called until a line comes, and is silent unless it has something to say."""
    source, writing = pipe
    target = io.StringIO()
    console = ListeningConsole(source, target, echo=False)
    calls = iter(("", "Tiden är ute."))

    def idle() -> None:
        said = next(calls, None)
        if said:
            console.say(said)
        if said is None:
            os.write(writing, b"vidare\n")
            console.idle = lambda: None

    console.idle = idle
    assert console.ask("?") == "vidare"
    assert target.getvalue() == "?\n> Tiden är ute.\n> "


def test_a_keyboard_that_is_gone_is_an_error_of_the_system(pipe: tuple[TextIO, int]) -> None:
    """It is raised where the line was asked for."""
    source, _writing = pipe
    console = ListeningConsole(source, io.StringIO())
    console.post(lambda: None)
    broken = OSError(5, "gone")
    console._queue.put(broken)
    with pytest.raises(OSError, match="gone"):
        console.ask("?")


def test_what_can_be_listened_to() -> None:
    """A file of the system, and not a text in memory."""
    reading, writing = os.pipe()
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as source:
        assert can_listen(source)
    assert not can_listen(io.StringIO())
