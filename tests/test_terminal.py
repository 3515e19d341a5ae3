"""The real program in a real terminal: started, killed, closed, interrupted, and gone on with.

The screens run in tmux, which is skipped where it is not installed; the session line by line runs on a pseudo terminal.
Waiting is looking at the screen again and again, never longer than a minute.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from esthersim.journal.opening import open_store
from esthersim.journal.reading import journal_of
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.journal.store import Store
from esthersim.play import entries as e
from esthersim.play.commands import Advance, Continue, GoTo
from esthersim.play.vocabulary import Step
from esthersim.settings import default_store
from esthersim.shipped import shipped

PATIENCE = 60.0
PROGRAM = [sys.executable, "-m", "esthersim"]

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
needs_terminals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminals")


def store() -> Store:
    """Return the store of this test."""
    return open_store(default_store())


def until(true: Callable[[], bool], told: Callable[[], str] = lambda: "it did not come to that") -> None:
    """Look until something holds."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, told()
        time.sleep(0.05)


class Tmux:
    """A terminal of its own in a tmux server of its own."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")

    def _tmux(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, "-f", os.devnull, *arguments],
            capture_output=True, text=True, check=check, timeout=PATIENCE,
        )  # fmt: skip
        return done.stdout

    def start(self, *arguments: str, columns: int = 80, rows: int = 24, environ: tuple[str, ...] = ()) -> None:
        """Start the program in the terminal; its process id and exit code are kept in files beside the socket."""
        own = [f"{key}={os.environ[key]}" for key in ("ESTHERSIM_DATA", "ESTHERSIM_CONFIG", "ESTHERSIM_LANGUAGE")]
        program = shlex.join(["env", *own, *environ, *PROGRAM, *arguments])
        shell = f'{program} & echo $! > {self._socket}.pid; fg >/dev/null; echo "ended with $?"; sleep 60'
        size = ("-x", str(columns), "-y", str(rows))
        self._tmux("new-session", "-d", *size, "-s", "room", f"bash -mc {shlex.quote(shell)}")

    @property
    def screen(self) -> str:
        """What stands on the screen now."""
        return self._tmux("capture-pane", "-p", "-t", "room", check=False)

    def press(self, *keys: str) -> None:
        """Press keys."""
        self._tmux("send-keys", "-t", "room", *keys)

    def turn(self, key: str) -> None:
        """Press a key that turns to another page, and wait until it has."""
        before = self.screen
        self.press(key)
        until(lambda: self.screen != before, lambda: f"nothing came of {key}:\n{self.screen}")

    def see(self, words: str) -> None:
        """Wait until the words stand on the screen."""
        until(lambda: words in self.screen, lambda: f"'{words}' never came; the screen shows:\n{self.screen}")

    @property
    def process(self) -> int:
        """The program's process id."""
        file = Path(f"{self._socket}.pid")
        until(lambda: file.exists() and file.read_text().strip() != "")
        return int(file.read_text())

    def close(self) -> None:
        """Close the terminal, with whatever runs in it."""
        self._tmux("kill-server", check=False)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Tmux]:
    """Return a terminal, which is closed at the end."""
    room = Tmux(tmp_path)
    yield room
    room.close()
    pid = Path(f"{room._socket}.pid")
    if pid.exists():
        with suppress(ProcessLookupError, ValueError):
            os.kill(int(pid.read_text()), signal.SIGKILL)


def free(run: str) -> bool:
    """Tell whether nobody holds the run, by holding it for a moment."""
    from esthersim.journal.errors import StoreBusy

    try:
        with store().claim(run):
            return True
    except StoreBusy:
        return False


@needs_tmux
def test_the_home_screen_opens_and_closes(terminal: Tmux) -> None:
    """The scenarios are there, and `q` gives the terminal back as it was."""
    terminal.start()
    terminal.see("Tom säng")
    terminal.press("q")
    terminal.see("ended with 0")


