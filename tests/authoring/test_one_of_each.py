"""Files full of mistakes get exactly the messages that stand at their lines' ends: one of each, and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from esthersim.authoring.check import check_files
from esthersim.authoring.examination import rule_kinds
from support.shipped_journeys import each_scenario, file_of

FOLDER = Path(__file__).parent / "mistakes"
FILES = sorted(FOLDER.glob("*.yaml"))
WHOLE = FOLDER / "ett-av-varje.yaml"


def marked(file: Path) -> set[tuple[int, str]]:
    """Return the lines of a file and the codes that stand in a comment at their ends."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return {
        (number, code)
        for number, line in enumerate(lines, 1)
        if (comment := re.search(r"#((?: ES\d{3})+)$", line))
        for code in comment[1].split()
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_exactly_the_marked_lines_are_reported(file: Path) -> None:
    """Each mistake is found at its line, once, and nothing that is right is taken for one."""
    found = [problem for problem in check_files([file]) if problem.file == str(file)]
    assert sorted((problem.line, problem.code) for problem in found) == sorted(marked(file))
    assert all(problem.path for problem in found)
    assert all(problem.message[-1] not in ".!" for problem in found)


def test_every_rule_has_its_mistake() -> None:
    """No rule is left out of the files."""
    assert {code for file in FILES for _line, code in marked(file)} >= set(rule_kinds())


def test_problems_of_its_translation() -> None:
    """Beside the scenario's own: what is not translated, what is translated in vain, and a number."""
    translation = FOLDER / "locale" / "en" / "ett-av-varje.po"
    found = [problem for problem in check_files([WHOLE]) if problem.file == str(translation)]
    assert [(problem.line, problem.code) for problem in found] == [(0, "ES135"), (9, "ES222"), (11, "ES199")]


def test_problems_come_file_by_file_and_by_line() -> None:
    """A trainer mends from above, one file at a time."""
    found = check_files([WHOLE, FOLDER / "vantan.yaml"])
    names = [Path(problem.file).name for problem in found]
    assert list(dict.fromkeys(names)) == ["ett-av-varje.yaml", "ett-av-varje.po", "vantan.yaml"]
    for name in set(names):
        lines = [problem.line for problem in found if Path(problem.file).name == name]
        assert lines == sorted(lines)


UNTIL_REVISED = {"ES315", "ES323"}
"""Notes that hold of every shipped scenario: all that happens is heard by all, and none has been tried yet."""


@each_scenario
def test_shipped_scenarios_check_clean(scenario: str) -> None:
    """No more is found in them than two notes, in the scenario's own language or in a translation."""
    assert {(problem.code, problem.severity) for problem in check_files([file_of(scenario)])} <= {
        (code, "note") for code in UNTIL_REVISED
    }
