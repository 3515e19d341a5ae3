"""Seats on their own devices without a process: a child that keeps what it is told, and says what a test has it say."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from esthersim.journal.codec import encode_command
from esthersim.play.entry import Command
from esthersim.seats import wire
from esthersim.seats.addresses import LocalAddress
from esthersim.seats.host import SeatsHost
from esthersim.seats.wire import Up

CODE = "K7M2QF"
HOTSPOT = LocalAddress("192.168.137.1", "Wi-Fi", 0)
HOUSE = LocalAddress("10.20.30.40", "Ethernet", 1)
ALONE = LocalAddress("127.0.0.1", "lo", 3)


class FakeChild:
    """Stands in for `Child`. `made` are all of them, in order."""

    made: list[FakeChild]

    def __init__(self, received: Callable[[bytes], None], ended: Callable[[], None], log: Path | None = None) -> None:
        self.received, self.ended, self.log = received, ended, log
        self.told: list[wire.Down] = []
        self.alive, self.hangs = True, False
        type(self).made.append(self)

    def send(self, line: bytes) -> None:
        """Keep what the program says."""
        self.told.append(wire.read_down(line))

    def close(self) -> None:
        """End as asked."""
        self.alive = False

    def kill(self) -> None:
        """End at once."""
        self.alive = False
        self.ended()

    def say(self, message: Up) -> None:
        """Say something to the program, as the process with the pages does."""
        self.received(wire.written(message))

    def join(self, host: SeatsHost, seat: str, *, name: str = "a", language: str = "sv", people: int = 1) -> str:
        """Let a device join with the code of the door, and return its token."""
        token = sha256(name.encode()).hexdigest()
        self.say(wire.Join(1, host.door.code, token, seat, language, people))
        return token

    def ask(self, token: str, command: Command, *, id: str, event: str = "", arrival: int = 0) -> None:  # noqa: A002
        """Let a device ask for a command."""
        self.say(wire.Asked(2, token, id, encode_command(command), event, arrival))


def fake_children() -> type[FakeChild]:
    """Return a class of children of its own, which has made none yet."""
    return type("Children", (FakeChild,), {"made": []})
