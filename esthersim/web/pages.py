"""The pages of the seats, as HTML: join, the seat itself with its sections, and pages that say one thing.

All that they say comes from views and acts. Each is drawn in the language spoken; those that are given a language speak
it themselves, as whoever reads them has no seat.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from esthersim.cleaning import clean_line
from esthersim.journal.store import Device
from esthersim.language import _, get_language, speaking
from esthersim.lengths import minutes
from esthersim.play.timers import read_timer
from esthersim.runs.names import seat_title
from esthersim.seats.wire import ROOM_SCREEN
from esthersim.views.roles import SeatView, seats
from esthersim.web import words
from esthersim.web.house import House
from esthersim.web.seat import Seat
from esthersim.web.seat_sections import NOW, STOP, languages, sections_of
from esthersim.web.section import Section
from esthersim.web.templating import drawn


def sections(house: House, device: Device) -> tuple[Section, ...]:
    """Return the sections of a device's page, in the language spoken; the same for every device of its seat."""
    if device.seat == ROOM_SCREEN:
        from esthersim.web.room_pages import room_sections

        return tuple(room_sections(house))
    return sections_of(house, device)


def seat_page(house: House, device: Device, notice: str = "") -> str:
    """Return the whole page of a device, with what was begun on it; `notice` is the answer to what it last sent."""
    if device.seat == ROOM_SCREEN:
        from esthersim.web.room_pages import room_page

        return str(room_page(house, device))
    parts = sections_of(house, device, with_drafts=True)
    return drawn(
        "seat",
        {
            "title": seat_title(house.shown(get_language()), device.seat),
            "parts": {each.key: each.html for each in parts},
            "order": [each.key for each in parts if each.key not in {NOW, STOP, "foot"}],
            "clock": _clock(house),
            "notice": notice,
            "spoken": json.dumps(words.script_words(), ensure_ascii=False),
        },
    )


def waiting_page(house: House, device: Device) -> str:
    """Return the page of a device that waits to be let in: it turns into that of its seat by itself."""
    return seat_page(house, device)


def status_text(reason: str | None, about: tuple[str, ...], house: House, language: str) -> str:
    """Return the words for an answer of the program, see `words.status_text`, in a language."""
    with speaking(language):
        return words.status_text(reason, about, house)


def _clock(house: House) -> str:
    state = house.state
    if state.journey is None or state.at_ending:
        return ""
    reading = read_timer(state, state.room if state.paused else house.room)
    return minutes(reading.left) if reading else ""


# Joining


@dataclass(frozen=True, slots=True)
class SeatOffer:
    """A seat to choose: its title, where it belongs, and whether somebody has it, in words."""

    seat: str
    title: str
    place: str
    state: str
    observer: bool = True


def join_page(
    house: House, code: str, language: str, error: str = "", *, people: int = 1, seat: str = "", secure: bool = False
) -> str:
    """Return the page on which a device takes a seat, with what was filled in before, and why that did not do.

    `secure` tells that it is served encrypted, as behind a reverse proxy.
    """
    with speaking(language):
        shown = house.shown(language)
        page = Seat(house, Device("", "", 0, language, ""))
        offers = [_offer(house, each) for each in seats(house.state, shown, house.text.debrief)]
        screen = SeatOffer(ROOM_SCREEN, _("The room's screen"), _("shows what everybody sees"), "")
        return page.draw(
            "join",
            title=_("Take a seat"),
            scenario=clean_line(shown.title),
            error=error,
            code=code,
            seats=[*offers, screen],
            chosen=seat,
            people=people,
            languages=languages(),
            secure=secure,
        )


def _offer(house: House, each: SeatView) -> SeatOffer:
    taken = house.taken(each.seat)
    place = _("observes") if each.observer else each.organisation
    if not taken:
        return SeatOffer(each.seat, each.title, place, _("free"), each.observer)
    return SeatOffer(each.seat, each.title, place, _("taken"), each.observer)


# Pages that say one thing


def gone_page(language: str, why: str = "gone") -> str:
    """Return the page of a device that has no seat any longer; `why` is gone, left or address."""
    with speaking(language):
        back = "" if why == "address" else "/"
        return _message("gone", _("No seat"), words.gone_text(why), back, _("Take a seat"))


def error_page(status: int, language: str) -> str:
    """Return the page of an HTTP status from 400 on."""
    with speaking(language):
        title, text = words.error_words(status)
        return _message("error", title, text, "/", _("To the beginning"))


def _message(page: str, title: str, text: str, back: str, label: str) -> str:
    return drawn("message", {"page": page, "title": title, "text": text, "back": back, "label": label})
