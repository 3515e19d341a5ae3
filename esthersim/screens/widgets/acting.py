"""The action plan as text: the names of its fields and what helps with them, an action in a line or in full."""

from __future__ import annotations

from textual.content import Content

from esthersim.language import _
from esthersim.screens.widgets.lines import flow, label, with_gaps
from esthersim.views import plan as v


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
