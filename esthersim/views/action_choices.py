"""What can be chosen for a part of an action: the scenario's suggestions, objectives, findings, owners, days."""

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
    """One of the things that a part can hold: as it is typed, as it is shown, and what more there is to say of it."""

    typed: str
    text: str
    note: str = ""


def choices(part: Part, state: State, words: Scenario, today: date, seen: Mapping[str, Said]) -> tuple[Choice, ...]:
    """Return what can be chosen for a part; nothing where it has to be written. `seen` as for `plan_view`."""
    match part.kind:
        case Kind.IDEA:
            return _as_typed(suggestions(words))
        case Kind.OBJECTIVE:
            return tuple(Choice(key, text) for key, text in objectives(state, words))
        case Kind.FINDING:
            return _as_typed(tuple(dict.fromkeys(each.saw for each in seen.values())))
        case Kind.OWNER:
            return _as_typed(owners(words))
        case Kind.DAY:
            lengths = (_("1 week"), _("2 weeks"), _("5 weeks"), _("3 months"))
            return tuple(Choice(text, text, understood(text, today)) for text in lengths)
        case Kind.DAYS:
            text = first_texts(words, today)[part.name]
            return (Choice(text, understood(text, today), text),) if text else ()
        case Kind.TEXT:
            return ()


def _as_typed(texts: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(text, text) for text in texts)


def suggestions(words: Scenario) -> tuple[str, ...]:
    """Return what the scenario suggests for the plan."""
    return tuple(clean_line(text) for text in words.action_plan.suggestions.values())


def owners(words: Scenario) -> tuple[str, ...]:
    """Return who could own an action: the roles of the journey but the patient's, then functions outside it."""
    roles = tuple(clean_line(role.title) for role in words.roles.values() if not role.patient)
    return tuple(dict.fromkeys((*roles, _("Unit manager"), _("Care coordinator"), _("Improvement lead"))))


def objectives(state: State, words: Scenario) -> tuple[tuple[str, str], ...]:
    """Return the objectives that an action can serve, those that the team agreed on first: id and text."""
    agreed = state.setting.objectives
    keys = (*agreed, *(key for key in words.objectives if key not in agreed))
    return tuple((key, clean_line(words.objectives[key])) for key in keys if key in words.objectives)
