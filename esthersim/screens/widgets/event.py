"""The event as text: heading, place, who is present, what happens, what Esther says, what there is to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from textual.content import Content

from esthersim.cells import width
from esthersim.language import _
from esthersim.screens.widgets.large import large
from esthersim.screens.widgets.lines import Lines, flow, hang, heading, indented, label, measure, rule, with_gaps
from esthersim.screens.widgets.row_list import Row
from esthersim.views.event import DecisionView, EventView, ItemView
from esthersim.views.handover import HandoverView

MOST_OPTIONS = 9
"""The options that have a digit."""
LETTERS = ascii_uppercase[:12]
"""The letters that tick. What has none, and an option without a digit, is taken from the list."""
LARGE_FROM = 28
"""Rows from which the heading may be in large letters."""


@dataclass(frozen=True, slots=True)
class KeyNames:
    """The keys as people see them, as remapped in the settings, by the last part of the action's id."""

    names: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, action: str) -> str:
        """Return the key of an action, or the action's name if it has none."""
        return dict(self.names).get(action, action)


def event_lines(view: EventView, handover: HandoverView | None, keys: KeyNames, columns: int, rows: int = 0) -> Lines:
    """Return the event for the facilitator's console; nothing in it is private.

    The heading is in large letters if the whole event then still fits in `rows`.
    """
    drawn = large(view.title, columns - 2, 2) if rows >= LARGE_FROM else None
    if drawn is not None:
        tall = _lines(view, handover, keys, columns, [Content.styled(row, "bold $accent") for row in drawn])
        if len(tall) < rows:
            return tall
    return _lines(view, handover, keys, columns, heading(view.title, measure(columns), "bold $accent"))


def _lines(view: EventView, handover: HandoverView | None, keys: KeyNames, columns: int, title: list[Content]) -> Lines:
    columns = measure(columns)
    begins = [
        _after(view, columns),
        _head(view, columns, title),
        flow(view.text, columns),
        _esther(view, columns),
        _injects(view, columns),
    ]
    if view.ending:
        return with_gaps([*begins, _ending(view, keys, columns)])
    return with_gaps(
        [
            *begins,
            [*checklist_lines(view.checklist, columns), *_from_list(view, keys, columns)],
            decision_lines(view, columns),
            _handover(handover, columns) if handover else [],
            flow(what_now(view, handover, keys), columns, "bold $accent"),
        ]
    )


def _from_list(view: EventView, keys: KeyNames, columns: int) -> list[Content]:
    """Return how the items are ticked that have no letter."""
    if len(view.checklist) <= len(LETTERS):
        return []
    return flow(_("{key}: all of it in a list").format(key=keys["list"]), columns, "$secondary")


def _after(view: EventView, columns: int) -> list[Content]:
    """Return the feedback on the choice that led here, which comes before the new event."""
    lines: list[Content] = []
    if view.feedback:
        lines += hang(_("After your choice: "), view.feedback, columns, "italic", "bold")
    if view.advice:
        lines += hang(_("Decision support would have said: "), view.advice, columns, "italic", "bold")
    return lines


def _head(view: EventView, columns: int, title: list[Content]) -> list[Content]:
    lines = [*title]
    if view.place:
        lines += flow(view.place, columns, "$secondary")
    if view.present:
        lines += hang(_("Present: "), " · ".join(view.present), columns, "", "$secondary")
    return lines


def _esther(view: EventView, columns: int) -> list[Content]:
    if not view.esther:
        return []
    return quotation(view.esther, columns)


def quotation(text: str, columns: int) -> list[Content]:
    """Return what Esther says: indented, between quotation marks, with her name under it."""
    bare = text.strip().strip('”“"')
    opening, closing = _("“ ”").split()
    lines = hang(opening, f"{bare}{closing}", columns - 8, "bold italic")
    return indented([*lines, Content.styled(_("— Esther"), "$secondary")], 4)


