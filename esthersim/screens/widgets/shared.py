"""The event for the room: little text, in large letters. Nothing here takes a private view, so none can be drawn."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from esthersim.language import _, ngettext
from esthersim.screens.widgets.clock import ClockView, bar, timer_style, timer_word
from esthersim.screens.widgets.documents import documents_lines
from esthersim.screens.widgets.event import checklist_lines, quotation, reaches, stage_lines
from esthersim.screens.widgets.large import large
from esthersim.screens.widgets.lines import Lines, centred, flow, hang, indented, rule, with_gaps
from esthersim.views.event import EventView
from esthersim.views.hearing import DecisionView, HappenedView

WIDEST = 96
"""Columns of text on a shared screen."""
TALL = 34
"""Rows from which there is room for a large clock."""


def title_lines(title: str, columns: int, rows: int) -> list[Content]:
    """Return a heading in large letters if they fit, and otherwise in bold above a rule."""
    drawn = large(title, columns, 2) if rows >= TALL else None
    if drawn is not None:
        return [Content.styled(row, "bold $accent") for row in drawn]
    return [*flow(title.upper(), columns, "bold $accent"), rule(columns)]


def shared_lines(view: EventView, columns: int, rows: int, proposed: tuple[int, int] = (0, 0)) -> Lines:
    """Return the event as the room reads it, in the middle of the screen.

    `proposed` says how many seats have proposed something, and how many are to; what, and who, the room does not read.
    """
    wide = min(columns, WIDEST)
    said = view.said
    text = flow(said.text, wide) if said.text else []
    spoken = [quotation(each, wide) for each in said.spoken]
    if view.at_ending:
        blocks = [
            _injects(said.came_before, wide),
            stage_lines(view.stage, wide),
            title_lines(view.title, wide, rows),
            _closed(view, wide),
            text,
            *spoken,
            documents_lines(said.documents, wide),
            _injects(said.happened_here, wide),
            [Content("")],
            [rule(wide), *centred(_closing(view, wide, rows), wide), rule(wide)],
        ]
    else:
        place = " · ".join(part for part in (view.place, *view.present) if part)
        blocks = [
            indented(flow(said.feedback, wide - 2, "italic"), 2) if said.feedback else [],
            _injects(said.came_before, wide),
            stage_lines(view.stage, wide),
            [*title_lines(view.title, wide, rows), *(flow(place, wide, "$secondary") if place else [])],
            _closed(view, wide),
            text,
            *spoken,
            documents_lines(said.documents, wide),
            _injects(said.happened_here, wide),
            checklist_lines(said.checklist, wide),
            _decision(said.decision, wide),
            _proposed(*proposed, wide) if said.decision is not None else [],
        ]
    margin = max(0, (columns - wide) // 2)
    return tuple(indented(with_gaps(blocks), margin)) if margin else with_gaps(blocks)


def _closed(view: EventView, columns: int) -> list[Content]:
    """Return that something is going on that not everybody hears; what it is, nobody reads here."""
    return flow(_("Something is going on here that not everybody hears."), columns, "bold") if view.closed else []


def _closing(view: EventView, columns: int, rows: int) -> list[Content]:
    ending = view.said.ending or _("The journey ends here")
    drawn = large(ending, columns, 3) if rows >= TALL else None
    if drawn is not None:
        return [Content(""), *(Content.styled(row, "bold $accent") for row in drawn), Content("")]
    return [Content(""), *flow(ending.upper(), columns, "bold $accent"), Content("")]


def _injects(injects: Sequence[HappenedView], columns: int) -> list[Content]:
    lines: list[Content] = []
    for inject in injects:
        lines += flow(inject.when, columns, "$secondary") if inject.when else []
        lines += flow(f"▸ {inject.title}", columns, "bold $warning")
        lines += flow(reaches(inject), columns, "$secondary") if inject.to else flow(inject.text, columns)
    return lines


def _decision(decision: DecisionView | None, columns: int) -> list[Content]:
    if decision is None:
        return []
    by = " · ".join(decision.by) or _("The whole team")
    lines = [*_asked(by, decision.question, columns), Content("")]
    for option in decision.options:
        lines += hang(f"  {option.number}  ", option.text, columns, "bold", "bold reverse")
    return lines


def _proposed(count: int, of: int, columns: int) -> list[Content]:
    if not count:
        return []
    text = ngettext("{count} of {of} has a proposal", "{count} of {of} have a proposal", count)
    return flow("●" * count + "○" * (of - count) + " " + text.format(count=count, of=of), columns, "$secondary")


def _asked(by: str, question: str, columns: int) -> list[Content]:
    """Return who is asked and the question, on one line or below each other, whichever takes fewer lines."""
    inline = hang(f"{by}: ", question, columns, "bold $accent", "bold")
    below = [*flow(f"{by}:", columns, "bold"), *flow(question, columns, "bold $accent")]
    return min(below, inline, key=len)


def large_clock(view: ClockView, columns: int) -> Lines:
    """Return the room timer in large figures with its bar and its word, or nothing if there is no timer."""
    timer = view.timer
    if timer is None:
        return (Content.styled(_("PAUSED"), "bold reverse"),) if view.paused else ()
    figures = large(timer.left.lstrip("-"), columns) or [timer.left]
    style = timer_style(timer, paused=view.paused)
    plain = style.replace("reverse ", "")
    room = max(columns - len(max(figures, key=len)) - 6, 8)
    right = ["", bar(timer.share, room), bar(timer.share, room), timer_word(timer, paused=view.paused)]
    wide = len(max(figures, key=len))
    return tuple(
        Content.assemble(" ", (f"{row:<{wide}}", plain), "   ", (text, style if number == 3 else plain))
        for number, (row, text) in enumerate(zip(figures, right, strict=False))
    )
