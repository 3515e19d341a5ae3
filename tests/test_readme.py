"""What the README says can be typed: each of its commands does what it says, in a folder that is not the project's."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest

from esthersim.cli import run
from esthersim.shipped import shipped

INSTALLING = {"pip install . && esthersim", "pip install '.[test]' && pytest"}
FENCE = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
SCRIPT = Path(__file__).parent / "scripts" / "first-session.txt"


def readme_commands(repository: Path) -> list[str]:
    """Return every line of the README's shell blocks."""
    text = (repository / "README.md").read_text(encoding="utf-8")
    return [line for block in FENCE.findall(text) for line in block.splitlines() if line.strip()]


def test_two_commands_do_all_the_setting_up(repository: Path) -> None:
    """The README names just the two installing commands that the checks carry out word for word."""
    assert {line for line in readme_commands(repository) if line.startswith("pip")} == INSTALLING


def test_every_command_does_what_it_says(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A newcomer plays a session to its closing and then types each command of the README; none of them fails."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").symlink_to(shipped("scenarios"))
    monkeypatch.setattr("sys.stdin", io.StringIO(SCRIPT.read_text(encoding="utf-8")))
    assert run(["--plain"]) == 0
    capsys.readouterr()
    assert run(["runs", "--format", "json"]) == 0
    name = re.findall(r'"run": "([^"]+)"', capsys.readouterr().out)[0]
    tried = []
    for line in readme_commands(repository):
        program, *arguments = shlex.split(line.replace("RUN", name))
        if program != "esthersim":
            continue
        plain = [*arguments, "--plain"] if arguments[0] == "resume" else arguments  # the tests have no terminal
        monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 3))  # then the input ends: the run is saved
        said = run(plain)
        out, err = capsys.readouterr()
        assert said == 0, (line, out, err)
        assert "Traceback" not in out + err
        tried.append(arguments[0])
    assert set(tried) == {
        *("run", "runs", "resume", "report", "follow-up", "purge"),
        *("new", "check", "rehearse", "map", "explain", "translate", "schema", "library"),
    }
    assert "<!doctype html>" in (tmp_path / "report.html").read_text(encoding="utf-8").lower()


def test_the_mistake_gets_the_message_that_is_shown(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the README takes out of the new scenario gives just the words that it shows, among others."""
    monkeypatch.chdir(tmp_path)
    assert run(["new", "breakfast", "--in", "en", "--yes"]) == 0
    page = (repository / "README.md").read_text(encoding="utf-8")
    (mistake,) = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (messages,) = re.findall(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    file = tmp_path / "breakfast.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(mistake) == 1
    file.write_text(text.replace(mistake, ""), encoding="utf-8")
    capsys.readouterr()
    assert run(["check", "breakfast.yaml"]) == 1
    assert messages in capsys.readouterr().out