@needs_tmux
def test_a_run_that_is_killed_comes_back_paused(terminal: Tmux, tmp_path: Path) -> None:
    """Kill -9 in the middle: everything that was stored is there, and the screen says that the clock stands."""
    terminal.start("run", "tom-sang", "--run", "one")
    terminal.see("1/5")
    terminal.press("n")
    terminal.see("2/5")
    journal = journal_of(store(), "one").journal
    os.kill(terminal.process, signal.SIGKILL)
    terminal.see("ended with 137")
    until(lambda: free("one"))
    terminal.close()
    again = Tmux(tmp_path / "again")
    (tmp_path / "again").mkdir()
    try:
        again.start("resume", "one")
        again.see("2/5")
        again.see("paused")
    finally:
        again.close()
    after = journal_of(store(), "one")
    assert after.journal[: len(journal)] == journal
    assert e.Paused(interrupted=True) in [each.entry for each in after.journal]
    assert after.state.paused


@needs_tmux
def test_a_terminal_that_is_closed_loses_nothing(terminal: Tmux) -> None:
    """The window is closed in the middle: the run is free again, and can be gone on with at once."""
    terminal.start("run", "tom-sang", "--run", "one")
    terminal.see("1/5")
    terminal.press("n")
    terminal.see("2/5")
    journal = journal_of(store(), "one").journal
    terminal.close()
    until(lambda: free("one"))
    with Session.resume(store(), "one") as session:
        assert session.state.step is Step.STORY
        assert session.state.paused
        assert session.journal[: len(journal)] == journal


@needs_tmux
def test_ctrl_c_twice_ends_the_screens(terminal: Tmux) -> None:
    """The first one tells how to leave, the second leaves; the terminal is given back and the run is paused."""
    terminal.start("run", "tom-sang", "--run", "one")
    terminal.see("1/5")
    terminal.press("C-c")
    terminal.see("Ctrl+C")
    terminal.press("C-c")
    terminal.see("ended with 130")
    assert "Traceback" not in terminal.screen
    assert journal_of(store(), "one").state.paused


@needs_tmux
def test_ctrl_c_ends_a_session_line_by_line(terminal: Tmux) -> None:
    """A clean line says that the run is saved and how to go on."""
    terminal.start("run", "tom-sang", "--plain", "--run", "one", "--scenario-language", "sv")
    terminal.see("Enter to train")
    terminal.press("C-c")
    terminal.see("esthersim resume one --plain")
    terminal.see("ended with 130")
    assert "Traceback" not in terminal.screen
    assert journal_of(store(), "one").state.paused


@needs_tmux
def test_a_dumb_terminal_is_told_of_the_plain_way(terminal: Tmux) -> None:
    """Screens cannot be drawn there; the message says what can be done instead."""
    terminal.start("run", "tom-sang", environ=("TERM=dumb",))
    terminal.see("--plain")
    terminal.see("ended with 2")


class Pseudo:
    """The program line by line on a pseudo terminal of this process."""

    def __init__(self, *arguments: str) -> None:
        import pty

        self.said = ""
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.execv(sys.executable, [*PROGRAM, *arguments])  # noqa: S606 - this project's own program
        os.set_blocking(self.file, False)

    def see(self, words: str) -> None:
        """Read until the words have been said."""
        until(lambda: words in self._read(), lambda: f"'{words}' never came:\n{self.said[-2000:]}")

    def _read(self) -> str:
        with suppress(OSError):
            while data := os.read(self.file, 4096):
                self.said += data.decode("utf-8", "replace")
        return " ".join(self.said.split())

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self.file, text.encode())

    def end(self) -> int:
        """Wait for the end of the program and return its exit code, or less than nothing for a signal's number."""
        status: list[int] = []

        def ended() -> bool:
            self._read()
            pid, code = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                status.append(code)
            return bool(pid)

        until(ended, lambda: f"it did not end:\n{self.said[-2000:]}")
        return os.waitstatus_to_exitcode(status[0])


@needs_terminals
def test_plain_on_a_terminal_has_no_control_codes() -> None:
    """Nothing but text and line ends is said, and the end of input saves the run."""
    plain = Pseudo("run", "tom-sang", "--plain", "--run", "one", "--scenario-language", "sv")
    plain.see("Enter to train on all of them")
    plain.type("\n")
    plain.see("Press Enter to go on to the seats.")
    plain.type("\x04")
    assert plain.end() == 0
    assert "\x1b" not in plain.said
    assert "esthersim resume one --plain" in " ".join(plain.said.split())
    os.close(plain.file)


