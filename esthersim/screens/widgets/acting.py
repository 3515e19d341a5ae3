"""The action plan as text: the names of its fields and what helps with them, an action in a line or in full."""

from __future__ import annotations

from textual.content import Content

from esthersim.language import _, ngettext
from esthersim.screens.widgets.lines import flow, label, with_gaps
from esthersim.screens.widgets.picking import Row
from esthersim.views import plan as v

DRAFT, HEAD, NONE = "draft", "head:", "none"
"""Keys of rows that are no action: what is not saved yet, headings, and nothing."""


def labels() -> dict[str, str]:
    """Return what stands before each field."""
    return {
        "what": _("What we do"),
        "objective": _("Why: objective"),
        "finding": _("Why: what we saw"),
        "owner": _("Owner (role, function)"),
        "due": _("Done by"),
        "measure": _("How we will know"),
        "first_test": _("First small test"),
        "support": _("Support from a manager"),
        "follow_ups": _("Followed up"),
    }


def helps() -> dict[str, str]:
    """Return what helps with each field."""
    return {
        "what": _("One thing that somebody does. F5 shows the scenario's suggestions."),
        "objective": _("Space or F5 chooses the objective that it serves; Delete clears it."),
        "finding": _("What in the journey it rests on. F5 shows what was seen."),
        "owner": _("A role or a function, never a person's name. F5 shows some."),
        "due": _("A day: 2027-03-14, 14/3, 2 v, 5 weeks. F5 shows some."),
        "measure": _("What will be different, and how you will see it."),
        "first_test": _("The smallest try: one person, one day, this week."),
        "support": _("What a manager must give: time, mandate, means."),
        "follow_ups": _("Days with commas between. F5 puts back the scenario's own."),
    }


def action_note(action: v.ActionLine) -> str:
    """Return an action's second line: owner and day, and what is missing in words."""
    parts = [action.owner, _("by {day}").format(day=action.due) if action.due else ""]
    known = " · ".join(part for part in parts if part)
    lacks = _("✓ complete") if action.complete else _("Lacks: {parts}").format(parts=", ".join(action.missing))
    return " · ".join(part for part in (known, lacks) if part)


def action_sheet(action: v.ActionLine, columns: int) -> tuple[Content, ...]:
    """Return all of an action, for the side of a wide screen."""
    values = {
        "objective": action.objective,
        "finding": action.finding,
        "owner": action.owner,
        "due": action.due,
        "measure": action.measure,
        "first_test": action.first_test,
        "support": action.support,
        "follow_ups": "\n".join(action.follow_ups),
    }
    names = labels()
    blocks = [[label(names[part], columns), *flow(text or "-", columns)] for part, text in values.items()]
    lacks = _("Lacks: {parts}").format(parts=", ".join(action.missing)) if action.missing else _("✓ complete")
    return with_gaps([flow(action.what, columns, "bold"), flow(lacks, columns), *blocks])


def plan_head(view: v.PlanView) -> str:
    """Return how far the plan has come, and what is asked for next."""
    if not view.actions:
        return _("What do we take home? At least one action with owner, due date, measure and follow-up.")
    count = len(view.actions)
    told = ngettext("{count} action, {complete} complete.", "{count} actions, {complete} complete.", count)
    told = told.format(count=count, complete=view.complete)
    if not view.still_open:
        return told + " " + _("All is ready: {key} closes the run.").format(key="n")
    if not view.complete:
        return told + " " + _("One complete action is needed before the run can close.")
    return told + " " + _("Talk through the points below and tick them; then {key} closes the run.").format(key="n")


def plan_rows(view: v.PlanView, written: str | None, what: str) -> list[Row]:
    """Return the rows of the plan; `written` is the action in the form, if any, and `what` its first words."""
    rows = [Row(HEAD + "actions", _("Action plan"), heading=True)]
    if written is not None:
        what = what.strip() or _("(nothing written under what)")
        rows.append(Row(DRAFT, what, _("Not saved yet. {key} goes on with it.").format(key=_("Enter")), lead="✎ "))
    rows += [
        Row(action.action, action.what, action_note(action), lead=f"{action.number}  ")
        for action in view.actions
        if action.action != written
    ]
    if len(rows) == 1:
        text = _("No action yet. {new} writes one, {suggest} shows suggestions.").format(new="a", suggest="f")
        rows.append(Row(NONE, text, heading=True))
    if view.closing:
        done = sum(item.done for item in view.closing)
        heading = _("Before we close: {done} of {all} ticked").format(done=done, all=len(view.closing))
        rows += [Row(HEAD + "gap", "", heading=True), Row(HEAD + "closing", heading, heading=True)]
        rows += [Row(f"closing:{item.item}", item.text, lead="[x] " if item.done else "[ ] ") for item in view.closing]
    return rows


def plan_more(view: v.PlanView, here: str | None, draft: v.ActionLine | None, columns: int) -> tuple[Content, ...]:
    """Return all that there is to say of a row of the plan; `draft` is the action in the form."""
    if here == DRAFT and draft is not None:
        return action_sheet(draft, columns)
    for action in view.actions:
        if action.action == here:
            return action_sheet(action, columns)
    for item in view.closing:
        if here == f"closing:{item.item}":
            return with_gaps([flow(item.text, columns, "bold"), flow(item.why, columns)])
    return ()
