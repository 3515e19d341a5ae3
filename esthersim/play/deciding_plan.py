"""Rules for reflection, action plan and follow-up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from esthersim.play import entries as e
from esthersim.play.deciding_text import cleaned
from esthersim.play.gates import known_seats
from esthersim.play.refusal import Decision, Refusal
from esthersim.play.state import State
from esthersim.play.words import Reason, Step

MOST_FOLLOW_UPS = 12
Rule = Callable[[State, Any, float], Decision]
REFLECTING = (Step.REFLECTION, Step.ACTION_PLAN)


def during(steps: tuple[Step, ...], rule: Rule) -> Rule:
    """Let a rule speak only in these steps."""

    def judged(state: State, command: Any, room: float) -> Decision:
        return rule(state, command, room) if state.step in steps else Refusal(Reason.WRONG_STEP, (state.step,))

    return judged


def _phase_entered(_state: State, entry: e.PhaseEntered, _room: float) -> Decision:
    entered = cleaned(entry, "phase")
    return entered if isinstance(entered, Refusal) else (entered,)


def _answered(state: State, entry: e.Answered, _room: float) -> Decision:
    unknown = tuple(seat for seat in entry.heard if seat not in known_seats(state))
    if unknown:
        return Refusal(Reason.UNKNOWN, unknown)
    answered = cleaned(entry, "answer", "question", "text", "asked")
    if isinstance(answered, Refusal):
        return answered
    if not answered.text and answered.answer not in state.plan.answers:
        return Refusal(Reason.EMPTY, ("text",))
    return (answered,)


def _heard(state: State, entry: e.Heard, _room: float) -> Decision:
    return (entry,) if entry.who in known_seats(state) else Refusal(Reason.UNKNOWN, (entry.who,))


def _voices(state: State) -> frozenset[str]:
    return frozenset((*state.scenario.roles, *state.scenario.observers, "facilitator"))


def _written(state: State, entry: e.ActionWritten, _room: float) -> Decision:
    if entry.objective is not None and entry.objective not in state.scenario.objectives:
        return Refusal(Reason.UNKNOWN, (entry.objective,))
    if len(entry.follow_ups) > MOST_FOLLOW_UPS:
        return Refusal(Reason.OUT_OF_RANGE, ("follow_ups",))
    written = cleaned(entry, "action", "what", "finding", "owner", "measure", "first_test", "support")
    if isinstance(written, Refusal):
        return written
    return (written,) if written.what else Refusal(Reason.EMPTY, ("what",))


def _removed(state: State, entry: e.ActionRemoved, _room: float) -> Decision:
    return (entry,) if entry.action in state.plan.actions else Refusal(Reason.UNKNOWN, (entry.action,))


def _followed_up(state: State, entry: e.FollowedUp, _room: float) -> Decision:
    action = state.plan.actions.get(entry.action)
    if action is None or entry.planned not in action.follow_ups:
        return Refusal(Reason.UNKNOWN, (entry.action,))
    followed = cleaned(entry, "evidence")
    return followed if isinstance(followed, Refusal) else (followed,)


PLAN_RULES: dict[type[Any], Rule] = {
    e.PhaseEntered: during(REFLECTING, _phase_entered),
    e.Answered: during(REFLECTING, _answered),
    e.Heard: during(REFLECTING, _heard),
    e.ActionWritten: during(REFLECTING, _written),
    e.ActionRemoved: during(REFLECTING, _removed),
    e.FollowedUp: during((Step.ACTION_PLAN, Step.CLOSED), _followed_up),
}
