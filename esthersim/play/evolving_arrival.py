"""What an arrival at an event makes of the state. The entry that a run has most of, and so written to be quick."""

from __future__ import annotations

from datetime import datetime

from esthersim.play.effects import apply_effects
from esthersim.play.entries import Arrived
from esthersim.play.journey import Deeds, HandoverProgress, Journey, Visit
from esthersim.play.state import State
from esthersim.play.story import story_time_at
from esthersim.play.words import Cause, Observation
from esthersim.scenario.model import Event

_START = Cause.START
_NOTHING_DONE, _NOT_BEGUN = Deeds(), HandoverProgress()
_SLIPS = frozenset({Observation.MISSED, Observation.LATE})
_made = tuple.__new__  # a named tuple from its fields in order, at half the price of the class's own call


def arrived(state: State, entry: Arrived, seq: int, at: datetime, room: float) -> State:
    """Return the state at the event that the team has come to; an unknown one changes nothing but the numbering."""
    scenario, _, _, _, step, paused, setting, before, plan = state
    key = entry.event
    event = scenario.events.get(key)
    if event is None:
        return state._replace(seq=seq, at=at, room=room)
    if before is None or entry.cause is _START:
        journey = _begin(state, event, key, seq, room)
    else:
        _, _, _, _, story, way, knowledge, variables, handover, deeds, _, _ = before
        quiet = event.quiet
        if quiet:
            handover = None
        else:
            story = story_time_at(event, story, state.story_starts)
            handover = None if event.handover is None else _NOT_BEGUN
            deeds = _remember_slips(deeds, key)
        way = _made(Visit, (key, seq, room, story, way))
        journey = _made(
            Journey,
            (key, room, 0.0, False, story, way, knowledge, variables, handover, deeds, seq, before),
        )
        if not quiet:
            journey = apply_effects(state, journey, event.effects)
    return _made(State, (scenario, seq, room, at, step, paused, setting, journey, plan))


def _begin(state: State, event: Event, key: str, seq: int, room: float) -> Journey:
    scenario = state.scenario
    story = story_time_at(event, state.story_starts, state.story_starts)
    journey = Journey(
        event=key,
        entered=room,
        extra=0.0,
        ran_out=False,
        story=story,
        way=Visit(key, seq, room, story, None),
        knowledge=scenario.knowledge,
        variables=scenario.variables,
        handover=None if event.handover is None else _NOT_BEGUN,
        deeds=_NOTHING_DONE,
        seq=seq,
        older=state.journey,
    )
    return apply_effects(state, journey, event.effects)


def _remember_slips(deeds: Deeds, event: str) -> Deeds:
    """Keep what was missed or late here before: this visit may end otherwise, and that does not undo it."""
    slips = {(mark, key) for (at, key), mark in deeds.marks.items() if at == event and mark in _SLIPS}
    return deeds._replace(slipped=deeds.slipped | slips) if slips else deeds
