"""*Seats and devices* as text: rows of the list, how to join, and advice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from esthersim.language import _, ngettext
from esthersim.screens.text_lines import Line, bullet, heading
from esthersim.screens.widgets.row_list import Row
from esthersim.seats.addresses import LocalAddress
from esthersim.seats.overview import (
    DeviceView,
    SeatingView,
    SeatLine,
    address_words,
    device_words,
    network_advice,
    nobody_joins,
    openly,
)
from esthersim.seats.wire import Look
from esthersim.seats.wish import everywhere_warning

THIS_COMPUTER_ONLY = 3


def head_line(view: SeatingView | None, *, opening: bool) -> str:
    """Return how to join, in one line."""
    if opening:
        return _("The pages are being opened …")
    if view is None:
        return _("Telephones and a room screen can join. Nothing is open yet.")
    door = _("the door is open") if view.door_open else _("the door is closed: who comes now waits")
    return "   ".join((view.origin, _("code {code}").format(code=view.code), door))


def seat_rows(view: SeatingView) -> list[Row]:
    """Return each seat with its devices."""
    rows: list[Row] = []
    for line in view.seats:
        rows.append(Row(f"seat:{line.seat}", _seat(line), heading=True))
        rows += [Row(f"device:{each.device.number}", device_words(each), lead=_sign(each)) for each in line.devices]
    return rows


def _seat(line: SeatLine) -> str:
    return line.title if line.devices else _("{seat} · free").format(seat=line.title)


def _sign(view: DeviceView) -> str:
    return "? " if view.waits else "○ " if view.silent else "● "


def address_rows(addresses: Sequence[LocalAddress]) -> list[Row]:
    """Return the addresses of this computer to choose from."""
    rows = [Row(f"address:{each.host}", address_words(each)) for each in addresses]
    return [Row("addresses", _("At which address can telephones reach this computer?"), heading=True), *rows]


def welcome_lines(addresses: Sequence[LocalAddress]) -> list[Line]:
    """Return what to know before the pages are opened: which network to choose, or what to do without one."""
    lines: list[Line] = []
    if all(each.reach == THIS_COMPUTER_ONLY for each in addresses):
        text = _("This computer is in no network now, so no telephone can reach it. The run goes on without.")
        lines += [Line(text, style="bold"), Line()]
    lines += [heading(_("Which network?")), *map(bullet, network_advice()), Line(), Line(openly())]
    return [*lines, Line(extending())]


def advice_lines(view: SeatingView, keys: Mapping[str, str], *, nobody: bool, everywhere: bool) -> list[Line]:
    """Return what to know while the pages are served: who waits, why nobody may get through, where to read more.

    `keys` are the keys as people see them, by what they do; `nobody` says that nobody has come for a while, and
    `everywhere` that the pages are served in every network.
    """
    lines: list[Line] = []
    if view.waiting:
        seat, each = view.waiting[0]
        text = _("{seat}: {device} waits. {admit}: let in, {refuse}: not.")
        text = text.format(seat=seat.title, device=each.title, admit=keys["admit"], refuse=keys["refuse"])
        lines += [Line(text, style="bold $warning"), Line()]
    if everywhere:
        lines += [Line(everywhere_warning(), style="bold $warning"), Line()]
    if nobody:
        lines += [heading(_("Does nobody get through?")), *map(_numbered, enumerate(nobody_joins(), 1)), Line()]
    count = view.room_screens
    if count:
        lines.append(Line(ngettext("{count} room screen", "{count} room screens", count).format(count=count)))
    if not nobody:
        lines.append(Line(_("{key}: networks, and when it does not work").format(key=keys["help"])))
    return [*lines, Line(openly()), *(() if nobody else (Line(extending()),))]


def _numbered(each: tuple[int, str]) -> Line:
    return bullet(each[1], f"{each[0]}. ")


def extending() -> str:
    """Return how to keep the console private beside a projector."""
    return _("Extend the display instead of mirroring it: the projector shows the room screen, and this stays yours.")


def help_lines() -> list[Line]:
    """Return all there is to know about networks, the best first, and why nobody may get through."""
    return [
        heading(_("Which network?")),
        *map(_numbered, enumerate(network_advice(), 1)),
        Line(),
        heading(_("Does nobody get through?")),
        *map(_numbered, enumerate(nobody_joins(), 1)),
        Line(),
        Line(_("If a telephone asks whether to stay in a network without internet: stay.")),
        Line(openly()),
        Line(extending()),
    ]


_SOUND = "sound"


def look_choices(look: Look) -> list[tuple[str, str]]:
    """Return how the room screen can look, and whether it is heard; what is chosen now is marked."""
    words = {
        "auto": _("Colours as the projector's computer has them"),
        "light": _("Light"),
        "dark": _("Dark"),
        "contrast": _("High contrast"),
    }
    choices = [(key, f"{word} ✓" if key == look.theme else word) for key, word in words.items()]
    return [*choices, (_SOUND, _("Switch its sound off") if look.sound else _("Switch its sound on"))]


def looked(look: Look, choice: str) -> Look:
    """Return the look after a choice."""
    return replace(look, sound=not look.sound) if choice == _SOUND else replace(look, theme=choice)
