"""Reflection, action plan and follow-up: the guide, its phases and answers, who was heard, and what will be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import ClassVar

from esthersim.play.entry import Command, Decision, Entry, RoomEntry
from esthersim.play.refusal import Refusal
from esthersim.play.rights import known_seats
from esthersim.play.state import Action, Answer, FollowUp, Plan, State
from esthersim.play.texts import cleaned
from esthersim.play.vocabulary import FACILITATOR, Reason, Right, Step

MOST_FOLLOW_UPS = 12
REFLECTING = frozenset({Step.REFLECTION, Step.ACTION_PLAN})


@dataclass(frozen=True, slots=True)
class _PlanEntry(RoomEntry):
    """An entry that changes only the plan, without looking at the scenario."""

    def amend(self, plan: Plan, /) -> Plan:
        """Return the plan as changed by this entry."""
        raise NotImplementedError

    def change(self, state: State, /) -> State:
        """Change the plan."""
        return state._replace(plan=self.amend(state.plan))


def plan_of(entries: Iterable[Entry]) -> Plan:
    """Return the plan that results from a run's entries; the scenario is not needed for it."""
    plan = Plan()
    for entry in entries:
        if isinstance(entry, _PlanEntry):
            plan = entry.amend(plan)
    return plan


@dataclass(frozen=True, slots=True)
class GuideChosen(Command, _PlanEntry):
    """The guide that leads the reflection from now on; until one is chosen, it is the scenario's."""

    guide: str
    steps: ClassVar[frozenset[Step]] = REFLECTING

    def handle(self, _state: State, _room: float, /) -> Decision:
        """Accept any name: the rules do not know which guides exist."""
        chosen = cleaned(self, "guide")
        if isinstance(chosen, Refusal):
            return chosen
        return (chosen,) if chosen.guide else Refusal(Reason.EMPTY, ("guide",))

    def amend(self, plan: Plan, /) -> Plan:
        """Set the guide and keep the phase, which the lengths of a guide share; a new phase is an entry of its own."""
        return replace(plan, guide=self.guide)


@dataclass(frozen=True, slots=True)
class PhaseEntered(Command, _PlanEntry):
    """The reflection went on to a phase of its guide."""

    phase: str
    steps: ClassVar[frozenset[Step]] = REFLECTING

    def handle(self, _state: State, _room: float, /) -> Decision:
        """Accept any name, as for the guide."""
        entered = cleaned(self, "phase")
        return entered if isinstance(entered, Refusal) else (entered,)

    def amend(self, plan: Plan, /) -> Plan:
        """Set the phase."""
        return replace(plan, phase=self.phase)


@dataclass(frozen=True, slots=True)
class Answered(Answer, Command, _PlanEntry):
    """An answer to a question; a second one with the same id replaces it, or removes it if its text is empty."""

    by: ClassVar[frozenset[Right]] = frozenset({Right.SEATED})
    steps: ClassVar[frozenset[Step]] = REFLECTING

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept an answer with a text, or an empty one that removes an earlier one; a seat has one voice."""
        unknown = tuple(seat for seat in self.heard if seat not in known_seats(state))
        if unknown:
            return Refusal(Reason.UNKNOWN, unknown)
        before = state.plan.answers.get(self.answer)
        voices = {*self.heard, *(before.heard or (FACILITATOR,) if before else ())}
        if self.seat != FACILITATOR and not voices <= {self.seat}:
            return Refusal(Reason.NOT_THIS_SEAT, (self.seat,))
        answered = cleaned(self, "answer", "question", "text", "asked", "phase")
        if isinstance(answered, Refusal):
            return answered
        if not answered.text and answered.answer not in state.plan.answers:
            return Refusal(Reason.EMPTY, ("text",))
        return (answered,)

    def amend(self, plan: Plan, /) -> Plan:
        """Keep the answer; the seats whose voices it holds count as heard."""
        answers: dict[str, Answer] = {
            key: answer for key, answer in plan.answers.items() if self.text or key != self.answer
        }
        if self.text:
            answers[self.answer] = self
        return replace(plan, answers=answers, heard=plan.heard.union(self.heard))


@dataclass(frozen=True, slots=True)
class Heard(Command, _PlanEntry):
    """A seat was heard in the reflection."""

    who: str
    steps: ClassVar[frozenset[Step]] = REFLECTING

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept any seat."""
        return (self,) if self.who in known_seats(state) else Refusal(Reason.UNKNOWN, (self.who,))

    def amend(self, plan: Plan, /) -> Plan:
        """Mark the seat as heard."""
        return replace(plan, heard=plan.heard | {self.who})


@dataclass(frozen=True, slots=True)
class ActionWritten(Action, Command, _PlanEntry):
    """One action of the plan; a second one with the same id replaces it."""

    steps: ClassVar[frozenset[Step]] = REFLECTING

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept an action that says what is to be done; its other parts may come later."""
        if self.objective is not None and self.objective not in state.scenario.objectives:
            return Refusal(Reason.UNKNOWN, (self.objective,))
        if len(self.follow_ups) > MOST_FOLLOW_UPS:
            return Refusal(Reason.OUT_OF_RANGE, ("follow_ups",))
        texts = (each.name for each in fields(Action) if isinstance(getattr(self, each.name), str))
        written = cleaned(self, *texts)
        if isinstance(written, Refusal):
            return written
        return (written,) if written.what else Refusal(Reason.EMPTY, ("what",))

    def amend(self, plan: Plan, /) -> Plan:
        """Keep it in the plan."""
        return replace(plan, actions={**plan.actions, self.action: self})


@dataclass(frozen=True, slots=True)
class ActionRemoved(Command, _PlanEntry):
    """An action was taken out of the plan."""

    action: str
    steps: ClassVar[frozenset[Step]] = REFLECTING

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept an action that is in the plan."""
        return (self,) if self.action in state.plan.actions else Refusal(Reason.UNKNOWN, (self.action,))

    def amend(self, plan: Plan, /) -> Plan:
        """Remove it from the plan."""
        return replace(plan, actions={key: action for key, action in plan.actions.items() if key != self.action})


@dataclass(frozen=True, slots=True)
class FollowedUp(FollowUp, Command, _PlanEntry):
    """The status of an action at a planned follow-up, and the evidence for it; accepted after a run was closed, too."""

    steps: ClassVar[frozenset[Step]] = frozenset({Step.ACTION_PLAN, Step.CLOSED})

    def handle(self, state: State, _room: float, /) -> Decision:
        """Accept a follow-up that was planned."""
        action = state.plan.actions.get(self.action)
        if action is None or self.planned not in action.follow_ups:
            return Refusal(Reason.UNKNOWN, (self.action,))
        followed = cleaned(self, "evidence")
        return followed if isinstance(followed, Refusal) else (followed,)

    def amend(self, plan: Plan, /) -> Plan:
        """Append the follow-up."""
        return replace(plan, follow_ups=(*plan.follow_ups, self))
