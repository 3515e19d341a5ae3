"""Decisions: the options on offer, what a decision support would say, and where a choice leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from esthersim.authored.conditions import holds
from esthersim.play import people
from esthersim.play.arrivals import after, first_open, leave
from esthersim.play.effects import apply_effects
from esthersim.play.entry import IN_SIMULATION, Command, Decision, JourneyEntry, Overridable
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
    facilitated: ClassVar[bool] = True

    def handle(self, state: State, room: float, /) -> Decision:
        """Accept an option that is on offer, and arrive where it leads."""
        option = _on_offer(state, self.option)
        if isinstance(option, Refusal):
            return option
        chosen = Chose(self.option, advised(state), seat=self.seat)
        then = after(state, chosen, room)
        to = first_open(option.next, then)
        if to is None:
            return Refusal(Reason.UNKNOWN, (state.here.event,))
        left = leave(then, to, Cause.OPTION, override=self.override)
        return left if isinstance(left, Refusal) else (chosen, *left)


@dataclass(frozen=True, slots=True)
class Proposed(Command, JourneyEntry):
    """A seat that decides proposes an option of the present event, or withdraws its proposal (`None`)."""

    option: str | None = None
    by: ClassVar[frozenset[Right]] = frozenset({Right.DECIDER})
    steps: ClassVar[frozenset[Step]] = IN_SIMULATION
    in_pause: ClassVar[bool] = False
    of_event: ClassVar[bool] = True

    def handle(self, state: State, room: float, /) -> Decision:
        """Accept an option on offer; if all who decide now propose the same, and may settle it, it is decided."""
        if self.option is None:
            return (self,) if self.seat in state.here.proposals else Refusal(Reason.NO_PROPOSAL)
        option = _on_offer(state, self.option)
        if isinstance(option, Refusal):
            return option
        then = after(state, self, room)
        if not state.setting.settling or undecided(then):
            return (self,)
        decided = Choose(self.option, seat=self.seat).handle(then, room)
        return (self,) if isinstance(decided, Refusal) else (self, *decided)  # a refusal is for the facilitator to see

    def change(self, _state: State, journey: Journey, _room: float, /) -> Journey:
        """Keep the latest proposal of each seat, until the event is left."""
        others = {seat: option for seat, option in journey.proposals.items() if seat != self.seat}
        return journey._replace(proposals=others if self.option is None else {**others, self.seat: self.option})


def undecided(state: State) -> bool:
    """Return whether those who decide have not all proposed the same: the seats taken, or all if none of them is."""
    deciding = people.deciders(state)
    taken = [seat for seat in deciding if seat in state.setting.seats] or deciding
    proposed = {state.here.proposals.get(seat) for seat in taken}
    return None in proposed or len(proposed) > 1


def _on_offer(state: State, key: str) -> Option | Refusal:
    """Return an option of the present decision, or why it cannot be chosen now."""
    decision = state.event.decision
    if decision is None:
        return Refusal(Reason.NO_CHOICE_HERE)
    option = decision.options.get(key)
    if option is None:
        return Refusal(Reason.UNKNOWN, (key,))
    return option if holds(option.when, state) else Refusal(Reason.OPTION_CLOSED, (key,))


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
