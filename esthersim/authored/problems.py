"""Problems: what is wrong with a file, where, and what to do about it, in words for people who are not programmers.

Every kind of problem is data, in `problems.toml` beside this module: a stable code, its severity, a text with gaps,
a help, and an example of the mistake and of what is right (which are tests). The texts are message ids: they are put
into the interface's language when a problem is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from esthersim.cleaning import bounded, clean_line
from esthersim.language import _

Severity = Literal["error", "warning", "note"]
Place = tuple[int, int]
"""A line and a column, both counted from 0, as YAML readers count."""
KeyPath = tuple[str | int, ...]

MOST_PROBLEMS = 300
"""The most problems shown for a file. More are collected, to be sorted, and beyond that they are only counted."""
_MOST_COLLECTED = 5_000
_LONGEST_QUOTE = 80
_MANY = 600
_CLOSEST = 8
_LONGEST_SOURCE_LINE = 400
_LINE_BREAK = re.compile("\r\n|\r|\n")
_PROBLEMS = Path(__file__).parent / "problems.toml"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `line` and `column` count from 1 (0 where the file has none), `path` is a key path."""

    code: str
    severity: Severity
    message: str
    help: str
    file: str
    line: int
    column: int
    path: str
    source_line: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem, as `problems.toml` describes it; `bad` and `good` are patches on its base scenario.

    With `whole` the two examples are files of their own instead. `why` says what happens in the room otherwise. A rule
    of `esthersim check` with `at_events` can be switched off for one event, since it reports something there.
    """

    code: str
    severity: Severity
    text: str
    help: str
    why: str = ""
    bad: str = ""
    good: str = ""
    whole: bool = False
    at_events: bool = False


def kinds() -> Mapping[str, Kind]:
    """Return every kind of problem that a scenario file can have, by its code; the rules of the journey are apart."""
    return read_kinds(_PROBLEMS)[1]


def base_scenario() -> str:
    """Return the small scenario that the examples of the kinds are patches on."""
    return read_kinds(_PROBLEMS)[0]


@cache
def read_kinds(file: Path) -> tuple[str, Mapping[str, Kind]]:
    """Read a file of kinds such as `problems.toml`: its base scenario, and every kind by its code."""
    import tomllib

    with file.open("rb") as open_file:
        content = tomllib.load(open_file)
    return content.pop("base"), {code: Kind(code=code, **each) for code, each in content.items()}


class Report:
    """Collects the problems of one file, and of the files whose parts were put into it.

    The lines of such files count on after those of the file itself, so that a place alone says which file is meant.
    """

    def __init__(self, file: str, text: str = "") -> None:
        """Begin a report on `file`; its text is needed for the source lines."""
        self.file = clean_line(file)
        self.text = text
        self._found: dict[tuple[str, int, int, str], Problem] = {}
        self._lines: list[str] | None = None
        self._beside: list[tuple[int, str]] = []
        self._uncollected = 0

    def also(self, file: str, text: str) -> int:
        """Take in another file; return how many lines come before its first, to be added to its places."""
        before = len(self._all_lines())
        self._beside.append((before, clean_line(file)))
        self._all_lines().extend(_LINE_BREAK.split(text))
        return before

    def add(self, code: str, place: Place | None, path: Iterable[str | int] = (), /, **details: object) -> None:
        """Add a problem of a kind; the `details` are cleaned, shortened and put into the gaps of its text.

        The detail `hint` comes last in the text, and is already in words.
        """
        self.add_kind(kinds()[code], place, path, **details)

    def add_kind(self, kind: Kind, place: Place | None, path: Iterable[str | int] = (), /, **details: object) -> None:
        """Add a problem of a kind that is not necessarily one of `kinds()`."""
        if len(self._found) >= _MOST_COLLECTED:
            self._uncollected += 1
            return
        gaps = {name: _quote(detail) for name, detail in details.items()}
        line, column = (place[0] + 1, place[1] + 1) if place else (0, 0)
        source = clean_source_line(self.line(line))
        message = _(kind.text).format(**gaps)
        help_ = _(kind.help).format(**gaps).strip()  # what comes first may be empty
        keys = ".".join(clean_line(str(key)) for key in path)
        path_text, (file, number) = bounded_line(keys), self.in_file(line)
        problem = Problem(kind.code, kind.severity, message, help_, file, number, column, path_text, source)
        self._found.setdefault((kind.code, line, column, message), problem)

    def in_file(self, line: int) -> tuple[str, int]:
        """Return the file that a line (from 1) is in, and its number there."""
        before, file = next((each for each in reversed(self._beside) if each[0] < line), (0, self.file))
        return file, line - before

    def blank(self) -> Report:
        """Return a report without problems on the same files."""
        other = Report(self.file, self.text)
        other._lines, other._beside = self._lines, self._beside
        return other

    def line(self, number: int) -> str:
        """Return a line of the text, counted from 1; empty where there is no such line."""
        lines = self._all_lines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _all_lines(self) -> list[str]:
        if self._lines is None:
            self._lines = _LINE_BREAK.split(self.text)
        return self._lines

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems found so far, by line and column; after the first 300 only a note that there are more."""
        found = [self._found[key] for key in sorted(self._found, key=lambda key: (*key[1:3], key[0]))]
        if len(found) <= MOST_PROBLEMS:
            return tuple(found)
        rest = Report(self.file, self.text)
        rest.add("ES190", None, count=len(found) - MOST_PROBLEMS + self._uncollected)
        return (*found[:MOST_PROBLEMS], *rest.problems)

    @property
    def crowded(self) -> bool:
        """Whether there are too many problems for hints, which take time, to be of use."""
        return len(self._found) > MOST_PROBLEMS

    @property
    def has_errors(self) -> bool:
        """Whether the file cannot be used."""
        return any(problem.severity == "error" for problem in self._found.values())


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" where something known is close to the name, else nothing."""
    near = nearest(name, known)
    return _("; did you mean '{name}'?").format(name=clean_line(near)) if near else ""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is closest to this one, if any is close; never one of opposite meaning."""
    from difflib import get_close_matches

    from esthersim.authored.opposites import opposite

    asked = _folded(name[:_LONGEST_QUOTE])
    candidates = list(known)
    if len(candidates) > _MANY and asked:  # comparing costs time: only with those that begin or end alike
        ends = {name[0], name[-1]}
        candidates = [
            each for each in filter(None, candidates) if abs(len(each) - len(name)) < 5 and ends & {each[0], each[-1]}
        ]
    folded = {_folded(each): each for each in sorted(candidates)[:_MANY]}
    found = get_close_matches(asked, folded, _CLOSEST, 0.62)
    return next((folded[each] for each in found if not opposite(asked, each)), None)


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-")


def listed(names: Iterable[str], most: int = 12) -> str:
    """Return ids in single quotes with commas between them; of many only the first."""
    known = [f"'{clean_line(name)}'" for name in names]
    return ", ".join(known[:most]) + (", …" if len(known) > most else "")


def clean_source_line(line: str) -> str:
    """Return a source line that is safe to show, with every character in its column."""
    if line.isascii() and line.isprintable():
        return line[:_LONGEST_SOURCE_LINE]
    cut = line[:_LONGEST_SOURCE_LINE]
    return "".join(character if character.isprintable() else " " for character in cut)


def bounded_line(text: str) -> str:
    """Return a text as one line of limited length."""
    return bounded(clean_line(text), 200) if text else ""


def _quote(detail: object) -> object:
    return bounded(clean_line(detail), _LONGEST_QUOTE * 4) if isinstance(detail, str) else detail
