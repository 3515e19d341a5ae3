"""`evolve`: the state after an entry. Total and deterministic: it never refuses, whatever the journal says.

An entry that names something the scenario no longer has (an edited text) changes nothing but the numbering; `replay`
is what tells people about that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from typing import Any

from esthersim.play import entries as e
from esthersim.play.effects import apply_effects, learn
from esthersim.play.state import HandoverProgress, Journey, Past, State, Visit
from esthersim.play.story import story_time_at
from esthersim.play.words import Cause, FactStatus
from esthersim.scenario.model import Scenario

ToJourney = Callable[[State, Journey, Any, float], Journey]
ToState = Callable[[State, Any, float], State]


def initial(scenario: Scenario) -> State:
    """Return the state before any entry."""
    return State(scenario)


def evolve(state: State, recorded: e.Recorded) -> State:
    """Return the state after one more entry."""
    seq, at, room, entry = recorded.seq, recorded.at, recorded.room, recorded.entry
    kind = type(entry)
    to_journey = _TO_JOURNEY.get(kind)
    if to_journey is not None:
        journey = state.journey
        if journey is None:
            return state._replace(seq=seq, at=at, room=room)
        after = to_journey(state, journey, entry, room)
        past = state.past if after is journey else Past(seq, after, state.past)
        return State(state.scenario, seq, room, at, state.step, state.paused, state.setting, after, past, state.plan)
    if kind is e.Arrived:
        return _arrived(state, recorded)
    to_state = _TO_STATE.get(kind)
    state = to_state(state, entry, room) if to_state else state
    return state._replace(seq=seq, at=at, room=room)


def fold(scenario: Scenario, recorded: Iterable[e.Recorded]) -> State:
    """Return the state that a whole journal amounts to."""
    return reduce(evolve, recorded, initial(scenario))


# Entries that change the journey


def _arrived(state: State, recorded: e.Recorded) -> State:
    seq, room = recorded.seq, recorded.room
    entry: Any = recorded.entry
    key: str = entry.event
    event = state.scenario.events.get(key)
    if event is None:
        return state._replace(seq=seq, at=recorded.at, room=room)
    before = state.journey
    progress = None if event.handover is None else HandoverProgress()
    if before is None or entry.cause is Cause.START:
        starts = state.story_starts
        story = story_time_at(event, starts, starts)
        visit = Visit(key, seq, room, story, None)
        journey = Journey(
            key,
            room,
            0.0,
            False,
            story,
            visit,
            state.scenario.knowledge,
            state.scenario.variables,
            frozenset((key,)),
            progress,
        )
    else:
        story = story_time_at(event, before.story, state.story_starts)
        visited = before.visited if key in before.visited else before.visited | {key}
        visit = Visit(key, seq, room, story, before.way)
        # By position, and not by `_replace`: this is the step that a run takes most often.
        journey = Journey(
            key,
            room,
            0.0,
            False,
            story,
            visit,
            before.knowledge,
            before.variables,
            visited,
            progress,
            before.chosen,
            before.expired,
            before.checked,
            before.lost,
            before.marks,
            before.cues,
            before.injects,
            before.ratings,
        )
    if event.effects:
        journey = apply_effects(state, journey, event.effects)
    past = Past(seq, journey, state.past)
    return State(
        state.scenario, seq, room, recorded.at, state.step, state.paused, state.setting, journey, past, state.plan
    )


def _chose(state: State, journey: Journey, entry: e.Chose, _room: float) -> Journey:
    journey = journey._replace(chosen=journey.chosen | {(journey.event, entry.option)})
    event = state.scenario.events.get(journey.event)
    option = event.decision.options.get(entry.option) if event and event.decision else None
    return apply_effects(state, journey, option.effects) if option else journey


def _timer_expired(_state: State, journey: Journey, entry: e.TimerExpired, _room: float) -> Journey:
    return journey._replace(expired=journey.expired | {entry.event}, ran_out=True)


def _timer_extended(_state: State, journey: Journey, entry: e.TimerExtended, room: float) -> Journey:
    # A timer that has run out begins anew with the time given; a running one gets longer.
    if journey.ran_out:
        timer = _state.event.timer
        limit = timer.limit.total_seconds if timer else 0
        return journey._replace(entered=room, extra=entry.seconds - limit, ran_out=False)
    return journey._replace(extra=journey.extra + entry.seconds)


def _checked(_state: State, journey: Journey, entry: e.Checked, _room: float) -> Journey:
    checked = journey.checked | {entry.item} if entry.done else journey.checked - {entry.item}
    return journey._replace(checked=checked)


def _expectation_marked(_state: State, journey: Journey, entry: e.ExpectationMarked, _room: float) -> Journey:
    return journey._replace(marks={**journey.marks, (journey.event, entry.expectation): entry.status})


def _cue_given(_state: State, journey: Journey, entry: e.CueGiven, _room: float) -> Journey:
    return journey._replace(cues=journey.cues | {(journey.event, entry.cue)})


def _inject_fired(state: State, journey: Journey, entry: e.InjectFired, _room: float) -> Journey:
    journey = journey._replace(injects=(*journey.injects, entry.inject))
    inject = state.scenario.injects.get(entry.inject)
    return apply_effects(state, journey, inject.effects) if inject else journey


def _progress(journey: Journey) -> HandoverProgress:
    return journey.handover or HandoverProgress()


def _fact_marked(_state: State, journey: Journey, entry: e.FactMarked, _room: float) -> Journey:
    progress = _progress(journey)
    return journey._replace(handover=replace(progress, marks={**progress.marks, entry.fact: entry.status}))


def _sent(_state: State, journey: Journey, entry: e.HandoverSent, _room: float) -> Journey:
    return journey._replace(handover=replace(_progress(journey), form=entry.form, words=entry.words))


def _received(state: State, journey: Journey, entry: e.HandoverReceived, _room: float) -> Journey:
    progress = replace(_progress(journey), marks=dict(entry.statuses), received=True, read_back=entry.words)
    handover = state.event.handover
    if handover is None:
        return journey._replace(handover=progress)
    arrived = frozenset(
        fact
        for fact, status in entry.statuses.items()
        if FactStatus(status).arrived and state.knows(handover.sender, fact)
    )
    knowledge = journey.knowledge
    for receiver in handover.to:
        knowledge = learn(knowledge, receiver, arrived)
    lost = {
        fact for fact in handover.must for receiver in handover.to if fact not in knowledge.get(receiver, frozenset())
    }
    return journey._replace(handover=progress, knowledge=knowledge, lost=journey.lost | lost)


def _confirmed(_state: State, journey: Journey, _entry: e.HandoverConfirmed, _room: float) -> Journey:
    return journey._replace(handover=replace(_progress(journey), confirmed=True))


def _confidence(_state: State, journey: Journey, entry: e.ConfidenceRated, _room: float) -> Journey:
    progress = _progress(journey)
    return journey._replace(handover=replace(progress, confidence={**progress.confidence, entry.seat: entry.value}))


def _esther_rated(_state: State, journey: Journey, entry: e.EstherRated, _room: float) -> Journey:
    return journey._replace(ratings=(*journey.ratings, (journey.event, entry.value)))


def past_at(state: State, seq: int) -> Past | None:
    """Return the journey as it stood after entry `seq`, or `None` when that entry changed no journey."""
    past = state.past
    while past is not None and past.seq != seq:
        past = past.older
    return past


def _rewound(state: State, journey: Journey, entry: e.Rewound, room: float) -> Journey:
    past = past_at(state, entry.to)
    if past is None:
        return journey
    return past.journey._replace(entered=room, extra=0.0, ran_out=False)  # the timer is re-armed


_TO_JOURNEY: dict[type[e.Entry], ToJourney] = {
    e.Chose: _chose,
    e.TimerExpired: _timer_expired,
    e.TimerExtended: _timer_extended,
    e.Checked: _checked,
    e.ExpectationMarked: _expectation_marked,
    e.CueGiven: _cue_given,
    e.InjectFired: _inject_fired,
    e.FactMarked: _fact_marked,
    e.HandoverSent: _sent,
    e.HandoverReceived: _received,
    e.HandoverConfirmed: _confirmed,
    e.ConfidenceRated: _confidence,
    e.EstherRated: _esther_rated,
    e.Rewound: _rewound,
}

# Entries that change the room around the journey


def _run_started(state: State, entry: e.RunStarted, _room: float) -> State:
    setting = replace(
        state.setting,
        prebriefing=entry.prebriefing,
        closing=entry.closing,
        objectives=tuple(state.scenario.objectives),
    )
    return state._replace(setting=setting)


def _seated(state: State, entry: e.Seated, _room: float) -> State:
    seats = {seat: people for seat, people in state.setting.seats.items() if seat != entry.at}
    if entry.people:
        seats[entry.at] = entry.people
    return state._replace(setting=replace(state.setting, seats=seats))


def _ticked(state: State, entry: e.Ticked, _room: float) -> State:
    ticked = state.setting.ticked | {entry.item} if entry.done else state.setting.ticked - {entry.item}
    return state._replace(setting=replace(state.setting, ticked=ticked))


def _objectives_agreed(state: State, entry: e.ObjectivesAgreed, _room: float) -> State:
    return state._replace(setting=replace(state.setting, objectives=entry.objectives))


def _step_entered(state: State, entry: e.StepEntered, _room: float) -> State:
    return state._replace(step=entry.step)


def _paused(state: State, _entry: e.Paused, _room: float) -> State:
    return state._replace(paused=True)


def _continued(state: State, _entry: e.Continued, _room: float) -> State:
    return state._replace(paused=False)


def _phase_entered(state: State, entry: e.PhaseEntered, _room: float) -> State:
    return state._replace(plan=replace(state.plan, phase=entry.phase))


def _answered(state: State, entry: e.Answered, _room: float) -> State:
    answers = {key: answer for key, answer in state.plan.answers.items() if entry.text or key != entry.answer}
    if entry.text:
        answers[entry.answer] = entry
    return state._replace(plan=replace(state.plan, answers=answers, heard=state.plan.heard.union(entry.heard)))


def _heard(state: State, entry: e.Heard, _room: float) -> State:
    return state._replace(plan=replace(state.plan, heard=state.plan.heard | {entry.who}))


def _action_written(state: State, entry: e.ActionWritten, _room: float) -> State:
    return state._replace(plan=replace(state.plan, actions={**state.plan.actions, entry.action: entry}))


def _action_removed(state: State, entry: e.ActionRemoved, _room: float) -> State:
    actions = {key: action for key, action in state.plan.actions.items() if key != entry.action}
    return state._replace(plan=replace(state.plan, actions=actions))


def _followed_up(state: State, entry: e.FollowedUp, _room: float) -> State:
    return state._replace(plan=replace(state.plan, follow_ups=(*state.plan.follow_ups, entry)))


_TO_STATE: dict[type[e.Entry], ToState] = {
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
