"""`esthersim schema`: the format as a JSON Schema, with which text editors complete and explain the keys.

It is made from the models of the format, with their short forms, and the texts of `schema_words.toml`. It is draft 07,
which every YAML language server reads. It is stricter than `esthersim check` only where a file is unfinished or odd: a
key without a value, true or false as a text or an id, the version in quotation marks. Errors that need the whole file
(unknown ids, ways that lead nowhere) are left to the check.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from esthersim.authored.conditions import Condition
from esthersim.authored.durations import UNIT_OF, Duration, StoryMoment
from esthersim.authored.scalars import ID_PATTERN, VARIABLE_PATTERN, VariableId, one_or_many
from esthersim.scenario.formats import format_ids, section_ids
from esthersim.scenario.model import ALL, PRESENT, TEAM
from esthersim.scenario.part import Part
from esthersim.scenario.play_steps import PlayStep
from esthersim.scenario.rule_packs import rule_pack, rule_pack_ids
from esthersim.scenario.shipped_ids import behaviour_ids, guide_ids, instrument_ids
from esthersim.scenario.wordings import Wording

Schema = dict[str, Any]

FILE_NAME = "scenario.schema.json"
URN = "urn:esthersim:scenario:1"
"""The name of the schema with the format's version; it is not an address, and nothing is fetched from it."""
MODELINE = f"# yaml-language-server: $schema={FILE_NAME}"
"""The first line of a scenario with the schema's file in its folder, which text editors recognise."""

_WORDS = Path(__file__).with_name("schema_words.toml")
_ABOUT = "about"
_ID = r"^[^\u0000-,./:-@\[-\^`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f]{1,80}$"
"""`ID_PATTERN` by the characters that ids exclude, because a language server's `\\w` knows English letters only."""
_UNIT = "|".join(sorted(UNIT_OF, key=lambda unit: (-len(unit), unit)))

_SCALARS: dict[str, Schema] = {
    "id": {"type": ["string", "integer"], "pattern": _ID},
    "text": {"type": ["string", "number"], "minLength": 1},
    "variable": {"type": ["string", "integer"], "pattern": rf"{_ID[:-1]}(\.{_ID[1:-1]})?$"},
    "wording": {
        "anyOf": [
            {"$ref": "#/definitions/text"},
            {"type": "array", "items": {"$ref": "#/definitions/Case"}, "minItems": 1},
        ]
    },
    "cell": {"type": ["string", "number"]},
    "day": {"type": "string", "pattern": "^ *[0-9]{4}-[0-9]{2}-[0-9]{2} *$", "examples": ["2026-10-02"]},
    "truth": {"type": "boolean"},
    "number": {"type": "number"},
    "value": {"type": ["number", "boolean"]},
    "duration": {
        "type": "string",
        "pattern": rf"^\s*([0-9]+([.,][0-9]{{1,9}})?\s*({_UNIT})\s*)+$",
        "examples": ["90 s", "5 min", "1 h 30 min", "2 days", "5 weeks", "3 months"],
    },
    "moment": {"type": "string", "pattern": "^ *day +[0-9]{1,5} +[0-9]{1,2}:[0-9]{2} *$", "examples": ["day 2 23:30"]},
    "start": {
        "type": "string",
        "pattern": "^ *[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})? *$",
        "examples": ["2027-03-08 08:00"],
    },
    "rule": {"type": "string", "pattern": f"{_ID[:-1]}/{_ID[1:]}"},
    "condition": {
        "type": "string",
        "minLength": 1,
        "examples": ["nurse knows weight", "chose call at home", "trust >= 3", "not visited home"],
    },
}
"""The schemas of the small types; a number without quotation marks may be a text or an id."""
_TYPES = {
    bool: "truth",
    date: "day",
    Duration: "duration",
    StoryMoment: "moment",
    datetime: "start",
    Condition: "condition",
}
_A_ROLE, _A_PRESENCE = {"$ref": "#/definitions/id"}, {"$ref": "#/definitions/Presence"}
_IDS: Schema = {"type": "array", "items": {"$ref": "#/definitions/id"}}
_SHORT: dict[tuple[str, str], tuple[Schema | str, ...]] = {
    ("Event", "timer"): ("duration",),
    ("Event", "next"): ("id",),
    ("Option", "next"): ("id",),
    ("Event", "present"): ("id", {"type": "array", "items": {"anyOf": [_A_ROLE, _A_PRESENCE]}}),
    ("Event", "shows"): ("id", _IDS),
    ("Event", "esther"): ("wording",),
    ("Handover", "from"): ("id",),
    ("Handover", "to"): ("id", {**_IDS, "minItems": 1}),
    ("PlayStep", "hand_over"): ("id", _IDS),
    ("PlayStep", "expect"): ("id",),
}
"""Keys whose value may be simpler than what the models widen it to."""
_EXAMPLES = {
    ("Decision", "by"): [TEAM],
    ("Expectation", "by"): [TEAM],
    ("PlayStep", "hand_over"): ["all", "none"],
    ("PlayStep", "check"): ["all"],
    ("Scenario", "heard_by"): [ALL, PRESENT],
    ("Event", "heard_by"): [ALL, PRESENT],
}
"""Words that may stand where ids do."""
_TAKEN = ("within", "text")
"""The keys of a deadline that are required, but may come from the rule that it refers to."""
_USED = ("organisations", "roles")
"""The keys of a scenario that are required, but may come from a file that it uses."""


