"""Files that a scenario uses, for its author: what the rules find there, their translations, the list of scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.authored.problems import base_scenario
from esthersim.authoring.check import check_files
from esthersim.authoring.file_watch import belongs, folders_of, used_by
from esthersim.authoring.rule_runner import examine
from esthersim.authoring.rules import leftovers, personal_data
from esthersim.authoring.rules.content import unused_facts
from esthersim.cli import run
from esthersim.library.heads import read_head
from esthersim.library.scenarios import Library
from esthersim.scenario.loading import load_scenario, scenario_or_error

TOWN = """\
esthersim: 1
language: sv
organisations: {kommun: {name: Staden}}
roles:
  granne: {title: Granne, organisation: kommun, brief: "Hon är 19121212-1212."}
facts:
  nyckeln: {text: "Under mattan. TODO", known_by: [granne]}
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a library of one scenario and two files that it uses, one of them beside it."""
    folder = tmp_path / "fall"
    (folder / "shared").mkdir(parents=True)
    monkeypatch.setenv("ESTHERSIM_SCENARIOS", str(folder))
    (folder / "shared" / "staden.yaml").write_text(TOWN, encoding="utf-8")
    (folder / "lakemedel.yaml").write_text("esthersim: 1\nlanguage: sv\nstages: {a: {title: A}}\n", encoding="utf-8")
    file = folder / "kort.yaml"
    uses = "uses: [shared/staden.yaml, lakemedel.yaml]\n"
    file.write_text(base_scenario().replace("organisations: {kommun: {name: Kommunen}}\n", uses), encoding="utf-8")
    return file


def test_what_the_rules_find_there_is_told_there(path: Path) -> None:
    """With the file, the line and the column inside a text."""
    found = examine(load_scenario(path), rules=(*leftovers.RULES, *personal_data.RULES))
    shared = path.parent / "shared" / "staden.yaml"
    assert {(each.code, Path(each.file), each.line, each.column) for each in found} >= {("ES287", shared, 7, 34)}
    assert {Path(each.file) for each in found} == {shared}
    assert 5 in {each.line for each in found}, "a personal number is looked for there, too"


def test_what_this_scenario_does_without_is_no_fault_of_the_file(path: Path) -> None:
    """Another scenario may need it; of the scenario's own facts it is said."""
    found = examine(load_scenario(path), rules=[unused_facts])
    assert [(each.code, each.path) for each in found] == [("ES216", "facts.katten")]


def test_both_files_are_translated(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each text where it stands; what translators have written in either stays, and is played."""
    assert run(["translate", str(path), "--to", "en"]) == 0
    own, town = (path.parent / "locale" / "en" / f"{name}.po" for name in ("kort", "staden"))
    assert "Granne" not in own.read_text(encoding="utf-8")
    text = town.read_text(encoding="utf-8")
    assert "#: shared/staden.yaml:5\n" in text
    assert text.count("\nmsgctxt") == 4
    assert "4 texts: 0 translated" in capsys.readouterr().err
    town.write_text(text.replace('"Granne"\nmsgstr ""', '"Granne"\nmsgstr "Neighbour"'), encoding="utf-8")
    own.write_text(own.read_text("utf-8").replace('fall"\nmsgstr ""', 'fall"\nmsgstr "A case"'), encoding="utf-8")
    assert run(["translate", str(path), "--to", "en"]) == 0
    assert "Neighbour" in town.read_text(encoding="utf-8")
    scenario = scenario_or_error(load_scenario(path, "en"))
    assert (scenario.title, scenario.roles["granne"].title) == ("A case", "Neighbour")


def test_a_translation_stays_beside_the_file_where_there_is_one(path: Path) -> None:
    """Several scenario folders may share it with its translations."""
    town = path.parent / "shared" / "locale" / "en" / "staden.po"
    town.parent.mkdir(parents=True)
    town.write_text('msgid ""\nmsgstr "Language: en\\n"\n', encoding="utf-8")
    assert run(["translate", str(path), "--to", "en"]) == 0
    assert "#: staden.yaml:5\n" in town.read_text(encoding="utf-8")
    assert not (path.parent / "locale" / "en" / "staden.po").exists()


def test_it_is_no_scenario_of_the_library(path: Path) -> None:
    """Also where it lies beside scenarios; named by its path, it is checked and says what it is."""
    library = Library([path.parent])
    assert [entry.id for entry in library.entries()] == ["kort"]
    beside = path.parent / "lakemedel.yaml"
    assert library.find(str(beside)) == beside
    assert [(each.code, each.severity) for each in check_files([beside])] == [("ES346", "note")]


def test_the_head_of_a_scenario_that_uses_files_is_not_read_alone(path: Path) -> None:
    """Its roles may stand elsewhere: then the whole is loaded."""
    with pytest.raises(ValueError, match="kort"):
        read_head(path)


def test_a_save_of_a_used_file_matters_to_the_preview(path: Path) -> None:
    """Its folder is watched; other files there do not matter."""
    used = used_by(path)
    assert used == (path.parent / "shared" / "staden.yaml", path.parent / "lakemedel.yaml")
    assert path.parent / "shared" in folders_of(path)
    locale = path.parent / "locale" / "en"
    assert all(belongs(path, file, used) for file in (*used, locale / "staden.po", locale / "kort.po"))
    assert not any(belongs(path, file, used) for file in (path.parent / "shared" / "annat.yaml", locale / "annat.po"))
    path.write_text("uses: [../a.yaml, {}, [b]]\n", encoding="utf-8")
    assert used_by(path) == ()
    path.write_text("uses: [\n", encoding="utf-8")
    assert used_by(path) == ()
