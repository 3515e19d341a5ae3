"""Lists to choose from for an action of the plan: suggestions for a new one, and choices for each part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from esthersim.debriefing.saying import Said
from esthersim.language import _
from esthersim.runs.action_parts import Kind, Part
from esthersim.screens.widgets.action_text import HEAD, NONE
from esthersim.screens.widgets.row_list import Row
from esthersim.views.action_choices import Choice


def suggestion_rows(ideas: Sequence[str], found: Sequence[Said]) -> list[Row]:
    """Return suggestions for an action under headings; their keys are ``idea:`` or ``found:`` and an index."""
    rows = [Row(HEAD + "1", _("From the scenario"), heading=True)] if ideas else []
    rows += [Row(f"idea:{index}", idea) for index, idea in enumerate(ideas)]
    rows += [Row(HEAD + "2", _("From what we saw"), heading=True)] if found else []
    return rows + [Row(f"found:{index}", each.saw, each.wonder) for index, each in enumerate(found)]


def choice_rows(part: Part, choices: Iterable[Choice]) -> list[Row]:
    """Return the choices for a part; an objective can also be left out."""
    rows = [Row(each.typed, each.text, each.note) for each in choices]
    return [*rows, Row(NONE, _("(none)"))] if part.kind is Kind.OBJECTIVE else rows
