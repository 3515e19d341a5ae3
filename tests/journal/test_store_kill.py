"""A program is killed with -9 at any moment: nothing it confirmed is lost, nothing half there, no run stays held."""

import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from esthersim.journal.errors import StoreBusy
from esthersim.journal.lock import lock_file
from esthersim.journal.opening import open_store
from support.stores import CREATED, new_lines, scenario_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a word of POSIX")

LINES_A_COMMAND = 3
WRITER = f"""
import sys
from esthersim.journal.opening import open_store
from esthersim.journal.store import NewLine
store = open_store(sys.argv[1])
with store.claim("r1"):
    while True:
        seq = store.head("r1").seq
        store.keep_draft("r1", "nurse", "note", f"{{seq}} " + "x" * 3000, "2026-03-07T08:00:00.000Z")
        store.keep_draft("r1", "nurse", "answer", str(seq), "2026-03-07T08:00:00.000Z")
        store.beat("r1", float(seq), "2026-03-07T08:00:00.000Z")
        lines = [NewLine("2026-03-07T08:00:00.000Z", 0.0, f'"{{seq}}" ' + "x" * 3000)] * {LINES_A_COMMAND}
        stored = store.append("r1", seq, f"after-{{seq}}", lines, saved=[("nurse", "answer")])
        print(stored[-1].seq, flush=True)
"""


def start_writer(path: Path) -> subprocess.Popen[str]:
    """Start a program that appends without end and prints each seq that the store has acknowledged."""
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)


def test_a_killed_writer_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """After each kill: every acknowledged line, no gap, whole commands only, and a retry gives the same lines.

    What was being written, and the room time, are those of the last command at least. What a command saved is a draft
    no more, and what it did not come to save still is one.
    """
    path = tmp_path / "journal.sqlite"
    moments = random.Random(7)  # noqa: S311  no secret, only moments
    acknowledged = 0
    with closing(open_store(str(path))) as store:
        store.create("r1", scenario_text(), CREATED)
    for _kill in range(5):
        with start_writer(path) as writer:
            assert writer.stdout is not None
            for _line in range(moments.randint(1, 30)):
                acknowledged = int(writer.stdout.readline())
            with pytest.raises(subprocess.TimeoutExpired):
                writer.wait(moments.uniform(0, 0.02))  # it is at work: the moment is somewhere in a step
            writer.kill()
            for line in writer.stdout:
                acknowledged = int(line)
        with closing(open_store(str(path))) as store:
            lines = store.read("r1")
            assert len(lines) >= acknowledged
            assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
            assert len(lines) % LINES_A_COMMAND == 0
            assert store.head("r1").seq == len(lines)
            beat = store.heartbeat("r1")
            assert beat is not None
            assert beat.room >= acknowledged - LINES_A_COMMAND
            draft = store.drafts("r1")["nurse", "note"].text
            assert int(draft.split()[0]) >= acknowledged - LINES_A_COMMAND
            assert len(draft.split()[1]) == 3000
            unsaved = store.drafts("r1").get(("nurse", "answer"))
            assert unsaved is None or int(unsaved.text) == len(lines)
            assert unsaved is not None or beat.room < len(lines)
            last = lines[-LINES_A_COMMAND:]
            assert store.append("r1", last[0].seq - 1, last[0].command_id, new_lines("again")) == last
            unacknowledged = store.append("r1", len(lines), f"after-{len(lines)}", new_lines("1", "2", "3"))
            assert store.append("r1", len(lines), f"after-{len(lines)}", new_lines("1", "2", "3")) == unacknowledged
    assert acknowledged > 5 * LINES_A_COMMAND


def test_a_killed_program_gives_its_run_free(tmp_path: Path) -> None:
    """While it lives the run is held, by a process that is named; its end frees it without any cleaning up."""
    path = tmp_path / "journal.sqlite"
    with closing(open_store(str(path))) as store:
        store.create("r1", scenario_text(), CREATED)
        with start_writer(path) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            with pytest.raises(StoreBusy) as raised, store.claim("r1"):
                pass
            assert raised.value.holder == writer.pid
            assert f"process {writer.pid}" in str(raised.value)
            assert len(store.read("r1")) >= LINES_A_COMMAND
            writer.kill()
        assert lock_file(path, "r1").exists()
        with store.claim("r1"):
            pass
        assert not lock_file(path, "r1").exists()
