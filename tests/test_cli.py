"""The command line: what each command says on which stream, and the exit code that it ends with."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

import esthersim
from esthersim.cli import run
from esthersim.clock import ManualClock
from esthersim.commands.interface_language import choose_language
from esthersim.journal.opening import open_store
from esthersim.journal.reading import journal_of
from esthersim.journal.session import Session
from esthersim.journal.store import Store
from esthersim.language import get_language
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import Step
from esthersim.settings import data_folder, default_store
from support.modes import is_owners_alone
from support.scenarios import VIKTLARM, viktlarm_text


@dataclass(frozen=True)
class Said:
    """What a command line said, and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typist:
    """Return what types a command line, with lines for its standard input."""
    return Typist(capsys, monkeypatch)


class Typist:
    """Types command lines."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str, stdin: str = "") -> Said:
        """Carry out a command line, and return what it said."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = run(arguments)
        out, err = self._capsys.readouterr()
        return Said(code, out, err)


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """Return the file of the small scenario."""
    file = tmp_path / "viktlarm.yaml"
    file.write_text(VIKTLARM, encoding="utf-8")
    return file


def store() -> Store:
    """Return the store of this test."""
    return open_store(default_store())


def begun(name: str = "one", to: Step = Step.NEEDS) -> None:
    """Put a run into the store, at a step."""
    with Session.begin(store(), viktlarm_text(), ManualClock(), run=name) as session:
        while session.state.step is not to:
            if session.state.step is Step.ACTION_PLAN:
                due = ManualClock().utc().date()
                action = e.ActionWritten(
                    "action-1", "Fråga Esther", owner="Chef", due=due, measure="Hon säger det", follow_ups=(due,)
                )
                assert session.do(action) is None
            assert session.do(c.Advance(override=True)) is None
        session.do(c.Pause())


def test_the_version_is_a_result(typed: Typist) -> None:
    """It stands on stdout alone, so that a script can read it."""
    assert typed("--version") == Said(0, f"esthersim {esthersim.__version__}\n", "")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Usage: esthersim", "Options:", "Commands:", "Show this help and exit.")),
     ("sv", ("Användning: esthersim", "Val:", "Kommandon:", "Visa den här hjälpen och avsluta."))],
)  # fmt: skip
def test_help_speaks_the_language(typed: Typist, language: str, words: tuple[str, ...]) -> None:
    """Usage, headings and every line are in the language that was asked for, before or after the command."""
    said = typed("--language", language, "--help")
    assert said.code == 0
    assert all(word in said.out for word in words)
    assert words[0].split()[0] in typed("run", "--help", "--language", language).out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("bogus",), "there is no command 'bogus'"),
        (("repotr", "x"), "did you mean 'report'?"),
        (("runs", "--formt", "json"), "there is no option '--formt'; did you mean '--format'?"),
        (("run",), "SCENARIO is missing"),
        (("runs", "--format", "xml"), "'--format' takes one of 'text', 'json'"),
        (("runs", "extra"), "'runs' does not take that many arguments"),
        (("run", "x", "--run"), "needs a value after it"),
        (("purge", "--older-than", "soon"), "'--older-than' takes a whole number"),
        (("--language", "fi", "runs"), "the program does not have the language 'fi'; choose one of en, sv"),
        (("run", "tom-san", "--plain"), "there is no scenario 'tom-san'; did you mean 'tom-sang'?"),
        (("run", "nowhere/none.yaml", "--plain"), "there is no file 'nowhere/none.yaml'"),
        (("run", "tom-sang", "--plain", "--run", "a b"), "'a b' cannot be the name of a run"),
        (("resume", "none", "--plain"), "there is no run 'none'"),
        (("resume", "--plain"), "there is no run to resume; 'esthersim run SCENARIO' begins one"),
        (("report", "none"), "there is no run 'none'"),
        (("follow-up", "none"), "there is no run 'none'"),
        (("purge", "none"), "there is no run 'none'"),
        ((), "'esthersim --plain' works line by line everywhere"),
        (("run", "tom-sang"), "'esthersim --plain' works line by line everywhere"),
    ],
)
def test_what_is_used_wrongly_is_told_in_a_line(typed: Typist, arguments: tuple[str, ...], hint: str) -> None:
    """What, and what to do: on stderr, with exit code 2 and no traceback."""
    said = typed(*arguments)
    assert said.code == 2
    assert hint in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


