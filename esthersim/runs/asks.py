"""What an act asks for before it can be carried out: a closed union of frozen values, drawn by each front end.

`read` accepts only the kind of value that is asked for: for a choice the id of one of its options, for a form a value
for each of its fields. Whether the value is allowed (a text may be too long, an option no longer on offer) is for the
rules to decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from esthersim.play.refusal import Refusal

Value_co = TypeVar("Value_co", covariant=True)
FIRST_DAY = date(2000, 1, 1)


class NotAskedFor(ValueError):  # noqa: N818 - what happened is the better name
    """A value that the act does not ask for: a mistake of a front end, or bad input from outside."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several options. `why` is the reason why the rules would refuse it now; `passable` allows an override.

    `note` says its present state in a word or two, for example that an inject has happened.
    """

    id: str
    label: str
    note: str = ""
    why: Refusal | None = None
    passable: bool = False


class Asking(Generic[Value_co]):
    """What every kind of ask has in common."""

    __slots__ = ()

    @property
    def example(self) -> Value_co:
        """A value that it accepts, with which the rules are asked about the act before there is a real one."""
        raise NotImplementedError

    def read(self, value: object) -> Value_co:
        """Return the value if it is one that is asked for, otherwise raise `NotAskedFor`."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Nothing(Asking[None]):
    """Nothing is asked for: the act can be done as it is."""

    @property
    def example(self) -> None:
        """Nothing."""
        return None

    def read(self, value: object) -> None:
        """Accept only `None`."""
        if value is not None:
            raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Choice(Asking[str]):
    """The id of one of the options, of which there is at least one."""

    options: tuple[Option, ...]

    @property
    def example(self) -> str:
        """The first option that the rules would not refuse, otherwise the first."""
        return next((each for each in self.options if each.why is None), self.options[0]).id

    def read(self, value: object) -> str:
        """Accept the id of an option."""
        if isinstance(value, str) and any(value == each.id for each in self.options):
            return value
        raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Ticks(Asking[tuple[str, ...]]):
    """The ids of `least` to `most` of the options; `ticked` are those that are ticked now."""

    options: tuple[Option, ...]
    ticked: tuple[str, ...] = ()
    least: int = 0
    most: int = 1000

    @property
    def example(self) -> tuple[str, ...]:
        """The first options, as few as allowed."""
        return tuple(each.id for each in self.options[: self.least])

    def read(self, value: object) -> tuple[str, ...]:
        """Accept ids within the bounds, and return them in the order of the options."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            ticked = tuple(each.id for each in self.options if each.id in value)
            if len(ticked) == len(value) and self.least <= len(ticked) <= self.most:
                return ticked
        raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Text(Asking[str]):
    """A text in free words."""

    @property
    def example(self) -> str:
        """An ellipsis."""
        return "…"

    def read(self, value: object) -> str:
        """Accept any text."""
        if isinstance(value, str):
            return value
        raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Number(Asking[int]):
    """A whole number within bounds; for a scale, `low` and `high` say what its ends mean."""

    least: int
    most: int
    low: str = ""
    high: str = ""

    @property
    def example(self) -> int:
        """The least number."""
        return self.least

    def read(self, value: object) -> int:
        """Accept a number within the bounds."""
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Days(Asking[tuple[date, ...]]):
    """At most `most` calendar days."""

    most: int = 1

    @property
    def example(self) -> tuple[date, ...]:
        """One day."""
        return (FIRST_DAY,)

    def read(self, value: object) -> tuple[date, ...]:
        """Accept days, not too many."""
        if isinstance(value, Sequence) and len(value) <= self.most and all(isinstance(each, date) for each in value):
            return tuple(value)
        raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a form; an `optional` one may be left out."""

    id: str
    label: str
    ask: Choice | Ticks | Text | Number | Days
    optional: bool = False


class Filled:
    """A form that has been filled in. Fields that were left out are empty."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def text(self, field: str) -> str:
        """Return the text of a field."""
        value = self._values.get(field)
        return value if isinstance(value, str) else ""

    def chosen(self, field: str) -> str | None:
        """Return the id that was chosen in a field, or `None`."""
        return self.text(field) or None

    def ticked(self, field: str) -> tuple[str, ...]:
        """Return the ids that were ticked in a field."""
        value = self._values.get(field)
        return tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()

    def days(self, field: str) -> tuple[date, ...]:
        """Return the days of a field."""
        value = self._values.get(field)
        return tuple(each for each in value if isinstance(each, date)) if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Form(Asking[Filled]):
    """Several parts that belong together, each with its own ask."""

    fields: tuple[Field, ...]

    @property
    def example(self) -> Filled:
        """A form with an example in each required field."""
        return Filled({each.id: each.ask.example for each in self.fields if not each.optional})

    def read(self, value: object) -> Filled:
        """Accept a value for each field, by the id of the field."""
        if isinstance(value, Filled):
            return value
        if not isinstance(value, Mapping) or not value.keys() <= {each.id for each in self.fields}:
            raise NotAskedFor(value)
        filled = {}
        for each in self.fields:
            if value.get(each.id) is not None:
                filled[each.id] = each.ask.read(value[each.id])
            elif not each.optional:
                raise NotAskedFor(each.id)
        return Filled(filled)


Ask = Nothing | Choice | Ticks | Text | Number | Days | Form
"""What an act can ask for."""
