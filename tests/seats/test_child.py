"""The real process with the pages: what it is given, that it serves, and that it ends with its program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from urllib.request import urlopen

import pytest

from esthersim.seats import wire
from esthersim.seats.child import MOST_UNREAD, Child
from support.hosted import opened_pages

PATIENCE, PASSWORD = 30.0, "the-password-of-a-store"
PROC = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the system shows no processes as files")
HELPER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from support.hosted import opened_pages
from esthersim.seats import wire
from esthersim.seats.child import Child
def received(line):
    print(child._process.pid, wire.read_up(line).port, flush=True)
child = Child(received, lambda: None, Path({log!r}))
child.send(wire.written(opened_pages()))
sys.stdin.read()
"""
"""A program that opens the pages, and waits until it is killed."""


class Pages:
    """The real process, what it has said, and its log."""

    def __init__(self, log: Path) -> None:
        self.said: Queue[wire.Up] = Queue()
        self.ended: Queue[float] = Queue()
        self.log = log
        self.ours = {os.fsencode(f"{name}={value}") for name, value in os.environ.items()}
        self.child = Child(self._received, lambda: self.ended.put(time.monotonic()), log)

    def _received(self, line: bytes) -> None:
        self.said.put(wire.read_up(line))

    @property
    def pid(self) -> int:
        """The process."""
        return self.child._process.pid

    def open(self) -> int:
        """Serve the pages on this computer, and return the port."""
        self.child.send(wire.written(opened_pages()))
        ready = self.said.get(timeout=PATIENCE)
        assert isinstance(ready, wire.Ready)
        assert ready.why == ""
        return ready.port


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Start the real process, where the program has the password of a store."""
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    found = Pages(tmp_path / "pages.log")
    yield found
    found.child.close()


def read(port: int) -> str:
    """Return the join page."""
    with urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def test_it_serves_and_ends_by_itself(pages: Pages) -> None:
    """By the end of its pipe, without a word on its standard error; a device that holds its stream included."""
    port = pages.open()
    assert "<h1" in read(port)
    pages.child.close()
    pages.ended.get(timeout=PATIENCE)
    assert not pages.child.alive
    assert pages.child._process.returncode == 0
    assert pages.log.read_text(encoding="utf-8") == ""
    with pytest.raises(OSError, match="refused"):
        read(port)


@PROC
def test_nothing_secret_can_be_read_from_outside(pages: Pages) -> None:
    """Its arguments hold nothing of the run, and its environment is the program's own, without the store's password."""
    pages.open()
    arguments = Path(f"/proc/{pages.pid}/cmdline").read_bytes().split(b"\0")[1:]
    assert arguments == [b"-P", b"-m", b"esthersim.web", b""]
    given = set(Path(f"/proc/{pages.pid}/environ").read_bytes().split(b"\0")) - {b""}
    assert given <= pages.ours
    assert not [each for each in given if PASSWORD.encode() in each]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no sessions of processes there")
def test_ctrl_c_in_the_terminal_does_not_reach_it(pages: Pages) -> None:
    """It is in a session of its own, and goes on where the signal comes all the same."""
    port = pages.open()
    assert os.getsid(pages.pid) == pages.pid
    os.kill(pages.pid, signal.SIGINT)
    assert "<h1" in read(port)


def test_a_taken_port_is_no_obstacle(pages: Pages, tmp_path: Path) -> None:
    """The next one that is free is served, and told."""
    other = Pages(tmp_path / "other.log")
    try:
        first = pages.open()
        other.child.send(wire.written(opened_pages(first)))
        ready = other.said.get(timeout=PATIENCE)
        assert isinstance(ready, wire.Ready)
        assert first < ready.port <= first + 20
        assert "<h1" in read(ready.port)
    finally:
        other.child.close()


def test_an_address_that_is_not_ours_is_told_as_such(pages: Pages) -> None:
    """With the system's reason, and without a traceback."""
    pages.child.send(wire.written(opened_pages(host="192.0.2.1")))
    ready = pages.said.get(timeout=PATIENCE)
    assert isinstance(ready, wire.Ready)
    assert ready.why
    pages.child.close()
    assert "Traceback" not in pages.log.read_text(encoding="utf-8")


def test_its_death_is_told_once(pages: Pages) -> None:
    """By whatever it died."""
    pages.open()
    pages.child.kill()
    pages.ended.get(timeout=PATIENCE)
    assert not pages.child.alive
    pages.child.close()
    assert pages.ended.empty()


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
def test_a_process_that_does_not_read_is_seen_and_killed(pages: Pages) -> None:
    """Sending never waits for it; what it leaves unread is counted; and closing has an end."""
    pages.open()
    os.kill(pages.pid, signal.SIGSTOP)
    line = wire.written(wire.Answer(1, "x" * 65_536))
    for _line in range(2 * MOST_UNREAD // len(line)):
        pages.child.send(line)
    assert pages.child.hangs
    pages.child.close()
    assert not pages.child.alive


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be killed there as by kill -9")
def test_it_ends_when_its_program_is_killed(tmp_path: Path) -> None:
    """By itself after a kill -9, and silently; how soon is for the benchmarks."""
    log = tmp_path / "pages.log"
    code = HELPER.format(tests=str(Path(__file__).parents[1]), log=str(log))
    program = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdin is not None
    pid, port = map(int, program.stdout.readline().split())
    assert "<h1" in read(port)
    ending = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None
    program.kill()
    program.wait()
    if ending is not None:
        import select

        assert select.select([ending], [], [], PATIENCE)[0]
        os.close(ending)
    program.stdout.close()
    program.stdin.close()
    assert log.read_text(encoding="utf-8") == ""
