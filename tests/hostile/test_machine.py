"""The real program on a hostile machine: killed, ended, without room, on a journal that is none, in a real terminal."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from esthersim.journal.opening import open_store

PROGRAM = (sys.executable, "-m", "esthersim")
BEGINNING = "1\n\n\n1\n\n" + "\n" * 12 + "yes\n"
"""Language, objectives, story, seats, cards, the points of the prebriefing: as far as the simulation."""
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, terminals and limits of POSIX")


def carried_out(*arguments: str, given: str = "", largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """Carry out a command line; `largest` is the size in bytes beyond which no file can grow."""

    def limit() -> None:
        import resource

        if largest is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(
        [*PROGRAM, *arguments], input=given, capture_output=True, text=True, timeout=PATIENCE, preexec_fn=limit,
        check=False,
    )  # fmt: skip


def journal() -> str:
    """Return the file of the journal of this test."""
    return str(Path(os.environ["ESTHERSIM_DATA"]) / "journal.sqlite")


def entries() -> int:
    """Return how many entries the run of this test has."""
    store = open_store(journal())
    try:
        return len(store.read("a-run"))
    finally:
        store.close()


def one_line(said: str) -> None:
    """See that an error is one line without a traceback."""
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1, said


@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
def test_a_run_that_is_ended_in_the_middle_comes_back_with_all_that_was_answered(number: str) -> None:
    """Whatever ends the program while it waits for an answer, the next resume is paused and nothing is lost."""
    playing = subprocess.Popen(
        [*PROGRAM, "run", "tom-sang", "--plain", "--run", "a-run"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert playing.stdin is not None
    assert playing.stdout is not None
    playing.stdin.write(BEGINNING.encode())
    playing.stdin.flush()
    said, end = b"", time.monotonic() + PATIENCE
    while said.count(b"\n> ") < 8 and time.monotonic() < end:
        select.select([playing.stdout], [], [], 1)
        said += os.read(playing.stdout.fileno(), 65536)
    before = entries()
    playing.send_signal(getattr(signal, number))
    told = playing.communicate(timeout=PATIENCE)[1].decode()
    assert "Traceback" not in told
    assert entries() >= before > 2
    again = carried_out("resume", "a-run", "--plain", given="quit\n")
    assert "Welcome back" in again.stdout or "paused" in again.stdout
    assert again.returncode == 0


def test_a_disk_that_is_full_at_the_start_is_one_line() -> None:
    """Where the journal has no room at all, the program says so and ends with 1."""
    done = carried_out("run", "tom-sang", "--plain", given="1\n\n", largest=8192)
    assert done.returncode == 1
    assert "no room left" in done.stderr
    one_line(done.stderr)


def test_a_disk_that_fills_up_in_the_middle_loses_nothing() -> None:
    """The last step is told not to be stored, can be tried again, and the journal before it is whole."""
    assert carried_out("run", "tom-sang", "--plain", "--run", "a-run", given="1\n").returncode == 0
    before = entries()
    done = carried_out("resume", "a-run", "--plain", given="\nquit\n", largest=4096)
    assert "no room left" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert entries() >= before


def test_a_run_name_that_is_no_text_is_one_line() -> None:
    """An argument of bytes that are no UTF-8 ends in a line, not in an error of the program."""
    done = subprocess.run([*PROGRAM, "report", b"\xff\xfe"], capture_output=True, timeout=PATIENCE, check=False)
    told = done.stderr.decode()
    one_line(told)
    assert "something unexpected went wrong" not in told


def test_the_screens_tell_what_is_wrong_with_the_journal(tmp_path: Path) -> None:
    """In a real terminal a damaged journal is told in one line once the screen is gone, with exit code 1."""
    import pty

    broken = tmp_path / "journal.sqlite"
    broken.write_text("this is no journal\n" * 100, encoding="utf-8")
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - another process
        os.environ["TERM"] = "xterm"
        os.execv(sys.executable, [*PROGRAM, "--store", str(broken)])  # noqa: S606
    said, end = b"", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if select.select([terminal], [], [], 1)[0]:
                said += os.read(terminal, 65536)
        except OSError:
            break
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    text = re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]", "", said.decode(errors="replace"))
    assert "is damaged, or is no journal" in text
    assert "Traceback" not in text
    assert code == 1
    assert broken.read_text(encoding="utf-8").startswith("this is no journal")
