"""The stream of a page: what has changed for it, the latest state alone, a clock beside it, and an end that is said."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
from support.web import HOST, a_house, until

DEVICE = Device("t" * 64, "esther", 1, "en", "")
MARK = re.compile("[0-9a-f]{10}")


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


class Scripted:
    """A stream without a socket. What its page holds is `shown`; the socket takes nothing while it is not `free`."""

    def __init__(self) -> None:
        """Open the run."""
        with Session.begin(MemoryStore(), viktlarm_text(), ManualClock(), run="r1") as session:
            lines = session.store.read("r1")
        seating = wire.Seating((DEVICE,), "ABC234", True, "s")
        opened = wire.Opened("r1", viktlarm_text(), lines, HOST, 1, "", seating, (), wire.Clocked(0.0, False),
                             wire.Look(), "en")  # fmt: skip
        self.house, self.shown = House(opened), {"a": "1"}
        self.streams = stream.Streams(Drawing(self.house, self))  # type: ignore[arg-type]  # it draws sections alone
        self.free, self.away, self.aborted = asyncio.Event(), asyncio.Event(), False
        self.free.set()
        self.sent: asyncio.Queue[bytes] = asyncio.Queue()

    def sections(self, _house: House, _device: Device) -> list[Section]:
        """Draw."""
        return [Section(key, html) for key, html in self.shown.items()]

    async def writable(self) -> None:
        """Wait until the socket takes something."""
        await self.free.wait()

    def show(self, **shown: str) -> None:
        """Have the page hold something else."""
        self.shown = shown
        self.house.take(wire.Looks(wire.Look()))
        self.streams.stir()

    async def serve(self) -> None:
        """Serve the stream until it ends."""

        async def receive() -> Any:
            await self.away.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message.get("body"):
                self.sent.put_nowait(message["body"])

        await self.streams.serve(DEVICE, {"state": {"connection": self}}, receive, send)

    async def next(self) -> Any:
        """Return the data of the next event; `None` for anything else that is sent."""
        async with asyncio.timeout(5):
            body = await self.sent.get()
        return json.loads(body.partition(b"data: ")[2]) if body.startswith(b"event: ") else None


@asynccontextmanager
async def scripted() -> AsyncIterator[Scripted]:
    """Serve a scripted stream until its page is gone."""
    found = Scripted()
    serving = asyncio.create_task(found.serve())
    assert await found.next() is None  # how soon to come again
    yield found
    found.away.set()
    found.free.set()
    async with asyncio.timeout(5):
        await serving


async def test_a_section_that_is_no_longer_drawn_is_emptied() -> None:
    """A page keeps no section of before, and each part has the mark of its text."""
    async with scripted() as found:
        [[key, mark, html]] = (await found.next())["parts"]
        assert (key, html) == ("a", "1")
        assert MARK.fullmatch(mark)
        found.show(a="1", b="2")
        assert [(key, html) for key, _mark, html in (await found.next())["parts"]] == [("b", "2")]
        found.show(a="1")
        assert (await found.next())["parts"] == [["b", "", ""]]


async def test_a_slow_telephone_gets_the_latest_state_alone() -> None:
    """Nothing is kept for it while its socket is full, however much happens; then it gets what is so now."""
    async with scripted() as found:
        await found.next()
        found.free.clear()
        for each in range(500):
            found.show(a=str(each))
            await asyncio.sleep(0)  # the stream may look
        assert found.sent.qsize() <= 1
        found.free.set()
        last: dict[str, str] = {}
        while last.get("a") != "499":
            last = {key: html for key, _mark, html in (await found.next())["parts"]}
        assert found.sent.empty()


async def test_a_telephone_that_takes_nothing_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket that was full for too long is no stream any more."""
    monkeypatch.setattr(stream, "UNWRITABLE_SECONDS", 0.02)
    found = Scripted()
    found.free.clear()
    with pytest.raises(Unwritable):
        await found.serve()
    assert found.streams.tokens == ()


async def test_a_page_that_is_closed_is_no_stream_any_more() -> None:
    """The program hears of it by the devices with a page."""
    async with scripted() as found:
        await found.next()
        assert found.streams.tokens == (DEVICE.token,)
        found.away.set()
        await until(lambda: found.streams.tokens == ())


async def test_a_beat_says_that_the_connection_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the clock, while nothing else is sent; it is no news."""
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0.02)
    async with a_house() as house:
        phone = await house.seated("esther")
        async with phone.stream() as found:
            await first(found)
            for _ in range(3):
                name, data = await found.next()
                assert (name, list(data)) == ("beat", ["clock"])
                assert data["clock"]["limit"] == 240
            house.session.do(c.Choose("ring"))
            while (await found.next())[0] == "beat":
                pass


async def test_what_changes_elsewhere_does_not_hold_up_the_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page on which nothing changes hears a beat in time, however much happens on others."""
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0.05)
    async with scripted() as found:
        await found.next()

        async def happen() -> None:
            while True:
                found.show(a="1")
                await asyncio.sleep(0)

        happening = asyncio.create_task(happen())
        try:
            assert [list(await found.next()) for _ in range(2)] == [["clock"], ["clock"]]
        finally:
            happening.cancel()