def schema_text() -> str:
    """Return the text of the schema's file, with a final newline."""
    return json.dumps(scenario_schema(), ensure_ascii=False, indent=1) + "\n"


def scenario_schema() -> Schema:
    """Return the JSON Schema of a scenario file."""
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    wrong = words["wrong"]
    parts = {part.__name__: _part(part, words[part.__name__]) for part in _parts()}
    parts["Event"]["oneOf"] = _required("next", "decision", "ending", message=wrong["way_out"])
    parts["PlayStep"] |= {"minProperties": 1, "maxProperties": 1}
    parts["Deadline"] |= {
        "required": [key for key in parts["Deadline"]["required"] if key not in _TAKEN],
        "anyOf": [*_required("rule", message=wrong["rule"]), {"required": list(_TAKEN)}],
    }
    small = {name: {**schema, **_message(wrong.get(name))} for name, schema in _SCALARS.items()}
    whole = parts.pop("Scenario")
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": URN,
        **whole,
        "required": [key for key in whole["required"] if key not in _USED],
        "anyOf": _required("fictional", "consent", message=wrong["consent"]),
        "allOf": [{"anyOf": [{"required": list(_USED)}, {"required": ["uses"]}]}],
        "definitions": {**parts, **small},
    }


def _required(*keys: str, message: str) -> list[Schema]:
    """Return a schema for each required key; language servers show its message where the key is missing."""
    return [{"required": [key], "errorMessage": message} for key in keys]


def _message(message: str | None) -> Schema:
    return {"patternErrorMessage": message} if message else {}


def _parts() -> Iterator[type[Part]]:
    return (part for part in Part.__subclasses__() if part.__module__.startswith("esthersim.scenario."))


def _part(part: type[Part], words: dict[str, str]) -> Schema:
    """Return the schema of a part: its keys, the required ones, and no others allowed."""
    properties, required = {}, []
    for name, field in part.model_fields.items():
        key = field.alias or name
        properties[key] = {"description": words[key], **_key(part.__name__, key, field.annotation, field.metadata)}
        if field.is_required():
            required.append(key)
    title = re.sub(r"(?<=[a-z])([A-Z])", lambda letter: f" {letter[0].lower()}", part.__name__)
    whole: Schema = {"title": title, "description": words[_ABOUT], "type": "object", "properties": properties}
    if required:
        whole["required"] = required
    return {**whole, "additionalProperties": False}


def _key(part: str, key: str, annotation: Any, metadata: Iterable[Any]) -> Schema:
    """Return the schema of a key's value, with its short form."""
    schema = _value(annotation, metadata)
    if short := _SHORT.get((part, key)):
        schema = {"anyOf": [*(_ref(each) if isinstance(each, str) else each for each in short), schema]}
    if examples := _EXAMPLES.get((part, key)):
        schema["examples"] = examples
    return _with_shipped(part, key, schema)


