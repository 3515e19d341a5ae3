"""The result of an exploration: every state that the rules allow, and how one leads to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from esthersim.authored.problems import KeyPath
from esthersim.scenario.graph import Edge
from esthersim.scenario.model import Scenario

INJECT = -1
"""Stands for the edge where a step is an inject that comes at the event, which the team does not leave."""


Step: TypeAlias = tuple[int, int]
"""One step from a state: the edge taken (an index into `Space.edges`, or `INJECT`) and the state it leads to.

A plain tuple: there are hundreds of thousands, and the garbage collector leaves those alone that hold but numbers.
"""


class Origin(NamedTuple):
    """The first way found to a state: from which state, by which edge, and what was done at the event before."""

    state: int
    edge: int
    by: int
    """The edge on which the team set out: another where an inject took it elsewhere on the way."""
    given: tuple[tuple[str, str], ...] = ()
    """The facts handed over, each with a receiver, of those that some condition can read."""
    withheld: tuple[tuple[str, str], ...] = ()
    """The facts that the sender knew and kept back, of the same."""
    handed: bool = False
    """Whether the handover was done."""
    ticked: tuple[str, ...] = ()
    """The checklist items ticked, apart from required ones."""
    second: float = -1
    """Seconds of room time since the arrival, for which the team waited: until a timer ran out or an inject came."""
    inject: str | None = None
    """The inject fired."""


@dataclass(frozen=True)
class Space:
    """Every state that can be reached, numbered in the order of discovery: 0 is the start.

    A state is the arrival at an event, with all that conditions can still read: who knows what, variables, choices.
    All else is left out, so that teams that differ only in that are in the same state.

    There can be hundreds of thousands of steps: what is derived from all of them is computed once, and kept.
    """

    scenario: Scenario
    edges: tuple[Edge, ...]
    """`graph.every_edge(scenario)`: every way out of an event, those of injects last."""
    bound: str | None
    """The bound that cut it short, or `None`.

    `states`, `handover` (too many facts), `values` (of a variable), or `story` (time that goes on and on).
    """
    events: tuple[str, ...]
    """The event of each state."""
    steps: tuple[tuple[Step, ...], ...]
    """The steps from each state; none from an ending, nor from a dead end, nor from a state that a bound left open."""
    open_states: frozenset[int]
    """The states left unexplored because of a bound."""
    truths: Mapping[KeyPath, frozenset[bool]]
    """The answers that each condition of the journey gave, by its key path; none if it was never asked."""
    set_out: frozenset[int]
    """The edges on which a team can set out, as indexes into `edges`; injects may then lead it elsewhere."""
    came: frozenset[str]
    """The injects that can happen, of those that change something, lead somewhere or ask something."""
    choices_that_matter: frozenset[str]
    """The events whose decision led, in some state, to states that differ by the option chosen."""
    timers_that_matter: frozenset[str]
    """The events whose timer led, in some state, elsewhere than the team's own ways out."""
    facts_that_matter: Mapping[str, frozenset[str]]
    """For each event with a handover: the facts whose loss led, in some state, to another state."""
    ticked_shut: frozenset[str]
    """The events where, in some state, every option is closed by the items that must be ticked before leaving."""
    origin: Callable[[int], Origin | None]
    """How a state was first found; `None` for the start."""

    @property
    def complete(self) -> bool:
        """Whether nothing was cut."""
        return self.bound is None

    @cached_property
    def reached(self) -> frozenset[str]:
        """The events that can be reached."""
        return frozenset(self.events)

    @cached_property
    def taken(self) -> frozenset[int]:
        """The edges that can be taken to their end, as indexes into `edges`."""
        return frozenset({edge for steps in self.steps for edge, _to in steps} - {INJECT})

    @cached_property
    def by_event(self) -> Mapping[str, Sequence[int]]:
        """The states at each event that can be reached, the first found first."""
        found: dict[str, list[int]] = {}
        for state, event in enumerate(self.events):
            found.setdefault(event, []).append(state)
        return found

    def states_at(self, event: str) -> Sequence[int]:
        """Return the states at an event, the first found first; none where it cannot be reached."""
        return self.by_event.get(event, ())