# The clock


async def test_the_clock_stands_beside_the_sections() -> None:
    """It is worked out when a message is sent, so whoever comes late is told what is left now; no section has it."""
    async with a_house() as house:
        phone = await house.seated("esther")
        async with phone.stream() as early:
            clock = (await first(early))["clock"]
            assert clock | {"left": 0} == {"left": 0, "limit": 240, "running": True}
            assert 239 < clock["left"] <= 240
            house.clock.advance(100)
            house.session.do(c.Pause())
            data = await first(early)
            assert (data["clock"]["left"], data["clock"]["running"]) == (pytest.approx(140, abs=0.2), False)
            async with phone.stream() as late:
                assert (await first(late))["clock"] == data["clock"]
                assert late.html == early.html


async def test_time_that_goes_by_changes_no_section() -> None:
    """A page counts down by itself: a beat of the program alone sends nothing but a clock that would go wrong."""
    async with a_house() as house:
        phone = await house.seated("esther")
        async with phone.stream() as found:
            await first(found)
            house.clock.advance(60)
            assert house.child.app is not None
            house.child.app.take(wire.Beat(wire.Clocked(house.session.room(), running=True)))
            house.child.app.streams.stir()
            data = await first(found)
            assert (data["parts"], data["clock"]["left"]) == ([], pytest.approx(180, abs=0.5))


async def test_an_event_without_a_limit_has_no_clock() -> None:
    """Before the simulation there is none either."""
    async with a_house(step=1) as house:
        phone = await house.seated("esther")
        async with phone.stream() as found:
            assert (await first(found))["clock"] is None


# How many, and the end


async def test_three_streams_of_a_device() -> None:
    """The fourth ends the oldest, which may come again, but not at once; the others go on."""
    async with a_house() as house:
        phone, other = await house.seated("esther"), await house.seated("sjukskoterska")
        async with other.stream() as others, phone.stream() as one, phone.stream() as two, phone.stream() as three:
            for each in (others, one, two, three):
                await first(each)
            async with phone.stream() as four:
                await first(four)
                assert (await one.next())[0] == ""
                assert one.retry == 60_000
                house.session.do(c.Choose("ring"))
                assert [(await each.next())[0] for each in (two, three, four, others)] == ["page"] * 4


async def test_a_screen_of_the_room_that_becomes_a_seat_is_another_page() -> None:
    """Its stream says that it was moved, and ends; so for a seat that becomes a screen."""
    async with a_house() as house:
        phone = await house.seated("esther")
        async with phone.stream() as found:
            await first(found)
            house.host.move(house.host.devices.all[0], ROOM_SCREEN)
            assert await found.next() == ("gone", {"why": "moved"})
            assert (await found.next())[0] == ""
        assert (await phone.get("/me")).headers["location"] == "/room"
        async with phone.stream() as screen:
            await first(screen)
            house.host.move(house.host.devices.all[0], "esther")
            assert await screen.next() == ("gone", {"why": "moved"})


async def test_the_end_of_the_program_ends_every_stream() -> None:
    """Those that are open, and whoever comes then; none is told that it has no seat."""
    async with a_house() as house:
        phone = await house.seated("esther")
        async with phone.stream() as one, phone.stream() as two:
            await first(one)
            await first(two)
            house.child.close()
            assert (await one.next(1.0))[0] == (await two.next(1.0))[0] == ""


async def test_the_program_hears_who_has_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Soon after a page was opened or closed, seats and room screens apart, and again every few seconds."""
    monkeypatch.setattr(serving, "SOONEST_REPORT_SECONDS", 0.02)
    monkeypatch.setattr(serving, "REPORT_SECONDS", 0.1)

    def told(house: Any) -> list[tuple[int, int]]:
        return [(len(each.tokens), each.rooms) for each in house.child.seen if isinstance(each, wire.Streams)]

    async with a_house() as house:
        phone, screen = await house.seated("esther"), await house.seated(ROOM_SCREEN)
        device = house.host.devices.all[0]
        async with phone.stream() as one, screen.stream() as two:
            await first(one)
            await first(two)
            await until(lambda: told(house)[-1:] == [(1, 1)])
            await until(lambda: told(house)[-3:] == [(1, 1)] * 3)
            assert not house.host.is_silent(device)
            await until(lambda: house.host.rooms == 1)
        await until(lambda: told(house)[-1] == (0, 0))


async def test_a_page_is_drawn_once_for_a_seat_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many telephones show it, and however often they ask."""
    drawn, draw = list[str](), pages.sections

    def counted(house: House, device: Device) -> Any:
        drawn.append(f"{device.seat} {device.language}")
        return draw(house, device)

    async with a_house() as house:
        phones = [await house.seated("esther", language) for language in ("en", "en", "sv")]
        monkeypatch.setattr(pages, "sections", counted)
        found = [phone.stream() for phone in phones]
        for each in found:
            await first(await each.__aenter__())
        before = len(drawn)
        house.session.do(c.Choose("ring"))
        await until(lambda: len(drawn) > before + 1)
        assert drawn[before:] == ["esther en", "esther sv"]
        for each in found:
            await each.__aexit__(None, None, None)