def _injects(view: EventView, columns: int) -> list[Content]:
    lines: list[Content] = []
    for title, text in view.injects:
        lines += hang("▸ ", title, columns, "bold")
        lines += indented(flow(text, columns - 2), 2)
    return [label(_("This happens too"), columns), *lines] if lines else []


def checklist_lines(items: tuple[ItemView, ...], columns: int) -> list[Content]:
    """Return the checklist, each item with the letter that ticks it."""
    if not items:
        return []
    lines = [label(_("To tick"), columns)]
    for number, item in enumerate(items):
        lines += hang(f" {letter_of(number)} [{'x' if item.done else ' '}] ", item_text(item), columns, "", "bold")
    return lines


def letter_of(number: int) -> str:
    """Return the letter that ticks the item of this number, from 0; a space where there is none."""
    return LETTERS[number] if number < len(LETTERS) else " "


def item_text(item: ItemView) -> str:
    """Return an item of a checklist, with whether it must be done."""
    return _("{item} (must be done)").format(item=item.text) if item.required else item.text


def item_rows(items: Sequence[ItemView]) -> list[Row]:
    """Return a checklist as rows of a list."""
    rows = [Row(f"check:{each.item}", item_text(each), lead=f"[{'x' if each.done else ' '}] ") for each in items]
    return [Row("check", _("To tick"), heading=True), *rows] if rows else []


def option_rows(decision: DecisionView | None) -> list[Row]:
    """Return a decision as rows of a list."""
    if decision is None or not decision.options:
        return []
    rows = [Row(f"choose:{each.option}", each.text, lead=f"{each.number:>2}  ") for each in decision.options]
    return [Row("choose", decision.question, heading=True), *rows]


def decision_lines(view: EventView, columns: int) -> list[Content]:
    """Return the question and the numbered options."""
    decision = view.decision
    if decision is None:
        return []
    by = " · ".join(decision.by) or _("the whole team")
    message = _("Decision · {who}").format(who=by)
    lines = [label(message, columns)] if width(message) <= columns else flow(message, columns, "bold $primary")
    lines += flow(decision.question, columns, "bold")
    for option in decision.options:
        lines += hang(f" {option.number}  ", option.text, columns, "", "bold $accent")
    if not decision.options:
        lines += flow(_("No option is open now. Go to another event with the facilitator's keys."), columns)
    return lines


def _handover(handover: HandoverView, columns: int) -> list[Content]:
    text = _("{sender} hands over to {receivers}").format(
        sender=handover.sender, receivers=" · ".join(handover.receivers)
    )
    return [label(_("Handover · {format}").format(format=handover.format.title), columns), *flow(text, columns, "bold")]


def _ending(view: EventView, keys: KeyNames, columns: int) -> list[Content]:
    return [
        rule(columns),
        *indented(flow(_("The journey ends here"), columns - 2, "$secondary"), 2),
        *indented(flow(view.ending, columns - 2, "bold $accent"), 2),
        rule(columns),
        Content(""),
        *flow(_("Stay with this for a moment. {key}: on to the reflection.").format(key=keys["next"]), columns,
              "bold $accent"),
    ]  # fmt: skip


def what_now(view: EventView, handover: HandoverView | None, keys: KeyNames) -> str:
    """Return in one line what the team, or the facilitator on its behalf, does next."""
    if view.paused:
        return _("Paused. {key}: let the clock run again.").format(key=keys["pause"])
    if view.decision is not None:
        count = len(view.decision.options)
        if count > MOST_OPTIONS:
            many = _("Talk it over, then press 1-{most}, or {key} for the list.")
            return many.format(most=MOST_OPTIONS, key=keys["list"])
        return _("Talk it over, then press {digits}.").format(digits="1" if count == 1 else f"1-{count}")
    if handover is not None and not handover.received:
        return _("{key}: open the handover.").format(key=keys["handover"])
    if view.asks_esther:
        return _("{ask}: ask Esther how it is.   {key}: go on.").format(ask=keys["esther"], key=keys["next"])
    return _("{key}: go on.").format(key=keys["next"])
