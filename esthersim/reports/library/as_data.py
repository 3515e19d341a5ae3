"""The library as data: what a scenario may name, or one thing with all that its file holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from esthersim.reports.library.holdings import KINDS, Holdings, Kind
from esthersim.scenario.conditions import Condition
from esthersim.scenario.durations import Duration
from esthersim.scenario.shipped_ids import behaviours


def overview_data(holdings: Holdings) -> str:
    """Return every kind with its things, each as {id, title} and what else a list tells of it."""
    from esthersim.views.home import scenario_cards

    cards = scenario_cards(holdings.library, holdings.language)
    told: dict[str, Any] = {
        "language": holdings.language,
        "scenario": [
            {
                "id": card.id,
                "title": card.title,
                "summary": card.summary,
                "seconds": card.seconds,
                "people": card.people,
                "objectives": list(card.objectives),
                "roles": list(card.roles),
                "organisations": list(card.organisations),
                "problem": card.problem or None,
            }
            for card in sorted(cards, key=lambda card: card.id)
        ],
        "path": [{"id": each.id, "title": each.title, "scenarios": [id_ for id_, _why in each.scenarios]}
                 for each in holdings.paths],
    }  # fmt: skip
    for kind in KINDS:
        if kind not in told:
            told[kind] = [{"id": id_, "title": holdings.held(kind, id_).title} for id_ in holdings.ids(kind)]
    told["rules"] = [
        {**pack, "rules": [rule.id for rule in holdings.held("rules", pack["id"]).rules]} for pack in told["rules"]
    ]
    told["behaviour"] = [{"id": each.id, "title": each.title} for each in behaviours(holdings.language)]
    return _json(told)


def sheet_data(holdings: Holdings, kind: Kind, id: str) -> str:  # noqa: A002 - the word of the format
    """Return one thing with its kind; raise what its loader raises."""
    held = holdings.held(kind, id)
    if kind == "scenario":
        content = held.model_dump(mode="python", by_alias=True, exclude_defaults=True)
    else:
        content = held
    return _json({"kind": kind, **_plain(content)})


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
