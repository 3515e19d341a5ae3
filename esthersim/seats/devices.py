"""The devices at the seats of a run: who is let in, who waits, who is freed or moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from esthersim.journal.store import Device, Store
from esthersim.scenario.model import Scenario
from esthersim.seats.wire import ROOM_SCREEN, Refused

MOST_PEOPLE = 50
MOST_DEVICES = 600


class Devices:
    """The devices of one run, kept in the store. Every method may raise a `JournalError`."""

    def __init__(self, store: Store, run: str, now: Callable[[], str]) -> None:
        """Read what the store has; `now` returns the time as written in journals."""
        self._store, self._run, self._now = store, run, now
        self.all: tuple[Device, ...] = store.devices(run)
        self.returning: frozenset[str] = frozenset()
        """The seats that may be taken once more without a question, because the address has changed."""

    def of(self, token: str) -> Device | None:
        """Return the device with this token (its SHA-256)."""
        return next((each for each in self.all if each.token == token), None)

    def numbered(self, number: int) -> Device | None:
        """Return the device with this number."""
        return next((each for each in self.all if each.number == number), None)

    def at(self, seat: str) -> tuple[Device, ...]:
        """Return the devices at a seat."""
        return tuple(each for each in self.all if each.seat == seat)

    def join(
        self, scenario: Scenario, token: str, seat: str, language: str, *, people: int, door_open: bool
    ) -> Device | Refused:
        """Give a device a seat.

        While the door is open the first device of a role is let in, and every observer; each further one waits. A
        screen of the room is always let in: it shows what everybody sees.
        """
        if seat not in (*scenario.roles, *scenario.observers, ROOM_SCREEN) or len(self.all) >= MOST_DEVICES:
            return Refused.NO_SUCH_SEAT
        first = door_open and (seat in scenario.observers or not self.at(seat))
        admitted = first or seat == ROOM_SCREEN or seat in self.returning
        self.returning -= {seat}
        number = max((each.number for each in self.all), default=0) + 1
        device = Device(
            token, seat, number, language, self._now(), admitted=admitted, people=min(max(people, 1), MOST_PEOPLE)
        )
        self._keep(device)
        return device

    def admit(self, device: Device) -> None:
        """Let in a device that waits."""
        self._change(device, admitted=True)

    def move(self, device: Device, seat: str) -> None:
        """Give a device another seat; whoever moves it has thereby let it in."""
        self._change(device, seat=seat, admitted=True)

    def speak(self, device: Device, language: str) -> None:
        """Note the language that a device wants."""
        self._change(device, language=language)

    def free(self, device: Device) -> None:
        """Forget a device: its token is worth nothing from now on."""
        self._store.forget_device(self._run, device.token)
        self.all = self._store.devices(self._run)

    def let_everybody_back(self) -> None:
        """Let each seat that has a device be taken once more without a question."""
        self.returning = frozenset(each.seat for each in self.all)

    def _change(self, device: Device, **changes: Any) -> None:
        """Keep a device with changes, unless it has left in the meantime: its token is worth nothing then."""
        now = self.of(device.token)
        if now is not None:
            self._keep(replace(now, **changes))

    def _keep(self, device: Device) -> None:
        self._store.keep_device(self._run, device)
        self.all = self._store.devices(self._run)
