"""The pages served in the test's own loop, on a real socket, with a real program or a scripted one at the other end."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, NamedTuple
from urllib.parse import urlencode

from esthersim.clock import ManualClock
from esthersim.journal.memory import MemoryStore
from esthersim.journal.session import Session
from esthersim.seats import wire
from esthersim.seats.host import SeatsHost
from esthersim.web import pages
from esthersim.web.drawn import Pages
from esthersim.web.pipe import Pipe
from esthersim.web.serving import Serving
from support.ports import free_port
from support.scenarios import viktlarm_text

HOST = "127.0.0.1"
FORM = "application/x-www-form-urlencoded"
SECONDS = 15.0
"""What a test may take, and its end as much again; it fails rather than hang."""


class Reply(NamedTuple):
    """An answer: status, headers in lower case, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class InTheLoop:
    """A stand-in for the process with the pages: it serves them in the test's loop instead, through real pipes."""

    def __init__(self, received: Callable[[bytes], None], ended: Callable[[], None], _log: object = None) -> None:
        down, self._to = os.pipe()
        self._from, up = os.pipe()
        self.received, self.ended = received, ended
        self.pipe = Pipe(os.fdopen(down, "rb"), os.fdopen(up, "wb"))
        self._reading = os.fdopen(self._from, "rb")
        self.hangs = False
        self.serving: asyncio.Task[None] | None = None
        self.seen: list[wire.Up] = []
        self.drawn_by: Pages = pages
        self.app: Serving | None = None
        self._loop, self._heard_all = asyncio.get_running_loop(), asyncio.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while line := self._reading.readline():
            self.seen.append(wire.read_up(line))
            self.received(line)
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._heard_all.set)

    def send(self, line: bytes) -> None:
        """Take a line of the program."""
        message = wire.read_down(line)
        if self.app is None:
            assert isinstance(message, wire.Opened)
            self.app = Serving(message, self.pipe, self.drawn_by)
            self.serving = asyncio.create_task(self.app.run())
        else:
            os.write(self._to, line)

    def close(self) -> None:
        """Close the pipe, as the end of the program does."""
        to, self._to = self._to, -1
        if to >= 0:
            os.close(to)

    def kill(self) -> None:
        """End it."""
        self.close()

    async def gone(self) -> None:
        """Wait until the pages are no longer served."""
        self.close()
        if self.serving is not None:
            await self.serving
        else:
            self.pipe.start(lambda _message: None, lambda: None)  # so that its threads close it
        self.pipe.close()
        await self._heard_all.wait()
        self._reading.close()


class House:
    """A run with its pages, for tests."""

    def __init__(self, session: Session, clock: ManualClock, public_url: str = "") -> None:
        """Prepare it."""
        self.session, self.clock = session, clock
        loop = asyncio.get_running_loop()
        self.children: list[InTheLoop] = []

        def make(received: Any, ended: Any, log: Any) -> Any:
            self.children.append(InTheLoop(received, ended, log))
            return self.children[-1]

        self.host = SeatsHost(
            session, lambda work: self._post(loop, work), language="en", child=make, public_url=public_url
        )

    @staticmethod
    def _post(loop: asyncio.AbstractEventLoop, work: Callable[[], None]) -> None:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(work)

    @property
    def child(self) -> InTheLoop:
        """The process with the pages."""
        return self.children[-1]

    @property
    def port(self) -> int:
        """The port of the pages."""
        assert self.host.served is not None
        return self.host.served.port

    async def open(self) -> None:
        """Open the pages."""
        self.host.open(HOST, free_port())
        await until(lambda: self.host.served is not None)

    def phone(self) -> Phone:
        """Return a browser without a seat."""
        return Phone(self.port)

    async def seated(self, seat: str, language: str = "en") -> Phone:
        """Return a browser at a seat that is let in."""
        phone = self.phone()
        reply = await phone.join(self.host.door.code, seat, language)
        assert reply.status == 303, reply
        device = max(self.host.devices.all, key=lambda each: each.number)
        if not device.admitted:
            self.host.admit(device)
        await until(lambda: any(each.admitted for each in self._seating() if each.number == device.number))
        return phone

    def _seating(self) -> tuple[Any, ...]:
        assert self.child.app is not None
        return self.child.app.house.seating.devices


