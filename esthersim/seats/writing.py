"""The drafts of devices: which form of the journal's drafts each belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.journal.drafts import Drafts, Writing
from esthersim.journal.store import Device
from esthersim.seats.wire import Begun, Drafted

_APART = "#"
"""Between a seat and the number of its device: two telephones at one seat write two texts."""
MOST_FIELDS = 40
LONGEST_NAME = 100


def writing_of(device: Device, form: str, event: str, arrival: int) -> Writing:
    """Return the form that a device fills in at an event and arrival."""
    return Writing(form, f"{event}@{arrival}", f"{device.seat}{_APART}{device.number}")


def is_sound(drafted: Drafted) -> bool:
    """Return whether a draft that came up can be kept: names without spaces or controls, not too long or too many."""
    names = (drafted.form, drafted.event, *drafted.texts)
    return len(drafted.texts) <= MOST_FIELDS and all(
        len(name) <= LONGEST_NAME and name.isprintable() and " " not in name for name in names
    )


def begun_at(drafts: Drafts, device: Device) -> Iterator[Begun]:
    """Yield what was begun at a device."""
    own = f"{device.seat}{_APART}{device.number}"
    for writing, texts in drafts.every().items():
        if writing.seat == own:
            event, _at, arrival = writing.place.rpartition("@")
            yield Begun(device.number, writing.form, event, int(arrival) if arrival.isdecimal() else 0, texts)


def inherit(drafts: Drafts, device: Device, present: frozenset[int]) -> None:
    """Give a device what was begun at its seat on devices that are no longer there, as after a flat battery.

    `present` are the numbers of the devices that are.
    """
    for writing, texts in drafts.every().items():
        seat, apart, number = writing.seat.rpartition(_APART)
        if apart and seat == device.seat and number.isdecimal() and int(number) not in present:
            drafts.keep(writing._replace(seat=f"{seat}{_APART}{device.number}"), texts)
            drafts.forget(writing)
