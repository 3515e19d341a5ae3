"""*Seats and devices* as every front end shows it: who has joined, who waits, and what has happened, in words.

It may be mirrored to the projector, so it holds nothing that anybody writes, and nothing of the journey.
"""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.journal.store import Device
from esthersim.language import _, ngettext
from esthersim.runs.names import seat_title
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import organisation_name
from esthersim.seats.addresses import LocalAddress
from esthersim.seats.door import spaced
from esthersim.seats.host import Happening, SeatsHost, What
from esthersim.seats.wire import ROOM_SCREEN


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A device at a seat. `silent`: nothing was heard of its page for a while; `people` is what it says of itself."""

    device: Device
    title: str
    silent: bool
    writing: bool

    @property
    def waits(self) -> bool:
        """Whether it waits to be let in."""
        return not self.device.admitted


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat with its devices; `seated` is how many people the facilitator has seated there."""

    seat: str
    title: str
    organisation: str
    seated: int
    devices: tuple[DeviceView, ...]


@dataclass(frozen=True, slots=True)
class SeatingView:
    """Who sits where, and how to join. `origin`, `code` and `link` are empty while the pages are not served."""

    origin: str
    code: str
    link: str
    door_open: bool
    seats: tuple[SeatLine, ...]
    room_screens: int
    stopping: tuple[str, ...]

    @property
    def waiting(self) -> tuple[tuple[SeatLine, DeviceView], ...]:
        """The devices that wait to be let in, each with its seat."""
        return tuple((line, each) for line in self.seats for each in line.devices if each.waits)

    @property
    def joined(self) -> int:
        """How many devices have been let in."""
        return sum(not each.waits for line in self.seats if line.seat != ROOM_SCREEN for each in line.devices)


def seating_view(host: SeatsHost, shown: Scenario) -> SeatingView:
    """Return who sits where now: roles and observers in the file's order, and at the end the screens of the room."""
    state = host.session.state
    rooms = (ROOM_SCREEN,) if host.devices.at(ROOM_SCREEN) else ()
    return SeatingView(
        host.origin,
        spaced(host.door.code) if host.origin else "",
        f"{host.origin}/j/{host.door.code}" if host.origin else "",
        host.door.open,
        tuple(
            SeatLine(
                seat,
                _("The room screen") if seat == ROOM_SCREEN else seat_title(shown, seat),
                organisation_name(shown, seat) if seat in shown.roles else "",
                state.setting.seats.get(seat, 0),
                tuple(_device(host, each) for each in host.devices.at(seat)),
            )
            for seat in (*shown.roles, *shown.observers, *rooms)
        ),
        host.rooms,
        tuple(seat_title(shown, seat) for seat in state.setting.stopping),
    )


def _device(host: SeatsHost, device: Device) -> DeviceView:
    number = device.number
    if device.seat == ROOM_SCREEN:  # which of them is open is not told, only how many are
        return DeviceView(device, _("screen {number}").format(number=number), silent=not host.rooms, writing=False)
    title = _("telephone {number}").format(number=number)
    return DeviceView(device, title, host.is_silent(device), host.is_writing(device))


def device_words(view: DeviceView) -> str:
    """Return a device in words: which one, whether it is there, its language, and how many sit with it."""
    states = [view.title, view.device.language]
    if view.waits:
        states.append(_("waits to be let in"))
    elif view.silent:
        states.append(_("silent"))
    elif view.writing:
        states.append(_("writing"))
    if view.device.people > 1:
        people = view.device.people
        states.append(ngettext("{count} person", "{count} people", people).format(count=people))
    return ", ".join(states)


def happening_text(happening: Happening, host: SeatsHost, shown: Scenario) -> str:
    """Return what happened around the seats, as one sentence."""
    what, seat, device, why = happening
    if seat == ROOM_SCREEN:
        return _("A room screen has left.") if what is What.LEFT else _("A room screen has joined.")
    who = seat_title(shown, seat) if seat else ""
    match what:
        case What.SERVED:
            return _("Telephones can join: {link}").format(link=f"{host.origin}/j/{host.door.code}")
        case What.NOT_SERVED:
            return _("The pages cannot be served: {why}. Everything works without them.").format(why=why)
        case What.JOINED:
            return _("{seat}: telephone {number} has joined.").format(seat=who, number=device)
        case What.WAITS:
            return _("{seat}: telephone {number} waits to be let in.").format(seat=who, number=device)
        case What.LEFT:
            return _("{seat}: telephone {number} has left.").format(seat=who, number=device)
        case What.CODE_REDRAWN:
            return _("There were many wrong codes, so the code is another one now: {code}.").format(
                code=spaced(host.door.code)
            )
        case What.STARTED_AGAIN:
            return _("The pages stopped and were started again. The telephones come back by themselves.")
        case What.GAVE_UP:
            return _("The pages stop again and again, so they are closed. Everything works without them.")


def address_words(address: LocalAddress) -> str:
    """Return an address of this computer with what it is good for, in words for a nurse."""
    kind = (
        _("this laptop's own hotspot"),
        _("a network: try it with one telephone first"),
        _("perhaps not for telephones"),
        _("this laptop only"),
    )[address.reach]
    return f"{address.host} ({address.adapter}): {kind}"


def network_advice() -> tuple[str, ...]:
    """Return which network to choose, the best first, in words for a nurse."""
    return (
        _("The laptop's own hotspot: a network of your own, without the hospital's. Six to eight telephones."),
        _("The network of a telephone or a small router: let the laptop join it, too. No internet is needed."),
        _(
            "The house's network: try it with one telephone first. Many networks keep telephones from reaching a "
            "laptop."
        ),
        _("No network: everything works on paper and with one screen."),
    )


def nobody_joins() -> tuple[str, ...]:
    """Return the three likely reasons why no telephone gets through, the likeliest first."""
    return (
        _("This computer's firewall asks for permission: allow Python to be reached in this network."),
        _("The telephone is in another network, or has gone over to mobile data: let it stay in this one."),
        _("The network keeps its devices apart: use the laptop's own hotspot instead."),
    )


def openly() -> str:
    """Return what everybody must know who writes on these pages."""
    return _("Unencrypted, in this room's network. Write nothing about real people.")
