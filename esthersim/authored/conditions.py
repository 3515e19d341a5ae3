"""Conditions: a small language over what the roles know and what has happened.

The grammar stands in the format's reference. Conditions are parsed here and asked of a `Situation`; nothing of a
scenario ever reaches Python's `eval`. Every name keeps its column, so that a problem can point inside the line.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Literal, Protocol

from esthersim.authored.durations import Duration, parse_duration

type_of_name = Literal["role", "fact", "event", "option", "item", "expectation", "deadline", "variable"]
Value = bool | int | Decimal
"""What a variable can be. A number with a point is the decimal that was written: 0.1 three times is 0.3."""

DEEPEST = 40
COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
LOOK_BACK = {"lost": "fact", "missed": "expectation", "late": "expectation", "broke": "deadline"}
VERBS: dict[str, type_of_name] = {
    "visited": "event",
    "expired": "event",
    "checked": "item",
    "lost": "fact",
    "leaked": "fact",
    "missed": "expectation",
    "late": "expectation",
    "broke": "deadline",
}
RECEIVER_AFTER = {"lost": "for", "leaked": "to"}
"""The word between a fact and one of its receivers, after the verbs that can name one."""
RESERVED = frozenset({"and", "or", "not", "knows", "chose", "at", "true", "false", "news2", *VERBS}) - {"leaked"}
"""The words that no id may be. Those that the format got later (`leaked`, `since`, `day` ...) may be ids: what
follows tells them apart, and a name of the scenario's own goes before."""
ANYBODY, EVERYBODY = "anybody", "everybody"
"""Stand for roles before `knows`, where no role of the scenario has that id."""
DAY, CLOCK, NEWS2 = "day", "clock", "news2"
"""Values that every scenario has: the day of the story, its time of day, and the early warning score."""