def test_a_folder_is_no_scenario(typed: Typist, tmp_path: Path) -> None:
    """A path that is a folder is told as one."""
    said = typed("run", str(tmp_path), "--plain")
    assert said.code == 1
    assert "it is a folder" in said.err


def test_a_broken_scenario_says_where(typed: Typist, tmp_path: Path) -> None:
    """File, line and column of the first problem, and the command that shows the others."""
    file = tmp_path / "viktlarm.yaml"
    file.write_text(VIKTLARM.replace("next: samtalet", "next: samtale").replace("to: trygg-helg", "to: x"), "utf-8")
    said = typed("run", str(file), "--plain")
    assert said.code == 1
    assert f"{file}:" in said.err
    assert "did you mean 'samtalet'?" in said.err
    assert "'esthersim check' shows 1 more problem." in said.err


def test_no_runs_are_told_beside_the_result(typed: Typist) -> None:
    """An empty list is empty on stdout; JSON is still JSON."""
    assert typed("runs").out == ""
    assert json.loads(typed("runs", "--format", "json").out) == []


def test_runs_are_listed_the_latest_first(typed: Typist) -> None:
    """As lines for people, and as JSON with everything that the head of a run has."""
    begun("one")
    begun("two", Step.SIMULATION)
    assert [line.split()[0] for line in typed("runs").out.splitlines()] == ["two", "one"]
    rows = json.loads(typed("runs", "--format", "json").out)
    assert [row["run"] for row in rows] == ["two", "one"]
    assert rows[0]["step"] == "simulation"
    assert set(rows[0]) == {
        "run", "scenario", "title", "language", "created_at", "updated_at", "step", "closed", "entries",
    }  # fmt: skip


def test_the_store_can_be_another(typed: Typist, tmp_path: Path) -> None:
    """Named before the command or after it."""
    begun("one")
    other = str(tmp_path / "other.sqlite")
    assert typed("runs", "--store", other).out == ""
    assert typed("--store", other, "runs").out == ""
    assert "one" in typed("runs").out


def test_a_run_begins_and_is_saved_where_its_input_ends(typed: Typist, scenario: Path) -> None:
    """The command that goes on with it is said, and the run waits, paused."""
    said = typed("run", str(scenario), "--plain", "--run", "one", stdin="\n")
    assert said.code == 0
    assert "Step 2 of 5: Esther's story" in said.out
    assert "esthersim resume one --plain" in said.err
    state = journal_of(store(), "one").state
    assert state.paused
    assert state.step is Step.STORY


def test_a_name_is_given_once(typed: Typist, scenario: Path) -> None:
    """The run that has it is left as it is."""
    begun("one")
    said = typed("run", str(scenario), "--plain", "--run", "one")
    assert said.code == 1
    assert "there is already a run 'one'" in said.err


def test_a_language_that_the_scenario_lacks_is_told(typed: Typist, scenario: Path) -> None:
    """It is read in its own then."""
    said = typed("run", str(scenario), "--plain", "--scenario-language", "fi")
    assert "'viktlarm' is not translated to 'fi'; it is read in 'sv'." in said.err
    assert "Viktlarm en lördag" in said.out


def test_resume_takes_the_latest_that_is_open(typed: Typist) -> None:
    """A closed run is passed over."""
    begun("older", Step.REFLECTION)
    begun("closed", Step.CLOSED)
    said = typed("resume", "--plain")
    assert said.code == 0
    assert "you are at: reflection" in " ".join(said.out.split())
    assert "esthersim resume older --plain" in said.err


def test_a_run_that_is_open_elsewhere_is_left_alone(typed: Typist) -> None:
    """The other program is named by its number, and its run goes on undisturbed."""
    begun("one")
    with Session.resume(store(), "one", ManualClock()) as session:
        said = typed("resume", "one", "--plain")
        assert said.code == 1
        assert "the run 'one' is open in another program" in said.err
        assert session.do(c.Continue()) is None