class Phone:
    """A browser, as far as a server sees one: it keeps a cookie and sends what browsers send."""

    def __init__(self, port: int) -> None:
        """Know the address."""
        self.port, self.cookie = port, ""
        self.origin = f"http://{HOST}:{port}"

    async def get(self, path: str, **headers: str) -> Reply:
        """Get a page."""
        return await self._send(self.head("GET", path, **headers))

    async def post(self, path: str, fields: Any = (), body: bytes | None = None, **headers: str) -> Reply:
        """Send a form."""
        sent = urlencode(fields).encode() if body is None else body
        more = {
            "Origin": self.origin, "Sec-Fetch-Site": "same-origin", "Content-Type": FORM,
            "Content-Length": str(len(sent)),
        } | {name.replace("_", "-"): value for name, value in headers.items()}  # fmt: skip
        return await self._send(self.head("POST", path, **more) + sent)

    async def ask(self, act: str, place: Any, id: str = "a1", about: str = "", **fields: str) -> Reply:  # noqa: A002
        """Ask as the script does."""
        event, arrival = place or ("", 0)
        form = {"act": act, "about": about, "event": event, "arrival": str(arrival), "id": id}
        return await self.post("/ask", {**form, **{k.replace("part_", "part-"): v for k, v in fields.items()}},
                               Accept="application/json")  # fmt: skip

    async def join(self, code: str, seat: str, language: str = "en", **more: str) -> Reply:
        """Take a seat."""
        return await self.post("/join", {"code": code, "seat": seat, "language": language, "agree": "yes"} | more)

    def head(self, method: str, path: str, **headers: str) -> bytes:
        """Return the head of a request; an empty header is left out."""
        sent = {"Host": f"{HOST}:{self.port}", "Cookie": self.cookie, "Connection": "close"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items() if value)]
        return "\r\n".join([*lines, "", ""]).encode()

    async def _send(self, request: bytes) -> Reply:
        reply = await raw(self.port, request)
        if "set-cookie" in reply.headers:
            name, _is, value = reply.headers["set-cookie"].partition(";")[0].partition("=")
            self.cookie = f"{name}={value}" if value.strip('"') else ""
        return reply

    @asynccontextmanager
    async def stream(self) -> AsyncIterator[Stream]:
        """Open the stream."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        writer.write(self.head("GET", "/events"))
        head = await reader.readuntil(b"\r\n\r\n")
        try:
            yield Stream(reader, head)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


class Stream:
    """An open stream."""

    def __init__(self, reader: asyncio.StreamReader, head: bytes) -> None:
        """Read on."""
        self._reader, self.status = reader, int(head.split()[1])
        self.html: dict[str, str] = {}
        self.retry = 0

    async def next(self, seconds: float = 5.0) -> tuple[str, Any]:
        """Return the next event with its data; an empty name at the end."""
        name = ""
        async with asyncio.timeout(seconds):
            while line := await self._reader.readline():
                if line.startswith(b"retry: "):
                    self.retry = int(line[7:])
                elif line.startswith(b"event: "):
                    name = line[7:].decode().strip()
                elif line.startswith(b"data: "):
                    data = json.loads(line[6:])
                    if name == "page":
                        self.html |= {key: html for key, _mark, html in data["parts"]}
                    return name, data
        return "", None

    async def ended(self) -> None:
        """Read until the end."""
        while (await self.next())[0]:
            pass


async def raw(port: int, request: bytes, *, finish: bool = True) -> Reply:
    """Send bytes and return the answer."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        with suppress(ConnectionError):
            writer.write(request)
            await writer.drain()
        answer = await reader.read() if finish else await reader.readuntil(b"\r\n\r\n")
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
    head, _blank, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    pairs = (line.split(": ", 1) for line in lines)
    headers = {name.lower(): value if name.lower() == "set-cookie" else value.lower() for name, value in pairs}
    if headers.get("transfer-encoding") == "chunked":
        body = _joined(body)
    return Reply(int(first.split()[1]) if first else 0, headers, body)


def _joined(body: bytes) -> bytes:
    whole = b""
    while body:
        size, _end, rest = body.partition(b"\r\n")
        whole += rest[: int(size, 16)]
        body = rest[int(size, 16) + 2 :]
    return whole


async def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    """Let the loop go on until something is so."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is waited for is a thread's doing, and has no event
            await asyncio.sleep(0.002)


@asynccontextmanager
async def a_house(text: Any = None, step: int = 2, public_url: str = "") -> AsyncIterator[House]:
    """Yield a run in memory with its pages open, `step` steps after its beginning, for a few seconds."""
    from esthersim.play import commands as c

    clock = ManualClock()
    with Session.begin(MemoryStore(), text or viktlarm_text(), clock, run="r1") as session:
        for _ in range(step):
            session.do(c.Advance(override=True))
        house = House(session, clock, public_url)
        try:
            async with asyncio.timeout(SECONDS):
                await house.open()
                house.host.open_door()
                await until(
                    lambda: house.child.app is not None and house.child.app.house.seating.code == house.host.door.code
                )
                yield house
        finally:
            house.host.close()
            async with asyncio.timeout(SECONDS):
                for each in house.children:
                    await each.gone()
