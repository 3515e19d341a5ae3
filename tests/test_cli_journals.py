"""The commands on journals that are damaged, mistyped, secret or not there yet."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from esthersim.cli import run
from esthersim.clock import ManualClock
from esthersim.commands.sessions import store_option
from esthersim.journal.opening import open_store
from esthersim.journal.session import Session
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import Step
from esthersim.settings import data_folder, default_store, report_folder
from support.scenarios import VIKTLARM, viktlarm_text

DAMAGE = {
    "its line in the list": "UPDATE run SET updated_at = 'x' WHERE run = 'broken'",
    "bytes that are not text": "UPDATE entry SET entry = CAST(x'2241ff22' AS TEXT) WHERE run = 'broken' AND seq = 2",
    "a document that is none": "UPDATE entry SET entry = 'MARKER' || entry WHERE run = 'broken' AND seq = 2",
}


@dataclass(frozen=True)
class Said:
    """What a command line said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """Return both streams, their lines joined."""
        return " ".join((self.out + " " + self.err).split())


class Typist:
    """Types command lines."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str, stdin: str = "") -> Said:
        """Carry out a command line, and return what it said."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = run(arguments)
        return Said(code, *self._capsys.readouterr())


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typist:
    """Return what types a command line, with lines for its standard input."""
    return Typist(capsys, monkeypatch)


@pytest.fixture(params=DAMAGE)
def damaged(request: pytest.FixtureRequest) -> str:
    """Put a whole run, a closed one with a follow-up, and a damaged one into the store; return the damage's name."""
    day = date(2026, 3, 7)
    with closing(open_store(default_store())) as store:
        for name in ("whole", "closed", "broken"):
            with Session.begin(store, viktlarm_text(), ManualClock(), run=name) as session:
                while name != "whole" and session.state.step is not Step.ACTION_PLAN:
                    session.do(c.Advance(override=True))
                if name == "whole":
                    continue
                action = e.ActionWritten(
                    "a", f"Gör {name}", owner="Chef", due=day, measure="Hon säger det", follow_ups=(day,)
                )
                assert session.do(action) is None
                assert session.do(c.Advance(override=True)) is None
    with closing(sqlite3.connect(data_folder() / "journal.sqlite")) as tool:
        tool.execute(DAMAGE[request.param])
        tool.commit()
    return str(request.param)


def test_a_damaged_run_hides_no_other_one(typed: Typist, damaged: str) -> None:
    """In the list, at home and among the follow-ups the others stand, and a line says which run is damaged."""
    said = typed("runs")
    assert said.code == 0
    assert {"whole", "closed"} <= {line.split()[0] for line in said.out.splitlines()}
    assert {"whole", "closed"} <= {row["run"] for row in json.loads(typed("runs", "--format", "json").out)}
    if damaged == "its line in the list":
        assert "the run 'broken' is damaged (its line in the list of runs cannot be read)" in said.err
    for said in (typed("follow-up"), typed("--plain")):
        assert said.code == 0
        assert "Gör closed" in said.out
        assert "run 'broken' is damaged" in said.all
        assert "MARKER" not in said.all
    assert typed("follow-up", "closed").out.startswith("1. Gör closed")


def test_a_damaged_run_is_named_and_not_quoted(typed: Typist, damaged: str) -> None:
    """What somebody wrote stands neither in the line nor in the log, nor in what `--debug` shows."""
    if damaged == "its line in the list":
        assert typed("resume", "broken", "--plain").code == 0  # nothing of the run itself is lost
        return
    for command in (("report", "broken"), ("resume", "broken", "--plain"), ("report", "broken", "--debug")):
        said = typed(*command)
        assert said.code == 1
        assert "entry 2 of the run 'broken' is damaged and cannot be read; the other runs are not affected" in said.err
        assert "MARKER" not in said.all
    assert not (data_folder() / "esthersim.log").exists()


def test_a_damaged_run_can_be_purged(typed: Typist, damaged: str) -> None:
    """The others stay."""
    assert typed("purge", "broken", "--yes").code == 0, damaged
    with closing(open_store(default_store())) as store:
        assert {head.run for head in store.heads()} == {"whole", "closed"}
        assert store.damaged() == ()


def test_purge_says_what_it_does_not_erase(typed: Typist, tmp_path: Path) -> None:
    """Reports are files of their own; those that lie where the program puts them are named."""
    with closing(open_store(default_store())) as store:
        Session.begin(store, viktlarm_text(), ManualClock(), run="one").close()
    file = report_folder() / "one.html"
    file.parent.mkdir(parents=True)
    assert typed("report", "one", "--format", "html", "--output", str(file)).code == 0
    said = typed("purge", "one", "--yes")
    assert "Reports and calendars that were written to files remain; erase them yourself." in said.err
    assert str(file) in said.err
    assert file.is_file()


@pytest.mark.parametrize(
    "command",
    [("runs",), ("report", "x"), ("purge", "x"), ("purge", "--yes"), ("follow-up",), ("resume", "--plain")],
)
def test_a_command_that_only_reads_makes_no_journal(typed: Typist, command: tuple[str, ...]) -> None:
    """A slip in `--store`, or a first look, leaves no file and no folder."""
    typed(*command)
    assert not data_folder().exists()


def test_a_mistyped_address_is_told(typed: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told that there are no runs, and nothing is made under the name."""
    monkeypatch.chdir(tmp_path)
    said = typed("--store", "sqlite:/x", "runs")
    assert said.code == 1
    assert "the journal 'sqlite:/x' has an address that is not understood" in said.err
    assert list(tmp_path.iterdir()) == []


def test_the_way_back_names_the_store_but_no_password() -> None:
    """The line stands on the shared screen; a file's name can be pasted as it stands there."""
    assert store_option(None) == ""
    assert store_option("team/a journal.sqlite") == " --store 'team/a journal.sqlite'"
    assert store_option("sqlite:///team/j.sqlite") == " --store sqlite:///team/j.sqlite"
    for address in ("postgresql://esther:secret@host/esther", "postgresql://host/esther?password=secret"):
        assert store_option(address) == " --store ADDRESS"


def test_a_run_that_cannot_take_an_edited_text_goes_on_with_its_own(
    typed: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that did not keep what was asked began it: one line says so, and the run is played."""
    (tmp_path / "viktlarm.yaml").write_text(VIKTLARM.replace("fem gånger", "tio gånger"), encoding="utf-8")
    monkeypatch.setenv("ESTHERSIM_SCENARIOS", str(tmp_path))
    with closing(open_store(default_store())) as store:
        Session.begin(store, viktlarm_text(), ManualClock(), run="one").close()
    with closing(sqlite3.connect(data_folder() / "journal.sqlite")) as tool:
        tool.execute("UPDATE command SET document = NULL")
        tool.commit()
    said = typed("resume", "one", "--plain", "--new-text", stdin="\n")
    assert said.code == 0
    assert "kept too little to take an edited text; it goes on with its own." in said.err
    assert "Welcome back" in said.out
