"""The host: opens the pages of a run, answers what comes up from them, and tells them what is new.

It belongs to the thread of its session. The other threads of the process with the pages come in through `post`.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, assert_never

from esthersim.journal.codec import UndecodableError, decode_command
from esthersim.journal.errors import JournalError
from esthersim.journal.reading import timestamp
from esthersim.journal.session import Session
from esthersim.journal.store import Address, Device, Line
from esthersim.play.refusal import Refusal
from esthersim.play.state import Place
from esthersim.play.vocabulary import Reason, Step
from esthersim.seats import wire
from esthersim.seats.addresses import PORT, origin_of
from esthersim.seats.child import Child
from esthersim.seats.devices import Devices
from esthersim.seats.door import Door
from esthersim.seats.wire import ROOM_SCREEN, Refused
from esthersim.seats.writing import begun_at, inherit, is_sound, writing_of

BEAT_SECONDS = 5.0
SILENT_SECONDS = 12.0
"""A device from whose page nothing was heard for so long counts as silent."""
MOST_STARTS, START_SECONDS = 3, 60.0
"""The process with the pages is started at most so often in so many seconds."""
TOKEN = re.compile(r"[0-9a-f]{64}")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
"""What the pages may send as the SHA-256 of a token, and as the code of a language, which the console shows."""

Post = Callable[[Callable[[], None]], None]
"""Has a function called on the thread of the session; safe to call from any thread."""


class What(StrEnum):
    """Something that happened around the seats, for the front end to say."""

    SERVED = "served"
    NOT_SERVED = "not-served"
    JOINED = "joined"
    WAITS = "waits"
    LEFT = "left"
    CODE_REDRAWN = "code-redrawn"
    STARTED_AGAIN = "started-again"
    GAVE_UP = "gave-up"


class Happening(NamedTuple):
    """What happened, at which seat and device, or why."""

    what: What
    seat: str = ""
    device: int = 0
    why: str = ""


class SeatsHost:
    """The seats of a run on their own devices. `changed` is called after everything that a front end has to draw."""

    def __init__(
        self,
        session: Session,
        post: Post,
        changed: Callable[[], None] = lambda: None,
        *,
        language: str,
        log: Path | None = None,
        public_url: str = "",
        child: Callable[[Callable[[bytes], None], Callable[[], None], Path | None], Child] = Child,
    ) -> None:
        """Prepare it without starting anything; `language` is that of whoever has not chosen one."""
        self.session, self.door = session, Door()
        self.devices = Devices(session.store, session.run, self._now)
        self.served: Address | None = None
        """Where the pages are served; `None` while they are not."""
        self.look = wire.Look()
        self.screen = secrets.token_urlsafe(12)
        self.rooms = 0
        """The number of room screens that hold a live page."""
        self._post, self._changed, self._language = post, changed, language
        self._log, self._public, self._make = log, public_url, child
        self._child: Child | None = None
        self._wanted: Address | None = None
        self._starts: list[float] = []
        self._happened: list[Happening] = []
        self._heard: dict[str, float] = {}
        self._writing: frozenset[str] = frozenset()
        self._beaten = float("-inf")
        self._text = session.text

    # Opening and closing

    def open(self, host: str, port: int | None = None) -> None:
        """Serve the pages at an address of this computer, and open the door unless the simulation has begun.

        `port` is the first to try; without one, that of the run's last pages, or the usual one. The front end hears
        by `happened` whether it worked.
        """
        self.close()
        kept = self.session.store.address(self.session.run)
        self._wanted = Address(host, port or (kept.port if kept else PORT))
        if self.session.state.step in {Step.NEEDS, Step.STORY}:
            self.door.open_anew()
        self._starts = []
        self.session.listeners.append(self._news)
        self._start()

    def close(self) -> None:
        """Stop serving the pages; the devices keep their seats. May be called more than once."""
        if self._news in self.session.listeners:
            self.session.listeners.remove(self._news)
        child, self._child, self._wanted, self.served = self._child, None, None, None
        if child is not None:
            child.close()

    def _start(self) -> bool:
        """Start the process with the pages, and return whether it was; if it was started too often, give up."""
        now = time.monotonic()
        self._starts = [each for each in self._starts if now - each < START_SECONDS]
        if len(self._starts) >= MOST_STARTS:
            self.close()
            self._say(Happening(What.GAVE_UP))
            return False
        self._starts.append(now)
        child = self._make(
            lambda line: self._post(lambda: self._take(child, line)),
            lambda: self._post(lambda: self._gone(child)),
            self._log,
        )
        self._child = child
        return self._open_pages()

    def _open_pages(self) -> bool:
        """Tell the process with the pages everything that it needs; close it if that cannot be read."""
        if self._wanted is None:
            return False
        session, self._text = self.session, self.session.text
        try:
            lines = session.store.read(session.run)
        except JournalError as error:
            self.close()
            self._say(Happening(What.NOT_SERVED, why=str(error)))
            return False
        self._send(
            wire.Opened(
                run=session.run,
                text=session.text,
                lines=lines,
                host=self._wanted.host,
                port=self._wanted.port,
                origin=self._public,
                seating=self._seating(),
                drafts=tuple(each for device in self.devices.all for each in begun_at(session.drafts, device)),
                clock=self._clock(),
                look=self.look,
                language=self._language,
            )
        )
        return True

    def _gone(self, child: Child) -> None:
        """Start the pages again where their process has ended by itself."""
        if child is self._child and self._wanted is not None:
            self._child = None
            if self._start():
                self._say(Happening(What.STARTED_AGAIN))

    @property
    def origin(self) -> str:
        """What people type to come to the pages; empty while they are not served."""
        if self.served is None:
            return ""
        return self._public or origin_of(self.served.host, self.served.port)

    def happened(self) -> tuple[Happening, ...]:
        """Return what has happened since this was last asked."""
        found, self._happened = tuple(self._happened), []
        return found

    # Telling

    def tick(self) -> None:
        """Tell the clock every few seconds, and end a process that has stopped listening; called by front ends."""
        child = self._child
        if child is None:
            return
        if child.hangs:
            child.kill()  # which starts it again
            return
        if self.door.open and self.session.state.step not in {Step.NEEDS, Step.STORY}:
            self.door.close()
            self.seating_changed()
        now = time.monotonic()
        if now - self._beaten >= BEAT_SECONDS:
            self._beaten = now
            self._send(wire.Beat(self._clock()))

    def seating_changed(self) -> None:
        """Tell the pages about devices, door and room screen as they are now."""
        self._send(self._seating())
        self._changed()

    def set_look(self, look: wire.Look) -> None:
        """Give the room screen another look."""
        self.look = look
        self._send(wire.Looks(look))

    def _news(self, lines: Sequence[Line]) -> None:
        if self.session.text is not self._text:
            self._open_pages()
        else:
            self._send(wire.News(tuple(lines), self._clock()))

    def _clock(self) -> wire.Clocked:
        state = self.session.state
        return wire.Clocked(self.session.room(), running=not state.paused and state.step is not Step.CLOSED)

    def _seating(self) -> wire.Seating:
        return wire.Seating(self.devices.all, self.door.code, self.door.open, self.screen)

    def _send(self, message: wire.Down) -> None:
        if self._child is not None:
            self._child.send(wire.written(message))

    def _say(self, happening: Happening) -> None:
        self._happened.append(happening)
        self._changed()

    def _now(self) -> str:
        return timestamp(self.session.clock.utc())

    # Answering

    def _take(self, child: Child, line: bytes) -> None:
        """Take a line of the process with the pages. Nothing in it is trusted."""
        if child is not self._child or self.session.closed:
            return
        try:
            message = wire.read_up(line)
        except wire.Garbled:
            return
        match message:
            case wire.Ready():
                self._ready(message)
            case wire.Join():
                self._answer(message.number, self._join(message))
            case wire.Asked():
                self._answer(message.number, self._ask(message))
            case wire.WrongCode():
                self.door.count_wrong()
                self._redrawn()
            case wire.Leave() | wire.Speak():
                self._of_a_device(message)
            case wire.Drafted():
                self._draft(message)
            case wire.Streams():
                self._streams(message)
            case _:
                assert_never(message)

    def _ready(self, ready: wire.Ready) -> None:
        if self._wanted is None:
            return
        if ready.why:
            self.close()
            self._say(Happening(What.NOT_SERVED, why=ready.why))
            return
        self.served = self._wanted = Address(self._wanted.host, ready.port)
        with suppress(JournalError):  # they are served; only the port may be another one next time
            self.session.store.keep_address(self.session.run, self.served)
        self._say(Happening(What.SERVED))

    def _answer(self, number: int, why: Refusal | Refused | None) -> None:
        about = why.about if isinstance(why, Refusal) else ()
        reason = why.reason.value if isinstance(why, Refusal) else why.value if why else None
        self._send(wire.Answer(number, reason, about))

    def _join(self, join: wire.Join) -> Refusal | Refused | None:
        by_link = join.seat == ROOM_SCREEN and secrets.compare_digest(join.code.encode(), self.screen.encode())
        if by_link:
            self.screen = secrets.token_urlsafe(12)
        elif not self.door.fits(join.code):
            self._redrawn()
            return Refused.WRONG_CODE
        if not (TOKEN.fullmatch(join.token) and LANGUAGE.fullmatch(join.language)):
            return Refused.GARBLED
        if self.devices.of(join.token) is not None:
            return Refused.GARBLED
        try:
            device = self.devices.join(
                self.session.scenario, join.token, join.seat, join.language, people=join.people,
                door_open=self.door.open,
            )  # fmt: skip
        except JournalError:
            return Refused.NOT_STORED
        if isinstance(device, Refused):
            return device
        self._heard[device.token] = time.monotonic()
        self.seating_changed()
        if device.admitted:
            self._inherit(device)
        self._say(Happening(What.JOINED if device.admitted else What.WAITS, device.seat, device.number))
        return None

    def _inherit(self, device: Device) -> None:
        """Give a device that was let in what was begun at its seat on one that is lost."""
        inherit(self.session.drafts, device, frozenset(each.number for each in self.devices.all))
        self._send_begun(device)

    def _send_begun(self, device: Device) -> None:
        for each in begun_at(self.session.drafts, device):
            self._send(each)

    def _redrawn(self) -> None:
        if self.door.redrawn:
            self.door.redrawn = False
            self._say(Happening(What.CODE_REDRAWN))
            self.seating_changed()

    def _ask(self, asked: wire.Asked) -> Refusal | Refused | None:
        """Let a device ask for a command at its own seat; what it may ask for is for the rules to say."""
        device = self.devices.of(asked.token)
        if device is None:
            return Refused.GONE
        if not device.admitted:
            return Refused.WAITING
        if device.seat == ROOM_SCREEN:
            return Refusal(Reason.NOT_THIS_SEAT)
        try:
            command, _asker = decode_command(asked.command)
        except UndecodableError:
            return Refused.GARBLED
        if not (asked.command_id.isalnum() and asked.command_id.isascii() and len(asked.command_id) <= 64):
            return Refused.GARBLED
        place = Place(asked.event, asked.arrival) if asked.event else None
        saves = (writing_of(device, asked.form, asked.event, asked.arrival),) if asked.form else ()
        try:
            refusal = self.session.do(
                command, command_id=f"{device.token[:12]}:{asked.command_id}", place=place, asker=device.seat,
                saves=saves,
            )  # fmt: skip
        except JournalError:
            return Refused.NOT_STORED
        self._changed()
        return refusal

    def _of_a_device(self, message: wire.Leave | wire.Speak) -> None:
        device = self.devices.of(message.token)
        if device is None:
            return
        try:
            if isinstance(message, wire.Leave):
                self.devices.free(device)
                self._say(Happening(What.LEFT, device.seat, device.number))
            elif LANGUAGE.fullmatch(message.language):
                self.devices.speak(device, message.language)
        except JournalError:
            return  # the device stays as it was, and can ask again
        self.seating_changed()

    def _draft(self, drafted: wire.Drafted) -> None:
        device = self.devices.of(drafted.token)
        if device is not None and device.admitted and is_sound(drafted):
            writing = writing_of(device, drafted.form, drafted.event, drafted.arrival)
            self.session.drafts.keep(writing, drafted.texts)

    def _streams(self, streams: wire.Streams) -> None:
        now = time.monotonic()
        known = {each.token for each in self.devices.all}
        self._heard = {token: at for token, at in self._heard.items() if token in known}
        self._heard |= dict.fromkeys(known.intersection(streams.tokens), now)
        self._writing = frozenset(known.intersection(streams.writing))
        self.rooms = streams.rooms
        self._changed()

    def is_silent(self, device: Device) -> bool:
        """Return whether nothing was heard of a device's page for a while."""
        return time.monotonic() - self._heard.get(device.token, float("-inf")) > SILENT_SECONDS

    def is_writing(self, device: Device) -> bool:
        """Return whether somebody is writing at a device."""
        return device.token in self._writing

    # What the facilitator does

    def admit(self, device: Device) -> None:
        """Let in a device that waits. Raises `JournalError`, as do the following."""
        self.devices.admit(device)
        self.seating_changed()
        if (admitted := self.devices.of(device.token)) is not None:
            self._inherit(admitted)

    def free(self, device: Device) -> None:
        """Take the seat from a device."""
        self.devices.free(device)
        self.seating_changed()

    def move(self, device: Device, seat: str) -> None:
        """Give a device another seat."""
        self.devices.move(device, seat)
        self.seating_changed()
        if (moved := self.devices.of(device.token)) is not None:
            self._send_begun(moved)

    def open_door(self) -> None:
        """Open the door with a new code."""
        self.door.open_anew()
        self.seating_changed()

    def close_door(self) -> None:
        """Close the door: each new device waits."""
        self.door.close()
        self.seating_changed()

    def let_everybody_back(self) -> None:
        """Let each seat be taken once more without a question, because the address has changed."""
        self.devices.let_everybody_back()
