"""The page for those who write: its edits are made, its commands typed, and what they answer is what the page shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from esthersim.authoring.check import check_files
from esthersim.cli import run

FENCE = re.compile(r"(?ms)^(?:\*\*(In place|At the end) of\*\* ([^\n]+):\n\n)?```(\w+)\n(.*?)^```$")
SCENARIO = "breakfast.yaml"
ANSWERS = (
    ("means no)", "yes"),
    ("Type yes or no", "yes"),
    ("Type a number", "1"),
    ("Which number?", "1"),
    ("What do we do?\n", "We sit down first"),
    ("Who owns it?", "1"),
    ("When is it done?", "5 weeks"),
    ("better for Esther?", "She has company at breakfast"),
)
"""What is answered at which words; at all others, Enter is pressed."""


class Block(NamedTuple):
    """A fenced block of the page, and what the line above it says: how it goes into the file, and where."""

    how: str
    where: str
    kind: str
    text: str


class Hands:
    """The hands of whoever has the keyboard, who takes what is offered first and loses patience after a while."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._lines = 0
        self.out = self.err = ""

    def isatty(self) -> bool:
        """Say that these are no hands at a terminal."""
        return False

    def readline(self, _size: int) -> str:
        """Answer what was asked last."""
        self.read_screen()
        self._lines += 1
        assert self._lines < 200, f"this goes on for ever: {self.out[-500:]}"
        asked = self.out.rpartition("> ")[0].rpartition("\n> ")[2]
        return next((f"{answer}\n" for words, answer in ANSWERS if words in asked), "\n")

    def read_screen(self) -> str:
        """Return all that has been said: the results, then what was said beside them."""
        out, err = self._capsys.readouterr()
        self.out += out
        self.err += err
        return self.out + self.err


def blocks(repository: Path) -> list[Block]:
    """Return the page's blocks in order."""
    page = (repository / "docs" / "writing.md").read_text(encoding="utf-8")
    return [Block(*match.groups(default="")) for match in FENCE.finditer(page)]


def edited(text: str, block: Block) -> str:
    """Put a piece in place of a key and all that is set in below it, or at its end."""
    lines = text.splitlines(keepends=True)
    start, end = -1, len(lines)
    for depth, key in enumerate(re.findall("`([^`]+)`", block.where)):
        indent = "  " * depth
        start = next(at for at in range(start + 1, end) if lines[at].startswith(f"{indent}{key}:"))
        inside = re.compile(rf"{indent}  |\s*$")
        end = next((at for at in range(start + 1, end) if not inside.match(lines[at])), end)
    while not lines[end - 1].strip():
        end -= 1
    return "".join([*lines[: end if block.how == "At the end" else start], block.text, *lines[end:]])


def shown(answer: str, said: str) -> bool:
    """Tell whether an answer is as the page shows it: `…` stands for anything, a share of the teams for any share."""
    pattern = re.sub(r"(\\ )*\d+\\ %", r"\\s+\\d+ %", re.escape(answer.strip("\n")))
    return re.search(pattern.replace("…", "(?s:.*?)"), said) is not None


def no_saves(_path: Path) -> Iterator[None]:
    """Return the saves that somebody waits for who never saves."""
    return iter(())


@pytest.fixture
def page(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Block]:
    """Sit down in an empty folder with the page. There is no screen: what would draw on one speaks line by line."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("esthersim.commands.preview.saves", no_saves)
    return blocks(repository)


def test_every_piece_of_the_file_says_where_it_goes(page: list[Block]) -> None:
    """Above each YAML block stands a line that the test reads, and no other kinds of blocks are there."""
    for block in page:
        assert bool(block.where) == (block.kind == "yaml"), block
        assert block.kind in {"yaml", "sh", "text"}, block


def test_from_an_empty_folder_to_a_good_scenario(
    page: list[Block], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each edit has its place, each command answers as shown, and what is left is clean and plays to its closing."""
    said = ""
    played = []
    for block in page:
        if block.kind == "yaml":
            path = Path(SCENARIO)
            path.write_text(edited(path.read_text(encoding="utf-8"), block), encoding="utf-8")
        elif block.kind == "text":
            assert shown(block.text, said), said
        else:
            for line in block.text.replace("\\\n", "").splitlines():
                program, command, *arguments = shlex.split(line)
                assert program == "esthersim"
                hands = Hands(capsys)
                monkeypatch.setattr("sys.stdin", hands)
                code = run([command, *arguments, *(["--plain"] if command in {"run", "preview"} else [])])
                said = hands.read_screen()
                assert code == ("error[" in said), said
                assert "Traceback" not in said
                assert "UNTESTED" not in said
                if command == "run":
                    played.append("The run is closed" in said)
    assert played == [True, True]
    assert {(problem.code, problem.severity) for problem in check_files([Path(SCENARIO)])} == {
        (code, "note") for code in ("ES135", "ES323")
    }
