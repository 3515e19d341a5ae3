"""The stream of a page: what has changed for it, the latest state alone, a clock beside it, and an end that is said."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.memory import MemoryStore
from esthersim.journal.session import Session
from esthersim.journal.store import Device
from esthersim.play import commands as c
from esthersim.seats import wire
from esthersim.seats.wire import ROOM_SCREEN
from esthersim.web import pages, serving, stream
from esthersim.web.drawn import Drawing
from esthersim.web.house import House
from esthersim.web.section import Section
from esthersim.web.security import Unwritable
from support.scenarios import viktlarm_text
from support.web import HOST, Phone, a_house, until

DEVICE = Device("t" * 64, "esther", 1, "en", "")


async def first(of: Any) -> Any:
    """Return the data of a stream's first message."""
    name, data = await of.next()
    assert name == "page"
    return data


# What is sent


async def test_a_new_stream_gets_every_section() -> None:
    """However late it comes, it holds what the page holds, and what any other stream of the seat holds."""
    async with a_house() as house:
        one, two = await house.seated("underskoterska"), await house.seated("sjukskoterska")
        async with one.stream() as early:
            await first(early)
            house.session.do(c.Choose("ring"))
            await first(early)
            async with one.stream() as late, two.stream() as other:
                data = await first(late)
                assert [key for key, _mark, _html in data["parts"]] == list(late.html)
                assert late.html == early.html
                assert data["seq"] == house.session.state.seq
                assert (await first(other))["parts"] != data["parts"]
        page = re.sub(r'name="id" value="\w*"', 'name="id" value=""', (await one.get("/me")).text)
        assert [key for key, html in late.html.items() if html and html not in page] == []


async def test_only_what_changed_is_sent() -> None:
    """A section that is drawn as before is not sent again, and its mark is that of its text."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        async with phone.stream() as found:
            data = await first(found)
            marks, before = {key: mark for key, mark, _html in data["parts"]}, dict(found.html)
            house.session.do(c.Choose("ring"))
            parts = (await first(found))["parts"]
            assert 0 < len(parts) < len(marks)
            assert [key for key, mark, html in parts if marks[key] == mark or before[key] == html] == []


async def test_what_changes_nothing_on_a_page_sends_nothing_to_it() -> None:
    """Another seat's telephone, another look of the room screen: the next message is about what came after them."""
    async with a_house() as house:
        phone = await house.seated("esther")
        async with phone.stream() as found:
            await first(found)
            house.host.set_look(wire.Look("dark"))
            await house.seated("sjukskoterska")
            house.session.do(c.Choose("ring"))
            assert (await first(found))["seq"] == house.session.state.seq


async def test_a_section_that_is_no_longer_drawn_is_emptied() -> None:
    """A page keeps no section of before."""
    drawn = [[Section("a", "1"), Section("b", "2")], [Section("a", "1")], [Section("a", "1"), Section("b", "2")]]
    async with scripted(drawn) as (found, _connection):
        assert (await found.next())["parts"] == [["a", ANY, "1"], ["b", ANY, "2"]]
        assert (await found.next())["parts"] == [["b", "", ""]]
        assert (await found.next())["parts"] == [["b", ANY, "2"]]


async def test_two_languages_at_one_seat() -> None:
    """Each stream is in the language of its telephone, and changes with it."""
    async with a_house() as house:
        one, two = await house.seated("esther", "en"), await house.seated("esther", "sv")
        async with one.stream() as english, two.stream() as swedish:
            assert (await first(english))["parts"] != (await first(swedish))["parts"]
            await one.post("/language", {"language": "sv"})
            await first(english)
            assert english.html == swedish.html


# How it is sent


class Connection:
    """A socket that takes nothing while it is full."""

    def __init__(self) -> None:
        """Take everything."""
        self.free = asyncio.Event()
        self.free.set()

    async def writable(self) -> None:
        """Wait until it takes something."""
        await self.free.wait()


class Scripted:
    """A stream without a socket, whose pages are drawn as a script says."""

    def __init__(self, drawn: list[list[Section]]) -> None:
        """Open the run; each change draws the next of the script."""
        clock = ManualClock()
        with Session.begin(MemoryStore(), viktlarm_text(), clock, run="r1") as session:
            lines = session.store.read("r1")
        self.seating = wire.Seating((DEVICE,), "ABC234", True, "s")
        self.house = House(
            wire.Opened("r1", viktlarm_text(), lines, HOST, 1, "", self.seating, (), wire.Clocked(0.0, False),
                        wire.Look(), "en")
        )  # fmt: skip
        self.drawn, self.sent, self._at = drawn, list[bytes](), 0
        self.streams = stream.Streams(Drawing(self.house, self))  # type: ignore[arg-type]  # only sections are drawn
        self.connection = Connection()
        self.away = asyncio.Event()
        self._heard: asyncio.Queue[bytes] = asyncio.Queue()

    def sections(self, _house: House, _device: Device) -> list[Section]:
        """Draw."""
        return self.drawn[min(self.house.version - 1, len(self.drawn) - 1)]

    def change(self) -> None:
        """Change something."""
        self.house.take(wire.Looks(wire.Look()))
        self.streams.stir()

    async def run(self) -> None:
        """Serve the stream until it ends."""

        async def receive() -> Any:
            await self.away.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message.get("body", b"").startswith(b"event: "):
                self.sent.append(message["body"])
                self._heard.put_nowait(message["body"])

        await self.streams.serve(DEVICE, {"state": {"connection": self.connection}}, receive, send)

    async def next(self) -> Any:
        """Return the data of the next event, and change something after it."""
        async with asyncio.timeout(5):
            body = await self._heard.get()
        self.change()
        return json.loads(body.partition(b"data: ")[2])


class _Any:
    """Equal to every mark."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and re.fullmatch("[0-9a-f]{10}", other) is not None

    __hash__ = None  # type: ignore[assignment]  # nothing to look up


ANY = _Any()


class scripted:  # noqa: N801 - used as a function
    """Serve a scripted stream for a while."""

    def __init__(self, drawn: list[list[Section]]) -> None:
        """Prepare it."""
        self._found = Scripted(drawn)

    async def __aenter__(self) -> tuple[Scripted, Connection]:
        """Begin."""
        self._task = asyncio.create_task(self._found.run())
        return self._found, self._found.connection

    async def __aexit__(self, *_error: object) -> None:
        """End it as the end of the page does."""
        self._found.away.set()
        self._found.connection.free.set()
        async with asyncio.timeout(5):
            await self._task
