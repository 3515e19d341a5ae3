"""The event for the room: little text, in large letters. Nothing here takes a private view, so none can be drawn."""

from __future__ import annotations

from textual.content import Content

from esthersim.language import _
from esthersim.screens.widgets.clock import ClockView, bar, timer_style, timer_word
from esthersim.screens.widgets.event import checklist_lines, quotation
from esthersim.screens.widgets.large import large
from esthersim.screens.widgets.lines import Lines, centred, flow, hang, indented, rule, with_gaps
from esthersim.views.event import EventView

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


def shared_lines(view: EventView, columns: int, rows: int) -> Lines:
    """Return the event as the room reads it, in the middle of the screen."""
    wide = min(columns, WIDEST)
    if view.ending:
        blocks = [
            title_lines(view.title, wide, rows),
            flow(view.text, wide),
            _quoted(view, wide),
            [Content("")],
            [rule(wide), *centred(_closing(view, wide, rows), wide), rule(wide)],
        ]
    else:
        place = " · ".join(part for part in (view.place, *view.present) if part)
        blocks = [
            indented(flow(view.feedback, wide - 2, "italic"), 2) if view.feedback else [],
            [*title_lines(view.title, wide, rows), *(flow(place, wide, "$secondary") if place else [])],
            flow(view.text, wide),
            _quoted(view, wide),
            _injects(view, wide),
            checklist_lines(view.checklist, wide),
            _decision(view, wide),
        ]
    margin = max(0, (columns - wide) // 2)
    return tuple(indented(with_gaps(blocks), margin)) if margin else with_gaps(blocks)


def _quoted(view: EventView, columns: int) -> list[Content]:
    return quotation(view.esther, columns) if view.esther else []


def _closing(view: EventView, columns: int, rows: int) -> list[Content]:
    drawn = large(view.ending, columns, 3) if rows >= TALL else None
    if drawn is not None:
        return [Content(""), *(Content.styled(row, "bold $accent") for row in drawn), Content("")]
    return [Content(""), *flow(view.ending.upper(), columns, "bold $accent"), Content("")]


def _injects(view: EventView, columns: int) -> list[Content]:
    lines: list[Content] = []
    for title, text in view.injects:
        lines += [*flow(f"▸ {title}", columns, "bold $warning"), *flow(text, columns)]
    return lines


def _decision(view: EventView, columns: int) -> list[Content]:
    decision = view.decision
    if decision is None:
        return []
    by = " · ".join(decision.by) or _("The whole team")
    lines = [*_asked(by, decision.question, columns), Content("")]
    for option in decision.options:
        lines += hang(f"  {option.number}  ", option.text, columns, "bold", "bold reverse")
    return lines


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
