"""The streams: what a page shows now, sent as it changes. They carry state, never events.

A page that was away gets what it lacks, and nothing is replayed. A slow telephone gets the latest state when it takes
bytes again, so no queue grows.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from starlette.types import Receive, Scope, Send

from esthersim.journal.store import Device
from esthersim.play.timers import read_timer
from esthersim.seats.wire import ROOM_SCREEN
from esthersim.web.drawn import Drawing
from esthersim.web.house import House
from esthersim.web.security import Unwritable

BEAT_SECONDS = 5.0
UNWRITABLE_SECONDS = 30.0
MOST_OF_A_DEVICE = 3
LATER = b"retry: 60000\n\n"
"""For the oldest stream of a device with too many: it may come again, but not at once, or each would end another."""
_TOLERANCE = 0.5
"""Seconds by which a page's own countdown may be wrong before it is told."""
_HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]


def clock_of(house: House) -> dict[str, Any] | None:
    """Return the countdown of the present event, worked out for this moment, or `None` where there is none."""
    timer = read_timer(house.state, house.room)
    if timer is None:
        return None
    return {"left": round(timer.left, 1), "limit": timer.limit, "running": house.running}


class Stream:
    """One page that is open. It knows what the page has been sent."""

    def __init__(self, drawing: Drawing, device: Device) -> None:
        """Open a stream for a device."""
        self.token, self.room = device.token, device.seat == ROOM_SCREEN
        self.stirred = asyncio.Event()
        self.ended = self.replaced = False
        self._drawing, self._device = drawing, device
        self._version = -1
        self._sent: dict[str, str] = {}
        self._clock: dict[str, Any] | None = None
        self._clocked = self._spoken = 0.0

    def end(self) -> None:
        """End the stream: the page is gone, or the program is."""
        self.ended = True
        self.stirred.set()

    def replace(self) -> None:
        """End the stream because its device has opened others."""
        self.replaced = True
        self.end()

    async def run(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the page, the seat or the program is gone."""
        connection = scope["state"]["connection"]
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send(_chunk(b"retry: 1000\n\n"))
        listening = asyncio.create_task(self._listen(receive))
        try:
            while True:
                await self._writable(connection)
                if self.ended:
                    break
                self.stirred.clear()
                if (why := self._why_gone()) is not None:
                    await send(_chunk(_event("gone", {"why": why})))
                    break
                message = self._news()
                if message is not None:
                    await self._say(message, send)
                    await self._writable(connection)
                await self._wait(send)
            if self.replaced:
                await send(_chunk(LATER))
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    async def _wait(self, send: Send) -> None:
        """Wait until something has changed, and say that the connection is there if nothing was said for a while."""
        while not self.stirred.is_set():
            try:
                async with asyncio.timeout_at(self._spoken + BEAT_SECONDS):
                    await self.stirred.wait()
            except TimeoutError:
                await self._say(_event("beat", {"clock": clock_of(self._drawing.house)}), send)

    async def _say(self, message: bytes, send: Send) -> None:
        await send(_chunk(message))
        self._spoken = _now()

    async def _listen(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.end()

    async def _writable(self, connection: Any) -> None:
        try:
            async with asyncio.timeout(UNWRITABLE_SECONDS):
                await connection.writable()
        except TimeoutError:
            raise Unwritable from None

    def _why_gone(self) -> str | None:
        """Return why the page is another one from now on, or `None`."""
        device = self._drawing.house.device(self.token)
        if device is None:
            return "freed"
        if (device.seat == ROOM_SCREEN) != self.room:
            return "moved"
        self._device = device
        return None

    def _news(self) -> bytes | None:
        """Return what the page lacks: the sections that are others than it has, and the clock where it goes wrong."""
        house = self._drawing.house
        clock, now = clock_of(house), _now()
        clock_differs = self._is_other(clock, now)
        parts = [] if self._version == house.version else list(self._changed())
        first, self._version = self._version < 0, house.version
        if not (parts or clock_differs or first):
            return None
        self._clock, self._clocked = clock, now
        return _event("page", {"seq": house.state.seq, "clock": clock, "parts": parts})

    def _changed(self) -> Iterator[list[str]]:
        drawn = self._drawing.of(self._device)
        for key, mark, html in drawn:
            if self._sent.get(key) != mark:
                self._sent[key] = mark
                yield [key, mark, html]
        for key in self._sent.keys() - {each.key for each in drawn}:
            del self._sent[key]
            yield [key, "", ""]

    def _is_other(self, clock: dict[str, Any] | None, now: float) -> bool:
        """Return whether the clock is not what the page, which counts on from the last one, believes."""
        before = self._clock
        if clock is None or before is None:
            return clock is not before
        if (clock["limit"], clock["running"]) != (before["limit"], before["running"]):
            return True
        believed: float = before["left"] - (now - self._clocked if before["running"] else 0.0)
        left: float = clock["left"]
        return abs(believed - left) > _TOLERANCE


class Streams:
    """Every page that is open."""

    def __init__(self, drawing: Drawing) -> None:
        """Begin without any."""
        self.drawing = drawing
        self.changed = asyncio.Event()
        """Set when a device has opened its first page or closed its last one."""
        self._closed = False
        self._streams: dict[str, list[Stream]] = {}

    def stir(self) -> None:
        """Have every page look at what is new."""
        for streams in self._streams.values():
            for each in streams:
                each.stirred.set()

    def close(self) -> None:
        """End every stream, and any that comes."""
        self._closed = True
        for streams in self._streams.values():
            for each in streams:
                each.end()

    @property
    def tokens(self) -> tuple[str, ...]:
        """The devices with an open page."""
        return tuple(token for token, streams in self._streams.items() if not streams[0].room)

    @property
    def rooms(self) -> int:
        """The number of room screens with an open page."""
        return sum(streams[0].room for streams in self._streams.values())

    async def serve(self, device: Device, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a page of a device until it is gone."""
        stream = Stream(self.drawing, device)
        if self._closed:
            stream.end()
        own = self._streams.setdefault(device.token, [])
        own.append(stream)
        for each in own[:-MOST_OF_A_DEVICE]:
            each.replace()
        self.changed.set()
        try:
            await stream.run(scope, receive, send)
        finally:
            own.remove(stream)
            if not own:
                self._streams.pop(device.token, None)
            self.changed.set()


def _now() -> float:
    """Return the time in seconds on a clock that never runs back, as the page counts it, too."""
    return asyncio.get_running_loop().time()


def _event(name: str, data: dict[str, Any]) -> bytes:
    """Return an event of a stream; JSON has no line breaks, so it is one line of data."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


def _chunk(body: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": True}