def _with_shipped(part: str, key: str, schema: Schema) -> Schema:
    """Return the schema of a key's value, with the program's own ids where the key refers to them."""
    match part, key:
        case "Handover", "format":
            return {"enum": sorted(format_ids())}
        case "Fact", "element":
            return {"enum": sorted(set().union(*map(section_ids, format_ids())))}
        case "Observer", "instrument":
            return {"enum": sorted(instrument_ids())}
        case "Debriefing", "guide":
            return {"enum": sorted(guide_ids())}
        case "Event", "observe":
            return {**schema, "items": {"enum": sorted(behaviour_ids())}}
        case "Deadline", "rule":
            packs = [rule_pack(each, "en") for each in rule_pack_ids()]
            return {**_ref("rule"), "examples": [f"{pack.id}/{rule.id}" for pack in packs for rule in pack.rules]}
        case "Event", "checklist_of":
            return {**schema, "examples": [each for each in rule_pack_ids() if rule_pack(each, "en").items]}
        case "Observer", "watch":
            return {**schema, "examples": sorted(behaviour_ids())}
    return schema


def _value(annotation: Any, metadata: Iterable[Any] = ()) -> Schema:
    """Return the schema of a type of the models."""
    if annotation in {Wording, get_args(Wording)[0]}:
        return _ref("wording")
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _value(inner, [*metadata, *more])
    metadata = list(_flat(metadata))
    arguments = [each for each in get_args(annotation) if each is not NoneType]
    match get_origin(annotation):
        case None:
            return _single(annotation, metadata)
        case origin if origin in {Union, UnionType}:
            return _union(arguments, metadata)
        case origin if origin is Literal:
            return {"enum": arguments}
        case origin if origin is dict:
            least = {"minProperties": 1} if _least(metadata) else {}
            name = "variable" if arguments[0] is VariableId else "id"
            entries = {"propertyNames": _ref(name), "additionalProperties": _value(arguments[1])}
            return {"type": "object", **entries, **least}
        case _:
            return _list(arguments, metadata)


def _single(annotation: Any, metadata: list[Any]) -> Schema:
    """Return the schema of a type that is not composed of others."""
    if annotation is Any:
        return {}
    if annotation is Wording:
        return _ref("wording")
    if annotation is PlayStep:
        return {"anyOf": [{"const": "proceed"}, _ref(PlayStep.__name__)]}
    if annotation is str:
        pattern = next((each.pattern for each in metadata if getattr(each, "pattern", None)), None)
        if pattern in {None, ID_PATTERN}:
            return _ref("id" if pattern else "text" if _least(metadata) else "cell")
        return _ref("variable") if pattern is VARIABLE_PATTERN else {"type": "string", "pattern": pattern}
    return _ref(_TYPES.get(annotation) or annotation.__name__)


def _list(arguments: list[Any], metadata: list[Any]) -> Schema:
    """Return the schema of a list, or of the number of people in a role: the only pair, or one number for both."""
    if Ellipsis not in arguments:
        several = {"type": "integer", "minimum": 1}
        return {"anyOf": [several, {"type": "array", "items": several, "minItems": 2, "maxItems": 2}]}
    item = _value(arguments[0])
    many = {"type": "array", "items": item, **({"minItems": 1} if _least(metadata) else {})}
    alone = any(getattr(each, "func", None) is one_or_many for each in metadata)
    return {"anyOf": [item, many]} if alone else many


def _union(arguments: list[Any], metadata: list[Any]) -> Schema:
    """Return the schema of alternatives; a mix of numbers and truth values counts as a single one."""
    if len(arguments) == 1:
        return _value(arguments[0], metadata)
    if set(arguments) <= {bool, int, Decimal}:
        return _ref("value" if bool in arguments else "number")
    return {"anyOf": [_value(each) for each in arguments]}


def _flat(metadata: Iterable[Any]) -> Iterator[Any]:
    """Return the annotations of a type, including those inside pydantic's `Field`."""
    for each in metadata:
        yield each
        yield from getattr(each, "metadata", ())


def _least(metadata: Iterable[Any]) -> bool:
    return any(getattr(each, "min_length", None) for each in metadata)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}
