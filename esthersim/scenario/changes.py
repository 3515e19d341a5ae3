"""What effects change: a variable's value, or what a role knows.

`Effect.changes` turns each key of an effect into these. Whoever carries effects out, checks or explores them knows the
changes and not the keys, so a new key that changes something of the same sort is understood everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from esthersim.authored.conditions import Value

Trace: TypeAlias = tuple[str, ...]
"""What a condition can read of a change: `("knows", role, fact)`, or the variable's name alone."""


class Put(NamedTuple):
    """A variable gets a value. `key` is the key of the effect that says so, here as in the others."""

    key: str
    variable: str
    value: Value

    @property
    def traces(self) -> tuple[Trace, ...]:
        """What a condition can read of it."""
        return ((self.variable,),)


class Add(NamedTuple):
    """An amount is added to a variable: the only change that makes a difference again each time it happens."""

    key: str
    variable: str
    amount: int | Decimal

    @property
    def traces(self) -> tuple[Trace, ...]:
        """What a condition can read of it."""
        return ((self.variable,),)


class Know(NamedTuple):
    """From now on a role knows some facts; or, if `known` is false, no longer knows them."""

    key: str
    role: str
    facts: Sequence[str]
    known: bool = True

    @property
    def traces(self) -> tuple[Trace, ...]:
        """What a condition can read of it."""
        return tuple(("knows", self.role, fact) for fact in self.facts)


Change: TypeAlias = Put | Add | Know
