"""The library as data: what a scenario may name, or one thing with all that its file holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from esthersim.authored.conditions import Condition
from esthersim.authored.durations import Duration
from esthersim.authored.shipped_ids import behaviours
from esthersim.library.heads import head_of
from esthersim.reports.library.holdings import BESIDE, Holdings, Kind
from esthersim.scenario.rules import RulePack
from esthersim.views.home import ScenarioCard, scenario_cards


def overview_data(holdings: Holdings) -> str:
    """Return every kind with its things, each as {id, title} and what else a list tells of it."""
    beside: dict[str, Any] = {kind: [_short(holdings.held(kind, id_)) for id_ in holdings.ids(kind)] for kind in BESIDE}
    content = {
        "language": holdings.language,
        "scenario": [_card(card) for card in scenario_cards(holdings.library, holdings.language)],
        "path": [{**_short(each), "scenarios": [id_ for id_, _why in each.scenarios]} for each in holdings.paths],
        **beside,
        "behaviour": [_short(each) for each in behaviours(holdings.language)],
    }
    return _json(content)


def _short(held: Any) -> dict[str, Any]:
    """Return what a list says of a thing; of a rule pack also what it holds, since that is referred to by its ids."""
    told = {"id": held.id, "title": held.title}
    if isinstance(held, RulePack):
        told |= {"rules": [rule.id for rule in held.rules], "items": [item.id for item in held.items]}
    return told


def _card(card: ScenarioCard) -> dict[str, Any]:
    kept = ("id", "title", "summary", "seconds", "people", "objectives", "roles", "organisations", "languages")
    return {**{name: _plain(getattr(card, name)) for name in kept}, "problem": card.problem or None}


def sheet_data(holdings: Holdings, kind: Kind, id: str) -> str:  # noqa: A002 - the word of the format
    """Return one thing with its kind; raise what its loader raises."""
    held = holdings.held(kind, id)
    if kind == "scenario":
        about = {"needs": held.needs, "sources": held.sources, "licence": held.license, "guide": held.debriefing.guide}
        return _json({"kind": kind, **_plain(head_of(held)), **_plain(about), "events": list(held.events)})
    return _json({"kind": kind, **_plain(held)})


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    match value:
        case Condition():
            return value.text
        case Duration():
            return value.total_seconds
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case frozenset():
            return sorted(map(_plain, value))
        case tuple() if hasattr(value, "_fields"):
            return {name: _plain(getattr(value, name)) for name in value._fields}
        case tuple() | list():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value