@needs_terminals
def test_plain_survives_kill_and_a_closed_terminal() -> None:
    """Killed, then gone on with; its terminal closed, then gone on with: each time everything is there."""
    plain = Pseudo("run", "tom-sang", "--plain", "--run", "one", "--scenario-language", "sv")
    plain.see("Enter to train on all of them")
    plain.type("\n")
    plain.see("Press Enter to go on to the seats.")
    os.kill(plain.pid, signal.SIGKILL)
    assert plain.end() == -signal.SIGKILL
    os.close(plain.file)
    again = Pseudo("resume", "--plain")
    again.see("Nothing is lost; you are at: Esther's story")
    os.close(again.file)  # the terminal goes: SIGHUP, and no stream works any more
    assert again.end() in {129, 141, -signal.SIGHUP}
    with Session.resume(store(), "one") as session:
        assert session.state.step is Step.STORY
        assert session.state.paused


HALF = "half a sentence"


def written() -> set[str]:
    """Return what is being written in the run, as the file has it."""
    return {draft.text for draft in store().drafts("one").values()}


def handing_over() -> None:
    """Make a run that stands at its first handover."""
    text = scenario_text(shipped("scenarios") / "tom-sang.yaml")
    with Session.begin(store(), text, run="one", language="sv") as session:
        for _step in range(2):
            assert session.do(Advance(override=True)) is None
        events = session.scenario.events.items()
        assert session.do(GoTo(next(key for key, event in events if event.handover))) is None


def reflecting_on_nothing() -> None:
    """Make a run that has come to its reflection."""
    handing_over()
    with Session.resume(store(), "one") as session:
        assert session.do(Continue()) is None
        assert session.do(Advance(override=True)) is None


@needs_tmux
@pytest.mark.parametrize(
    ("made", "to_it", "back_to_it", "sight"),
    [
        pytest.param(handing_over, ["t"], ["t"], "Enter: keep", id="note"),
        pytest.param(handing_over, ["h", "F6", "Enter", "Enter"], ["h", "Enter", "Enter"], "Situation:", id="handover"),
        pytest.param(reflecting_on_nothing, ["e"], ["e"], "F10 Save", id="answer"),
    ],
)
def test_what_is_typed_survives_a_kill(
    made: Callable[[], None], to_it: list[str], back_to_it: list[str], sight: str, terminal: Tmux, tmp_path: Path
) -> None:
    """Kill -9 two seconds after the last key: the program that is started next has all of it, in its field."""
    made()
    terminal.start("resume", "one")
    terminal.see("paused")
    for key in to_it:
        terminal.turn(key)
    terminal.see(sight)
    terminal.press("-l", HALF)
    terminal.see(HALF)
    until(lambda: HALF in written())
    os.kill(terminal.process, signal.SIGKILL)
    terminal.see("ended with 137")
    until(lambda: free("one"))
    terminal.close()
    again = Tmux(tmp_path / "again")
    (tmp_path / "again").mkdir()
    try:
        again.start("resume", "one")
        again.see("paused")
        for key in back_to_it:
            again.turn(key)
        again.see(HALF)
    finally:
        again.close()
    assert HALF in written()


@needs_terminals
def test_whole_lines_survive_a_kill() -> None:
    """Line by line a part that was answered is what Enter keeps; of the line that is being typed nobody knows."""
    handing_over()
    plain = Pseudo("resume", "one", "--plain")
    plain.see("Ready?")
    plain.type("\n")
    plain.see("What now?")
    plain.type("2\n\n\n")
    plain.see("Situation")
    plain.type(HALF + "\nand then")
    until(lambda: HALF in written())
    os.kill(plain.pid, signal.SIGKILL)
    assert plain.end() == -signal.SIGKILL
    os.close(plain.file)
    until(lambda: free("one"))
    again = Pseudo("resume", "one", "--plain")
    again.see("Ready?")
    again.type("\n")
    again.see("What now?")
    again.type("2\n\n\n")
    again.see(f"Enter keeps: {HALF}")
    os.kill(again.pid, signal.SIGKILL)
    again.end()
    os.close(again.file)
