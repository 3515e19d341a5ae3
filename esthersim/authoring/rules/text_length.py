"""A rule about the length of texts on the shared screen: teams do not read several pages at one event.

The shared screen of a terminal of 80 by 24 shows 19 lines of 76 cells; longer texts scroll. A team reads the first page
while the facilitator reads it aloud, and the second for the question and the options. With a third page the beginning
is forgotten, and question and options are no longer visible together. So the limit is two pages, for everything that an
event shows when the team arrives by the choice with the longest feedback: the stage where one begins, heading, place
and roles, text, patients' words, documents for all who hear it, checklist, question and options. Injects come later and
are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from esthersim.authored.problems import KeyPath
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.cells import column_sizes, folded, width
from esthersim.rehearsal.reading import where_stages_begin
from esthersim.scenario.key_paths import subject
from esthersim.scenario.materials import Document, Stage
from esthersim.scenario.model import TEAM, Decision, Event, Scenario
from esthersim.scenario.wordings import Wording, texts_in

COLUMNS, PAGE = 76, 19
"""The size of the shared screen's text area in a terminal of 80 by 24: cells in a line, and lines."""
MOST_LINES = 2 * PAGE
_NO_CELL = re.compile("[^\n\x20-\xac\xae-\u02ff\u2010-\u2027]")
"""Characters that may take no cell, or two: all except European letters and punctuation."""


def long_texts(examination: Examination) -> Iterator[Finding]:
    """Find events that fill more than two pages of the shared screen, in the first language where this is the case.

    Where a document or a stage does so by itself, another rule reports it.
    """
    reported: set[str] = set()
    for translation, scenario in ((None, examination.scenario), *examination.translated):
        feedback, begins = _longest_feedback(scenario), where_stages_begin(scenario)
        for key, event in scenario.events.items():
            lines = lines_in_room(scenario, event, feedback.get(key, ""), begins_stage=key in begins)
            if lines > MOST_LINES and key not in reported and not _has_long_part(scenario, event):
                reported.add(key)
                path = ("events", key, "text")
                finding = found("ES223", path, at_key=True, where=subject(path[:2]), lines=lines, most=MOST_LINES)
                yield finding.in_translation(translation) if translation else finding


def _has_long_part(scenario: Scenario, event: Event) -> bool:
    """Return whether a document or the stage of an event is too long already."""
    stages = [_stage(scenario.stages[event.stage])] if event.stage else []
    return any(lines > MOST_LINES for lines in (*stages, *(_document(scenario.documents[key]) for key in event.shows)))


def lines_in_room(scenario: Scenario, event: Event, feedback: str = "", *, begins_stage: bool = False) -> int:
    """Return the number of lines that an event takes on the shared screen, after a choice with that feedback."""
    stage = _stage(scenario.stages[event.stage]) if begins_stage and event.stage else 0
    shown = [_document(scenario.documents[key]) for key, readers in event.shows.items() if not readers]
    documents = sum(shown) + len(shown) - 1 if shown else 0
    present = [scenario.roles[role].title for role in event.may_be_present]
    place = " · ".join(part for part in (event.place, *present) if part)
    heading = count_lines(event.title.upper()) + 1
    text = _most_lines(event.text)
    spoken = [_most_lines(each, COLUMNS - 9, after="”") + 1 for each in event.esther.values()]
    if event.ending:
        ending = max(count_lines(text.upper()) for text in texts_in(event.ending))
        blocks = [stage, heading, text, *spoken, documents, 1, ending + 4]
    else:
        before = count_lines(feedback, COLUMNS - 2) if feedback else 0
        heading += count_lines(place) if place else 0
        asked = _asked(scenario, event.decision) if event.decision else 0
        blocks = [before, stage, heading, text, *spoken, documents, _checklist(event), asked]
    filled = [block for block in blocks if block]
    return sum(filled) + len(filled) - 1


def count_lines(text: str, columns: int = COLUMNS) -> int:
    """Return the number of lines of a text wrapped at a width in cells; wide characters take two cells."""
    simple = _NO_CELL.search(text) is None
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.splitlines() or [""]]
    return sum(
        _rows(each, columns) if simple else len(folded(each, columns, hyphens=False)) or 1 for each in paragraphs
    )


