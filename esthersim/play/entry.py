"""What every kind of entry and of command is made of.

A kind says all of itself in its class: its fields, whether it can be asked for as it is, who may ask for it and when,
and what it makes of the state. The rules (`judge`), folding (`evolve`), replay, the journal's documents, the seats'
rights and the laws in the tests follow from that. `entries` and `commands` hold every kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from esthersim.play.journey import Journey
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.words import FACILITATOR, Right, Step

UNTIL_CLOSED = frozenset(Step) - {Step.CLOSED}
IN_SIMULATION = frozenset({Step.SIMULATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class BySeat:
    """Something that a seat does; `seat` is a role, an observer or the facilitator."""

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
    """The version of its document in journals; it rises when a field changes its meaning."""

    @staticmethod
    def upgraded(document: Mapping[str, Any], version: int) -> Mapping[str, Any]:
        """Return the fields of an older version's document as those of today."""
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
    """An entry that changes what is around the journey: seats, steps, reflection, plan. A rewind leaves it alone."""

    def change(self, state: State, /) -> State:
        """Return what this entry makes of the state."""
        raise NotImplementedError

    def evolve(self, state: State, recorded: Recorded, /) -> State:
        """Change the state and number it."""
        return self.change(state)._replace(seq=recorded.seq, at=recorded.at, room=recorded.room)


@dataclass(frozen=True, slots=True)
class JourneyEntry(Entry):
    """An entry that changes the journey, and that a rewind takes back."""

    def change(self, state: State, journey: Journey, room: float, /) -> Journey:
        """Return what this entry makes of the journey, at a room time in seconds."""
        raise NotImplementedError

    def evolve(self, state: State, recorded: Recorded, /) -> State:
        """Change the journey, which keeps what it was before; where there is none, change nothing."""
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
    """The answer of the rules to a command.

    `expired` is what time has brought about before the command could be judged: it is recorded whatever becomes of the
    command. `entries` is what the command itself leads to, nothing where it is refused.
    """

    expired: Entries
    entries: Entries
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Command(BySeat):
    """What a seat asks for. Where nothing is decided but whether it may be recorded, the entry is its own command."""

    by: ClassVar[frozenset[Right]] = frozenset()
    """What a seat must be to ask for this. The facilitator may ask for everything, for any seat that this fits."""
    steps: ClassVar[frozenset[Step]] = UNTIL_CLOSED
    """The steps of a run in which it can be asked for."""
    in_pause: ClassVar[bool] = True
    """Whether it can be asked for while the run is paused."""
    of_event: ClassVar[bool] = False
    """Whether it means the event that whoever asks has before them, and must never strike the one after it."""

    @property
    def overrides(self) -> bool:
        """Whether it passes something that is open, which only the facilitator may do."""
        return False

    def handle(self, state: State, room: float, /) -> Decision:
        """Return the entries that follow, or why it is refused. Seat, step and pause have been looked at already."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Overridable(Command):
    """A command that the facilitator can push through where the rules ask for something first; that is logged."""

    override: bool = field(default=False, kw_only=True)

    @property
    def overrides(self) -> bool:
        """Whether it is pushed through."""
        return self.override
