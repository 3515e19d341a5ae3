"""Everything around the journey: beginning, steps and gates, seats, ticks, pauses, and the text that is played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from esthersim.play.arrivals import Arrived
from esthersim.play.entry import Command, Decision, Inert, Overridable, RoomEntry
from esthersim.play.gates import FEWEST_OBJECTIVES, MOST_OBJECTIVES, can_override, open_at_gate
from esthersim.play.refusal import Refusal
from esthersim.play.rights import known_seats
from esthersim.play.state import State
from esthersim.play.vocabulary import Cause, GateItem, Reason, Right, Step, Ticking

MOST_PEOPLE = 50


def most_people(state: State, seat: str) -> int:
    """Return how many people a seat has room for."""
    role = state.scenario.roles.get(seat)
    return max(int(role.people[1]), 1) if role else MOST_PEOPLE


@dataclass(frozen=True, slots=True)
class RunStarted(RoomEntry):
    """A team begins a scenario; with the ids of the prebriefing and closing items that apply to this run."""

    scenario: str
    prebriefing: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()

    def change(self, state: State, /) -> State:
        """Set up the room as at the beginning: all objectives of the scenario are agreed."""
        objectives = tuple(state.scenario.objectives)
        setting = replace(state.setting, prebriefing=self.prebriefing, closing=self.closing, objectives=objectives)
        return state._replace(setting=setting)


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Begin the run, with the prebriefing and closing items that apply."""

    prebriefing: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept it once."""
        if state.started:
            return Refusal(Reason.WRONG_STEP, (state.step,))
        return (RunStarted(state.scenario.id, self.prebriefing, self.closing),)


@dataclass(frozen=True, slots=True)
class TextAdopted(Command, Inert):
    """The run continues with an edited text of its scenario; `hash` is the SHA-256 of the new text."""

    hash: str

    def handle(self, _state: State, _room: float, /) -> Decision:
        """Record it; that the journal fits the text was checked before."""
        return (self,)


@dataclass(frozen=True, slots=True)
class ObjectivesAgreed(Command, RoomEntry):
    """The two or three objectives that the team will train."""

    objectives: tuple[str, ...]
    steps: ClassVar[frozenset[Step]] = frozenset({Step.NEEDS, Step.STORY})

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept two or three objectives of the scenario, without counting duplicates."""
        unknown = tuple(key for key in self.objectives if key not in state.scenario.objectives)
        if unknown:
            return Refusal(Reason.UNKNOWN, unknown)
        agreed = tuple(dict.fromkeys(self.objectives))
        if not FEWEST_OBJECTIVES <= len(agreed) <= MOST_OBJECTIVES:
            return Refusal(Reason.OUT_OF_RANGE, ("objectives",))
        return (replace(self, objectives=agreed),)

    def change(self, state: State, /) -> State:
        """Set the agreed objectives."""
        return state._replace(setting=replace(state.setting, objectives=self.objectives))


@dataclass(frozen=True, slots=True)
class Seated(Command, RoomEntry):
    """How many people sit at a role's or an observer's seat; zero clears it."""

    at: str
    people: int = 1

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept as many people as the role has room for."""
        if self.at not in known_seats(state):
            return Refusal(Reason.UNKNOWN, (self.at,))
        return (self,) if 0 <= self.people <= most_people(state, self.at) else Refusal(Reason.OUT_OF_RANGE, (self.at,))

    def change(self, state: State, /) -> State:
        """Seat them, in the order in which seats were taken."""
        seats = {seat: people for seat, people in state.setting.seats.items() if seat != self.at}
        if self.people:
            seats[self.at] = self.people
        return state._replace(setting=replace(state.setting, seats=seats))


@dataclass(frozen=True, slots=True)
class Ticked(Command, RoomEntry):
    """An item of the prebriefing or of the closing checklist was ticked, or unticked."""

    item: str
    done: bool = True

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept an item that this run has."""
        setting = state.setting
        known = (*setting.prebriefing, *state.scenario.prebriefing, *setting.closing)
        return (self,) if self.item in known else Refusal(Reason.UNKNOWN, (self.item,))

    def change(self, state: State, /) -> State:
        """Tick or untick it."""
        ticked = state.setting.ticked | {self.item} if self.done else state.setting.ticked - {self.item}
        return state._replace(setting=replace(state.setting, ticked=ticked))