def _rows(text: str, columns: int) -> int:
    """Count the lines of one paragraph, from line break to line break."""
    lines, begin = 1, 0
    while len(text) - begin > columns:
        space = text.rfind(" ", begin, begin + columns + 1)
        begin = space + 1 if space > begin else begin + columns
        begin += text[begin : begin + 1] == " "
        lines += 1
    return lines


def _checklist(event: Event) -> int:
    """Count a heading and the items, each after its letter and box; the words are the longest that can be added."""
    items = event.checklist.values()
    texts = (f"{item.text} (must be done)" if item.required else item.text for item in items)
    return 1 + sum(count_lines(text, COLUMNS - 7) for text in texts) if items else 0


def _asked(scenario: Scenario, decision: Decision) -> int:
    """Count the question next to or below the roles asked, an empty line, and the options after their numbers."""
    asked = ["The whole team"] if decision.by == (TEAM,) else [scenario.roles[role].title for role in decision.by]
    lead = " · ".join(asked) + ":"
    beside = _most_lines(decision.question, max(COLUMNS - width(lead) - 1, 1))
    below = count_lines(lead) + _most_lines(decision.question)
    return min(beside, below) + 1 + sum(_most_lines(option.text, COLUMNS - 5) for option in decision.options.values())


def _most_lines(wording: Wording, columns: int = COLUMNS, after: str = "") -> int:
    """Return the lines of the longest of the texts that can stand there, with what stands right after it."""
    return max((count_lines(f"{text.strip()}{after}", columns) for text in texts_in(wording)), default=0)


def _longest_feedback(scenario: Scenario) -> dict[str, str]:
    """Return for each event the longest feedback of the options that lead there."""
    longest: dict[str, str] = {}
    for event in scenario.events.values():
        for option in event.decision.options.values() if event.decision else ():
            for way in option.next:
                for text in texts_in(option.feedback):
                    longest[way.to] = max(longest.get(way.to, ""), text, key=len)
    return longest


def long_parts(examination: Examination) -> Iterator[Finding]:
    """Find documents, stages, and texts for one role alone that fill more than two pages of a screen by themselves."""
    reported: set[KeyPath] = set()
    for translation, scenario in ((None, examination.scenario), *examination.translated):
        for path, lines in _parts(scenario):
            if lines > MOST_LINES and path not in reported:
                reported.add(path)
                finding = found("ES327", path, at_key=True, lines=lines, most=MOST_LINES)
                yield finding.in_translation(translation) if translation else finding


def _parts(scenario: Scenario) -> Iterator[tuple[KeyPath, int]]:
    """Yield what a screen shows beside the texts of events, with its lines."""
    for key, event in scenario.events.items():
        for role, wording in event.only.items():
            yield ("events", key, "only", role), _most_lines(wording)
    for key, document in scenario.documents.items():
        yield ("documents", key), _document(document)
    for key, stage in scenario.stages.items():
        yield ("stages", key), _stage(stage)


def _stage(stage: Stage) -> int:
    """Count a heading of one line, and the text."""
    return 1 + (count_lines(stage.text) if stage.text else 0)


def _document(document: Document) -> int:
    """Count the heading, who wrote it, the text, and the table: in columns, or where they do not fit row by row."""
    by = count_lines(document.written_by) if document.written_by else 0
    return count_lines(document.title) + by + _most_lines(document.text) + _table(document)


def _table(document: Document) -> int:
    if document.table is None:
        return 0
    heads, rows = document.table.columns, document.table.rows
    sizes = column_sizes((heads, *rows), COLUMNS)
    if sizes:
        return sum(max(map(count_lines, row, sizes)) for row in (heads, *rows))
    pairs = (pair for row in rows for pair in zip(heads, row, strict=False))
    return sum(count_lines(f"{head}:") + count_lines(cell, COLUMNS - 2) for head, cell in pairs) + len(rows) - 1


RULES: tuple[Rule, ...] = (long_texts, long_parts)
