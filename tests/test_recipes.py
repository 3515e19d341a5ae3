"""The recipes of docs/developing.md: each change is made in a copy, and whichever step is left out, its tests fail."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import NamedTuple

import pytest

from esthersim.shipped import shipped
from support.catalogues import PACKAGE

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "developing.md"
if not PAGE.exists():
    pytest.skip("the documentation is not beside the tests", allow_module_level=True)

RECIPE = re.compile(r"(?ms)^### A new ([^\n]+)\n(.*?)(?=^##)")
WHERE = r"\*\*(After|In place of|At the end of|New)\*\* ([^\n]+(?:\n[^\n]+)?):\n\n"
FENCE = re.compile(rf"(?ms)^(?:{WHERE})?```(\w+)\n(.*?)^```$")
MOST_FILES = {
    "kind of entry": 2, "act": 4, "effect": 3, "key of an event": 4, "section of the report": 3, "rule of `check`": 3,
    "kind of finding": 4,
}  # fmt: skip
"""Every recipe, with the most files of the product that it may touch; catalogues of words are not counted."""
BEFORE = {"act": "kind of entry"}
"""The recipes that begin where another ends."""
NEEDLESS = ignore_patterns("frames", "golden", "transcripts", "stores", "hostile", "shipped_data", "*.mo")


class Step(NamedTuple):
    """A step of a recipe: a piece of text that goes into a file, after or in place of a line; or a command."""

    how: str
    line: str
    file: str
    text: str


def steps(recipe: str) -> tuple[Step, ...]:
    """Return the steps of a recipe in order; the last of them runs its tests."""
    found = []
    for how, where, kind, text in FENCE.findall(recipe):
        assert bool(how) == (kind != "sh"), f"it says where it goes, or it is a command: {text}"
        line, file = ["", "", *re.findall("`([^`]+)`", where)][-2:]
        found.append(Step(how, line, file, text))
    return tuple(found)


TEXT = PAGE.read_text(encoding="utf-8")
RECIPES = {name: steps(text) for name, text in RECIPE.findall(TEXT)}


class Copy:
    """A copy of the project, in which a change is made; what its recipe begins with is there already."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        copytree(PACKAGE, folder / "esthersim", ignore=NEEDLESS)
        copytree(TESTS, folder / "tests", ignore=NEEDLESS)
        copytree(PAGE.parent, folder / "docs", ignore=NEEDLESS)
        copytree(shipped("scenarios"), folder / "scenarios")
        copytree(shipped("debrief"), folder / "debrief")
        for file in ("pyproject.toml", "README.md"):
            (folder / file).write_bytes((TESTS.parent / file).read_bytes())
        for step in RECIPES[BEFORE[name]][:-1] if name in BEFORE else ():
            self.take(step)

    def take(self, step: Step) -> int:
        """Take a step, and return the exit code where it is a command."""
        if not step.how:
            return self._run(step.text)
        file = self._folder / step.file
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True) if step.how != "New" else []
        if step.line:
            [at] = [at for at, line in enumerate(lines) if line.strip() == step.line]
            lines[at : at + 1] = [*([lines[at]] if step.how == "After" else []), step.text]
        else:
            lines.append(step.text)
        file.write_text("".join(lines), encoding="utf-8")
        return 0

    def _run(self, command: str) -> int:
        """Run a command on the copy's own program."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environ = {**os.environ, "PATH": path, "PYTHONPATH": str(self._folder)}
        # Plain asserts start in half the time; a folder of its own spares clearing away what other sessions left.
        options = "-x -q -n 0 -p no:cacheprovider --assert=plain --basetemp=temporary"
        return subprocess.run(
            ["sh", "-c", command.replace("pytest", f"python -m pytest {options}")],
            cwd=self._folder, env=environ, check=False,
        ).returncode  # fmt: skip


def test_the_page_names_only_files_that_there_are() -> None:
    """Whoever looks for a module finds it: as `play/entry.py` in the package, or from the top of the project."""
    new = {step.file for recipe in RECIPES.values() for step in recipe if step.how == "New"}
    named = set(re.findall(r"`((?:\w+/)+\w+\.(?:py|toml|po))`", TEXT)) - new
    assert len(named) > 30
    roots = (PACKAGE, PACKAGE.parent, TESTS.parent)
    assert sorted(name for name in named if not any((root / name).is_file() for root in roots)) == []


def test_the_glossary_is_in_order() -> None:
    """A word is found where it is looked for, and stands there once."""
    terms = re.findall(r"(?m)^- \*\*([\w -]+)\*\*: ", TEXT)
    assert len(terms) > 40
    assert terms == sorted(set(terms))


def test_every_change_that_is_counted_has_its_recipe() -> None:
    """None is lost when the page is rewritten, and each ends with its tests."""
    assert RECIPES.keys() == MOST_FILES.keys()
    assert all(recipe[-1].text.startswith("pytest ") for recipe in RECIPES.values())


@pytest.mark.parametrize("name", RECIPES)
def test_a_change_stays_local(name: str) -> None:
    """How many files of the product it touches is what good design comes to."""
    files = {step.file for step in RECIPES[name] if step.file.startswith("esthersim/")}
    assert len({file for file in files if not file.endswith(".po")}) <= MOST_FILES[name]


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_whole(name: str, tmp_path: Path) -> None:
    """Whoever takes all of its steps is done: its tests pass."""
    copy = Copy(tmp_path / "copy", name)
    assert [copy.take(step) for step in RECIPES[name]] == [0] * len(RECIPES[name])


@pytest.mark.parametrize(
    ("name", "left_out"), [(name, step) for name, recipe in RECIPES.items() for step in range(len(recipe) - 1)]
)
def test_whoever_leaves_a_step_out_is_told(name: str, left_out: int, tmp_path: Path) -> None:
    """The tests that the recipe names fail until all of it is there."""
    copy = Copy(tmp_path / "copy", name)
    *change, tests = RECIPES[name]
    for step in [step for place, step in enumerate(change) if place != left_out]:
        copy.take(step)
    assert copy.take(tests) != 0
