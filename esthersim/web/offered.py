"""What a seat is offered on its page: the acts of the seat, and no others."""

from __future__ import annotations

from esthersim.language import get_language
from esthersim.play.vocabulary import Step
from esthersim.runs.act import Act
from esthersim.runs.acts import act_of, acts
from esthersim.runs.reflecting import guide_in_use
from esthersim.seats.wire import ROOM_SCREEN
from esthersim.web.house import House


def offered(house: House, seat: str) -> tuple[Act, ...]:
    """Return everything that a seat can do now, in the language spoken; nothing for the room screen."""
    state, shown = house.state, house.shown(get_language())
    if seat == ROOM_SCREEN or not state.started:
        return ()
    papers = house.text.debrief
    reflecting = state.step is Step.REFLECTION
    phases = guide_in_use(house.retelling, shown, papers).phases if reflecting else ()
    return acts(state, shown, seat, phases=phases, papers=papers)


def one_offered(house: House, seat: str, act: str, about: str) -> Act | None:
    """Return one act that a seat is offered, or `None`."""
    return act_of(offered(house, seat), act, about)