def own_library(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    """Let the library hold the small scenario with this text."""
    folder.mkdir(exist_ok=True)
    (folder / "viktlarm.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ESTHERSIM_SCENARIOS", str(folder))


def test_an_edited_text_is_told_and_taken_when_asked_for(
    typed: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the option the run keeps its own text; with it the edit is seen at once."""
    own_library(monkeypatch, tmp_path / "library", VIKTLARM.replace("Det tutar fem gånger.", "Det tutar tio gånger."))
    with Session.begin(store(), viktlarm_text(), ManualClock(), run="one") as session:
        for command in (c.Advance(), c.Advance(override=True), c.Choose("ring"), c.Pause()):
            assert session.do(command) is None
    said = typed("resume", "one", "--plain", stdin="\n")
    assert "The text of 'viktlarm' has been edited since this run began" in said.err
    assert "Det tutar fem gånger." in said.out
    said = typed("resume", "one", "--plain", "--new-text", stdin="\n")
    assert "The run goes on with the edited text of 'viktlarm'." in said.err
    assert "Det tutar tio gånger." in said.out
    assert "has been edited" not in typed("resume", "one", "--plain").err


def test_a_text_that_the_journal_does_not_fit_is_not_taken(
    typed: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where they first differ is said as a sentence of the journal, and the run goes on with its own text."""
    own_library(
        monkeypatch, tmp_path / "library", VIKTLARM.replace("ring: {", "larma: {").replace(": ring\n", ": larma\n")
    )
    with Session.begin(store(), viktlarm_text(), ManualClock(), run="one") as session:
        for command in (c.Advance(), c.Advance(override=True), c.Choose("ring"), c.Pause()):
            assert session.do(command) is None
    said = typed("resume", "one", "--plain", "--new-text", stdin="\n")
    assert "They first differ at entry 5: Chosen: Ring." in said.err
    assert "Det tutar fem gånger." in said.out


def test_an_edited_text_that_cannot_be_read_is_told(
    typed: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for, it is an error; else the run goes on with the text that it has."""
    own_library(monkeypatch, tmp_path / "library", "esthersim: 1\n")
    begun("one")
    assert typed("resume", "one", "--plain").code == 0
    said = typed("resume", "one", "--plain", "--new-text")
    assert said.code == 1
    assert "viktlarm.yaml" in said.err


def test_a_follow_up_is_listed_and_answered(typed: Typist) -> None:
    """Once it is answered, it is not due any more."""
    begun("one", Step.CLOSED)
    said = typed("follow-up", stdin="1\n4\nNio av tio\n")
    assert said.code == 0
    assert said.out.startswith("1. Fråga Esther (Chef)")
    state = journal_of(store(), "one").state
    assert [each.evidence for each in state.plan.follow_ups] == ["Nio av tio"]
    assert "No follow-up is due." in typed("follow-up").err


def test_a_report_is_shown_or_written(typed: Typist, tmp_path: Path) -> None:
    """On stdout, or in a file whose place is told on stderr."""
    begun("one", Step.CLOSED)
    said = run_report(typed)
    assert "Viktlarm" in said
    file = tmp_path / "plan.ics"
    told = typed("report", "one", "--format", "ics", "--output", str(file))
    assert told.code == 0
    assert str(file) in told.err
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")


def run_report(typed: Typist) -> str:
    """Return the report of the run as it is shown; its bytes are UTF-8 whatever the terminal speaks."""
    shown = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", shown)
        assert run(["report", "one"]) == 0
    buffer = shown.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


def test_purge_says_what_and_asks(typed: Typist) -> None:
    """Nothing is erased without a yes; afterwards nothing is left."""
    begun("one")
    begun("two")
    said = typed("purge", "one", stdin="no\n")
    assert said.code == 1
    assert "This will be erased for good: journal, notes, answers, action plan and follow-ups." in said.err
    assert "Nothing was erased." in said.err
    assert typed("purge", "one", stdin="yes\n").code == 0
    assert [head.run for head in store().heads()] == ["two"]
    assert typed("purge", "two", "--yes").code == 0
    assert store().heads() == ()


def test_purge_goes_by_age_when_no_run_is_named(typed: Typist) -> None:
    """The settings' days are the default; the runs of this test were written on a day in March."""
    begun("one")
    assert "No run is older than 36500 days." in typed("purge", "--older-than", "36500", "--yes").err
    assert len(store().heads()) == 1


def test_purge_does_not_trust_a_clock_that_was_wrong(typed: Typist) -> None:
    """A run of 1970 may have been played today on a computer with an empty battery: it is erased only by its name."""
    for name, year in (("one", 2026), ("two", 1970)):
        Session.begin(store(), viktlarm_text(), ManualClock(datetime(year, 1, 2, tzinfo=UTC)), run=name).close()
    said = typed("purge", "--older-than", "0", "--yes")
    assert (
        "The run 'two' seems to be older than this program: the clock was wrong. Name the run to erase it." in said.err
    )
    assert [head.run for head in store().heads()] == ["two"]
    assert "seems to be older" not in typed("purge", "two", "--older-than", "0", "--yes").err
    assert store().heads() == ()


def test_check_is_the_authors_command(typed: Typist, scenario: Path) -> None:
    """Problems go to stdout, the sum of them to stderr, and errors give exit code 1."""
    assert typed("check", str(scenario)).code == 0
    scenario.write_text(VIKTLARM.replace("next: samtalet", "next: samtale"), encoding="utf-8")
    said = typed("check", str(scenario))
    assert said.code == 1
    assert "error[ES" in said.out
    assert json.loads(typed("check", str(scenario), "--format", "json").out)


def test_a_damaged_journal_is_told(typed: Typist) -> None:
    """What to do stands in the same line, and the file is left as it is."""
    file = data_folder() / "journal.sqlite"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"this is no database" * 100)
    said = typed("runs")
    assert said.code == 1
    assert "is damaged, or is no journal of esthersim" in said.err
    assert file.read_bytes().startswith(b"this is no database")


def test_a_journal_of_a_newer_program_is_told(typed: Typist) -> None:
    """It is not touched."""
    begun("one")
    store().close()
    with sqlite3.connect(data_folder() / "journal.sqlite") as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    said = typed("runs")
    assert said.code == 1
    assert "install the newer esthersim" in said.err


def test_broken_settings_are_told_but_help_is_still_given(typed: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, line, what and what to do; `--help` needs no settings."""
    file = Path(str(data_folder())).parent / "settings.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("retention_days = 0\n", encoding="utf-8")
    said = typed("runs")
    assert said.code == 1
    assert f"{file}:1" in said.err
    assert typed("--help").code == 0


def test_what_nobody_foresaw_is_one_line_and_a_log(typed: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback reaches the user; the log has it, and `--debug` shows it."""

    def fail(*_arguments: object, **_options: object) -> int:
        raise RuntimeError("boom")

    monkeypatch.setattr("esthersim.commands.runs.list_runs", fail)
    said = typed("runs")
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "RuntimeError" in said.err
    log = data_folder() / "esthersim.log"
    assert str(log) in said.err
    assert "RuntimeError: boom" in log.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert is_owners_alone(log)
        assert is_owners_alone(log.parent)
    assert "Traceback" in typed("runs", "--debug").err


def test_a_log_that_cannot_be_written_is_no_second_error(typed: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says how to see more."""

    def fail(*_arguments: object, **_options: object) -> int:
        raise RuntimeError("boom")

    monkeypatch.setattr("esthersim.commands.runs.list_runs", fail)
    folder = data_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be", encoding="utf-8")
    said = typed("runs")
    assert said.code == 1
    assert "Try again with --debug to see more" in said.err


def test_ctrl_c_is_a_clean_end(typed: Typist, scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run is saved, paused, and can be gone on with; the exit code is the one that shells know."""

    class Interrupting:
        def isatty(self) -> bool:
            return False

        def readline(self, _size: int) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr("esthersim.commands.sessions.signal.signal", lambda *_arguments: None)
    monkeypatch.setattr("sys.stdin", Interrupting())
    assert run(["run", str(scenario), "--plain", "--run", "one"]) == 130
    assert journal_of(store(), "one").state.paused


@pytest.mark.parametrize(
    ("environ", "settings", "arguments", "language"),
    [
        ({"LANG": "sv_SE.UTF-8"}, None, (), "sv"),
        ({"LANG": "en_GB.UTF-8"}, None, (), "en"),
        ({"LANG": "en_GB.UTF-8"}, 'language = "sv"', (), "sv"),
        ({"LANG": "en_GB.UTF-8", "ESTHERSIM_LANGUAGE": "en"}, 'language = "sv"', (), "en"),
        ({"LANG": "sv_SE.UTF-8"}, 'language = "sv"', ("--language=en",), "en"),
        ({"LANG": "C"}, "language = 3", (), "sv"),
        ({"LANG": "en"}, '[keymap]\nlanguage = "sv"', (), "en"),
    ],
)
def test_who_decides_the_language(
    tmp_path: Path, environ: dict[str, str], settings: str | None, arguments: tuple[str, ...], language: str
) -> None:
    """The option, then ESTHERSIM_LANGUAGE, then the settings, then the computer; a broken file decides nothing."""
    file = tmp_path / "settings.toml"
    if settings is not None:
        file.write_text(settings, encoding="utf-8")
    assert choose_language(arguments, {**environ, "ESTHERSIM_CONFIG": str(file)}) is None
    assert get_language() == language
