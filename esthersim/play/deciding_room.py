"""Rules for the room around the journey: steps and gates, seats, ticks, pause, notes and observations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.deciding_text import cleaned
from esthersim.play.gates import FEWEST_OBJECTIVES, MOST_OBJECTIVES, can_override, known_seats, open_at_gate
from esthersim.play.refusal import Decision, Refusal
from esthersim.play.state import State
from esthersim.play.words import Cause, Reason, Step

MOST_PEOPLE = 50
Rule = Callable[[State, Any, float], Decision]


def until_closed(rule: Rule) -> Rule:
    """Let a rule speak until the run is closed."""

    def judged(state: State, command: Any, room: float) -> Decision:
        return Refusal(Reason.CLOSED) if state.step is Step.CLOSED else rule(state, command, room)

    return judged


def _start(state: State, command: c.Start, _room: float) -> Decision:
    if state.started:
        return Refusal(Reason.WRONG_STEP, (state.step,))
    return (e.RunStarted(state.scenario.id, command.prebriefing, command.closing),)


def _advance(state: State, command: c.Advance, _room: float) -> Decision:
    if state.paused:
        return Refusal(Reason.PAUSED)
    still_open = open_at_gate(state)
    if still_open and not (command.override and can_override(state, still_open)):
        return Refusal(Reason.GATE, still_open)
    following = state.step.following
    entered = e.StepEntered(following, still_open, seat=command.seat)
    if following is Step.SIMULATION:
        return (entered, e.Arrived(state.scenario.first, Cause.START))
    return (entered,)


def _pause(state: State, command: c.Pause, _room: float) -> Decision:
    return Refusal(Reason.PAUSED) if state.paused else (e.Paused(command.interrupted, seat=command.seat),)


def _continue(state: State, command: c.Continue, _room: float) -> Decision:
    return (e.Continued(seat=command.seat),) if state.paused else Refusal(Reason.NOT_PAUSED)


def _objectives(state: State, entry: e.ObjectivesAgreed, _room: float) -> Decision:
    if state.step not in {Step.NEEDS, Step.STORY}:
        return Refusal(Reason.WRONG_STEP, (state.step,))
    unknown = tuple(key for key in entry.objectives if key not in state.scenario.objectives)
    if unknown:
        return Refusal(Reason.UNKNOWN, unknown)
    agreed = tuple(dict.fromkeys(entry.objectives))
    if not FEWEST_OBJECTIVES <= len(agreed) <= MOST_OBJECTIVES:
        return Refusal(Reason.OUT_OF_RANGE, ("objectives",))
    return (replace(entry, objectives=agreed),)


def _seated(state: State, entry: e.Seated, _room: float) -> Decision:
    if entry.at not in known_seats(state):
        return Refusal(Reason.UNKNOWN, (entry.at,))
    role = state.scenario.roles.get(entry.at)
    most = max(int(role.people[1]), 1) if role else MOST_PEOPLE
    return (entry,) if 0 <= entry.people <= most else Refusal(Reason.OUT_OF_RANGE, (entry.at,))


def _ticked(state: State, entry: e.Ticked, _room: float) -> Decision:
    setting = state.setting
    known = (*setting.prebriefing, *state.scenario.prebriefing, *setting.closing)
    return (entry,) if entry.item in known else Refusal(Reason.UNKNOWN, (entry.item,))


def _noted(_state: State, entry: e.Noted, _room: float) -> Decision:
    noted = cleaned(entry, "text")
    if isinstance(noted, Refusal):
        return noted
    return (noted,) if noted.text else Refusal(Reason.EMPTY, ("text",))


def _observed(state: State, entry: e.Observed, _room: float) -> Decision:
    if entry.about is not None and entry.about not in known_seats(state):
        return Refusal(Reason.UNKNOWN, (entry.about,))
    observed = cleaned(entry, "seen", "meaning", "watching")
    if isinstance(observed, Refusal):
        return observed
    return (observed,) if observed.seen else Refusal(Reason.EMPTY, ("seen",))


def _spoke(state: State, entry: e.Spoke, _room: float) -> Decision:
    return (entry,) if entry.seat in state.scenario.roles else Refusal(Reason.UNKNOWN, (entry.seat,))


_RULES: dict[type[Any], Rule] = {
    c.Start: _start,
    c.Advance: _advance,
    c.Pause: _pause,
    c.Continue: _continue,
    e.ObjectivesAgreed: _objectives,
    e.Seated: _seated,
    e.Ticked: _ticked,
    e.Noted: _noted,
    e.Observed: _observed,
    e.Spoke: _spoke,
}
ROOM_RULES: dict[type[Any], Rule] = {kind: until_closed(rule) for kind, rule in _RULES.items()}