_TOKEN = re.compile(r"\s*(\d{1,2}:\d{2}|[\w-]+(?:\.[\w-]+)?|==|!=|<=|>=|<|>|\(|\))", re.UNICODE)
_TIME_OF_DAY = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_LENGTH = re.compile(r"(\s*\d+(?:[.,]\d+)?\s*(?!and\b|or\b)[^\W\d_]+)+", re.UNICODE)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def value_text(value: Value) -> str:
    """Return a value as an author writes it: `true`, `3` or `37.5`."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class ConditionError(ValueError):
    """A condition that cannot be read: `column` (0-based, in the condition's text), what was found and expected."""

    def __init__(self, column: int, found: str, expected: str) -> None:
        """Keep the column, what was found there, and what was expected."""
        super().__init__(f"column {column}: found {found!r}, expected {expected}")
        self.column = column
        self.found = found
        self.expected = expected


class TimeOfDay(int):
    """A time of day as a condition writes it (`17:00`): minutes since midnight."""


class Situation(Protocol):
    """What a condition can ask; the state of a run answers it."""

    def knows(self, role: str, fact: str) -> bool:
        """Tell whether the role knows the fact now."""

    def happened(self, verb: str, name: str, receiver: str | None = None) -> bool:
        """Tell whether one of the `VERBS` holds for the name; of a fact lost or leaked, for that receiver or any."""

    def chose(self, option: str, event: str | None) -> bool:
        """Tell whether the option was chosen, at that event or at any."""

    def value(self, variable: str) -> Value | None:
        """Return a variable's value now, or `None` when it has none (a `news2` without all vital signs)."""

    def since(self, event: str) -> timedelta | None:
        """Return the story time since the latest arrival at an event, or `None` before the first."""


@dataclass(frozen=True, slots=True)
class Name:
    """An id inside a condition, what it must name, and its column (0-based) in the text."""

    text: str
    kind: type_of_name
    column: int


@dataclass(frozen=True, slots=True)
class Knows:
    """`ROLE knows FACT`."""

    role: Name
    fact: Name

    def holds(self, situation: Situation) -> bool:
        """Ask the situation."""
        return situation.knows(self.role.text, self.fact.text)


@dataclass(frozen=True, slots=True)
class Happened:
    """One of the `VERBS` and a name; `lost FACT for ROLE` and `leaked FACT to ROLE` name a receiver too."""

    verb: str
    name: Name
    receiver: Name | None = None

    def holds(self, situation: Situation) -> bool:
        """Ask the situation."""
        return situation.happened(self.verb, self.name.text, self.receiver.text if self.receiver else None)


@dataclass(frozen=True, slots=True)
class Chose:
    """`chose OPTION`, or `chose OPTION at EVENT`."""

    option: Name
    event: Name | None

    def holds(self, situation: Situation) -> bool:
        """Ask the situation."""
        return situation.chose(self.option.text, self.event.text if self.event else None)


@dataclass(frozen=True, slots=True)
class Compare:
    """A value on its own (true when it is not zero or false), or two values compared.

    A variable without a value (a `news2` that lacks a vital sign) makes every comparison false: nobody acts on a
    missing total.
    """

    left: Name | Value
    comparison: str | None = None
    right: Name | Value | None = None

    def holds(self, situation: Situation) -> bool:
        """Ask the situation."""
        left = situation.value(self.left.text) if isinstance(self.left, Name) else self.left
        if self.comparison is None:
            return bool(left)
        right = situation.value(self.right.text) if isinstance(self.right, Name) else self.right
        return left is not None and right is not None and COMPARISONS[self.comparison](left, right)


@dataclass(frozen=True, slots=True)
class Since:
    """`since EVENT > 30 min`: story time since the latest arrival there, compared; false before the first."""

    event: Name
    comparison: str
    length: Duration

    def holds(self, situation: Situation) -> bool:
        """Ask the situation."""
        passed = situation.since(self.event.text)
        seconds = None if passed is None else int(passed.total_seconds())
        return seconds is not None and COMPARISONS[self.comparison](seconds, self.length.total_seconds)


@dataclass(frozen=True, slots=True)
class Not:
    """`not` a test."""

    part: Part

    def holds(self, situation: Situation) -> bool:
        """Ask the situation."""
        return not self.part.holds(situation)


@dataclass(frozen=True, slots=True)
class All:
    """Parts joined by `and`."""

    parts: tuple[Part, ...]

    def holds(self, situation: Situation) -> bool:
        """Ask the situation."""
        return all(part.holds(situation) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Any:
    """Parts joined by `or`."""

    parts: tuple[Part, ...]

    def holds(self, situation: Situation) -> bool:
        """Ask the situation."""
        return any(part.holds(situation) for part in self.parts)


Part = Knows | Happened | Chose | Compare | Since | Not | All | Any


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as it was written, and parsed."""

    text: str
    part: Part

    def holds(self, situation: Situation) -> bool:
        """Tell whether the condition is true in the situation."""
        return self.part.holds(situation)


def holds(condition: Condition | None, situation: Situation) -> bool:
    """Tell whether a condition is true in a situation; none at all always is."""
    return condition is None or condition.holds(situation)


def names(part: Part) -> Iterator[Name]:  # noqa: C901 - one case a kind of test
    """Yield every name that a condition's part mentions, from left to right."""
    match part:
        case Knows(role, fact):
            yield from (role, fact)
        case Happened(_, name, receiver):
            yield name
            if receiver is not None:
                yield receiver
        case Since(event):
            yield event
        case Chose(option, event):
            yield option
            if event is not None:
                yield event
        case Compare(left, _, right):
            yield from (side for side in (left, right) if isinstance(side, Name))
        case Not(inner):
            yield from names(inner)
        case All(parts) | Any(parts):
            for each in parts:
                yield from names(each)


def parse_condition(text: str) -> Condition:
    """Read a condition; raise `ConditionError` with the column where it stops making sense."""
    reader = _Reader(text)
    part = reader.any(0)
    if reader.word:
        raise reader.error("'and', 'or' or the end")
    return Condition(text, part)


class _Reader:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = 0
        self.advance()

    def advance(self) -> None:
        match = _TOKEN.match(self.text, self.end)
        if match is None:
            rest = self.text[self.end :].lstrip()
            self.column = len(self.text) - len(rest)
            self.word = rest[:1]
            if rest:
                raise self.error("a name, a number or a comparison")
            return
        self.word = match[1]
        self.column, self.end = match.span(1)

    def error(self, expected: str) -> ConditionError:
        return ConditionError(self.column, self.word, expected)

    def take(self, word: str) -> bool:
        if self.word != word:
            return False
        self.advance()
        return True

    def any(self, depth: int) -> Part:
        parts = [self.all(depth)]
        while self.take("or"):
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def all(self, depth: int) -> Part:
        parts = [self.negation(depth)]
        while self.take("and"):
            parts.append(self.negation(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def negation(self, depth: int) -> Part:
        if depth > DEEPEST:
            raise self.error("fewer parentheses")
        if self.take("not"):
            return Not(self.test(depth))
        return self.test(depth)

    def test(self, depth: int) -> Part:
        if self.take("("):
            inner = self.any(depth + 1)
            if not self.take(")"):
                raise self.error("')'")
            return inner
        if self.word in VERBS and (self.word in RESERVED or self.names_something_next()):
            verb = self.word
            self.advance()
            name = self.name(VERBS[verb])
            named = verb in RECEIVER_AFTER and self.take(RECEIVER_AFTER[verb])
            return Happened(verb, name, self.name("role") if named else None)
        if self.word == "since" and self.names_something_next():
            self.advance()
            return self.since(self.name("event"))
        if self.take("chose"):
            option = self.name("option")
            return Chose(option, self.name("event") if self.take("at") else None)
        column = self.column
        left = self.value()
        if isinstance(left, Name) and self.take("knows"):
            return Knows(Name(left.text, "role", column), self.name("fact"))
        if self.word in COMPARISONS:
            comparison = self.word
            self.advance()
            return Compare(left, comparison, self.value())
        return Compare(left)

    def names_something_next(self) -> bool:
        """Tell whether the next word is an id, so that this one is not."""
        match = _TOKEN.match(self.text, self.end)
        return match is not None and match[1] not in RESERVED and match[1] not in COMPARISONS and match[1] not in "()"

    def since(self, event: Name) -> Part:
        if self.word not in COMPARISONS:
            raise self.error("'<', '>' or another comparison")
        comparison = self.word
        match = _LENGTH.match(self.text, self.end)
        self.advance()
        try:
            length = parse_duration(match[0] if match else "")
        except ValueError:
            raise self.error("a duration, such as '30 min'") from None
        self.end = match.end() if match else self.end
        self.advance()
        return Since(event, comparison, length)

    def name(self, kind: type_of_name) -> Name:
        word, column = self.word, self.column
        if not word or not (word[0].isalnum() or word[0] in "_-") or word in RESERVED or "." in word:
            raise self.error(f"the id of {'an' if kind[0] in 'aeiou' else 'a'} {kind}")
        self.advance()
        return Name(word, kind, column)

    def value(self) -> Name | Value:
        word, column = self.word, self.column
        if word in {"true", "false"}:
            self.advance()
            return word == "true"
        if _NUMBER.fullmatch(word):
            self.advance()
            return Decimal(word) if "." in word else int(word[:18])
        if time := _TIME_OF_DAY.fullmatch(word):
            hour, minute = int(time[1]), int(time[2])
            if hour > 23 or minute > 59:
                raise self.error("a time of day, such as '17:00'")
            self.advance()
            return TimeOfDay(60 * hour + minute)
        if word == NEWS2:
            self.advance()
            return Name(word, "variable", column)
        if not word or word in RESERVED or not (word[0].isalnum() or word[0] in "_-"):
            raise self.error("a test, such as 'nurse knows weight'")
        self.advance()
        return Name(word, "variable", column)
