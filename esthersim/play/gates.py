"""Gates: what must be in place before a run leaves a step. All but the last can be overridden, and that is logged."""

from __future__ import annotations

from esthersim.play.entries import ActionWritten
from esthersim.play.state import State
from esthersim.play.words import FACILITATOR, Step

FEWEST_OBJECTIVES, MOST_OBJECTIVES = 2, 3


def is_complete(action: ActionWritten) -> bool:
    """Tell whether an action says what, who, when, how it will be known, and when it is followed up."""
    return bool(action.what and action.owner and action.due and action.measure and action.follow_ups)


def missing_parts(action: ActionWritten) -> tuple[str, ...]:
    """Name the parts that an action lacks to be complete."""
    parts = {
        "what": action.what,
        "owner": action.owner,
        "due": action.due,
        "measure": action.measure,
        "follow_ups": action.follow_ups,
    }
    return tuple(name for name, value in parts.items() if not value)


def open_at_gate(state: State) -> tuple[str, ...]:
    """Name what the gate out of the present step still asks for; each as ``kind:id``."""
    setting = state.setting
    match state.step:
        case Step.NEEDS:
            fits = FEWEST_OBJECTIVES <= len(setting.objectives) <= MOST_OBJECTIVES
            return () if fits else ("objectives:2-3",)
        case Step.STORY:
            empty = (
                f"seat:{key}"
                for key, role in state.scenario.roles.items()
                if not role.optional and setting.seats.get(key, 0) < role.people[0]
            )
            items = (*setting.prebriefing, *state.scenario.prebriefing)
            return (*empty, *(f"prebriefing:{item}" for item in items if item not in setting.ticked))
        case Step.SIMULATION:
            return () if state.at_ending else ("ending:",)
        case Step.REFLECTION:
            heard = state.plan.heard
            silent = (f"heard:{seat}" for seat in setting.seats if seat in state.scenario.roles and seat not in heard)
            return (*(() if state.plan.answers else ("answer:",)), *silent)
        case Step.ACTION_PLAN:
            complete = any(is_complete(action) for action in state.plan.actions.values())
            closing = (f"closing:{item}" for item in setting.closing if item not in setting.ticked)
            return (*(() if complete else ("action:",)), *closing)
        case Step.CLOSED:
            return ("closed:",)


def can_override(state: State, still_open: tuple[str, ...]) -> bool:
    """Tell whether the facilitator may pass the gate all the same: never without one complete action."""
    return state.step is not Step.CLOSED and "action:" not in still_open


def known_seats(state: State) -> frozenset[str]:
    """Return every seat that may act: the facilitator, the roles, the observers."""
    return frozenset((FACILITATOR, *state.scenario.roles, *state.scenario.observers))
