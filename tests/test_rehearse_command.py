"""`esthersim rehearse`: streams, exit codes, and the bar on a terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from esthersim.cli import run
from support.scenarios import VIKTLARM

NEVER = VIKTLARM.replace("vanta: {text: Vänta till måndag,", "vanta: {text: Vänta till måndag, when: ringde,")
OTHERWISE = VIKTLARM.replace("- expect: trygg-helg", "- expect: for-sent")


def _file(folder: Path, text: str = VIKTLARM) -> str:
    file = folder / "viktlarm.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_scenario_that_can_all_be_met_is_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The result is on stdout, nothing beside it, and the exit code is 0."""
    assert run(["rehearse", _file(tmp_path), "--teams", "50"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Viktlarm en lördag\n50 random teams, seed 1; ")
    assert err == ""


def test_a_library_id_will_do(capsys: pytest.CaptureFixture[str]) -> None:
    """A shipped scenario is named by its id, and all of it can be met."""
    assert run(["rehearse", "tom-sang", "--teams", "100", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["untested"] == []


def test_what_nobody_meets_is_exit_code_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Untested options are found in the file, and the exit code says so in both forms."""
    file = _file(tmp_path, NEVER)
    assert run(["rehearse", file, "--teams", "20"]) == 1
    assert "UNTESTED: no team is ever offered option 'frukost.vanta'" in capsys.readouterr().out
    assert run(["rehearse", file, "--teams", "20", "--format", "json"]) == 1


def test_a_play_that_fails_is_exit_code_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A play that no longer goes as its author says is a problem of the file."""
    file = _file(tmp_path, OTHERWISE)
    assert run(["rehearse", file, "--teams", "20"]) == 1
    assert "FAILS at step 3" in capsys.readouterr().out


def test_a_file_with_errors_is_not_rehearsed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its first error is told in a line on stderr."""
    file = _file(tmp_path, VIKTLARM.replace("next: samtalet,", "next: samtal,"))
    assert run(["rehearse", file]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "which is no event" in err
    assert len(err.splitlines()) == 1


def test_an_unknown_scenario_is_used_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, and a line that says what there is."""
    assert run(["rehearse", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_the_seed_decides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same seed prints the same, another seed other numbers."""
    file = _file(tmp_path)
    told = []
    for seed in ("4", "4", "5"):
        run(["rehearse", file, "--teams", "50", "--seed", seed, "--format", "json"])
        told.append(json.loads(capsys.readouterr().out)["room_time"])
    assert told[0] == told[1] != told[2]


def test_a_bar_is_shown_on_a_terminal_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where stderr is a terminal it shows how far it is, and the result stays clean."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run(["rehearse", _file(tmp_path), "--teams", "200"]) == 0
    out, err = capsys.readouterr()
    assert "Random teams" in err
    assert "Random teams" not in out


def test_an_interruption_ends_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C leaves no traceback and no half result, and the exit code that shells know."""

    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("esthersim.rehearsal.rehearsing.rehearse_teams", interrupted)
    assert run(["rehearse", _file(tmp_path)]) == 130
    out, err = capsys.readouterr()
    assert (out, err.strip()) == ("", "")
