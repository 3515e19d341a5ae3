"""What the program and the process with the pages say to each other: one JSON object a line, down and up a pipe.

Nothing else passes between them. The process with the pages has no store: all that it knows comes down this pipe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from esthersim.journal.store import Device, Line, ScenarioText

LONGEST_LINE = 64 * 1024
"""The most bytes of a line from the process with the pages; a form that it passes on is at most 16 KiB."""


ROOM_SCREEN = "room-screen"
"""The seat of a screen that shows what everybody may see. It asks for nothing, so no seat of a scenario is taken."""


class Refused(StrEnum):
    """Why the program refuses what comes up, where it is not the rules that do (`Reason`)."""

    WRONG_CODE = "wrong-code"
    NO_SUCH_SEAT = "no-such-seat"
    WAITING = "waiting"
    GONE = "gone"
    GARBLED = "garbled"
    NOT_STORED = "not-stored"


class Garbled(ValueError):  # noqa: N818 - what happened is the better name
    """A line that is no message. It is never quoted, as it may hold people's words."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the room screen looks and sounds, as chosen at the console: `theme` is auto, light, dark or contrast."""

    theme: str = "auto"
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Clocked:
    """What the room's clock says: room time in seconds, and whether it runs."""

    room: float
    running: bool


# Down, from the program


@dataclass(frozen=True, slots=True)
class Seating:
    """The devices as they are now, the code of the door, whether it is open, and the secret that opens a room screen.

    With the code a device takes a seat while the door is open, and afterwards asks for one. The secret works once.
    """

    devices: tuple[Device, ...]
    code: str
    open: bool
    screen: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What was begun at a device and not sent: texts by field of a form, which belongs to an event at one arrival."""

    device: int
    form: str
    event: str
    arrival: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Opened:
    """The first line, and again when another text is adopted: everything that the pages need.

    `origin` is the address that people type, if it is not made of host and port, as behind a reverse proxy. `port` is
    the first to try, and up to twenty after it.
    """

    run: str
    text: ScenarioText
    lines: tuple[Line, ...]
    host: str
    port: int
    origin: str
    seating: Seating
    drafts: tuple[Begun, ...]
    clock: Clocked
    look: Look
    language: str


@dataclass(frozen=True, slots=True)
class News:
    """Entries that have just become durable."""

    lines: tuple[Line, ...]
    clock: Clocked


@dataclass(frozen=True, slots=True)
class Beat:
    """The clock, every few seconds."""

    clock: Clocked


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a message that came up with this number.

    Without a `reason` it was accepted. `reason` and `about` are those of a refusal of the rules, or one of `Refused`.
    """

    to: int
    reason: str | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looks:
    """Another look of the room screen."""

    look: Look


# Up, from the process with the pages


@dataclass(frozen=True, slots=True)
class Ready:
    """The pages are served on this port; or they are not, and `why` is the system's reason."""

    port: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """A device with this code wants a seat, or with the secret the room screen.

    `token` is the SHA-256 of the token that the device will hold.
    """

    number: int
    code: str
    token: str
    seat: str
    language: str
    people: int = 1


@dataclass(frozen=True, slots=True)
class WrongCode:
    """Somebody typed a code that is not the door's."""


@dataclass(frozen=True, slots=True)
class Leave:
    """A device leaves its seat."""

    token: str


@dataclass(frozen=True, slots=True)
class Speak:
    """A device wants another language."""

    token: str
    language: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A device asks for something: a command's document, for an event at one arrival.

    `command_id` was made by the page, so that the same request can be sent again. `form` is the key of the form that
    it saves; empty if it saves none.
    """

    number: int
    token: str
    command_id: str
    command: str
    event: str = ""
    arrival: int = 0
    form: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What is being written at a device: texts by field of a form, which belongs to an event at one arrival."""

    token: str
    form: str
    event: str
    arrival: int
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Streams:
    """The tokens of the devices that hold a live page now, how many room screens there are, and who is writing."""

    tokens: tuple[str, ...]
    rooms: int = 0
    writing: tuple[str, ...] = ()


Down = Opened | News | Beat | Answer | Begun | Seating | Looks
Up = Ready | Join | WrongCode | Leave | Speak | Asked | Drafted | Streams
_DOWN: Mapping[str, type[Down]] = {
    kind.__name__.lower(): kind for kind in (Opened, News, Beat, Answer, Begun, Seating, Looks)
}
_UP: Mapping[str, type[Up]] = {
    kind.__name__.lower(): kind for kind in (Ready, Join, WrongCode, Leave, Speak, Asked, Drafted, Streams)
}


def written(message: Down | Up) -> bytes:
    """Return a message as its line, with the end of the line."""
    name = type(message).__name__.lower()
    body: dict[str, Any] = {"is": name, **_adapter(name).dump_python(message, mode="json")}
    return _json().dump_json(body) + b"\n"


def read_down(line: bytes) -> Down:
    """Return a message of the program; raise `Garbled` for anything else."""
    message: Down = _read(line, _DOWN)
    return message


def read_up(line: bytes) -> Up:
    """Return a message of the process with the pages; raise `Garbled` for anything else, or too long a line."""
    if len(line) > LONGEST_LINE:
        raise Garbled
    message: Up = _read(line, _UP)
    return message


def _read(line: bytes, kinds: Mapping[str, type[Any]]) -> Any:
    try:
        body = _json().validate_json(line)
        name = str(body.pop("is"))
    except (ValidationError, KeyError):
        raise Garbled from None
    if name not in kinds:
        raise Garbled
    try:
        return _adapter(name).validate_python(body)
    except ValidationError:
        raise Garbled from None


@cache
def _json() -> TypeAdapter[dict[str, Any]]:
    return TypeAdapter(dict[str, Any])


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_DOWN.get(name) or _UP[name])
