"""The real program in a real terminal: closed in the middle, ended by a signal, ended by Ctrl-C."""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.opening import open_store
from esthersim.journal.session import Session
from esthersim.screens.start import log_to_file
from support.modes import is_owners_alone
from support.room_library import room_library

pty = pytest.importorskip("pty", reason="needs a pseudo-terminal, which Windows has not")

PROGRAM = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # the terminal that controls this session, so that its end is noticed
from pathlib import Path
from esthersim.journal.opening import open_store
from esthersim.library.scenarios import Library
from esthersim.screens.start import start
from esthersim.settings import load_settings
folder = Path(sys.argv[1])
sys.exit(start(
    lambda: Library([folder]), lambda: open_store(load_settings().store), load_settings, start=folder / "viktlarm.yaml",
))
"""
READY = b"What do we need to train?"
LONGEST = 30.0


def read_until(terminal: int, wanted: bytes) -> bytes:
    """Read what the program draws until `wanted` is in it."""
    seen, end = b"", time.monotonic() + LONGEST
    while wanted not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.05)[0]:
            seen += os.read(terminal, 65536)
    assert wanted in seen, seen[-2000:]
    return seen


def close(terminal: int, _program: subprocess.Popen[bytes]) -> None:
    """Close the terminal's window."""
    os.close(terminal)


def terminate(_terminal: int, program: subprocess.Popen[bytes]) -> None:
    """Ask the process to end."""
    program.send_signal(signal.SIGTERM)


def ctrl_c_twice(terminal: int, _program: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C, and once more when the program has told what that would do."""
    os.write(terminal, b"\x03")
    read_until(terminal, b"Ctrl+C once more")
    os.write(terminal, b"\x03")


@pytest.mark.parametrize(("ending", "code"), [(close, 129), (terminate, 143), (ctrl_c_twice, 130)])
def test_the_program_ends_cleanly_with_the_run_saved(
    tmp_path: Path, ending: Callable[[int, subprocess.Popen[bytes]], None], code: int
) -> None:
    """However it ends: the exit code says how, no traceback is drawn, the run is paused and free."""
    room_library(tmp_path)
    environ = {**os.environ, "ESTHERSIM_DATA": str(tmp_path / "data"), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        assert b"Traceback" not in read_until(ours, READY)
        ending(ours, program)
        end = time.monotonic() + LONGEST
        while program.poll() is None and time.monotonic() < end:
            if ending is not close and select.select([ours], [], [], 0.05)[0]:
                try:
                    assert b"Traceback" not in os.read(ours, 65536)
                except OSError:  # the other end is closed
                    break
        assert program.wait(LONGEST) == code
    finally:
        program.kill()
        program.wait()
    store = open_store(f"sqlite:///{tmp_path / 'data' / 'journal.sqlite'}")
    try:
        (head,) = store.heads()
        with Session(store, head.run, ManualClock()) as session:
            assert session.state.paused
            assert all(map(is_owners_alone, (tmp_path / "data", *(tmp_path / "data").iterdir())))
    finally:
        store.close()


def test_the_log_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error can hold what people wrote: also a log from before, which others could read."""
    root = logging.getLogger("esthersim")
    for name, value in (("handlers", []), ("propagate", True), ("level", root.level)):
        monkeypatch.setattr(root, name, value)
    for before in (False, True):
        folder = tmp_path / f"data-{before}"
        if before:
            folder.mkdir()
            (folder / "esthersim.log").touch(0o644)
        file = log_to_file({"ESTHERSIM_DATA": str(folder)})
        assert file is not None
        root.warning("something failed")
        assert "something failed" in file.read_text(encoding="utf-8")
        assert is_owners_alone(file)
        assert before or is_owners_alone(folder)
        root.handlers[0].close()
