"""What an act asks for before it can be carried out: a closed union of frozen values, drawn by each front end its way.

An ask takes a value only if it is one that it asks for (`read`): a choice takes the id of one of its options, a form
takes a value for each of its fields. Whether the value is any good (a text that is too long, an option that is not on
offer any more) is for the rules to say.
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
    """A value that the act does not ask for: a front end's mistake, or garbage from outside."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several. `why` says what stands against it now; `passable` that the facilitator may take it all the same.

    `note` tells how it stands in a word or two, such as that an inject has happened.
    """

    id: str
    label: str
    note: str = ""
    why: Refusal | None = None
    passable: bool = False


class Asking(Generic[Value_co]):
    """What every ask can do."""

    __slots__ = ()

    @property
    def example(self) -> Value_co:
        """A value that it takes, to ask the rules about where nobody has given one yet."""
        raise NotImplementedError

    def read(self, value: object) -> Value_co:
        """Return the value as one that is asked for, or raise `NotAskedFor`."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Nothing(Asking[None]):
    """Nothing is asked for: it can be done as it is."""

    @property
    def example(self) -> None:
        """Nothing."""
        return None

    def read(self, value: object) -> None:
        """Take nothing."""
        if value is not None:
            raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Choice(Asking[str]):
    """One of at least one option, by its id."""

    options: tuple[Option, ...]

    @property
    def example(self) -> str:
        """The first option that nothing stands against, else the first."""
        return next((each for each in self.options if each.why is None), self.options[0]).id

    def read(self, value: object) -> str:
        """Take the id of an option."""
        if isinstance(value, str) and any(value == each.id for each in self.options):
            return value
        raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Ticks(Asking[tuple[str, ...]]):
    """So many of the options, by their ids; `ticked` are those that stand now."""

    options: tuple[Option, ...]
    ticked: tuple[str, ...] = ()
    least: int = 0
    most: int = 1000

    @property
    def example(self) -> tuple[str, ...]:
        """The first options, as few as can be."""
        return tuple(each.id for each in self.options[: self.least])

    def read(self, value: object) -> tuple[str, ...]:
        """Take so many ids, and return them in the order of the options."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            ticked = tuple(each.id for each in self.options if each.id in value)
            if len(ticked) == len(value) and self.least <= len(ticked) <= self.most:
                return ticked
        raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Text(Asking[str]):
    """A text in somebody's own words."""

    @property
    def example(self) -> str:
        """An ellipsis."""
        return "…"

    def read(self, value: object) -> str:
        """Take any text."""
        if isinstance(value, str):
            return value
        raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Number(Asking[int]):
    """A whole number within bounds; `low` and `high` say what the ends of a scale mean, where it is one."""

    least: int
    most: int
    low: str = ""
    high: str = ""

    @property
    def example(self) -> int:
        """The least."""
        return self.least

    def read(self, value: object) -> int:
        """Take a number within the bounds."""
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Days(Asking[tuple[date, ...]]):
    """Up to so many calendar days."""

    most: int = 1

    @property
    def example(self) -> tuple[date, ...]:
        """One day."""
        return (FIRST_DAY,)

    def read(self, value: object) -> tuple[date, ...]:
        """Take so many days."""
        if isinstance(value, Sequence) and len(value) <= self.most and all(isinstance(each, date) for each in value):
            return tuple(value)
        raise NotAskedFor(value)


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a form; one that is `optional` may be left out."""

    id: str
    label: str
    ask: Choice | Ticks | Text | Number | Days
    optional: bool = False


class Filled:
    """A form as it was filled in. What was left out is empty."""

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
        """A form with an example in each field that must not be left out."""
        return Filled({each.id: each.ask.example for each in self.fields if not each.optional})

    def read(self, value: object) -> Filled:
        """Take a value for each field, by the field's id."""
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
