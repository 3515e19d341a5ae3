"""What an action of the plan can be made of, as lists to choose from: suggestions, and what suits each part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from esthersim.language import _
from esthersim.play.state import State
from esthersim.scenario.model import Scenario
from esthersim.screens.widgets.acting import HEAD, NONE
from esthersim.screens.widgets.picking import Row
from esthersim.views import plan as v

if TYPE_CHECKING:
    from esthersim.debriefing.saying import Said


def suggestion_rows(ideas: Sequence[str], found: Sequence[Said]) -> list[Row]:
    """Return what an action can begin with: ``idea:`` or ``found:`` and its place, under headings."""
    rows = [Row(HEAD + "1", _("From the scenario"), heading=True)] if ideas else []
    rows += [Row(f"idea:{index}", idea) for index, idea in enumerate(ideas)]
    rows += [Row(HEAD + "2", _("From what we saw"), heading=True)] if found else []
    return rows + [Row(f"found:{index}", told.saw, told.wonder) for index, told in enumerate(found)]


def part_rows(part: str, state: State, words: Scenario, today: date, saw: Mapping[str, str]) -> list[Row]:
    """Return what can be chosen for a part of an action; nothing where it has to be written."""
    match part:
        case "what":
            return [Row(text, text) for text in v.suggestions(words)]
        case "objective":
            return [*(Row(key, text) for key, text in v.objectives(state, words)), Row(NONE, _("(none)"))]
        case "finding":
            return [Row(text, text) for text in dict.fromkeys(saw.values())]
        case "owner":
            return [Row(text, text) for text in v.owners(words)]
        case "due":
            lengths = (_("1 week"), _("2 weeks"), _("5 weeks"), _("3 months"))
            return [Row(text, text, v.understood(text, today)) for text in lengths]
        case "follow_ups":
            text = v.first_texts(words, today).follow_ups
            return [Row(text, v.understood(text, today), text)] if text else []
        case _:
            return []
