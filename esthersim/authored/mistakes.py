"""The mistakes that pydantic finds in a document, in words for somebody who has never heard of it.

A scenario has many more kinds of mistake, each with a code and a way to go on after it: `scenario.validation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from esthersim.authored.problems import KeyPath, Place, did_you_mean, listed, nearest
from esthersim.authored.tree import Tree
from esthersim.cleaning import bounded, clean_line
from esthersim.language import _

OF_THE_KEY = "[key]"
"""What pydantic puts at the end of a path where the key itself is wrong."""


class Mistake(NamedTuple):
    """What is wrong, where in the file (counted from 0), and what to do about it, if there is something to say."""

    place: Place
    what: str
    do: str


def languages_missing(path: Iterable[str], languages: Iterable[str]) -> PydanticCustomError:
    """Return the error of a document in which the text at a path lacks some of the document's languages."""
    return PydanticCustomError("languages_missing", "lacks languages", {"path": list(path), "missing": list(languages)})


def path_in_file(root: Any, details: ErrorDetails) -> KeyPath:
    """Follow pydantic's location as far as the file goes: short forms and alternatives have no steps there.

    Where a key itself is wrong, the path ends in `OF_THE_KEY`.
    """
    location = [step for step in details["loc"] if step != OF_THE_KEY]
    raw, path = root, list[str | int]()
    for number, step in enumerate(location, start=1):
        if isinstance(raw, dict) and (step in raw or (number == len(location) and details["type"] == "missing")):
            path.append(step)
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            path.append(step)
            raw = raw[step]
    if OF_THE_KEY in details["loc"]:
        path.append(OF_THE_KEY)
    return tuple(path)


def first_mistake(model: type[BaseModel], error: ValidationError, tree: Tree) -> Mistake:
    """Return the first mistake of a document in the order of its lines.

    An unknown key comes before everything else, since it often explains why another key is missing.
    """
    found = []
    for details in error.errors(include_url=False):
        path = _path(tree, details)
        of_the_key = details["type"] == "extra_forbidden" or OF_THE_KEY in details["loc"]
        found.append((tree.place(path, key=of_the_key), path, details))
    place, path, details = min(found, key=lambda each: (each[2]["type"] != "extra_forbidden", each[0]))
    name = bounded(clean_line(".".join(map(str, path))), 120) or model.__name__.removesuffix("Text").lower()
    if details["type"] == "extra_forbidden":
        hint = did_you_mean(str(path[-1]), set(_keys(model)))
        return Mistake(place, _("there is no key '{name}'{hint}").format(name=name, hint=hint), "")
    return Mistake(place, *_worded(name, details))


def _path(tree: Tree, details: ErrorDetails) -> KeyPath:
    if details["type"] == "languages_missing":
        return tuple(details["ctx"]["path"])
    path = tuple(step for step in path_in_file(tree.root, details) if step != OF_THE_KEY)
    message = _own_message(details)
    return tuple(message.partition(": ")[0].split(".")) if not path and ": " in message else path


def _own_message(details: ErrorDetails) -> str:
    """Return what one of our validators says is wrong; where it is of a whole document, it begins with the path."""
    return str(details["ctx"]["error"]) if details["type"] == "value_error" else ""


def _worded(name: str, details: ErrorDetails) -> tuple[str, str]:  # noqa: C901 - one case a kind of mistake
    """Say what is wrong with a value, and what to do."""
    context = details.get("ctx", {})
    match details["type"]:
        case "missing" | "too_short" | "string_too_short":
            return _("'{name}' is missing").format(name=name), _("write it")
        case "condition":
            what = _("'{name}' is not a condition: found '{found}', expected {expected}")
            found = clean_line(str(context.get("found")))
            return what.format(name=name, found=found, expected=context.get("expected")), ""
        case "literal_error" | "enum":
            expected = str(context.get("expected", ""))
            near = nearest(str(details["input"]), re.findall("'([^']+)'", expected))
            hint = _("did you mean '{name}'?").format(name=near)
            what = _("'{name}' cannot be {value}").format(name=name, value=repr(details["input"])[:60])
            return what, hint if near else _("write {expected}").format(expected=expected)
        case "languages_missing":
            what = _("'{name}' has no text in {languages}").format(name=name, languages=listed(context["missing"]))
            return what, _("write it, or take the language out of 'languages'")
        case "value_error":
            return clean_line(_own_message(details)), ""
        case "string_pattern_mismatch":
            what = _("'{name}' cannot be an id: letters, digits, '_' and '-', at most 80 of them, as in 'weight-alarm'")
            return what.format(name=name), ""
        case "number":
            return _("'{name}' is not a number").format(name=name), _("write figures, as in 5")
        case "day":
            return _("'{name}' is not a date").format(name=name), _("write it as in 2026-03-07")
        case "duration":
            return _("'{name}' is not a duration, such as '2 days'").format(name=name), ""
        case "string_type" | "tuple_type":
            return _("'{name}' is not text").format(name=name), _("write one line of words")
        case "dict_type" | "model_type":
            return _("'{name}' must have keys of its own").format(name=name), _("see a file of that kind that ships")
        case _:
            what = _("'{name}' is not what it should be: {detail}")
            return what.format(name=name, detail=clean_line(details["msg"])), ""


def _keys(model: type[BaseModel]) -> Iterable[str]:
    """Return every key that a file of this kind can have somewhere."""
    yield from model.model_fields
    for field in model.model_fields.values():
        yield from _keys_inside(field.annotation)


def _keys_inside(annotation: Any) -> Iterable[str]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _keys(annotation)
    for inner in getattr(annotation, "__args__", ()):
        yield from _keys_inside(inner)
