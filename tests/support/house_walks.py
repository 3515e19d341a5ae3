"""What the process with the pages knows, entry by entry, while an author's play is played."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.journal.codec import encode
from esthersim.journal.store import Line, ScenarioText
from esthersim.play.entries import Arrived, Chose, TimerExpired
from esthersim.play.plays import run_play
from esthersim.seats.wire import ROOM_SCREEN, Clocked, Look, News, Opened, Seating
from esthersim.web.house import House
from support.room_houses import CODE, HOST, PORT, device
from support.shipped_journeys import journey, own_language


def houses(scenario: str, play: str, text: ScenarioText, language: str) -> Iterator[House]:
    """Yield what the process with the pages knows after each entry of a play, from the first event on.

    Between a choice and the arrival that comes with it nothing is ever drawn.
    """
    shown = journey(scenario, own_language(scenario))
    lines = [
        Line(each.seq, "2026-03-07T08:00:00.000Z", each.room, str(each.seq), encode(each.entry))
        for each in run_play(shown, shown.plays[play]).journal
    ]
    seats = (*shown.roles, *shown.observers, ROOM_SCREEN)
    devices = tuple(device(seat, number, language) for number, seat in enumerate(seats, 1))
    clock = Clocked(0.0, running=False)
    seating = Seating(devices, CODE, open=True, screen="once")
    house = House(Opened("r", text, (), HOST, PORT, "", seating, (), clock, Look(), language), now=lambda: 0.0)
    on_the_way = False
    for line in lines:
        house.take(News((line,), clock))
        entry = house.retelling.journal[-1].entry
        on_the_way = isinstance(entry, Chose | TimerExpired) or (on_the_way and not isinstance(entry, Arrived))
        if house.state.journey is not None and not on_the_way:
            yield house
