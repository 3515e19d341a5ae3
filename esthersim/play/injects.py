"""Injects that the facilitator lets happen, early or at all, and those that are held back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from esthersim.authored.conditions import holds
from esthersim.play.arrivals import after
from esthersim.play.due import with_inject
from esthersim.play.entry import IN_SIMULATION, Command, Decision, JourneyEntry, Overridable
from esthersim.play.journey import Journey
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.timers import moved_on
from esthersim.play.vocabulary import Cause, Reason, Step


@dataclass(frozen=True, slots=True)
class InjectFired(JourneyEntry):
    """The facilitator fired an inject; `overridden` when its condition did not hold."""

    inject: str
    overridden: bool = False

    def change(self, state: State, journey: Journey, _room: float, /) -> Journey:
        """Remember the inject and apply its effects; it does not come by itself any more."""
        return with_inject(state, journey, self.inject)


@dataclass(frozen=True, slots=True)
class FireInject(Overridable):
    """Fire an inject; `override` where its condition does not hold."""

    inject: str
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    in_pause: ClassVar[bool] = False

    def handle(self, state: State, room: float, /) -> Decision:
        """Accept an inject whose condition holds; one that leads somewhere takes the team there."""
        inject = state.scenario.injects.get(self.inject)
        if inject is None:
            return Refusal(Reason.UNKNOWN, (self.inject,))
        fits = holds(inject.when, state)
        if not fits and not self.override:
            return Refusal(Reason.INJECT_CLOSED, (self.inject,))
        fired = InjectFired(self.inject, overridden=not fits, seat=self.seat)
        if inject.next not in state.scenario.events or state.at_ending:
            return (fired,)
        return (fired, *moved_on(after(state, fired, room), inject.next, Cause.INJECT, room))


@dataclass(frozen=True, slots=True)
class InjectHeld(Command, JourneyEntry):
    """The facilitator holds back an inject that would come by itself, or lets it come again."""

    inject: str
    held: bool = True
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept an inject that would come by itself and has not."""
        inject = state.scenario.injects.get(self.inject)
        if inject is None or inject.arrives is None:
            return Refusal(Reason.UNKNOWN, (self.inject,))
        return Refusal(Reason.INJECT_CAME, (self.inject,)) if self.inject in state.here.record.asked else (self,)

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Hold it, or let it come."""
        held = journey.record.held | {self.inject} if self.held else journey.record.held - {self.inject}
        return journey._replace(record=journey.record._replace(held=held))