@dataclass(frozen=True, slots=True)
class StepEntered(RoomEntry):
    """The run went on to a step; `overridden` are the requirements of the gate that were unmet."""

    step: Step
    overridden: tuple[GateItem, ...] = ()
    version: ClassVar[int] = 2

    @staticmethod
    def upgraded(document: Mapping[str, Any], version: int) -> Mapping[str, Any]:
        """Convert version 1, which wrote the unmet requirements as ``kind:id``."""
        if version < 2 and isinstance(written := document.get("overridden"), list):
            return {**document, "overridden": [item.partition(":")[::2] for item in written]}
        return document

    def change(self, state: State, /) -> State:
        """Set the step."""
        return state._replace(step=self.step)


@dataclass(frozen=True, slots=True)
class Advance(Overridable):
    """Go on to the next step; `override` passes an unmet gate, which is logged."""

    in_pause: ClassVar[bool] = False
    of_event: ClassVar[bool] = True

    def handle(self, state: State, _room: float, /) -> Decision:
        """Go on if the gate is met or overridden; the simulation begins with the arrival at the first event."""
        still_open = open_at_gate(state)
        if still_open and not (self.override and can_override(still_open)):
            return Refusal(Reason.GATE, gate=still_open)
        following = state.step.following
        entered = StepEntered(following, still_open, seat=self.seat)
        return (entered, Arrived(state.scenario.first, Cause.START)) if following is Step.SIMULATION else (entered,)


@dataclass(frozen=True, slots=True)
class Paused(RoomEntry):
    """Room time is stopped; `interrupted` when the program ended without a pause."""

    interrupted: bool = False

    def change(self, state: State, /) -> State:
        """Set the run as paused."""
        return state._replace(paused=True)


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Stop room time."""

    interrupted: bool = False
    in_pause: ClassVar[bool] = False

    def handle(self, _state: State, _room: float, /) -> Decision:
        """Accept it while the run is not paused."""
        return (Paused(self.interrupted, seat=self.seat),)


@dataclass(frozen=True, slots=True)
class Continued(RoomEntry):
    """Room time runs again."""

    def change(self, state: State, /) -> State:
        """Set the run as no longer paused; who asked to stop before has been listened to."""
        return state._replace(paused=False, setting=replace(state.setting, stopping=()))


@dataclass(frozen=True, slots=True)
class Continue(Command):
    """Resume room time."""

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept it while the run is paused."""
        return (Continued(seat=self.seat),) if state.paused else Refusal(Reason.NOT_PAUSED)


@dataclass(frozen=True, slots=True)
class StopAsked(Command, RoomEntry):
    """Somebody at a seat asks to stop. Only the facilitator stops the clock; nobody has to say why."""

    by: ClassVar[frozenset[Right]] = frozenset({Right.SEATED})

    def handle(self, _state: State, _room: float, /) -> Decision:
        """Accept it at any time."""
        return (self,)

    def change(self, state: State, /) -> State:
        """Remember the seat until the clock is started again."""
        stopping = tuple(dict.fromkeys((*state.setting.stopping, self.seat)))
        return state._replace(setting=replace(state.setting, stopping=stopping))


@dataclass(frozen=True, slots=True)
class TickingAgreed(Command, RoomEntry):
    """Who ticks the facts of handovers besides the facilitator, from now on."""

    who: Ticking

    def handle(self, _state: State, _room: float, /) -> Decision:
        """Accept it at any time."""
        return (self,)

    def change(self, state: State, /) -> State:
        """Set who ticks."""
        return state._replace(setting=replace(state.setting, ticking=self.who))


@dataclass(frozen=True, slots=True)
class SettlingAgreed(Command, RoomEntry):
    """Whether those who decide settle a decision by all proposing the same, or only the facilitator does."""

    by_deciders: bool

    def handle(self, _state: State, _room: float, /) -> Decision:
        """Accept it at any time."""
        return (self,)

    def change(self, state: State, /) -> State:
        """Set who settles."""
        return state._replace(setting=replace(state.setting, settling=self.by_deciders))
