"""A program in a terminal of its own (a pty of 120 by 40), watched until it has painted something."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from time import perf_counter

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import esthersim
from esthersim.shipped import shipped

ROWS, COLUMNS = 40, 120
LONGEST = 60.0
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("MARKER")
Bare().run()
"""
"""The least that Textual can show: one widget."""


@dataclass(slots=True)
class Program:
    """A running program: its process, its terminal, what it has written, and when it was started."""

    process: int
    terminal: int
    begun: float
    written: bytes = b""

    def read(self, seconds: float) -> bool:
        """Take what the program writes within so many seconds; false where it writes nothing or has ended."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self.terminal, 65_536)
        except OSError:  # Linux says so when the other side is closed
            return False
        self.written += chunk
        return bool(chunk)

    def seconds_until(self, marker: str) -> float:
        """Return how long it took from the start until the marker stood on the screen; raise where it never does."""
        sought, patience = marker.encode(), perf_counter() + LONGEST
        while sought not in self.written:
            if perf_counter() > patience or not self.read(LONGEST):
                raise TimeoutError(f"'{marker}' was not painted; the end of what was: {self.written[-2000:]!r}")
        return perf_counter() - self.begun

    def press(self, key: str) -> None:
        """Send a key."""
        os.write(self.terminal, key.encode())

    def settle(self, seconds: float = 0.5) -> None:
        """Wait until nothing has been written for so long."""
        while self.read(seconds):
            pass

    def memory(self) -> int:
        """Return the resident memory in bytes once the program has come to rest; Linux alone can tell."""
        self.settle(0.7)
        pages = Path(f"/proc/{self.process}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@cache
def _installed() -> str:
    """Return a folder with the package as a wheel has it, gone at the end.

    A checkout compiles a catalogue in memory at every start that is not in English: 50 ms that no installation has.
    """
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    package = Path(folder.name) / "esthersim"
    copytree(Path(esthersim.__file__).parent, package, ignore=ignore_patterns("__pycache__"))
    for catalogue in package.glob("locale/*/LC_MESSAGES/*.po"):
        with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))
    for kind in ("scenarios", "debrief"):
        copytree(shipped(kind), package / "shipped_data" / kind, dirs_exist_ok=True)
    return folder.name


@cache
def _compiled() -> str:
    """Return a folder for compiled modules, gone at the end."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    return folder.name


@contextlib.contextmanager
def program(
    *arguments: str, prepare: Callable[[str], None] | None = None, folder: str | None = None
) -> Iterator[Program]:
    """Run an installed program with these arguments of Python, in a home and a terminal of its own; end it at the end.

    `prepare` is given the home before the program starts; `folder` is where the home is made. Compiled modules are kept
    from one start to the next, as in every installation, whatever the surroundings say.
    """
    with TemporaryDirectory(dir=folder) as home:
        if prepare is not None:
            prepare(home)
        surroundings = {
            **os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "HOME": home, "LANG": "sv_SE.UTF-8",
            "ESTHERSIM_DATA": home, "ESTHERSIM_CONFIG": f"{home}/settings.toml",
            "PYTHONPATH": _installed(), "PYTHONPYCACHEPREFIX": _compiled(), "PYTHONDONTWRITEBYTECODE": "",
        }  # fmt: skip
        begun = perf_counter()
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(home)  # Python looks for modules where it is started, before anywhere else
            os.execve(sys.executable, [sys.executable, *arguments], surroundings)  # noqa: S606 - our own Python
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        try:
            yield Program(process, terminal, begun)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            os.close(terminal)
