"""The page for facilitators about telephones: the words that it quotes are those of the program, and its keys work."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import esthersim
from esthersim.plain.typed_words import names
from esthersim.runs.act_names import ways_to_type
from esthersim.screens.registry import registry

COMMANDS = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
PLAIN = ("--plain", "--language", "en", "--scenario-language", "en", "--bind", "127.0.0.1")


@pytest.fixture
def page(repository: Path) -> str:
    """Return the page, its lines joined."""
    return (repository / "docs" / "seats.md").read_text(encoding="utf-8")


def test_what_it_quotes_stands_on_a_screen(page: str) -> None:
    """Bold words that are no heading of a list are words of the program."""
    catalogue = Path(esthersim.__file__).parent / "locale" / "sv" / "LC_MESSAGES" / "esthersim.po"
    with catalogue.open("rb") as source:
        known = {message.id for message in read_po(source) if isinstance(message.id, str)}
    quoted = [" ".join(each.split()) for each in re.findall(r"\*\*(.+?)\*\*", page, re.DOTALL)]
    headings = {
        *re.findall(r"^\d\. \*\*(.+?)\*\*", page, re.MULTILINE),
        *re.findall(r"^(?:- )?\*\*(.+?)\*\*", page, re.MULTILINE),
    }
    plain = {"bold", "not"}
    unknown = [each for each in quoted if each not in known | headings | plain]
    assert unknown == []


def test_its_keys_are_those_of_the_screen(page: str) -> None:
    """Every single letter that the page tells to press is a key of *Seats and devices*, or opens it."""
    actions = registry()
    keys = {key for action in actions["devices"] for key in action.keys.split(",")} | {"z"}
    told = set(re.findall(r"`(\w)`", page))
    assert told
    assert told <= keys


def test_what_it_tells_to_type_means_something(page: str) -> None:
    """Every word with a slash is one of those that can be typed."""
    words = {way for name in names().values() for way in ways_to_type(name.typed)}
    told = set(re.findall(r"`/(\w+)`", page))
    assert told
    assert told <= words


def test_its_command_serves_the_pages(page: str, tmp_path: Path) -> None:
    """The command of the page serves the pages at the address of this computer alone, and ends with its lines."""
    (line,) = (each.strip() for block in COMMANDS.findall(page) for each in block.splitlines())
    program, *arguments = shlex.split(line)
    assert program == "esthersim"
    home = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "esthersim", *arguments, *PLAIN],
        input="/quit\n", capture_output=True, text=True, timeout=60, check=False,
        env={"ESTHERSIM_DATA": home, "HOME": home, "PYTHONPATH": str(Path(esthersim.__file__).parents[1])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Unencrypted" in done.stdout
