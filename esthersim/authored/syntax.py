"""What is wrong with a text that is not YAML, in words for people who have never heard of YAML.

The parsers' own messages ("mapping values are not allowed in this context") say what the parser expected. What the
author meant shows in the line itself, so that is what is looked at here.
"""

from __future__ import annotations

import re
from typing import Any

from esthersim.authored.problems import Place, Report
from esthersim.authored.strange_signs import near_lines, report_strange

_KEY_WITH_TEXT = re.compile(r"\s*(?:- +)*[^\s:#\"'\[{|>][^:\[{]*:\s+\S")
_KEY = re.compile(r"\s*(?:- +)*[\w-]+:(?:\s|$)")
_CUT = re.compile(r"[^#\"']*\S (#.*)")
_BRACES_AFTER_TEXT = re.compile(r"[^\s,:{}\[\]\"'] *[{\[][^{}\[\],:]*[}\]]")
_BRACES_BEFORE_TEXT = re.compile(r"(?:[:,{\[]|^ *-) *[{\[][^{}\[\],:]*[}\]] *[^\s,:{}\[\]\"'#][^,:{}\[\]]*(?:[,}\]]|$)")
_COLON_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*[\w-]+(:)[^\s:/]")


def explain_error(error: Exception, report: Report) -> None:
    """Add the problem that explains an exception of a YAML parser."""
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    place = _place(getattr(error, "problem_mark", None))
    began = _place(getattr(error, "context_mark", None))
    if place and report_strange(report, place, began if "simple key" in context else None):
        return
    code, where, details = _judge(problem, context, place, began, report)
    report.add(code, where, **details)
    if place:
        _report_cut(report, place, began if code == "ES179" else None)


def _report_cut(report: Report, place: Place, opened: Place | None) -> None:
    """Report a number sign after which the next line of a text is no text any more, or a brace is not closed."""
    above = opened[0] if opened else near_lines(report, place, None)[0]
    line, after = report.line(above + 1), report.line(place[0] + 1)
    goes_on = opened or _indent(after) > _indent(line) or not _KEY.match(line)
    if above < place[0] and goes_on and (match := _CUT.match(line)):
        report.add("ES230", (above, match.start(1)), lost=match[1].strip())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _judge(  # noqa: C901 - one case a message
    problem: str, context: str, place: Place | None, began: Place | None, report: Report
) -> tuple[str, Place | None, dict[str, Any]]:
    line, column = place or (0, 0)
    source = report.line(line + 1)
    sign = source[column : column + 1]
    if place is None:
        return "ES177", None, {"detail": problem}
    if "tab" in problem or "\t" in (source[: column + 1] if not source[:column].strip() else sign):
        return "ES164", (line, source.index("\t") if "\t" in source else column), {}
    if "mapping values are not allowed" in problem:
        return _colon(line, column, report)
    if "could not find expected ':'" in problem and began:
        if match := _COLON_WITHOUT_SPACE.match(report.line(began[0] + 1)):
            return "ES138", (began[0], match.start(1)), {}
        return "ES139", began, {}
    if "quoted scalar" in context and ("end of stream" in problem or "document" in problem):
        return "ES168", began or place, {}
    if "quoted scalar" in context or "double-quoted" in context:
        return "ES129", place, {}
    if "block scalar" in context:
        return "ES137", place, {}
    if "an alias" in context or "an anchor" in context:
        return "ES178", began or place, {}
    if "cannot start any token" in problem:
        return "ES159", place, {"found": sign}
    return _between(problem, context, (line, column), began, report)


def _between(
    problem: str, context: str, place: Place, began: Place | None, report: Report
) -> tuple[str, Place | None, dict[str, Any]]:
    """Judge what the parser met between values: brackets, quotation marks, indentation."""
    line, column = place
    source = report.line(line + 1)
    before = source[:column]
    if _braces_in_a_text(source, column):
        return "ES348", place, {}
    if "flow " in context:
        if began and began[0] == line and source[column : column + 1] == ":":
            return "ES165", place, {}
        return "ES179", place, {"first": (began or place)[0] + 1}
    if before.rstrip().endswith(('"', "'")):
        return "ES168", place, {}
    if re.search(r":\s+\*\S+\s+$", before):
        return "ES178", (line, before.rindex("*")), {}
    if ("block mapping" in context or "block collection" in context) and not before.strip("- "):
        return "ES167", place, {}
    return "ES177", place, {"detail": problem}


def _braces_in_a_text(source: str, column: int) -> bool:
    """Tell whether what stands here, or ends before here, are braces or brackets round a word of a plain text.

    Something with a colon or a comma in it is rather a mapping or a list, before which a comma is missing.
    """
    if source[column : column + 1] in {"{", "["}:
        return any(match.end() > column >= match.start() for match in _BRACES_AFTER_TEXT.finditer(source))
    return any(match.end() > column >= match.start() for match in _BRACES_BEFORE_TEXT.finditer(source))


def _colon(line: int, column: int, report: Report) -> tuple[str, Place, dict[str, Any]]:
    """Judge a misplaced colon: in a text, in a badly indented line, or below a line whose colon lacks its space."""
    source = report.line(line + 1)
    if _KEY_WITH_TEXT.match(source[:column]):
        return "ES165", (line, column), {}
    above = line - 1
    while above > 0 and (not report.line(above + 1).strip() or report.line(above + 1).lstrip().startswith("#")):
        above -= 1
    if above >= 0 and (match := _COLON_WITHOUT_SPACE.match(report.line(above + 1))):
        return "ES138", (above, match.start(1)), {}
    return "ES167", (line, len(source) - len(source.lstrip())), {}


def _place(mark: Any) -> Place | None:
    return None if mark is None else (mark.line, mark.column)
