"""What the entries of the journey make of it: choices, timers, ticks, injects, ratings, and going back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from esthersim.play import entries as e
from esthersim.play.effects import apply_effects
from esthersim.play.evolving_handover import TO_HANDOVER
from esthersim.play.journey import Journey
from esthersim.play.state import State

ToJourney = Callable[[State, Journey, Any, float], Journey]


def _done(journey: Journey, **changed: Any) -> Journey:
    return journey._replace(deeds=journey.deeds._replace(**changed))


def _chose(state: State, journey: Journey, entry: e.Chose, _room: float) -> Journey:
    journey = _done(journey, chosen=journey.chosen | {(journey.event, entry.option)})
    decision = state.event.decision
    option = decision.options.get(entry.option) if decision else None
    return apply_effects(state, journey, option.effects) if option else journey


def _timer_expired(_state: State, journey: Journey, entry: e.TimerExpired, _room: float) -> Journey:
    return _done(journey, expired=journey.expired | {entry.event})._replace(ran_out=True)


def _timer_extended(state: State, journey: Journey, entry: e.TimerExtended, room: float) -> Journey:
    if not journey.ran_out:
        return journey._replace(extra=journey.extra + entry.seconds)
    # One that has run out gets the time given from now on, not from when it ran out.
    timer = state.event.timer
    over = room - journey.entered - (timer.limit.total_seconds if timer else 0)
    return journey._replace(extra=over + entry.seconds, ran_out=False)


def _checked(_state: State, journey: Journey, entry: e.Checked, _room: float) -> Journey:
    checked = journey.checked | {entry.item} if entry.done else journey.checked - {entry.item}
    return _done(journey, checked=checked)


def _expectation_marked(_state: State, journey: Journey, entry: e.ExpectationMarked, _room: float) -> Journey:
    return _done(journey, marks={**journey.marks, (journey.event, entry.expectation): entry.status})


def _cue_given(_state: State, journey: Journey, entry: e.CueGiven, _room: float) -> Journey:
    return _done(journey, cues=journey.cues | {(journey.event, entry.cue)})


def _inject_fired(state: State, journey: Journey, entry: e.InjectFired, _room: float) -> Journey:
    journey = _done(journey, injects=(*journey.injects, entry.inject))
    inject = state.scenario.injects.get(entry.inject)
    return apply_effects(state, journey, inject.effects) if inject else journey


def _esther_rated(_state: State, journey: Journey, entry: e.EstherRated, _room: float) -> Journey:
    return _done(journey, ratings=(*journey.ratings, (journey.event, entry.value)))


def _rewound(_state: State, journey: Journey, entry: e.Rewound, room: float) -> Journey:
    then = journey.at(entry.to)
    return journey if then is None else then._replace(entered=room, extra=0.0, ran_out=False)  # the timer is re-armed


TO_JOURNEY: Mapping[type[e.Entry], ToJourney] = {
    e.Chose: _chose,
    e.TimerExpired: _timer_expired,
    e.TimerExtended: _timer_extended,
    e.Checked: _checked,
    e.ExpectationMarked: _expectation_marked,
    e.CueGiven: _cue_given,
    e.InjectFired: _inject_fired,
    e.EstherRated: _esther_rated,
    e.Rewound: _rewound,
    **TO_HANDOVER,
}
