"""*Seats and devices* line by line: how telephones join, who has joined, and whom to let in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from esthersim.journal.errors import JournalError
from esthersim.language import _
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import choose
from esthersim.play.vocabulary import Step
from esthersim.runs.names import seat_title
from esthersim.seats.addresses import local_addresses
from esthersim.seats.host import SeatsHost
from esthersim.seats.overview import (
    DeviceView,
    SeatingView,
    address_words,
    device_words,
    happening_text,
    network_advice,
    nobody_joins,
    openly,
    seating_view,
)

Choices = list[tuple[str, Callable[[], None]]]


def say_happenings(run: PlainRun, host: SeatsHost) -> None:
    """Say what has happened around the seats since this was last called."""
    for happening in host.happened():
        run.dialogue.say(happening_text(happening, host, run.shown))


def seats_and_devices(run: PlainRun, host: SeatsHost) -> None:
    """Say who sits where and how to join, and do what is chosen, until nothing more is."""
    while True:
        view = seating_view(host, run.shown)
        _say_view(run, view)
        choices = _choices(run, host, view)
        labels = [label for label, _does in choices]
        chosen = choose(run.dialogue, _("What do you want to do?"), [*labels, _("Nothing more")], default=len(labels))
        if chosen == len(choices):
            return
        try:
            choices[chosen][1]()
        except JournalError as error:
            run.dialogue.say(f"{error}")
        say_happenings(run, host)


def _say_view(run: PlainRun, view: SeatingView) -> None:
    dialogue = run.dialogue
    dialogue.heading(_("Seats and devices"))
    if not view.origin:
        dialogue.say(_("No pages are served. Everything works on paper and with this one screen."))
        return
    dialogue.say(view.link)
    door = _("Code {code}. The door is open.") if view.door_open else _("Code {code}. Whoever joins now waits.")
    dialogue.say(door.format(code=view.code))
    dialogue.say(openly())
    for line in view.seats:
        there = "; ".join(map(device_words, line.devices)) or _("no telephone")
        dialogue.say(f"  - {line.title}: {there}")
    for who in view.stopping:
        dialogue.say(_("{seat} asks to stop.").format(seat=who))


def _choices(run: PlainRun, host: SeatsHost, view: SeatingView) -> Choices:
    if not view.origin:
        return [(_("Serve the pages, so that telephones can join"), partial(open_seats, run, host))]
    choices: Choices = []
    for line, each in view.waiting:
        words = {"seat": line.title, "device": each.title}
        choices += [
            (_("Let in: {seat}, {device}").format(**words), partial(host.admit, each.device)),
            (_("Do not let in: {seat}, {device}").format(**words), partial(host.free, each.device)),
        ]
    devices = [(line.title, each) for line in view.seats for each in line.devices if not each.waits]
    if devices:
        choices += [
            (_("Free a seat"), partial(_free, run, host, devices)),
            (_("Move a telephone to another seat"), partial(_move, run, host, devices)),
        ]
    if view.door_open:
        choices.append((_("Close the door: whoever joins now waits"), host.close_door))
    elif run.session.state.step in {Step.NEEDS, Step.STORY}:  # afterwards it would close again at once
        choices.append((_("Open the door, with a new code"), host.open_door))
    return [
        *choices,
        (_("Let everybody back after another address"), host.let_everybody_back),
        (_("Nobody gets through: what can it be?"), partial(_say_each, run, nobody_joins())),
        (_("Stop the pages"), partial(_stop, run, host)),
    ]


def open_seats(run: PlainRun, host: SeatsHost, address: str | None = None, port: int | None = None) -> None:
    """Serve the pages, at an address that is asked for unless it is given."""
    if address is None:
        found = local_addresses()
        _say_each(run, network_advice())
        labels = [address_words(each) for each in found]
        address = found[choose(run.dialogue, _("At which address?"), labels, default=0)].host
    host.open(address, port)
    run.dialogue.say(openly())


def _free(run: PlainRun, host: SeatsHost, devices: list[tuple[str, DeviceView]]) -> None:
    if chosen := _which(run, devices):
        host.free(chosen.device)


def _move(run: PlainRun, host: SeatsHost, devices: list[tuple[str, DeviceView]]) -> None:
    chosen = _which(run, devices)
    if chosen is None:
        return
    seats = (*run.shown.roles, *run.shown.observers)
    labels = [*(seat_title(run.shown, seat) for seat in seats), _("None of them")]
    place = choose(run.dialogue, _("To which seat?"), labels, default=len(seats))
    if place < len(seats):
        host.move(chosen.device, seats[place])


def _which(run: PlainRun, devices: list[tuple[str, DeviceView]]) -> DeviceView | None:
    labels = [f"{title}: {device_words(each)}" for title, each in devices]
    place = choose(run.dialogue, _("Which telephone?"), [*labels, _("None of them")], default=len(labels))
    return devices[place][1] if place < len(devices) else None


def _stop(run: PlainRun, host: SeatsHost) -> None:
    host.close()
    run.dialogue.say(_("The pages are no longer served. The seats are kept, and come back when they are."))


def _say_each(run: PlainRun, lines: tuple[str, ...]) -> None:
    for line in lines:
        run.dialogue.say(f"  - {line}")
