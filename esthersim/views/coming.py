"""Injects that come by themselves, for the facilitator: when each is due, and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from esthersim.language import _
from esthersim.lengths import minutes
from esthersim.play.due import due_at, waits
from esthersim.play.state import State
from esthersim.scenario.arrival_words import arrival_words
from esthersim.scenario.graph import ahead
from esthersim.scenario.model import Arrival, Scenario
from esthersim.views.times import story_moment


class Coming(Enum):
    """What has become of an inject that comes by itself."""

    WAITS = auto()
    """Its time has not come."""
    HELD = auto()
    """The facilitator holds it back."""
    CAME = auto()
    """It came, or the facilitator fired it."""
    DID_NOT_COME = auto()
    """Its condition did not hold when it was due."""


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """How an inject comes by itself: when, in words, and what has become of it."""

    coming: Coming
    when: str

    @property
    def open(self) -> bool:
        """Whether it can still come, and so be held back or let come."""
        return self.coming in {Coming.WAITS, Coming.HELD}


def arrival_view(state: State, shown: Scenario, key: str, gone: float) -> ArrivalView | None:
    """Return how an inject comes by itself; `None` for one that waits to be fired.

    `gone` is the room time since the team arrived at the present event, in seconds.
    """
    arrives = state.scenario.injects[key].arrives
    if arrives is None:
        return None
    record = state.here.record
    if key in record.asked:
        return ArrivalView(Coming.CAME if key in record.injects else Coming.DID_NOT_COME, "")
    return ArrivalView(Coming.HELD if key in record.held else Coming.WAITS, _when(state, shown, key, gone))


def coming_words(arrival: ArrivalView) -> str:
    """Return when an inject comes by itself, or what has become of it."""
    return {
        Coming.WAITS: arrival.when,
        Coming.HELD: _("held back ({when})").format(when=arrival.when) if arrival.when else _("held back"),
        Coming.CAME: _("has come"),
        Coming.DID_NOT_COME: _("did not come: its condition did not hold"),
    }[arrival.coming]


def still_to_come(state: State) -> frozenset[str]:
    """Return the injects that may come by themselves from here on: neither held back, nor come, nor out of reach."""
    here, injects = state.here, state.scenario.injects
    beyond = ahead(state.scenario, here.event)
    waiting = {key: each.arrives for key, each in injects.items() if each.arrives and waits(here, key)}
    return frozenset(key for key, arrives in waiting.items() if _may_come(state, key, arrives, beyond))


def _may_come(state: State, key: str, arrives: Arrival, beyond: frozenset[str]) -> bool:
    """Return whether what an inject counts from has happened or may happen; nothing by story time at an ending."""
    since, _, option = (arrives.since or "").partition(".")
    here = since == state.here.event
    if arrives.room:
        return here or since in beyond
    if state.at_ending:
        return False
    by_event = since in beyond or (here and bool(option))
    by_inject = since in state.scenario.injects and waits(state.here, since)
    return by_event or by_inject or due_at(state, state.here, key) is not None


def _when(state: State, shown: Scenario, key: str, gone: float) -> str:
    """Return the room time left at the event where it counts, or the story time; otherwise from what it is counted."""
    arrives = state.scenario.injects[key].arrives
    if arrives and arrives.room is not None and arrives.since == state.here.event:
        return _("in {time}").format(time=minutes(max(arrives.room.total_seconds - gone, 0)))
    moment = due_at(state, state.here, key)
    return story_moment(moment, state.scenario) if moment else arrival_words(shown, shown.injects[key])
