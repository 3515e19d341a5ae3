"""What an observer watches at this event, and what was written there so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from esthersim.cleaning import clean, clean_line
from esthersim.play.entries import Observed, Recorded
from esthersim.play.state import State
from esthersim.play.words import FACILITATOR
from esthersim.scenario.model import Scenario
from esthersim.views.names import seat_title, watched_title


@dataclass(frozen=True, slots=True)
class ObserverView:
    """An observer's side: `watch` is (id, title) for what the seat follows, `here` what the event invites to see.

    `written` is what this seat has seen or heard so far, and what it may mean, each apart.
    """

    seat: str
    title: str
    event: str
    watch: tuple[tuple[str, str], ...]
    here: tuple[str, ...]
    written: tuple[tuple[str, str], ...]


def observer_view(state: State, words: Scenario, journal: Sequence[Recorded], seat: str) -> ObserverView:
    """Return what a seat watches; the facilitator watches every objective. Holds nothing of the private notes."""
    observer = words.observers.get(seat)
    event = words.events.get(state.journey.event) if state.journey else None
    here = event.observe if event else ()
    watch = observer.watch if observer else tuple(dict.fromkeys((*words.objectives, *here)))
    return ObserverView(
        seat,
        seat_title(words, seat),
        clean_line(event.title) if event else "",
        tuple((key, watched_title(words, key)) for key in watch),
        tuple(watched_title(words, key) for key in here),
        tuple(
            (clean(recorded.entry.seen), clean(recorded.entry.meaning))
            for recorded in journal
            if isinstance(recorded.entry, Observed) and recorded.entry.seat == seat
        ),
    )


def observing_seats(words: Scenario) -> tuple[tuple[str, str], ...]:
    """Return who can observe, as (seat, title): the facilitator and the observers."""
    return tuple((seat, seat_title(words, seat)) for seat in (FACILITATOR, *words.observers))
