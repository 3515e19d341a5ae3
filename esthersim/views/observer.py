"""The observer's view: what to watch at this event, and the observations written so far."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.authored.documents import DocumentError
from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.instruments import load_instrument
from esthersim.language import _
from esthersim.play.entries import Observed
from esthersim.play.retelling import Retelling
from esthersim.play.vocabulary import FACILITATOR
from esthersim.runs.names import seat_title, watched_title
from esthersim.scenario.model import Scenario
from esthersim.scenario.shipped_ids import behaviours


@dataclass(frozen=True, slots=True)
class ObserverView:
    """An observer's view: `watch` is (id, title) of everything the seat watches, `here` the subjects at this event.

    `written` are this seat's observations so far, each with its interpretation kept apart.
    """

    seat: str
    title: str
    event: str
    watch: tuple[tuple[str, str], ...]
    here: tuple[str, ...]
    written: tuple[tuple[str, str], ...]


def observer_view(retelling: Retelling, shown: Scenario, seat: str, papers: Papers = SHIPPED) -> ObserverView:
    """Return the view of a seat; the facilitator watches every objective. It does not include private notes."""
    observer = shown.observers.get(seat)
    journey = retelling.state.journey
    event = shown.events.get(journey.event) if journey else None
    here = event.observe if event else ()
    watch = observer.watch if observer else tuple(dict.fromkeys((*shown.objectives, *here)))
    return ObserverView(
        seat,
        seat_title(shown, seat),
        clean_line(event.title) if event else "",
        tuple((key, watched_title(shown, key, papers)) for key in watch),
        tuple(watched_title(shown, key, papers) for key in here),
        tuple(
            (clean(observed.seen), clean(observed.meaning))
            for _moment, observed in retelling.each(Observed)
            if observed.seat == seat
        ),
    )


def to_look_for(
    shown: Scenario, seat: str, papers: Papers = SHIPPED
) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the aim of a seat's instrument, and the points to look for in each watched area, by title.

    Without an instrument, these are the behaviours, each in one sentence, and the aim is empty. If the instrument is
    no longer available, the aim says so.
    """
    observer = shown.observers.get(seat)
    watch, aim = observer.watch if observer else (), ""
    if observer and observer.instrument:
        try:
            instrument = load_instrument(observer.instrument, shown.language, papers)
        except DocumentError:
            aim = _("The instrument '{id}' is no longer available. Look for this instead:").format(
                id=observer.instrument
            )
        else:
            areas = instrument.watched(watch)
            return instrument.aim, tuple((area.title, tuple(text for _key, text in area.look_for)) for area in areas)
    known = behaviours(shown.language, papers)
    chosen = [each for each in known if each.id in watch] or known
    return aim, tuple((each.title, (each.look_for,)) for each in chosen)


def observing_seats(shown: Scenario) -> tuple[tuple[str, str], ...]:
    """Return the seats that can observe, as (seat, title): the facilitator and the observers."""
    return tuple((seat, seat_title(shown, seat)) for seat in (FACILITATOR, *shown.observers))
