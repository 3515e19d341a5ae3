"""`esthersim check`: what it prints in each style, and with which exit code it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from esthersim.authored.problems import Problem
from esthersim.authoring.check import check_command, check_files, render_problems
from esthersim.authoring.examination import rule_base
from esthersim.library.scenarios import Library

PROBLEM = Problem(
    "ES104",
    "error",
    "option 'a' leads to 'b', 100 % wrong",
    "Mend it.",
    "dir,a/x:y.yaml",
    3,
    5,
    "events.a",
    "    next: 書 b",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a library of a fine scenario, one with a warning and one with an error."""
    (tmp_path / "kort.yaml").write_text(rule_base(), encoding="utf-8")
    warned = rule_base().replace("id: kort", "id: varning").replace("patient: true, ", "")
    (tmp_path / "varning.yaml").write_text(warned, encoding="utf-8")
    wrong = rule_base().replace("id: kort", "id: fel").replace("next: samtalet,", "next: samtal,")
    (tmp_path / "fel.yaml").write_text(wrong, encoding="utf-8")
    return tmp_path


def run(folder: Path, *names: str, style: str = "text", strict: bool = False) -> tuple[int, str, str]:
    """Run the command; return its exit code and what it wrote and said."""
    written: list[str] = []
    said: list[str] = []
    code = check_command(
        names,
        Library([folder]),
        style,  # type: ignore[arg-type]
        strict=strict,
        write=written.append,
        complain=said.append,
    )
    return code, "\n".join(written), "\n".join(said)


@pytest.mark.parametrize(
    ("names", "strict", "code"),
    [
        (["kort"], False, 0),
        (["kort"], True, 0),
        (["varning"], False, 0),
        (["varning"], True, 1),
        (["fel"], False, 1),
        (["kort", "fel", "varning"], False, 1),
        (["finns-inte"], False, 2),
        ([], False, 2),
    ],
)
def test_exit_code(names: list[str], strict: bool, code: int, folder: Path) -> None:
    """0: fine, 1: problems found, 2: used wrongly; with --strict a warning is enough."""
    assert run(folder, *names, strict=strict)[0] == code


def test_results_and_messages_are_kept_apart(folder: Path) -> None:
    """The problems are the result; the count and a wrong name are said beside it."""
    assert run(folder, "kort") == (0, "", "1 scenario checked: 0 errors, 0 warnings")
    code, written, said = run(folder, "fel", "varning")
    assert code == 1
    assert "error[ES104]" in written
    assert "warning[ES195]" in written
    assert said == "2 scenarios checked: 1 error, 1 warning\n'esthersim explain ES104' tells more."
    assert run(folder, "krot") == (2, "", "esthersim: there is no scenario 'krot'; did you mean 'kort'?")


def test_json_is_a_list_of_objects(folder: Path) -> None:
    """Each problem has the eight keys of the reference; without problems the list is empty."""
    code, written, said = run(folder, "fel", style="json")
    [problem] = json.loads(written)
    assert code == 1
    assert said == ""
    assert list(problem) == ["code", "severity", "message", "help", "file", "line", "column", "path"]
    assert problem["path"] == "events.hemma.decision.options.ring.next"
    assert run(folder, "kort", style="json")[:2] == (0, "[]")


def test_github_annotation_is_escaped() -> None:
    """What would split or end the command is written as percent codes."""
    assert render_problems([PROBLEM], "github") == (
        "::error file=dir%2Ca/x%3Ay.yaml,line=3,col=5,title=ES104::option 'a' leads to 'b', 100 %25 wrong. Mend it."
    )


@pytest.mark.parametrize(
    ("sign", "cells"), [("書", 2), ("\U0001f44d\U0001f3fd", 2), ("e\u0301", 1), ("\u260e\ufe0f", 2)]
)
def test_caret_stands_under_the_word_in_wide_text(sign: str, cells: int) -> None:
    """An ideograph takes two cells, and so does a thumb with its skin tone: the caret knows."""
    line = f"    next: {sign} b"
    problem = Problem(**{**_fields(PROBLEM), "source_line": line, "column": line.index("b") + 1})
    lines = render_problems([problem], "text").splitlines()
    assert lines[1] == f"    {line}"
    assert lines[2] == "    " + " " * (len("    next: ") + cells + 1) + "^"


