"""The choices for a part of an action: the scenario's suggestions, objectives, findings, owners, days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from esthersim.cleaning import clean_line
from esthersim.debriefing.saying import Said
from esthersim.language import _
from esthersim.play.state import State
from esthersim.runs.action_parts import Kind, Part, understood
from esthersim.scenario.model import Scenario
from esthersim.views.plan import first_texts


class Choice(NamedTuple):
    """A choice for a part: its value as typed, its text as shown, and further details."""

    typed: str
    text: str
    note: str = ""


def choices(part: Part, state: State, shown: Scenario, today: date, seen: Mapping[str, Said]) -> tuple[Choice, ...]:
    """Return the choices for a part; empty if it has to be written. `seen` as for `plan_view`."""
    match part.kind:
        case Kind.IDEA:
            return _as_typed(suggestions(shown))
        case Kind.OBJECTIVE:
            return tuple(Choice(key, text) for key, text in objectives(state, shown))
        case Kind.FINDING:
            return _as_typed(tuple(dict.fromkeys(each.saw for each in seen.values())))
        case Kind.OWNER:
            return _as_typed(owners(shown))
        case Kind.DAY:
            lengths = (_("1 week"), _("2 weeks"), _("5 weeks"), _("3 months"))
            return tuple(Choice(text, text, understood(text, today)) for text in lengths)
        case Kind.DAYS:
            text = first_texts(shown, today)[part.name]
            return (Choice(text, understood(text, today), text),) if text else ()
        case Kind.TEXT:
            return ()


def _as_typed(texts: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(text, text) for text in texts)


def suggestions(shown: Scenario) -> tuple[str, ...]:
    """Return the scenario's suggestions for the plan."""
    return tuple(clean_line(text) for text in shown.action_plan.suggestions.values())


def owners(shown: Scenario) -> tuple[str, ...]:
    """Return the possible owners of an action: the journey's roles except the patient, then functions outside it."""
    roles = tuple(clean_line(role.title) for role in shown.roles.values() if not role.patient)
    return tuple(dict.fromkeys((*roles, _("Unit manager"), _("Care coordinator"), _("Improvement lead"))))


def objectives(state: State, shown: Scenario) -> tuple[tuple[str, str], ...]:
    """Return the objectives that an action can serve, the agreed ones first, as (id, text)."""
    agreed = state.setting.objectives
    keys = (*agreed, *(key for key in shown.objectives if key not in agreed))
    return tuple((key, clean_line(shown.objectives[key])) for key in keys if key in shown.objectives)
