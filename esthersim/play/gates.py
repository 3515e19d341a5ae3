"""Gates: the requirements for leaving a step of a run. All but the last gate can be overridden, which is logged."""

from __future__ import annotations

from esthersim.play.state import NEEDED, Action, State
from esthersim.play.vocabulary import GateItem, GateKind, Step

FEWEST_OBJECTIVES, MOST_OBJECTIVES = 2, 3


def missing_parts(action: Action) -> tuple[str, ...]:
    """Return the parts that an action lacks to be complete."""
    return tuple(name for name in NEEDED if not getattr(action, name))


def open_at_gate(state: State) -> tuple[GateItem, ...]:
    """Return the unmet requirements of the gate out of the present step."""
    match state.step:
        case Step.NEEDS:
            fits = FEWEST_OBJECTIVES <= len(state.setting.objectives) <= MOST_OBJECTIVES
            return () if fits else (GateItem(GateKind.OBJECTIVES),)
        case Step.STORY:
            return (*_empty_seats(state), *_unticked_prebriefing(state))
        case Step.SIMULATION:
            return () if state.at_ending else (GateItem(GateKind.ENDING),)
        case Step.REFLECTION:
            answered = () if state.plan.answers else (GateItem(GateKind.ANSWER),)
            return (*answered, *(GateItem(GateKind.HEARD, seat) for seat in silent_roles(state)))
        case Step.ACTION_PLAN:
            complete = any(not missing_parts(action) for action in state.plan.actions.values())
            closing = (item for item in state.setting.closing if item not in state.setting.ticked)
            return (
                *(() if complete else (GateItem(GateKind.ACTION),)),
                *(GateItem(GateKind.CLOSING, item) for item in closing),
            )
        case Step.CLOSED:
            return ()


def _empty_seats(state: State) -> tuple[GateItem, ...]:
    seats = state.setting.seats
    return tuple(
        GateItem(GateKind.SEAT, key)
        for key, role in state.scenario.roles.items()
        if not role.optional and seats.get(key, 0) < role.people[0]
    )


def _unticked_prebriefing(state: State) -> tuple[GateItem, ...]:
    items = (*state.setting.prebriefing, *state.scenario.prebriefing)
    return tuple(GateItem(GateKind.PREBRIEFING, item) for item in items if item not in state.setting.ticked)


def silent_roles(state: State) -> tuple[str, ...]:
    """Return the seated roles that have not been heard in the reflection."""
    return tuple(seat for seat in state.setting.seats if seat in state.scenario.roles and seat not in state.plan.heard)


def can_override(still_open: tuple[GateItem, ...]) -> bool:
    """Return whether the facilitator may override the gate: never while the plan lacks a complete action."""
    return GateItem(GateKind.ACTION) not in still_open
