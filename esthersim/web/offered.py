"""What a seat is offered on its page: the acts of the seat, and no others."""

from __future__ import annotations

from esthersim.language import get_language
from esthersim.play.state import Place
from esthersim.play.vocabulary import Step
from esthersim.runs.act import Act
from esthersim.runs.acts import acts
from esthersim.runs.reflecting import guide_in_use
from esthersim.seats.wire import ROOM_SCREEN
from esthersim.web.house import House


def offered(house: House, seat: str) -> tuple[Act, ...]:
    """Return everything that a seat can do now, in the language spoken; nothing for the room screen."""
    key = seat, get_language()
    if key not in house.acts:
        house.acts[key] = found = _offered(house, seat)
        lately = house.offered_at.setdefault(house.place, {})
        lately |= {(seat, each.id, each.about): each for each in found}
    return house.acts[key]


def one_offered(house: House, seat: str, act: str, about: str, place: Place | None) -> Act | None:
    """Return one act that a seat is offered at a place, or was offered there a moment ago; `None` for any other.

    One of a moment ago is as good: the rules judge what comes of it, and know what was sent before.
    """
    if place == house.place:
        offered(house, seat)
    return house.offered_at.get(place, {}).get((seat, act, about))


def _offered(house: House, seat: str) -> tuple[Act, ...]:
    state, shown = house.state, house.shown(get_language())
    if seat == ROOM_SCREEN or not state.started:
        return ()
    papers = house.text.debrief
    reflecting = state.step is Step.REFLECTION
    phases = guide_in_use(house.retelling, shown, papers).phases if reflecting else ()
    return acts(state, shown, seat, phases=phases, papers=papers)
