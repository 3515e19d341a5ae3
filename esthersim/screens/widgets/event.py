"""The event as text: heading, place, who is present, what happens, what is said, what there is to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from textual.content import Content

from esthersim.cells import width
from esthersim.language import _, format_list
from esthersim.screens.widgets.documents import documents_lines
from esthersim.screens.widgets.large import large
from esthersim.screens.widgets.lines import Lines, flow, hang, heading, indented, label, measure, rule, with_gaps
from esthersim.screens.widgets.row_list import Row
from esthersim.views.deciding import ProposalView
from esthersim.views.event import EventView, StageView
from esthersim.views.handover import HandoverView
from esthersim.views.hearing import DecisionView, HappenedView, ItemView, Said, SpokenView

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


@dataclass(frozen=True, slots=True)
class ConsoleText:
    """All that the event says, for the console; `hearers` are those who alone hear it, nobody where everybody does.

    `proposals` are those of the seats that decide, and `to_propose` the titles of those that have made none yet.
    """

    said: Said
    hearers: tuple[str, ...]
    proposals: tuple[ProposalView, ...] = ()
    to_propose: tuple[str, ...] = ()


def event_lines(
    view: EventView, heard: ConsoleText, handover: HandoverView | None, keys: KeyNames, columns: int, rows: int = 0
) -> Lines:
    """Return the event for the facilitator's console, with what not everybody hears.

    The heading is in large letters if the whole event then still fits in `rows`.
    """
    drawn = large(view.title, columns - 2, 2) if rows >= LARGE_FROM else None
    if drawn is not None:
        tall = _lines(view, heard, handover, keys, columns, [Content.styled(row, "bold $accent") for row in drawn])
        if len(tall) < rows:
            return tall
    return _lines(view, heard, handover, keys, columns, heading(view.title, measure(columns), "bold $accent"))


def _lines(
    view: EventView,
    heard: ConsoleText,
    handover: HandoverView | None,
    keys: KeyNames,
    columns: int,
    title: list[Content],
) -> Lines:
    columns, said = measure(columns), heard.said
    begins = [
        _after(said, columns),
        _injects(_("On the way here"), said.came_before, columns),
        stage_lines(view.stage, columns),
        _head(view, columns, title),
        _hearers(view, heard, columns),
        flow(said.text, columns) if said.text else [],
        *(quotation(each, columns) for each in said.spoken),
        documents_lines(said.documents, columns),
        _injects(_("This happens too"), said.happened_here, columns),
    ]
    if view.at_ending:
        return with_gaps([*begins, _ending(said, keys, columns)])
    return with_gaps(
        [
            *begins,
            [*checklist_lines(said.checklist, columns), *_from_list(said, keys, columns)],
            decision_lines(said.decision, columns, heard.proposals, heard.to_propose),
            _handover(handover, columns) if handover else [],
            flow(what_now(view, said, handover, keys), columns, "bold $accent"),
        ]
    )


def _from_list(said: Said, keys: KeyNames, columns: int) -> list[Content]:
    """Return how the items are ticked that have no letter."""
    if len(said.checklist) <= len(LETTERS):
        return []
    return flow(_("{key}: all of it in a list").format(key=keys["list"]), columns, "$secondary")


def _after(said: Said, columns: int) -> list[Content]:
    """Return the feedback on the choice that led here, which comes before the new event."""
    lines: list[Content] = []
    if said.feedback:
        lines += hang(_("After your choice: "), said.feedback, columns, "italic", "bold")
    if said.advice:
        lead = _("{support} would have said: ").format(support=said.support) if said.support else _("One suggestion: ")
        lines += hang(lead, said.advice, columns, "italic", "bold")
    return lines


def stage_lines(stage: StageView | None, columns: int) -> list[Content]:
    """Return the stage where one begins, with its text."""
    if stage is None or not stage.begins:
        return []
    return [label(stage.title, columns), *(flow(stage.text, columns) if stage.text else [])]


def _head(view: EventView, columns: int, title: list[Content]) -> list[Content]:
    lines = [*title]
    stage = view.stage.title if view.stage and not view.stage.begins else ""
    if stage or view.place:
        lines += flow(" · ".join(filter(None, (stage, view.place))), columns, "$secondary")
    if view.present:
        lines += hang(_("Present: "), " · ".join(view.present), columns, "", "$secondary")
    return lines


def _hearers(view: EventView, heard: ConsoleText, columns: int) -> list[Content]:
    """Return who alone hears a closed event."""
    if not view.closed:
        return []
    return hang(_("Only these hear it: "), " · ".join(heard.hearers) or _("nobody"), columns, "", "bold $warning")


def quotation(spoken: SpokenView, columns: int) -> list[Content]:
    """Return what a patient says: indented, between quotation marks, signed with the role's title."""
    bare = spoken.words.strip().strip('”“"')
    opening, closing = _("“ ”").split()
    lines = hang(opening, f"{bare}{closing}", columns - 8, "bold italic")
    signed = flow(f"— {spoken.who}", columns - 8, "$secondary") if spoken.who else []
    return indented([*lines, *signed], 4)


