"""Joining over a real socket: the code, the seat, the cookie, and how a seat comes back or is taken away."""

from __future__ import annotations

import re

from esthersim.seats import wire
from support.web import a_house, until


async def test_a_telephone_takes_a_seat() -> None:
    """With the code in any case it gets a cookie that scripts cannot read, and then the page of its seat."""
    async with a_house() as house:
        phone = house.phone()
        assert (await phone.get("/j/abc234")).text.count("ABC234") + 1
        code = house.host.door.code
        reply = await phone.join(f" {code[:3].lower()}-{code[3:]}", "esther")
        assert (reply.status, reply.headers["location"]) == (303, "/me")
        assert re.search(r"^seat-\w{10}=[\w-]{32}; HttpOnly; Max-Age=43200; Path=/; SameSite=strict$",
                         reply.headers["set-cookie"])  # fmt: skip
        assert (await phone.get("/me")).status == 200
        assert (await phone.get("/")).headers["location"] == "/me"
        assert (await phone.get("/here")).json == {"seat": True}


async def test_only_the_hash_of_a_token_goes_up() -> None:
    """What the program hears of a device is the SHA-256 of its token."""
    async with a_house() as house:
        phone = await house.seated("esther")
        token = phone.cookie.partition("=")[2]
        joined = next(each for each in house.child.seen if isinstance(each, wire.Join))
        assert len(joined.token) == 64
        assert token not in repr(house.child.seen)


async def test_five_wrong_codes_a_minute() -> None:
    """The sixth is refused with words, the right one too; and the door has counted each."""
    async with a_house() as house:
        phone = house.phone()
        assert [(await phone.join("222222", "esther")).status for _ in range(6)] == [200] * 5 + [429]
        reply = await phone.join(house.host.door.code, "esther")
        assert reply.status == 429
        assert "Wait a minute" in reply.text
        await until(lambda: house.host.door.wrong == 5)


async def test_a_sign_that_no_code_has_is_said() -> None:
    """An O that may be a zero is named."""
    async with a_house() as house:
        assert "No code has the sign O 0." in (await house.phone().join("AO0BCD", "esther")).text


async def test_a_second_telephone_waits_until_it_is_let_in() -> None:
    """Its page goes on by itself, through its stream."""
    async with a_house() as house:
        await house.seated("esther")
        phone = house.phone()
        assert (await phone.join(house.host.door.code, "esther")).status == 303
        device = house.host.devices.all[-1]
        assert not device.admitted
        async with phone.stream() as stream:
            await stream.next()
            house.host.admit(device)
            name, data = await stream.next()
            assert (name, bool(data["parts"])) == ("page", True)


async def test_a_freed_seat_is_gone_at_once() -> None:
    """The stream says so, the page is another, and nothing can be asked for."""
    async with a_house() as house:
        phone = await house.seated("esther")
        async with phone.stream() as stream:
            await stream.next()
            house.host.free(house.host.devices.all[0])
            assert await stream.next() == ("gone", {"why": "freed"})
            assert (await stream.next())[0] == ""
        assert (await phone.ask("stop", house.session.state.place)).status == 401
        async with phone.stream() as stream:
            assert stream.status == 401
        assert (await phone.get("/me")).status == 410
        assert phone.cookie == ""


async def test_a_moved_telephone_keeps_its_token() -> None:
    """Its page becomes that of the other seat."""
    async with a_house() as house:
        phone = await house.seated("esther")
        other = next(each for each in house.session.scenario.roles if each != "esther")
        async with phone.stream() as stream:
            await stream.next()
            house.host.move(house.host.devices.all[0], other)
            assert (await stream.next())[1]["parts"]
        assert (await phone.get("/me")).status == 200


async def test_whoever_leaves_has_no_seat() -> None:
    """The cookie goes, and the program forgets the device."""
    async with a_house() as house:
        phone = await house.seated("esther")
        assert (await phone.post("/leave")).status == 200
        await until(lambda: house.host.devices.all == ())
        assert phone.cookie == ""


async def test_a_browser_holds_one_seat() -> None:
    """Whoever takes another seat leaves the first."""
    async with a_house() as house:
        phone = await house.seated("esther")
        other = next(each for each in house.session.scenario.roles if each != "esther")
        await phone.join(house.host.door.code, other)
        await until(lambda: [each.seat for each in house.host.devices.all] == [other])


async def test_seats_come_back_after_the_pages_were_started_again() -> None:
    """The same cookie has the same seat at a new process."""
    async with a_house() as house:
        phone = await house.seated("esther")
        house.host.close()
        await house.child.gone()
        house.host.open("127.0.0.1", phone.port)
        await until(lambda: house.host.served is not None)
        phone.port = house.port
        assert (await phone.get("/me")).status == 200


async def test_a_language_is_the_devices_own() -> None:
    """Two devices at one seat speak two languages in one process, and either may change its own."""
    async with a_house() as house:
        one, two = await house.seated("esther", "en"), await house.seated("esther", "sv")
        assert 'lang="en"' in (await one.get("/me")).text
        assert 'lang="sv"' in (await two.get("/me")).text
        assert (await one.post("/language", {"language": "sv"})).status == 303
        assert 'lang="sv"' in (await one.get("/me")).text
