"""Counts of many things in one large number: some ten times as fast as counting in dictionaries."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Fields(Generic[Thing]):
    """A number with a field of bits for each thing, so that adding two numbers adds all counts at once."""

    def __init__(self, things: Iterable[Thing], most: int) -> None:
        """Make a field for each thing, wide enough to count up to `most`."""
        self._width = max(most.bit_length(), 1)
        self._places = {thing: number * self._width for number, thing in enumerate(dict.fromkeys(things))}

    def mark(self, things: Iterable[Thing]) -> int:
        """Return a one in the field of each of some things. Joined with `|`, marks count what they share once."""
        return sum(1 << self._places[thing] for thing in set(things))

    def counts(self, total: int) -> Mapping[Thing, int]:
        """Return the count of each thing in a sum."""
        field = (1 << self._width) - 1
        return {thing: total >> place & field for thing, place in self._places.items()}
