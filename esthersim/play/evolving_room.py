"""What the entries around the journey make of the state: seats, ticks, steps, pauses, reflection, plan, follow-up.

Notes and observations change nothing: they are read in the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from esthersim.play import entries as e
from esthersim.play.state import State

ToState = Callable[[State, Any], State]


def _run_started(state: State, entry: e.RunStarted) -> State:
    setting = replace(
        state.setting,
        prebriefing=entry.prebriefing,
        closing=entry.closing,
        objectives=tuple(state.scenario.objectives),
    )
    return state._replace(setting=setting)


def _seated(state: State, entry: e.Seated) -> State:
    seats = {seat: people for seat, people in state.setting.seats.items() if seat != entry.at}
    if entry.people:
        seats[entry.at] = entry.people
    return state._replace(setting=replace(state.setting, seats=seats))


def _ticked(state: State, entry: e.Ticked) -> State:
    ticked = state.setting.ticked | {entry.item} if entry.done else state.setting.ticked - {entry.item}
    return state._replace(setting=replace(state.setting, ticked=ticked))


def _objectives_agreed(state: State, entry: e.ObjectivesAgreed) -> State:
    return state._replace(setting=replace(state.setting, objectives=entry.objectives))


def _step_entered(state: State, entry: e.StepEntered) -> State:
    return state._replace(step=entry.step)


def _paused(state: State, _entry: e.Paused) -> State:
    return state._replace(paused=True)


def _continued(state: State, _entry: e.Continued) -> State:
    return state._replace(paused=False)


def _phase_entered(state: State, entry: e.PhaseEntered) -> State:
    return state._replace(plan=replace(state.plan, phase=entry.phase))


def _answered(state: State, entry: e.Answered) -> State:
    answers = {key: answer for key, answer in state.plan.answers.items() if entry.text or key != entry.answer}
    if entry.text:
        answers[entry.answer] = entry
    return state._replace(plan=replace(state.plan, answers=answers, heard=state.plan.heard.union(entry.heard)))


def _heard(state: State, entry: e.Heard) -> State:
    return state._replace(plan=replace(state.plan, heard=state.plan.heard | {entry.who}))


def _action_written(state: State, entry: e.ActionWritten) -> State:
    return state._replace(plan=replace(state.plan, actions={**state.plan.actions, entry.action: entry}))


def _action_removed(state: State, entry: e.ActionRemoved) -> State:
    actions = {key: action for key, action in state.plan.actions.items() if key != entry.action}
    return state._replace(plan=replace(state.plan, actions=actions))


def _followed_up(state: State, entry: e.FollowedUp) -> State:
    return state._replace(plan=replace(state.plan, follow_ups=(*state.plan.follow_ups, entry)))


TO_ROOM: Mapping[type[e.Entry], ToState] = {
    e.RunStarted: _run_started,
    e.Seated: _seated,
    e.Ticked: _ticked,
    e.ObjectivesAgreed: _objectives_agreed,
    e.StepEntered: _step_entered,
    e.Paused: _paused,
    e.Continued: _continued,
    e.PhaseEntered: _phase_entered,
    e.Answered: _answered,
    e.Heard: _heard,
    e.ActionWritten: _action_written,
    e.ActionRemoved: _action_removed,
    e.FollowedUp: _followed_up,
}
