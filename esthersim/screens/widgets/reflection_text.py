"""The reflection as text: the question with what was seen above it, the answers below, and the list of all answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from textual.content import Content

from esthersim.cells import width as cells
from esthersim.language import _, ngettext
from esthersim.runs.names import seat_titles
from esthersim.scenario.model import Scenario
from esthersim.screens.widgets.large import large
from esthersim.screens.widgets.lines import flow, hang, with_gaps
from esthersim.screens.widgets.row_list import Row
from esthersim.views import reflection as v

LOW = 18
"""Rows for the question up to which no empty lines are spent on it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written under a question: its text, whose words they are, and the answer that it changes."""

    text: str = ""
    seats: tuple[str, ...] = ()
    changes: str = ""

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Self:
        """Return a draft from its texts in the store."""
        seats = tuple(texts.get("seats", "").split())
        return cls(texts.get("text", ""), seats, texts.get("changes", ""))

    def texts(self) -> dict[str, str]:
        """Return its texts for the store."""
        return {"text": self.text, "seats": " ".join(self.seats), "changes": self.changes}


def voice_lines(view: v.PhaseView, chosen: Collection[str], width: int) -> list[Content]:
    """Return who is asked, in order, each with a key and a sign: heard, not heard yet, or `chosen`."""
    lines = [_("In this order:")]
    for voice in view.voices:
        sign = "●" if voice.seat in chosen else "✓" if voice.heard else "○"
        part = f"{voice.number} {sign} {voice.title}"
        between = " · " if len(lines) > 1 or voice.number > 1 else " "
        if cells(lines[-1]) + cells(between) + cells(part) <= width:
            lines[-1] += between + part
        else:
            lines.append(part)
    return [line for each in lines for line in flow(each, width)]


def phase_lines(
    view: v.PhaseView, question: v.QuestionView | None, chosen: Collection[str], width: int, *, low: bool
) -> list[Content]:
    """Return the phase, its guide, its aim and who is asked; on a `low` screen only the first question has the aim."""
    phase = _("Phase {number} of {count}: {title}").format(number=view.number, count=view.count, title=view.title)
    guide = _("Guide: {title}").format(title=view.guide)
    room = width - cells(phase) - cells(guide)
    first = [Content.assemble((phase, "bold $primary"), " " * room, guide)] if room > 1 else flow(phase, width, "bold")
    begins = question is None or question.id == view.questions[0].id
    aim = flow(view.aim, width) if begins or not low else []
    return [*first, *aim, *voice_lines(view, chosen, width)]


def answering_line(shown: Scenario, view: v.PhaseView, draft: Draft) -> Content:
    """Return whose words are being written, and whether they are saved."""
    names = ", ".join(seat_titles(shown, draft.seats))
    ask = _("Whose words? Press a digit: 1 to {most}").format(most=len(view.voices))
    who = _("In the words of: {names}").format(names=names) if names else ask
    state = _("changing an answer") if draft.changes else _("not saved yet") if draft.text.strip() else ""
    return Content.assemble((who, "bold"), f" · {state}" if state else "")


def answers_head(view: v.PhaseView) -> Content:
    """Return how many answers there are, and who has not been heard."""
    text = ngettext("{count} answer", "{count} answers", len(view.answers)).format(count=len(view.answers))
    silent = _("Not heard yet: {names}").format(names=", ".join(view.silent)) if view.silent else ""
    return Content.assemble((text, "bold"), "\n", (silent or _("All have been heard."), "not bold"))


def drawing_key(view: v.PhaseView) -> tuple[object, ...]:
    """Return everything that the drawing of a phase depends on, which is all but its time."""
    return (view.phase, view.guide, view.questions, view.more)


def question_lines(view: v.PhaseView, question: v.QuestionView | None, columns: int, rows: int) -> tuple[Content, ...]:
    """Return the question, in large letters if there is room, with what was seen above it and the answers below."""
    if question is None:
        return tuple(flow(_("This phase has no questions of its own. Let people talk."), columns, "bold"))
    place = [each.id for each in view.questions].index(question.id) + 1
    where = _("Question {number} of {count}").format(number=place, count=len(view.questions))
    if view.more:
        where += " · " + ngettext("no time for {count} more", "no time for {count} more", len(view.more)).format(
            count=len(view.more)
        )
    if question.objective:
        where += " · " + question.objective
    to = [flow(_("First to answer: {names}").format(names=", ".join(question.to)), columns)] if question.to else []
    letters = large(question.ask, columns - 2, 4) if not question.saw else None
    words = [Content(line) for line in letters] if letters and len(letters) + 8 <= rows else []
    asked = words or flow(question.ask, columns - 4)
    bar = [Content.styled("┃ ", "bold $primary on $panel") + banded(line, columns - 2) for line in asked]
    edge = [Content.styled("┃ ", "bold $primary on $panel") + banded(Content(), columns - 2)] if rows > LOW else []
    seen = [[*flow(question.saw, columns), *flow(question.think, columns, "italic")]] if question.saw else []
    answers = [
        hang("“", f"{each.text}”  – {', '.join(each.voices)}", columns)  # noqa: RUF001 - a dash before a name
        for each in question.answers
    ]
    return with_gaps([flow(where, columns, "$secondary"), *seen, [*edge, *bar, *edge], *to, *answers])


def banded(line: Content, columns: int) -> Content:
    """Return a line as part of a band across."""
    return Content.assemble((line.plain + " " * max(0, columns - line.cell_length), "bold on $panel"))


def answer_rows(view: v.PhaseView) -> list[Row]:
    """Return the answers in the order of the questions that they were given to, each question as a heading."""
    rows: list[Row] = []
    questions = dict.fromkeys(each.question for each in view.answers)
    for question in questions:
        given = [each for each in view.answers if each.question == question]
        rows.append(Row(f"asked:{question}", given[0].asked, heading=True))
        rows += [Row(each.answer, each.text, ", ".join(each.voices)) for each in given]
    return rows or [Row("none", _("No answers yet. {key} writes one.").format(key="e"), heading=True)]
