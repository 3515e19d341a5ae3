"""The head of a scenario's file, read without the rest of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from esthersim.library.heads import head_of, read_head
from esthersim.library.scenarios import LibraryEntry, default_library
from esthersim.scenario.loading import scenario_or_error
from support.room_library import room_library

SHIPPED = [entry for entry in default_library().entries() if entry.proven]


@pytest.mark.parametrize("language", [None, "sv", "en", "fi"])
@pytest.mark.parametrize("entry", SHIPPED, ids=lambda entry: entry.id)
def test_the_head_says_what_the_whole_scenario_says(entry: LibraryEntry, language: str | None) -> None:
    """Reading the head alone is a shorter way to the same, in every language."""
    assert read_head(entry.path, language) == head_of(scenario_or_error(entry.load(language)))


def test_only_what_ships_is_taken_as_right(tmp_path: Path) -> None:
    """A trainer's own scenario is read in full for the list, so that its mistakes are seen there."""
    assert {entry.id for entry in SHIPPED} >= {"tom-sang", "hem-fran-sjukhuset"}
    assert not any(entry.proven for entry in room_library(tmp_path).entries())


@pytest.mark.parametrize("text", ["", "title: x\n", "- 1\n", "time: {prebriefing: soon}\n", "a: [", "\x00"])
def test_a_head_that_is_not_as_it_should_be_raises(tmp_path: Path, text: str) -> None:
    """Whoever reads it then loads the whole file, which tells what is wrong."""
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Exception):  # noqa: B017, PT011 - of any kind
        read_head(file)


def test_cards_of_the_shipped_scenarios_need_no_models() -> None:
    """The first list is there without pydantic, which costs more time and memory than all the rest of it."""
    code = (
        "import sys; from esthersim.library.scenarios import default_library; "
        "from esthersim.library.cards import scenario_cards; library = default_library(); "
        "library.folders = library.folders[-1:]; "
        "assert len(scenario_cards(library, None)) > 1; print('pydantic' in sys.modules, 'sqlalchemy' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "False"]
