"""Authored files beside the scenarios: YAML with each text in all of its languages, read with clear errors and bounded.

A text is a mapping from language to words, `{sv: ..., en: ...}`. A file names its `id`, its `languages`, its `source`
(one or several), its `licence`, and its `date`: the day when it was written or last checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date as Day  # noqa: N812 - a file's key is called `date`
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from esthersim.authored.file_bytes import read_text
from esthersim.authored.problems import KeyPath, Report, did_you_mean, listed, nearest
from esthersim.authored.reading import Tree
from esthersim.authored.scalars import ID_PATTERN, one_or_many
from esthersim.authored.yaml_text import first_error, tree_or_error
from esthersim.cleaning import bounded, clean_line
from esthersim.files import FileError
from esthersim.language import _

LONGEST = 200_000
"""Characters of an authored file: the longest that ships has some fifteen thousand."""
_OF_THE_KEY = "[key]"
"""What pydantic puts at the end of a path where the key itself is wrong."""
_GAP = re.compile(r"\{(\w*)\}")

Texts = Annotated[dict[str, Annotated[str, Field(min_length=1)]], Field(min_length=1)]
Several = BeforeValidator(one_or_many)
Key = Annotated[str, Field(pattern=ID_PATTERN)]
"""An id inside an authored file."""


def _day(raw: object) -> Day:
    if isinstance(raw, Day):
        return raw
    try:
        return Day.fromisoformat(str(raw).strip())
    except ValueError:
        raise PydanticCustomError("day", "not a day") from None


class AuthoredError(FileError):
    """An authored file that cannot be used."""


class Piece(BaseModel):
    """What every part of an authored file shares: frozen, and no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Authored(Piece):
    """What stands at the head of every authored file; a user's own may leave out where it comes from and when."""

    id: str
    languages: Annotated[tuple[str, ...], Several, Field(min_length=1)]
    source: Annotated[tuple[str, ...], Several] = ()
    licence: str = ""
    date: Annotated[Day | None, BeforeValidator(_day)] = None

    @model_validator(mode="before")
    @classmethod
    def _in_all_languages(cls, raw: Any) -> Any:
        """Refuse a file in which a text lacks one of its languages."""
        languages = one_or_many(raw.get("languages")) if isinstance(raw, dict) else None
        if isinstance(languages, list) and all(isinstance(code, str) for code in languages):
            for path, texts in _texts(raw, set(languages), ()):
                lacking = [code for code in languages if not texts.get(code)]
                if lacking:
                    raise ValueError(".".join(path) + "\n" + ", ".join(lacking))
        return raw


def _texts(raw: Any, languages: set[str], path: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], Mapping[str, str]]]:
    if not isinstance(raw, dict):
        return
    if languages.intersection(raw) and not any(isinstance(value, dict) for value in raw.values()):
        yield path, raw
        return
    for key, value in raw.items():
        yield from _texts(value, languages, (*path, key))


File = TypeVar("File", bound=Authored)


def read_authored(model: type[File], text: str, file: str) -> File:
    """Read an authored file from its text; raise `AuthoredError` with file, line and column at the first mistake."""
    tree = tree_or_error(text, file, AuthoredError)
    try:
        return model.model_validate(tree.root)
    except ValidationError as error:
        raise _explained(model, error, tree, file) from error


def read_file(model: type[File], path: Path) -> File:
    """Read an authored file; raise `AuthoredError` where it is not there, too large or wrong."""
    report = Report(str(path))
    if not path.is_file():
        raise AuthoredError(report.file, _("there is no such file"), _("check the name"))
    text = read_text(path, report)
    if text is None:
        raise first_error(report, AuthoredError)
    if len(text) > LONGEST:
        what = _("it has more than {most} characters").format(most=LONGEST)
        raise AuthoredError(report.file, what, _("make it smaller"))
    return read_authored(model, text, report.file)


def gaps(text: str) -> frozenset[str]:
    """Return the names of the gaps, such as `{clock}`, in a text."""
    return frozenset(_GAP.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values into the gaps of a text, as they are: what a value holds is never taken for a gap."""
    return _GAP.sub(lambda match: values.get(match[1], match[0]), text)


def _explained(model: type[Authored], error: ValidationError, tree: Tree, file: str) -> AuthoredError:
    """Word the first mistake of a file, in the order of its lines."""
    found = []
    for each in error.errors(include_url=False):
        steps: KeyPath = tuple(step for step in each["loc"] if step != _OF_THE_KEY)
        text = str(each["ctx"]["error"]) if each["type"] == "value_error" else ""
        if "\n" in text:
            steps = tuple(text.partition("\n")[0].split("."))
        elif text and not steps and ": " in text:
            steps = tuple(text.partition(": ")[0].split("."))
        of_the_key = each["type"] == "extra_forbidden" or _OF_THE_KEY in each["loc"]
        found.append((tree.place(steps, key=of_the_key), steps, each, text))
    # A key that nobody knows explains the one that is missed, so it is told first.
    place, steps, first, text = min(found, key=lambda each: (each[2]["type"] != "extra_forbidden", each[0]))
    name = bounded(clean_line(".".join(map(str, steps))), 120) or model.__name__.removesuffix("Text").lower()
    if first["type"] == "extra_forbidden":
        known = set(_keys(model))
        what = _("there is no key '{name}'{hint}").format(name=name, hint=did_you_mean(str(steps[-1]), known))
        return AuthoredError(f"{file}:{place[0] + 1}:{place[1] + 1}", what, "")
    return AuthoredError(f"{file}:{place[0] + 1}:{place[1] + 1}", *_worded(name, first, text))


def _worded(name: str, first: ErrorDetails, text: str) -> tuple[str, str]:  # noqa: C901 - one case a kind of mistake
    """Say what is wrong with a value, and what to do."""
    do = ""
    match first["type"]:
        case "missing":
            what, do = _("'{name}' is missing").format(name=name), _("write it")
        case "condition":
            details = first.get("ctx", {})
            what = _("'{name}' is not a condition: found '{found}', expected {expected}").format(
                name=name, found=clean_line(str(details.get("found"))), expected=details.get("expected")
            )
        case "literal_error" | "enum":
            what = _("'{name}' cannot be {value}").format(name=name, value=repr(first["input"])[:60])
            expected = str(first.get("ctx", {}).get("expected", ""))
            near = nearest(str(first["input"]), re.findall("'([^']+)'", expected))
            do = (
                _("did you mean '{name}'?").format(name=near)
                if near
                else _("write {expected}").format(expected=expected)
            )
        case "value_error" if "\n" in text:
            languages = listed(text.partition("\n")[2].split(", "))
            what = _("'{name}' has no text in {languages}").format(name=name, languages=languages)
            do = _("write it, or take the language out of 'languages'")
        case "value_error":
            what = clean_line(text)
        case "number":
            what, do = _("'{name}' is not a number").format(name=name), _("write figures, as in 5")
        case "day":
            what, do = _("'{name}' is not a date").format(name=name), _("write it as in 2026-03-07")
        case "string_type" | "tuple_type":
            what, do = _("'{name}' is not text").format(name=name), _("write one line of words")
        case "too_short" | "string_too_short":
            what, do = _("'{name}' is missing").format(name=name), _("write it")
        case "dict_type" | "model_type":
            what, do = (
                _("'{name}' must have keys of its own").format(name=name),
                _("see a file of that kind that ships"),
            )
        case _:
            what = _("'{name}' is not what it should be: {detail}").format(name=name, detail=clean_line(first["msg"]))
    return what, do


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
