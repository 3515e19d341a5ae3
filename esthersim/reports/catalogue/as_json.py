"""The catalogue as JSON: the list of all items, or one item with everything in its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from esthersim.authored.conditions import Condition
from esthersim.authored.durations import Duration
from esthersim.library.cards import ScenarioCard
from esthersim.library.catalogue import TOOLS, Catalogue, Kind, Thing
from esthersim.library.heads import head_of
from esthersim.scenario.model import Scenario
from esthersim.scenario.rule_packs import RulePack
from esthersim.scenario.shipped_ids import Behaviour, behaviours


def overview_json(catalogue: Catalogue) -> str:
    """Return every kind with its items, each as {id, title} and a few details."""
    named: dict[str, list[dict[str, Any]]] = {
        kind: [_short(catalogue.load(kind, id_)) for id_ in catalogue.ids(kind)] for kind in TOOLS
    }
    content = {
        "language": catalogue.language,
        "scenario": [_card(card) for card in catalogue.cards.values()],
        "path": [{**_short(each), "scenarios": [id_ for id_, _why in each.scenarios]} for each in catalogue.paths],
        **named,
        "behaviour": [_short(each) for each in behaviours(catalogue.language)],
    }
    return _json(content)


def sheet_json(catalogue: Catalogue, kind: Kind, id: str) -> str:  # noqa: A002 - the word of the format
    """Return one item with its kind; raises the errors of its loader."""
    thing = catalogue.load(kind, id)
    if not isinstance(thing, Scenario):
        return _json({"kind": kind, **_plain(thing)})
    about = {
        "needs": thing.needs,
        "sources": thing.sources,
        "licence": thing.license,
        "guide": thing.debriefing.guide,
        "events": list(thing.events),
    }
    return _json({"kind": kind, **_plain(head_of(thing)), **_plain(about)})


def _short(thing: Thing | Behaviour) -> dict[str, Any]:
    """Return the id and title of an item; for a rule pack also the ids of its rules, which scenarios refer to."""
    short: dict[str, Any] = {"id": thing.id, "title": thing.title}
    if isinstance(thing, RulePack):
        short |= {"rules": [rule.id for rule in thing.rules], "items": [item.id for item in thing.items]}
    return short


def _card(card: ScenarioCard) -> dict[str, Any]:
    kept = ("id", "title", "summary", "seconds", "people", "objectives", "roles", "organisations", "languages")
    return {**{name: _plain(getattr(card, name)) for name in kept}, "problem": card.problem or None}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    """Return a value in JSON types."""
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
