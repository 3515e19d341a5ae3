"""Decisions: the options on offer, what a decision support would say, and where a choice leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from esthersim.authored.conditions import holds
from esthersim.play.arrivals import after, first_open, leave
from esthersim.play.effects import apply_effects
from esthersim.play.entry import IN_SIMULATION, Decision, JourneyEntry, Overridable
from esthersim.play.journey import Journey
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.vocabulary import Cause, Reason, Right, Step
from esthersim.scenario.model import Option


@dataclass(frozen=True, slots=True)
class Chose(JourneyEntry):
    """A decision was made; `advised` is what a decision support would have said."""

    option: str
    advised: str | None = None

    def change(self, state: State, journey: Journey, _room: float, /) -> Journey:
        """Remember the choice and apply its effects."""
        times = {**journey.record.times, ("chose", journey.event, self.option): journey.story}
        chosen = journey.chosen | {(journey.event, self.option)}
        journey = journey._replace(record=journey.record._replace(chosen=chosen, times=times))
        decision = state.event.decision
        option = decision.options.get(self.option) if decision else None
        return apply_effects(state, journey, option.effects) if option else journey


@dataclass(frozen=True, slots=True)
class Choose(Overridable):
    """Make the decision of the present event; `override` skips required checklist items."""

    option: str
    by: ClassVar[frozenset[Right]] = frozenset({Right.DECIDER})
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    in_pause: ClassVar[bool] = False
    of_event: ClassVar[bool] = True

    def handle(self, state: State, room: float, /) -> Decision:
        """Accept an option that is on offer, and arrive where it leads."""
        decision = state.event.decision
        if decision is None:
            return Refusal(Reason.NO_CHOICE_HERE)
        option = decision.options.get(self.option)
        if option is None:
            return Refusal(Reason.UNKNOWN, (self.option,))
        if not holds(option.when, state):
            return Refusal(Reason.OPTION_CLOSED, (self.option,))
        chosen = Chose(self.option, advised(state), seat=self.seat)
        then = after(state, chosen, room)
        to = first_open(option.next, then)
        if to is None:
            return Refusal(Reason.UNKNOWN, (state.here.event,))
        left = leave(then, to, Cause.OPTION, override=self.override)
        return left if isinstance(left, Refusal) else (chosen, *left)


def next_event_by(state: State, key: str, option: Option) -> str | None:
    """Return where an option of the present decision leads if chosen now; its own effects are applied first."""
    if option.onward is not None:
        return option.onward
    return first_open(option.next, after(state, Chose(key), state.room))


def advised(state: State) -> str | None:
    """Return the option that the event's advice points to in this state."""
    decision = state.event.decision
    advice = decision.advice if decision else ()
    return next((each.choose for each in advice if holds(each.when, state)), None)
