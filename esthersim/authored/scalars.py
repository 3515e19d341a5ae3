"""The small types that scenario files are made of: ids, durations, conditions, values."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, LiteralString, TypeVar

from pydantic import BeforeValidator, Field, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from esthersim.authored.conditions import Condition, ConditionError, parse_condition
from esthersim.authored.durations import Duration, StoryMoment, parse_duration, parse_story_moment
from esthersim.authored.tree import Quoted

T = TypeVar("T")

_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
ID_PATTERN = re.compile(r"\A[\w-]{1,80}\Z")
"""Letters and digits of any language, `_` and `-`.

Compiled here, so that pydantic uses it as it is: its own engine takes 20 ms at every start to know every letter there
is. `\\Z`, since `$` would let a line break end an id.
"""
_NUMBER = re.compile(r"[-+]?(\d{1,15})(\.\d{1,15})?", re.ASCII)
_STARTS = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})(?::\d{2})?")


def _duration(raw: object) -> Duration:
    if isinstance(raw, Duration):
        return raw
    return _read(raw, parse_duration, "duration", "not a duration")


def _story_moment(raw: object) -> StoryMoment:
    if isinstance(raw, StoryMoment):
        return raw
    return _read(raw, parse_story_moment, "story_moment", "not a moment of the story")


def _read(raw: object, reader: Callable[[str], T], kind: LiteralString, message: LiteralString) -> T:
    """Read a text; what the reader refuses, or what is not a text, is an error of that kind."""
    if isinstance(raw, str):
        try:
            return reader(raw)
        except ValueError:
            pass
    raise PydanticCustomError(kind, message)


def _starts(raw: object) -> datetime:
    if isinstance(raw, datetime):
        return raw
    if isinstance(raw, str) and (match := _STARTS.fullmatch(raw.strip())):
        try:
            return datetime.fromisoformat(f"{match[1]} {match[2]:0>5}")
        except ValueError:
            pass
    raise PydanticCustomError("starts", "not a date and time")


def _day(raw: object) -> date:
    if isinstance(raw, date):
        return raw
    text = str(raw).strip()
    with suppress(ValueError):
        if (day := date.fromisoformat(text)).isoformat() == text:
            return day
    raise PydanticCustomError("day", "not a day")


def _condition(raw: object) -> Condition:
    if isinstance(raw, Condition):
        return raw
    if not isinstance(raw, str):
        raise PydanticCustomError("string_type", "not a text")
    try:
        return parse_condition(raw)
    except ConditionError as error:
        details = {"column": error.column, "found": error.found, "expected": error.expected}
        raise PydanticCustomError("condition", "not a condition", details) from None


def truth(raw: object) -> bool:
    """Read `true` or `false` as YAML 1.2 writes them (so `yes` and `on` are texts)."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and not isinstance(raw, Quoted) and raw in _TRUE | _FALSE:
        return raw in _TRUE
    raise PydanticCustomError("truth", "neither true nor false")


def number(raw: object) -> int | Decimal:
    """Read a number as it is written: one with a point keeps its decimals. A quoted text is not a number."""
    if isinstance(raw, float):
        return Decimal(repr(raw))
    if isinstance(raw, (int, Decimal)) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and not isinstance(raw, Quoted) and (match := _NUMBER.fullmatch(raw)):
        return Decimal(raw) if match[2] else int(raw)
    raise PydanticCustomError("number", "not a number")


def _value(raw: object) -> bool | int | Decimal:
    try:
        return truth(raw)
    except PydanticCustomError:
        pass
    try:
        return number(raw)
    except PydanticCustomError:
        raise PydanticCustomError("value", "neither a number nor true or false") from None


def one_or_many(raw: Any) -> Any:
    """Return a list where one text alone was written in place of a list of texts."""
    return [raw] if isinstance(raw, str) else raw


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
VARIABLE_PATTERN = re.compile(r"\A[\w-]{1,80}(\.[\w-]{1,80})?\Z")
VariableId = Annotated[str, StringConstraints(pattern=VARIABLE_PATTERN)]
"""The id of a variable, or of one patient's vital sign: the role's id, a point, the sign (`beata.pulse`)."""
Text = Annotated[str, StringConstraints(min_length=1)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(one_or_many)]
OneOrManyIds = Annotated[tuple[Id, ...], BeforeValidator(one_or_many), Field(min_length=1)]
Truth = Annotated[bool, PlainValidator(truth)]
Number = Annotated[int | Decimal, PlainValidator(number)]
Value = Annotated[bool | int | Decimal, PlainValidator(_value)]
DurationText = Annotated[Duration, PlainValidator(_duration)]
StoryMomentText = Annotated[StoryMoment, PlainValidator(_story_moment)]
StartsText = Annotated[datetime, PlainValidator(_starts)]
DayText = Annotated[date, BeforeValidator(_day)]
ConditionText = Annotated[Condition, PlainValidator(_condition)]
