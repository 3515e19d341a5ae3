"""What the pages know: what was begun at a seat stays at that seat."""

from __future__ import annotations

from dataclasses import replace

from esthersim.seats.wire import Begun, Seating
from support.room_houses import CODE, device, house_of
from support.tom_sang import tom_sang


def test_what_was_begun_does_not_come_along_to_another_seat() -> None:
    """A device that is moved or freed leaves it behind; every other one keeps its own."""
    session, _clock = tom_sang()
    first, second, third = device("natt", 1), device("natt", 2), device("esther", 3)
    house = house_of(session, first, second, third)
    for each in (first, second, third):
        house.take(Begun(each.number, "send:", "trettio", 5, {"value": "Hon är yr"}))
    moved = replace(first, seat="patrull")
    house.take(Seating((moved, second), CODE, open=True, screen="once"))
    assert list(house.drafts) == [(2, "send:", "trettio", 5)]
    house.take(Begun(1, "send:", "trettio", 5, {"value": "Jag kommer"}))
    house.take(Seating((moved, second, third), CODE, open=True, screen="once"))
    assert list(house.drafts) == [(2, "send:", "trettio", 5), (1, "send:", "trettio", 5)]
