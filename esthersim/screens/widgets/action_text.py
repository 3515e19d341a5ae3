"""The action plan as text: help for each field, an action in a line or in full."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from esthersim.language import _, ngettext
from esthersim.runs.action_parts import Kind, Part
from esthersim.screens.widgets.lines import flow, label, with_gaps
from esthersim.screens.widgets.row_list import Row
from esthersim.views import plan as v

DRAFT, HEAD, NONE = "draft", "head:", "none"
"""Keys of rows that are not actions: the unsaved draft, headings, and the row that says that there is nothing."""


def hint_of(part: Part) -> str:
    """Return help for a field, and the key that offers choices for it."""
    key = {
        Kind.IDEA: _("F5 shows the scenario's suggestions."),
        Kind.OBJECTIVE: _("Space or F5 chooses it; Delete clears it."),
        Kind.FINDING: _("F5 shows what was seen."),
        Kind.OWNER: _("F5 shows suggestions."),
        Kind.DAY: _("F5 shows suggestions."),
        Kind.DAYS: _("F5 restores the scenario's own."),
        Kind.TEXT: "",
    }[part.kind]
    return f"{part.hint} {key}".strip()


def lacking(missing: Sequence[str]) -> str:
    """Return what is still missing in an action."""
    return f"{v.still_missing()}: {', '.join(missing)}"


def action_note(action: v.ActionView) -> str:
    """Return an action's second line: owner and day, and what is missing in words."""
    due = action.text("due")
    known = (action.text("owner"), _("by {day}").format(day=due) if due else "")
    return " · ".join(filter(None, (*known, _how_whole(action))))


def _how_whole(action: v.ActionView) -> str:
    return lacking(action.missing) if action.missing else _("✓ complete")


def action_sheet(action: v.ActionView, columns: int) -> tuple[Content, ...]:
    """Return an action in full, for the side of a wide screen."""
    blocks = [
        [label(each.part.label, columns), *flow("\n".join(each.lines) or "-", columns)]
        for each in action.parts
        if each.part.name != "what"
    ]
    return with_gaps([flow(action.what, columns, "bold"), flow(_how_whole(action), columns), *blocks])


def plan_head(view: v.PlanView) -> str:
    """Return how much of the plan is complete, and what comes next."""
    if not view.actions:
        return _("What do we take home? At least one action with owner, due date, measure and follow-up.")
    count = len(view.actions)
    text = ngettext("{count} action, {complete} complete.", "{count} actions, {complete} complete.", count)
    text = text.format(count=count, complete=view.complete)
    if not view.still_open:
        return text + " " + _("All is ready: {key} closes the run.").format(key="n")
    if not view.complete:
        return text + " " + _("One complete action is needed before the run can close.")
    return text + " " + _("Talk through the points below and tick them; then {key} closes the run.").format(key="n")


def plan_rows(view: v.PlanView, written: str | None, what: str) -> list[Row]:
    """Return the rows of the plan; `written` is the action in the form, if any, and `what` its first words."""
    rows = [Row(HEAD + "actions", _("Action plan"), heading=True)]
    if written is not None:
        what = what.strip() or _("(nothing written under what)")
        rows.append(Row(DRAFT, what, _("Not saved yet. {key} goes on with it.").format(key=_("Enter")), lead="✎ "))
    rows += [
        Row(action.id, action.what, action_note(action), lead=f"{action.number}  ")
        for action in view.actions
        if action.id != written
    ]
    if len(rows) == 1:
        text = _("No actions yet. {new} adds one, {suggest} shows suggestions.").format(new="a", suggest="f")
        rows.append(Row(NONE, text, heading=True))
    if view.closing:
        done = sum(item.done for item in view.closing)
        heading = _("Before we close: {done} of {all} ticked").format(done=done, all=len(view.closing))
        rows += [Row(HEAD + "gap", "", heading=True), Row(HEAD + "closing", heading, heading=True)]
        rows += [Row(f"closing:{item.item}", item.text, lead="[x] " if item.done else "[ ] ") for item in view.closing]
    return rows


def row_details(view: v.PlanView, here: str | None, draft: v.ActionView | None, columns: int) -> tuple[Content, ...]:
    """Return the details of a row of the plan; `draft` is the action in the form."""
    if here == DRAFT and draft is not None:
        return action_sheet(draft, columns)
    for action in view.actions:
        if action.id == here:
            return action_sheet(action, columns)
    for item in view.closing:
        if here == f"closing:{item.item}":
            return with_gaps([flow(item.text, columns, "bold"), flow(item.why, columns)])
    return ()
