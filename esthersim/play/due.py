"""Injects that come by themselves: when each is due, and what comes before the team arrives at an event.

By story time an inject comes between two events, by room time while the team is at one. `timers` compares the latter
with the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from esthersim.authored.conditions import holds
from esthersim.play.effects import apply_effects
from esthersim.play.entry import JourneyEntry
from esthersim.play.journey import Journey
from esthersim.play.state import State
from esthersim.play.story import moment_of, story_after
from esthersim.scenario.model import Arrival


class Due(NamedTuple):
    """An inject, and the story time at which it is due."""

    inject: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class InjectArrived(JourneyEntry):
    """The time of an inject has come: it happens, or does not (`came` is false) as its condition did not hold then."""

    inject: str
    came: bool = True

    def change(self, state: State, journey: Journey, _room: float, /) -> Journey:
        """Let story time reach the moment at which it was due, and apply its effects."""
        record = journey.record
        record = record._replace(asked=record.asked | {self.inject})
        if self.came:
            moment = due_at(state, journey, self.inject) or journey.story
            journey = journey._replace(story=max(journey.story, moment))
            return with_inject(state, journey._replace(record=record), self.inject)
        return journey._replace(record=record)


def with_inject(state: State, journey: Journey, key: str) -> Journey:
    """Return the journey with an inject that happens now: remembered, with its effects."""
    record = journey.record
    journey = journey._replace(
        record=record._replace(
            injects=(*record.injects, key),
            asked=record.asked | {key},
            times={**record.times, ("inject", key): journey.story},
        )
    )
    inject = state.scenario.injects.get(key)
    return apply_effects(state, journey, inject.effects) if inject else journey


def due_at(state: State, journey: Journey, key: str) -> datetime | None:
    """Return the story time at which an inject is due; `None` where it is not known yet, or waits to be fired."""
    inject = state.scenario.injects.get(key)
    arrival = inject.arrives if inject else None
    if arrival is None:
        return None
    if arrival.at is not None:
        return moment_of(arrival.at, state.story_starts)
    began = _began(journey, arrival)
    return story_after(began, arrival.after) if began and arrival.after else None


def _began(journey: Journey, arrival: Arrival) -> datetime | None:
    """Return the story time from which an arrival is counted."""
    since = arrival.since or ""
    event, _, option = since.partition(".")
    if option:
        return journey.record.times.get(("chose", event, option))
    visited = next((visit.story for visit in journey.visits() if visit.event == event), None)
    return visited or journey.record.times.get(("inject", since))


def waits(journey: Journey, key: str) -> bool:
    """Return whether an inject's time is still to come: it was neither due before, nor fired, nor held back."""
    return key not in journey.record.asked and key not in journey.record.held


def first_due(state: State, until: datetime) -> Due | None:
    """Return the first inject that comes by story time until a moment, in order of time and then of the file."""
    journey = state.here
    found = [
        Due(key, moment)
        for key in state.scenario.comes_by_story_time
        if waits(journey, key) and (moment := due_at(state, journey, key)) is not None and moment <= until
    ]
    return min(found, key=lambda each: each.moment, default=None)


def arrived(state: State, due: Due) -> InjectArrived:
    """Return the entry of an inject whose time has come; its condition sees that time."""
    journey = state.here
    then = state._replace(journey=journey._replace(story=max(journey.story, due.moment)))
    return InjectArrived(due.inject, came=holds(state.scenario.injects[due.inject].when, then))
