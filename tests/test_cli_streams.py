"""The program as a process: odd encodings, closed pipes, signals, full disks, and the first session of the README."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from esthersim.commands.streams import HANDLER, plainer, prepare_streams
from esthersim.journal.opening import open_store
from esthersim.journal.reading import journal_of
from esthersim.journal.store import Store
from esthersim.play.vocabulary import Step
from esthersim.settings import default_store

PROGRAM = [sys.executable, "-m", "esthersim"]
SCRIPTS = Path(__file__).parent / "scripts"
PATIENCE = 60.0


def started(*arguments: str, environ: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Start the program with pipes for all its streams."""
    return subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONUTF8": "0", **(environ or {})},
    )


def store() -> Store:
    """Return the store of this test."""
    return open_store(default_store())


def until(true: Callable[[], bool]) -> None:
    """Wait until something holds, looking often; fail after a minute."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def test_the_first_session_of_the_readme_comes_to_its_closing() -> None:
    """The script and what must be said are the ones that `.ci/run` plays against the built package."""
    script = (SCRIPTS / "first-session.txt").read_text(encoding="utf-8")
    out, err = started("--plain").communicate(script, timeout=PATIENCE)
    missing = [line for line in (SCRIPTS / "first-session.expect").read_text("utf-8").splitlines() if line not in out]
    assert missing == [], out[-2000:]
    assert err == ""
    (head,) = store().heads()
    assert head.closed


@pytest.mark.parametrize(
    "environ",
    [{"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"}],
)
def test_a_terminal_that_cannot_say_the_letters_gets_plainer_ones(environ: dict[str, str]) -> None:
    """Nothing breaks where å, dashes and quotation marks cannot be encoded, and bytes that are no text are read."""
    process = started("run", "tom-sang", "--plain", "--scenario-language", "sv", environ=environ)
    assert process.stdin is not None
    os.write(process.stdin.fileno(), b"\n\n\xff\xfe\n")
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert "Step 2 of 5" in out
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Överlämning", "Overlamning"),
        ("”ja” \N{EN DASH} nej…", '"ja" - nej...'),
        ("→ 🙂", "> ?"),
        ("Ł", "?"),
    ],
)
def test_letters_have_plainer_ones(text: str, plain: str) -> None:
    """Accents go, signs become their nearest, and what has none is a question mark."""
    prepare_streams()
    assert text.encode("ascii", errors=HANDLER).decode() == plain
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("ascii", errors=HANDLER)
    assert callable(plainer)


def test_a_reader_that_has_gone_ends_the_program_quietly() -> None:
    """The run is saved; nothing is complained about, for there is nobody to read it."""
    process = started("run", "tom-sang", "--plain", "--run", "one", "--scenario-language", "sv")
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() is not None
    process.stdout.close()
    process.stdin.write("\n" * 30)
    process.stdin.close()
    assert process.wait(PATIENCE) == 141
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    assert journal_of(store(), "one").state.paused
    process.stderr.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_leaves_the_run_saved_and_paused(number: signal.Signals, code: int) -> None:
    """The terminal is closed, the system shuts down, Ctrl-C is pressed: it waits to be gone on with."""
    process = started("run", "tom-sang", "--plain", "--run", "one", "--scenario-language", "sv")
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    until(lambda: any(head.run == "one" and head.step == Step.STORY for head in store().heads()))
    process.send_signal(number)
    _out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    assert "Traceback" not in err
    left = journal_of(store(), "one")
    assert left.state.paused
    assert left.state.step is Step.STORY
    assert not getattr(left.journal[-1].entry, "interrupted", True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in another way")
def test_a_kill_in_the_middle_loses_nothing() -> None:
    """What had been stored is there, and the run comes back paused, marked as interrupted."""
    process = started("run", "tom-sang", "--plain", "--run", "one", "--scenario-language", "sv")
    assert process.stdin is not None
    process.stdin.write("\n\n1\n")
    process.stdin.flush()
    until(lambda: any(head.run == "one" and head.seq >= 5 for head in store().heads()))
    process.kill()
    process.communicate(timeout=PATIENCE)
    before = journal_of(store(), "one")
    out, err = started("resume", "one", "--plain").communicate("", timeout=PATIENCE)
    assert "Welcome back" in out, err
    after = journal_of(store(), "one")
    assert after.journal[: len(before.journal)] == before.journal
    assert after.state.setting == before.state.setting
    assert after.state.paused


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_result_that_cannot_be_written_is_told() -> None:
    """A full disk behind stdout is an error in one line, not a traceback."""
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*PROGRAM, "--version"], stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=PATIENCE
        )
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    """What, where and what to do."""
    tmp_path.chmod(0o500)
    _out, err = started("run", "tom-sang", "--plain", "--store", str(tmp_path / "x.sqlite")).communicate(
        "", timeout=PATIENCE
    )
    tmp_path.chmod(0o700)
    assert "x.sqlite" in err
    assert "Traceback" not in err