def _injects(name: str, injects: Sequence[HappenedView], columns: int) -> list[Content]:
    """Return injects below their name, each with its story time where it came before the team arrived."""
    lines: list[Content] = []
    for inject in injects:
        lines += flow(inject.when, columns, "$secondary") if inject.when else []
        lines += hang("▸ ", inject.title, columns, "bold")
        if inject.to:
            lines += indented(flow(reaches(inject), columns - 2, "$secondary"), 2)
        lines += indented(flow(inject.text, columns - 2), 2)
    return [label(name, columns), *lines] if lines else []


def reaches(inject: HappenedView) -> str:
    """Return whom alone an inject has reached."""
    return _("It reaches only: {roles}").format(roles=" · ".join(inject.to))


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


def decision_lines(
    decision: DecisionView | None,
    columns: int,
    proposals: Sequence[ProposalView] = (),
    to_propose: Sequence[str] = (),
) -> list[Content]:
    """Return the question and the numbered options, each with the seats that propose it."""
    if decision is None:
        return []
    by = " · ".join(decision.by) or _("the whole team")
    message = _("Decision · {who}").format(who=by)
    lines = [label(message, columns)] if width(message) <= columns else flow(message, columns, "bold $primary")
    lines += flow(decision.question, columns, "bold")
    for option in decision.options:
        lines += hang(f" {option.number}  ", option.text, columns, "", "bold $accent")
        who = [each.title for each in proposals if each.option == option.option]
        lines += hang("    ◂ ", _("proposed by {who}").format(who=format_list(who)), columns, "bold") if who else []
    if proposals and to_propose:
        lines += flow(_("No proposal yet: {who}").format(who=format_list(to_propose)), columns, "$secondary")
    if not decision.options:
        lines += flow(_("No option is open now. Go to another event with the facilitator's keys."), columns)
    return lines


def _handover(handover: HandoverView, columns: int) -> list[Content]:
    text = _("{sender} hands over to {receivers}").format(
        sender=handover.sender, receivers=" · ".join(handover.receivers)
    )
    return [label(_("Handover · {format}").format(format=handover.format.title), columns), *flow(text, columns, "bold")]


def _ending(said: Said, keys: KeyNames, columns: int) -> list[Content]:
    return [
        rule(columns),
        *indented(flow(_("The journey ends here"), columns - 2, "$secondary"), 2),
        *indented(flow(said.ending, columns - 2, "bold $accent"), 2),
        rule(columns),
        Content(""),
        *flow(_("Stay with this for a moment. {key}: on to the reflection.").format(key=keys["next"]), columns,
              "bold $accent"),
    ]  # fmt: skip


def what_now(view: EventView, said: Said, handover: HandoverView | None, keys: KeyNames) -> str:
    """Return in one line what the team, or the facilitator on its behalf, does next."""
    if view.paused:
        return _("Paused. {key}: let the clock run again.").format(key=keys["pause"])
    if said.decision is not None:
        count = len(said.decision.options)
        if count > MOST_OPTIONS:
            many = _("Talk it over, then press 1-{most}, or {key} for the list.")
            return many.format(most=MOST_OPTIONS, key=keys["list"])
        return _("Talk it over, then press {digits}.").format(digits="1" if count == 1 else f"1-{count}")
    if handover is not None and not handover.received:
        return _("{key}: open the handover.").format(key=keys["handover"])
    if view.to_ask:
        asked = _("{ask}: ask {person} how it is.   {key}: go on.")
        return asked.format(ask=keys["esther"], key=keys["next"], person=to_ask(view.to_ask))
    return _("{key}: go on.").format(key=keys["next"])


def to_ask(patients: Sequence[str]) -> str:
    """Return the titles of the patients who have not said yet how it is for them."""
    return format_list(each or _("the patient") for each in patients)
