"""What an observer watches at this event, and what was written there so far."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.authored.documents import DocumentError
from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.instruments import load_instrument
from esthersim.language import _
from esthersim.play.entries import Observed
from esthersim.play.retelling import Retelling
from esthersim.play.words import FACILITATOR
from esthersim.runs.names import seat_title, watched_title
from esthersim.scenario.model import Scenario
from esthersim.scenario.shipped_ids import behaviours


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


def observer_view(retelling: Retelling, words: Scenario, seat: str, papers: Papers = SHIPPED) -> ObserverView:
    """Return what a seat watches; the facilitator watches every objective. Holds nothing of the private notes."""
    observer = words.observers.get(seat)
    journey = retelling.state.journey
    event = words.events.get(journey.event) if journey else None
    here = event.observe if event else ()
    watch = observer.watch if observer else tuple(dict.fromkeys((*words.objectives, *here)))
    return ObserverView(
        seat,
        seat_title(words, seat),
        clean_line(event.title) if event else "",
        tuple((key, watched_title(words, key, papers)) for key in watch),
        tuple(watched_title(words, key, papers) for key in here),
        tuple(
            (clean(observed.seen), clean(observed.meaning))
            for _moment, observed in retelling.each(Observed)
            if observed.seat == seat
        ),
    )


def to_look_for(
    words: Scenario, seat: str, papers: Papers = SHIPPED
) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the aim of a seat's instrument, and what to look for in each area that the seat watches, by title.

    Without an instrument it is the behaviours, each in one sentence, and there is no aim. Where the instrument is no
    longer there, that is said in place of the aim.
    """
    observer = words.observers.get(seat)
    watch, aim = observer.watch if observer else (), ""
    if observer and observer.instrument:
        try:
            instrument = load_instrument(observer.instrument, words.language, papers)
        except DocumentError:
            aim = _("The instrument '{id}' is no longer available. Look for this instead:").format(
                id=observer.instrument
            )
        else:
            areas = instrument.watched(watch)
            return instrument.aim, tuple((area.title, tuple(text for _key, text in area.look_for)) for area in areas)
    known = behaviours(words.language, papers)
    chosen = [each for each in known if each.id in watch] or known
    return aim, tuple((each.title, (each.look_for,)) for each in chosen)


def observing_seats(words: Scenario) -> tuple[tuple[str, str], ...]:
    """Return who can observe, as (seat, title): the facilitator and the observers."""
    return tuple((seat, seat_title(words, seat)) for seat in (FACILITATOR, *words.observers))
