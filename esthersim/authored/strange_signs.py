"""Invisible characters and look-alikes, which come along when people paste.

They are welcome in texts. In the structure of a file (indentation, dashes, colons, quotation marks), in keys and in ids
YAML reads them differently from how they look, so there they are reported by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from esthersim.authored.problems import Place, Report
from esthersim.language import _

INVISIBLE = "\u00a0\u00ad\u2000-\u200f\u202f\u205f-\u2064\u3000\ufeff"
"""Spaces that YAML does not take for spaces, and characters without width, for a regular expression's brackets."""
DASHES = "\u2010-\u2015\u2212"
QUOTES = "\u2018-\u201f\u00ab\u00bb"

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_QUOTED = re.compile(f"\\s*([{QUOTES}])|.*([{QUOTES}])\\s*$", re.DOTALL)
_DASHED = re.compile(f"\\s*([{DASHES}])(?=\\s|\\d)")

_NO_SPACE_BEFORE = re.compile(r"-(?=[^\W\d_])")
_LEAD = r"^ *(?:- +)*"
_KEY = r"[\w-]+"
_UNSEEN_IN_STRUCTURE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^[ \t]*([{INVISIBLE}])",  # indentation
        rf"{_LEAD}-([{INVISIBLE}])",
        rf"{_LEAD}{_KEY} *:([{INVISIBLE}])",
        rf"{_LEAD}[\w-]*([{INVISIBLE}])[\w{INVISIBLE}-]*:(?:\s|$)",
    )
)
_UNSEEN_IN_BRACES = re.compile(rf"[{{,] *{_KEY}:([{INVISIBLE}])")
_DASH_BEFORE_KEY = re.compile(rf"{_LEAD}([{DASHES}])\s*{_KEY}:(?:\s|$)")
_DASH = re.compile(rf"{_LEAD}([{DASHES}])")
_NO_SPACE = re.compile(rf"{_LEAD}(-)(?=[^\W\d_][\w-]*:(?:\s|$))")
_CURLY = re.compile(rf"(?:{_LEAD}(?:{_KEY}: +)?|[{{,] *{_KEY}: +|[\[,] *)([{QUOTES}])")
_BLOCK = re.compile(r"( *(?:- +)*)(?:.*[:-] +)?[|>][-+0-9]*\s*(?:#.*)?$")


class Strange(NamedTuple):
    """A character that is not what it seems to be: a problem's code, where in the text, and the character."""

    code: str
    column: int
    sign: str

    @property
    def name(self) -> str:
        """What it is called, as in ``U+00A0 (no-break space)``."""
        known = {
            "\u00a0": _("no-break space"),
            "\u00ad": _("soft hyphen"),
            "\u200b": _("zero-width space"),
            "\u2060": _("word joiner"),
            "\ufeff": _("byte-order mark"),
            "\u2013": _("en dash"),
            "\u2014": _("em dash"),
            "\u2212": _("minus sign"),
        }
        others = {
            "ES231": _("invisible character"),
            "ES232": _("another dash"),
            "ES233": _("typographic quotation mark"),
        }
        return f"U+{ord(self.sign):04X} ({known.get(self.sign, others.get(self.code, ''))})"

    def report(self, report: Report, place: Place, path: Iterable[str | int] = ()) -> None:
        """Add the problem to a report."""
        report.add(self.code, place, path, sign=self.sign, name=self.name)


def strange_in(text: str, *, item: bool = False) -> Strange | None:
    """Return what is strange in a key, an id, a number or a duration: what cannot be seen, or is not what it seems.

    With `item` also a dash before it: it may have been meant for an item of a list, and lacks its space.
    """
    if item and (match := _NO_SPACE_BEFORE.match(text)):
        return Strange("ES234", match.start(), "-")
    if text.isascii():
        return None
    if match := _INVISIBLE.search(text):
        return Strange("ES231", match.start(), match[0])
    if match := _QUOTED.match(text):
        group = 1 if match[1] else 2
        return Strange("ES233", match.start(group), match[group])
    if match := _DASHED.match(text):
        return Strange("ES232", match.start(1), match[1])
    return None


def without_strange(text: str) -> str:
    """Return a key or an id as it was probably meant."""
    return re.sub(f"[{INVISIBLE}{QUOTES}]", "", re.sub(f"^(?:[{DASHES}]\\s+|-+)", "", text))


def place_of(strange: Strange, report: Report, start: Place) -> Place:
    """Return where the character is in the file, looking from the place where its text begins."""
    line, column = start
    for number in range(line, line + 40):
        found = report.line(number + 1).find(strange.sign, column)
        if found >= 0:
            return number, found
        column = 0
    return start


def report_strange(report: Report, place: Place, began: Place | None) -> bool:
    """Report the characters that keep a text from being YAML, if some stand where reading failed; tell whether so.

    A parser stumbles in the line of the mistake or in the next one. `began` is where it took something for a key.
    """
    near = near_lines(report, place, began)
    found = [(number, strange) for number in near for strange in _structural(report.line(number + 1), near=True)]
    found += [
        (number, Strange("ES232", match.start(1), match[1]))
        for number, column in {place, began or place}
        if (match := _DASH.match(report.line(number + 1))) and match.start(1) == column
    ]
    found = found or [(number, each) for number in near for each in _misleading(report.line(number + 1))][:1]
    for number, strange in dict.fromkeys(found):
        strange.report(report, (number, strange.column))
    if found and {"ES231", "ES232"} & {strange.code for _number, strange in found}:
        for number in _outside_blocks(report):  # where one was pasted, others were
            for strange in _structural(report.line(number + 1)):
                strange.report(report, (number, strange.column))
    return bool(found)


def near_lines(report: Report, place: Place, began: Place | None) -> list[int]:
    """Return the lines where a mistake at a place may be: that one, the one before it, and where a key began."""
    above = place[0] - 1
    while above > 0 and (not report.line(above + 1).strip() or report.line(above + 1).lstrip().startswith("#")):
        above -= 1
    return list(dict.fromkeys(number for number in (began[0] if began else above, above, place[0]) if number >= 0))


def _structural(line: str, *, near: bool = False) -> Iterator[Strange]:
    """Yield what is strange in the structure of a line; `near` a failure also what stands in braces."""
    if line.isascii():
        return
    for pattern in (*_UNSEEN_IN_STRUCTURE, *([_UNSEEN_IN_BRACES] if near else [])):
        if match := pattern.search(line):
            yield Strange("ES231", match.start(1), match[1])
    if match := _DASH_BEFORE_KEY.match(line):
        yield Strange("ES232", match.start(1), match[1])


def _misleading(line: str) -> Iterator[Strange]:
    """Yield what may have misled a parser: a dash without its space, or a curly quotation mark before a text."""
    if match := _NO_SPACE.match(line):
        yield Strange("ES234", match.start(1), match[1])
    if match := _CURLY.search(line):
        yield Strange("ES233", match.start(1), match[1])


def _outside_blocks(report: Report) -> Iterator[int]:
    """Yield the lines of a text, counted from 0, that are not inside a text after ``|`` or ``>``."""
    inside: int | None = None
    for number in range(len(report.text.splitlines())):
        line = report.line(number + 1)
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and (indent > inside or not line.strip()):
            continue
        block = _BLOCK.match(line)
        inside = len(block[1]) if block and ":" in line else indent if block else None
        yield number