def test_long_line_is_cut_round_the_column() -> None:
    """The caret's word is in sight however long the line is."""
    source = "x" * 190 + "HERE" + "y" * 190
    problem = Problem(**{**_fields(PROBLEM), "source_line": source, "column": 191})
    lines = render_problems([problem], "text").splitlines()
    assert len(lines[1]) <= 114
    assert lines[1][lines[2].index("^") :].startswith("HERE")


def test_colours_only_where_asked_for() -> None:
    """Escape codes stand in the text for a terminal alone, and take no room under the line."""
    plain = render_problems([PROBLEM], "text")
    coloured = render_problems([PROBLEM], "text", colour=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31merror[ES104]\x1b[0m" in coloured


def test_translations_are_checked_too(folder: Path) -> None:
    """Every language beside the file: a broken .po is found, an unfinished one counted, nothing reported twice."""
    for language, text in {"en": 'msgid "x\n', "fi": 'msgid ""\nmsgstr "Language: fi\\n"\n'}.items():
        (folder / "locale" / language).mkdir(parents=True)
        (folder / "locale" / language / "fel.po").write_text(text, encoding="utf-8")
    found = check_files([folder / "fel.yaml"])
    assert [(problem.code, Path(problem.file).parent.name) for problem in found] == [
        ("ES104", folder.name),
        ("ES136", "en"),
        ("ES135", "fi"),
    ]


def test_folder_is_checked_file_by_file(folder: Path) -> None:
    """All its scenarios, each once however it is named; a folder without any is wrong use."""
    _code, written, said = run(folder, str(folder), "kort", str(folder / "fel.yaml"))
    assert said.startswith("3 scenarios checked: 1 error, 1 warning")
    assert written.index("fel.yaml") < written.index("varning.yaml")
    (folder / "inner").mkdir()
    assert run(folder, str(folder / "inner"))[::2] == (
        2,
        f"esthersim: the folder '{folder / 'inner'}' holds no scenario, no file whose name ends in '.yaml'",
    )


def test_a_problem_without_a_line_names_the_file_alone(tmp_path: Path) -> None:
    """A missing file has neither line nor caret."""
    text = render_problems(check_files([tmp_path / "x.yaml"]), "text").splitlines()
    assert text[0] == f"{tmp_path / 'x.yaml'}: error[ES160] the file cannot be read: there is no such file"
    assert len(text) == 2


def _fields(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in Problem.__slots__}


def test_check_is_cheap_to_start(folder: Path) -> None:
    """Neither the screens nor the store nor the large graph library is imported to check a scenario."""
    script = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from esthersim.authoring.check import check_files\n"
        "assert check_files([Path(sys.argv[1])]) == ()\n"
        "print(json.dumps([name for name in ('textual', 'rich.text', 'sqlalchemy', 'networkx', 'jinja2', 'babel')"
        " if name in sys.modules]))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, str(folder / "kort.yaml")], capture_output=True, text=True, check=True
    )
    assert json.loads(answer.stdout) == []


def test_an_id_in_two_places_is_reported(folder: Path, tmp_path: Path) -> None:
    """Of two files with one id the second is reported; a file that is named twice is checked once."""
    (tmp_path / "other").mkdir()
    second = tmp_path / "other" / "kort.yaml"
    second.write_text(rule_base(), encoding="utf-8")
    code, written, said = run(folder, "kort", str(folder / "kort.yaml"), str(second), strict=True)
    assert code == 1
    assert written.startswith(f"{second}: warning[ES205]")
    assert said.startswith("2 scenarios checked: 0 errors, 1 warning")
