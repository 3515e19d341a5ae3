"""Injects that come by themselves, for the facilitator: when each is due, and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.lengths import minutes
from esthersim.maps.phrases import length, story_length
from esthersim.play.due import due_at
from esthersim.play.state import State
from esthersim.scenario.model import Arrival, Scenario
from esthersim.scenario.titles import event_title, inject_title
from esthersim.scenario.wordings import usual
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


def arrival_words(arrival: ArrivalView) -> str:
    """Return when an inject comes by itself, or what has become of it."""
    return {
        Coming.WAITS: arrival.when,
        Coming.HELD: _("held back ({when})").format(when=arrival.when) if arrival.when else _("held back"),
        Coming.CAME: _("has come"),
        Coming.DID_NOT_COME: _("did not come: its condition did not hold"),
    }[arrival.coming]


def _when(state: State, shown: Scenario, key: str, gone: float) -> str:
    arrives = state.scenario.injects[key].arrives or Arrival()
    if arrives.room is not None and arrives.since == state.here.event:
        return _("in {time}").format(time=minutes(max(arrives.room.total_seconds - gone, 0)))
    if (moment := due_at(state, state.here, key)) is not None:
        return story_moment(moment, state.scenario)
    since = _name(shown, arrives.since or "")
    if arrives.room is not None:
        return _("{time} of the room's time after {what}").format(time=length(arrives.room.total_seconds), what=since)
    return _("{time} after {what}").format(time=story_length(arrives.after), what=since) if arrives.after else ""


def _name(shown: Scenario, since: str) -> str:
    """Return the title of an event or an inject, or the text of an option."""
    event, _point, option = since.partition(".")
    known = shown.events.get(event)
    if option and known and known.decision and option in known.decision.options:
        return clean_line(usual(known.decision.options[option].text))
    return event_title(shown, since) if since in shown.events else inject_title(shown, since)
