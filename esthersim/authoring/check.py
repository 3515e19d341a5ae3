"""`esthersim check`: the problems in scenario files, as text, as JSON, or as GitHub annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from esthersim.authored.problems import Problem, Severity
from esthersim.authoring.duplicate_ids import duplicate_ids, each_once
from esthersim.authoring.rule_runner import examine
from esthersim.cells import width
from esthersim.language import _, ngettext
from esthersim.library.scenarios import Library, ScenarioUnknown
from esthersim.scenario.loading import Loaded, load_scenario

Style = Literal["text", "json", "github"]

COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m"}
"""The terminal colour of each severity, the most severe first."""
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def check_files(paths: Sequence[Path]) -> tuple[Problem, ...]:
    """Return the problems of the files and the findings of the rules in them, by file and line.

    The translations of a file come after it.
    """
    return tuple(dict.fromkeys(problem for path in paths for problem in check_loaded(path, load_scenario(path))))


def check_loaded(path: Path, loaded: Loaded) -> list[Problem]:
    """Return the problems of one file that has been loaded already, in its own language."""
    translated = load_translated(path)
    found = [*loaded.problems, *(problem for each in translated for problem in each.problems)]
    if loaded.scenario is not None:
        found += examine(loaded, translated)
    files = list(dict.fromkeys((loaded.file, *(problem.file for problem in found))))
    return sorted(found, key=lambda problem: (files.index(problem.file), problem.line, problem.column, problem.code))


def load_translated(path: Path) -> list[Loaded]:
    """Load a scenario's file once more in each language that it is translated into."""
    return [load_scenario(path, language) for language in _translations(path)]


def render_problems(problems: Sequence[Problem], style: Style, colour: bool = False) -> str:
    """Return the problems as text to print, without a newline at the end.

    `text` is for people (with `colour`, in the terminal's colours), `json` a list of objects, `github` the workflow
    commands that GitHub shows beside the lines.
    """
    match style:
        case "json":
            keep = ("code", "severity", "message", "help", "file", "line", "column", "path")
            rows = [{key: asdict(problem)[key] for key in keep} for problem in problems]
            return json.dumps(rows, ensure_ascii=False, indent=2)
        case "github":
            return "\n".join(map(_github, problems))
        case "text":
            return "\n".join(_text(problem, colour) for problem in problems)


def check_command(
    scenarios: Sequence[str],
    library: Library,
    style: Style,
    *,
    strict: bool = False,
    colour: bool = False,
    write: Callable[[str], object] = print,
    complain: Callable[[str], object] | None = None,
) -> int:
    """Check scenarios named by id, path or folder, write the problems and return the exit code.

    0: fine; 1: problems found (with `strict` a warning is enough); 2: no such scenario, or none named. `write` gets the
    result (stdout), `complain` gets messages about it (stderr).
    """
    complain = complain or _to_stderr
    if not scenarios:
        complain("esthersim: " + _("name the scenarios to check, by id or by path"))
        return 2
    paths: list[Path] = []
    for name in scenarios:
        try:
            paths += library.find_all(name)
        except ScenarioUnknown as error:
            complain(f"esthersim: {error}")
            return 2
    paths = each_once(paths)
    problems = (*check_files(paths), *duplicate_ids(paths, library))
    if problems or style == "json":
        write(render_problems(problems, style, colour))
    if style == "text":
        complain(_summary(problems, len(paths)))
        if problems:
            complain(_("'esthersim explain {code}' tells more.").format(code=problems[0].code))
    grave = {"error", "warning"} if strict else {"error"}
    return int(any(problem.severity in grave for problem in problems))


def _text(problem: Problem, colour: bool) -> str:
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    severity, bold, dim, plain = (COLOURS[problem.severity], _BOLD, _DIM, _PLAIN) if colour else ("",) * 4
    lines = [f"{bold}{place}:{plain} {severity}{problem.severity}[{problem.code}]{plain} {problem.message}"]
    if problem.source_line.strip():
        source, column = _window(problem.source_line, problem.column - 1)
        lines += [f"    {source}", f"    {' ' * width(source[:column])}{severity}^{plain}"]
    if problem.help:
        lines.append(f"    {dim}{problem.help}{plain}")
    return "\n".join(lines)


def _window(source: str, column: int, width: int = 110) -> tuple[str, int]:
    """Cut a long source line around the column; return the part and the column in it."""
    if len(source) <= width:
        return source.rstrip(), column
    start = max(0, min(column - width // 2, len(source) - width))
    return source[start : start + width].rstrip(), max(0, column - start)


def _github(problem: Problem) -> str:
    """Return a workflow command; what would end or split it is percent-encoded (GitHub, "Workflow commands")."""
    place = {"file": problem.file, "line": problem.line, "col": problem.column, "title": problem.code}
    options = ",".join(f"{name}={_escape_option(str(value))}" for name, value in place.items() if value)
    return f"::{_GITHUB[problem.severity]} {options}::{_escape(f'{problem.message}. {problem.help}')}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_option(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _summary(problems: Sequence[Problem], files: int) -> str:
    """Return a one-line summary of the problems."""
    checked = ngettext("{count} scenario checked", "{count} scenarios checked", files).format(count=files)
    (_errors, errors), (_warnings, warnings), (many, notes) = counted(problems)
    return f"{checked}: {errors}, {warnings}" + (f", {notes}" if many else "")


def counted(problems: Sequence[Problem]) -> tuple[tuple[int, str], ...]:
    """Return the number of errors, warnings and notes, each as a number and in words: `2 errors`."""
    counts = Counter(problem.severity for problem in problems)
    errors, warnings, notes = counts["error"], counts["warning"], counts["note"]
    return (
        (errors, ngettext("{count} error", "{count} errors", errors).format(count=errors)),
        (warnings, ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings)),
        (notes, ngettext("{count} note", "{count} notes", notes).format(count=notes)),
    )


def severity_word(severity: Severity) -> str:
    """Return the word for a severity."""
    return {"error": _("error"), "warning": _("warning"), "note": _("note")}[severity]


def _translations(path: Path) -> list[str]:
    try:
        return sorted(file.parent.name for file in (path.parent / "locale").glob(f"*/{_literal(path.stem)}.po"))
    except (OSError, ValueError):
        return []


def _literal(stem: str) -> str:
    from glob import escape

    return escape(stem)


def _to_stderr(text: str) -> None:
    import sys

    sys.stderr.write(text + "\n")
