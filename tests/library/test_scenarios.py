"""The library: every scenario is found by its id or its path, and a broken one hides no other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from esthersim.authored.problems import base_scenario
from esthersim.library.scenarios import Library, ScenarioUnknown, default_library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a whole scenario, a broken one, and what is none."""
    (tmp_path / "kort.yaml").write_text(base_scenario(), encoding="utf-8")
    (tmp_path / "trasig.yaml").write_text("title: [\n", encoding="utf-8")
    (tmp_path / ".dold.yaml").write_text("x", encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    return tmp_path


def test_entries_are_listed_with_their_problems(folder: Path) -> None:
    """A broken file is an entry with problems and no scenario; the others are there all the same."""
    entries = {entry.id: entry for entry in Library([folder, folder / "missing"]).entries()}
    assert list(entries) == ["kort", "trasig"]
    assert entries["kort"].loaded.scenario is not None
    assert entries["trasig"].loaded.scenario is None
    assert entries["trasig"].loaded.problems[0].severity == "error"


def test_files_are_read_when_they_are_asked_for(folder: Path) -> None:
    """A list of scenarios costs no reading, and an entry is read once."""
    entry = Library([folder]).entries()[0]
    entry.path.write_text(base_scenario().replace("Ett kort fall", "Ett nytt fall"), encoding="utf-8")
    scenario = entry.loaded.scenario
    assert scenario is not None
    assert scenario.title == "Ett nytt fall"
    assert entry.loaded is entry.loaded
    assert entry.load(None) is entry.loaded


def test_earlier_folder_comes_first(folder: Path, tmp_path: Path) -> None:
    """The user's own version of a shipped scenario is the one that is meant."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "kort.yaml").write_text(base_scenario(), encoding="utf-8")
    library = Library([own, folder])
    assert library.find("kort") == own / "kort.yaml"
    assert [entry.path.parent for entry in library.entries() if entry.id == "kort"] == [own]


def test_path_is_found_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path may lead anywhere; an id wins over a folder or a file of that name in the current folder."""
    monkeypatch.chdir(folder)
    (folder / "kort").mkdir()
    library = Library([folder])
    assert library.find("kort") == folder / "kort.yaml"
    assert library.find("kort.yaml") == Path("kort.yaml")
    assert library.find(str(folder / "kort.yaml")) == folder / "kort.yaml"
    assert library.find(f".{os.sep}trasig.yaml") == Path("trasig.yaml")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("kotr", "there is no scenario 'kotr'; did you mean 'kort'?"),
        ("folder/kotr.yaml", "there is no file 'folder/kotr.yaml'; did you mean 'kort'?"),
        ("något annat", "there is no scenario 'något annat'; 'esthersim' alone shows them all"),
        ("x\0\x1b[31my", "there is no scenario 'xy'; 'esthersim' alone shows them all"),
        ("", "there is no scenario ''; 'esthersim' alone shows them all"),
    ],
)
def test_unknown_scenario_is_told_with_what_may_be_meant(name: str, message: str, folder: Path) -> None:
    """The message says what was asked for, safely, and what is close to it."""
    with pytest.raises(ScenarioUnknown) as error:
        Library([folder]).find(name)
    assert str(error.value) == message


def test_folder_stands_for_its_scenarios(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file that may be a scenario, by name; hidden files, folders and other files are none. An id comes first."""
    library = Library([folder])
    assert library.find_all(str(folder)) == (folder / "kort.yaml", folder / "trasig.yaml")
    assert library.find_all("kort") == (folder / "kort.yaml",)
    (folder / "inner" / "kort").mkdir(parents=True)
    monkeypatch.chdir(folder / "inner")
    assert library.find_all("kort") == (folder / "kort.yaml",)
    with pytest.raises(
        ScenarioUnknown, match=r"the folder 'kort.' holds no scenario, no file whose name ends in '.yaml'"
    ):
        library.find_all("kort/")
    with pytest.raises(ScenarioUnknown, match="there is no scenario 'inget'"):
        library.find_all("inget")
    with pytest.raises(ScenarioUnknown):
        library.find_all("x" * 5000 + "\0")


def test_scenario_that_another_hides_is_known(folder: Path, tmp_path: Path) -> None:
    """Of two with the same id the later folder's is found by its path alone."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "kort.yaml").write_text(base_scenario(), encoding="utf-8")
    library = Library([own, own, folder])
    assert library.hidden_by(own / "kort.yaml") == (folder / "kort.yaml",)
    assert library.hidden_by(folder / "kort.yaml") == ()
    assert library.hidden_by(tmp_path / "elsewhere" / "kort.yaml") == ()


def test_default_library_has_what_ships_and_the_users_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ESTHERSIM_SCENARIOS adds folders; without it the data folder does; shipped scenarios are always there."""
    monkeypatch.setenv("ESTHERSIM_SCENARIOS", os.pathsep.join([str(folder), str(folder / "b")]))
    own = default_library()
    assert own.folders[:2] == (folder, folder / "b")
    monkeypatch.delenv("ESTHERSIM_SCENARIOS")
    monkeypatch.setenv("ESTHERSIM_DATA", str(folder))
    assert default_library().folders[0] == folder / "scenarios"
    assert own.folders[-1] == default_library().folders[-1]


def test_shipped_scenarios_have_no_problems() -> None:
    """What ships is right, in its own language and in the other."""
    shipped = Library(default_library().folders[-1:]).entries()
    assert {"tom-sang", "hem-fran-sjukhuset"} <= {entry.id for entry in shipped}
    for entry in shipped:
        for loaded in (entry.loaded, entry.load("en"), entry.load("sv")):
            assert [problem.message for problem in loaded.problems if problem.severity != "note"] == []
            assert loaded.scenario is not None
