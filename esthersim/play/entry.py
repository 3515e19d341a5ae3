"""The base classes of every kind of entry and command.

Each kind is one class that defines everything about it: its fields, whether it is its own command, who may ask for it
and when, and how it changes the state. The rules (`judge`), folding (`evolve`), replay, the journal's documents, the
seats' rights and the properties in the tests all derive from that. `entries` and `commands` list every kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from esthersim.play.journey import Journey
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR, Right, Step

UNTIL_CLOSED = frozenset(Step) - {Step.CLOSED}
IN_SIMULATION = frozenset({Step.SIMULATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class BySeat:
    """An act of a seat; `seat` is a role, an observer or the facilitator."""

    seat: str = FACILITATOR


class Recorded(NamedTuple):
    """An entry with its place in the journal: number, UTC, and room time in seconds."""

    seq: int
    at: datetime
    room: float
    entry: Entry


@dataclass(frozen=True, slots=True)
class Entry(BySeat):
    """One thing that happened: a line of a run's journal. Every kind is `Inert`, a `RoomEntry` or a `JourneyEntry`.

    An entry says what was decided or observed; what follows from it by the rules of the scenario (effects, knowledge,
    story time) is computed by `evolve`, so that nothing is stored twice.
    """

    version: ClassVar[int] = 1
    """The version of the kind's document in journals; it rises when a field changes its meaning."""

    @staticmethod
    def upgraded(document: Mapping[str, Any], version: int) -> Mapping[str, Any]:
        """Return the fields of an older document converted to the current version."""
        del version
        return document

    def evolve(self, state: State, recorded: Recorded, /) -> State:
        """Return the state after this entry. Total: it never refuses, whatever the journal says.

        An entry that names something the scenario no longer has (an edited text) changes nothing but the numbering.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Inert(Entry):
    """An entry that changes nothing: it is there to be read in the journal."""

    def evolve(self, state: State, recorded: Recorded, /) -> State:
        """Give the state the entry's number and times, and change nothing else."""
        return state._replace(seq=recorded.seq, at=recorded.at, room=recorded.room)


@dataclass(frozen=True, slots=True)
class RoomEntry(Entry):
    """An entry that changes what is around the journey: seats, steps, reflection, plan. A rewind does not undo it."""

    def change(self, state: State, /) -> State:
        """Return the state as changed by this entry."""
        raise NotImplementedError

    def evolve(self, state: State, recorded: Recorded, /) -> State:
        """Change the state and number it."""
        return self.change(state)._replace(seq=recorded.seq, at=recorded.at, room=recorded.room)


@dataclass(frozen=True, slots=True)
class JourneyEntry(Entry):
    """An entry that changes the journey and is undone by a rewind."""

    def change(self, state: State, journey: Journey, room: float, /) -> Journey:
        """Return the journey as changed by this entry at a room time in seconds."""
        raise NotImplementedError

    def evolve(self, state: State, recorded: Recorded, /) -> State:
        """Change the journey, keeping its earlier state for rewinds; before the journey begins, change nothing."""
        seq, at, room, _entry = recorded
        before = journey = state.journey
        if before is not None:
            journey = self.change(state, before, room)
            if journey is not before:
                journey = journey._replace(seq=seq, older=before)
        return state._replace(seq=seq, at=at, room=room, journey=journey)


Entries = tuple[Entry, ...]
Decision = Entries | Refusal


class Ruling(NamedTuple):
    """What the rules answer to a command.

    `expired` are the entries of what time brought before the command could be judged (a timer that ran out, an inject
    that came by itself); they are recorded even if the command is refused. `entries` are those of the command itself,
    none where it is refused.
    """

    expired: Entries
    entries: Entries
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Command(BySeat):
    """A request from a seat. Where the rules only decide whether to record it, one class is both entry and command."""

    by: ClassVar[frozenset[Right]] = frozenset()
    """The rights of which the seat needs one. The facilitator may ask on behalf of any seat that has one."""
    steps: ClassVar[frozenset[Step]] = UNTIL_CLOSED
    """The steps of a run in which it is accepted."""
    in_pause: ClassVar[bool] = True
    """Whether it is accepted while the run is paused."""
    of_event: ClassVar[bool] = False
    """Whether it applies only to the event that the asker sees, and must be refused once the team has moved on."""
    facilitated: ClassVar[bool] = False
    """Whether only the facilitator may ask for it, on behalf of a seat that has the right or for herself."""

    @property
    def overrides(self) -> bool:
        """Whether it overrides an unmet requirement, which only the facilitator may do."""
        return False

    def handle(self, state: State, room: float, /) -> Decision:
        """Return the entries that follow, or the refusal. Seat, step and pause have been checked already."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Overridable(Command):
    """A command that the facilitator can force although a requirement is unmet; the override is logged."""

    override: bool = field(default=False, kw_only=True)

    @property
    def overrides(self) -> bool:
        """Whether it is forced."""
        return self.override
