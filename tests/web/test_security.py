"""Who is let in and who is not: Host, Origin, tokens, codes, rates, and what people may write."""

from __future__ import annotations

import re

import pytest

from esthersim.play import commands as c
from esthersim.seats import wire
from esthersim.seats.wire import ROOM_SCREEN
from esthersim.web import application, tokens
from esthersim.web.security import Origins, Rate
from support.web import House, a_house, until

HOSTILE = '"><img src=x onerror=alert(1)>{{7*7}}{% if 1 %}\u202e\x00\r\nSet-Cookie: a=b'
POSTS = ("/join", "/ask", "/draft", "/leave", "/language")


def address(house: House) -> str:
    """Return the host and port of the pages."""
    return f"127.0.0.1:{house.port}"


# Host and origin


async def test_another_host_is_421() -> None:
    """A name that somebody points at this computer gets no page, no seat and no file, with a cookie or without."""
    async with a_house() as house:
        phone = await house.seated("esther")
        port = house.port
        for host in ("evil.example", f"evil.example:{port}", f"localhost:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}",
                     f"127.0.0.1.evil.example:{port}", f"a@127.0.0.1:{port}", f"127.0.0.1:{port}."):  # fmt: skip
            for path in ("/", "/me", "/here", "/events"):
                assert (await phone.get(path, Host=host)).status == 421, (host, path)
            assert (await phone.post("/leave", Host=host)).status == 421
        assert len(house.host.devices.all) == 1


@pytest.mark.parametrize("path", POSTS)
async def test_a_form_from_elsewhere_is_403(path: str) -> None:
    """A form has to come from our own pages: the origin is ours, and the browser does not say otherwise."""
    async with a_house() as house:
        phone = await house.seated("esther")
        ours = phone.origin
        for origin in ("", "null", "http://evil.example", ours + ".evil.example", ours.replace("http:", "https:"),
                       ours + "/", "http://127.0.0.1", ours.upper()):  # fmt: skip
            assert (await phone.post(path, Origin=origin)).status == 403, origin
        for site in ("cross-site", "same-site", "none", "nonsense"):
            assert (await phone.post(path, Sec_Fetch_Site=site)).status == 403, site
        await phone.ask("stop", house.session.state.place)  # what went up before it has been heard now
        heard = [type(each) for each in house.child.seen if not isinstance(each, wire.Streams)]
        assert heard == [wire.Ready, wire.Join, wire.Asked]
        assert (await phone.post(path, Sec_Fetch_Site="")).status != 403


async def test_the_stream_is_for_our_own_pages() -> None:
    """Neither it nor the question for a seat is answered to another site, and no other method opens it."""
    async with a_house() as house:
        phone = await house.seated("esther")
        for path in ("/events", "/here"):
            for site in ("cross-site", "same-site", "none"):
                assert (await phone.get(path, Sec_Fetch_Site=site)).status == 403
        assert (await phone.post("/events")).status == 405
        assert (await house.phone().get("/events")).status == 401
        assert (await phone.get("/me", Sec_Fetch_Site="cross-site")).status == 200  # a link


def test_behind_a_proxy_the_public_origin_is_ours_too() -> None:
    """Hosts and origins are compared as browsers write them."""
    found = Origins("10.0.0.1", 8765, "https://Seats.Example:443/")
    assert found.all == ("https://seats.example", "http://10.0.0.1:8765")
    assert found.hosts == {"seats.example", "10.0.0.1:8765"}
    assert found.secure
    assert not Origins("10.0.0.1", 80).secure
    assert Origins("10.0.0.1", 80).hosts == {"10.0.0.1"}
    assert Origins("fe80::1", 8765).hosts == {"[fe80::1]:8765"}


async def test_behind_a_proxy_the_cookie_is_secure() -> None:
    """It is sent by https alone."""
    async with a_house(public_url="https://seats.example") as house:
        phone = house.phone()
        form = {"code": house.host.door.code, "seat": "esther", "language": "en", "agree": "yes"}
        reply = await phone.post("/join", form, Host="seats.example", Origin="https://seats.example")
        assert reply.status == 303
        assert "; Secure" in reply.headers["set-cookie"]


# Tokens


async def test_a_token_is_of_its_run() -> None:
    """Two runs on one computer have two cookies, as cookies know no ports."""
    assert tokens.cookie_name("a") != tokens.cookie_name("b")
    assert re.fullmatch(r"[\w-]{32}", tokens.new_token())
    assert tokens.new_token() != tokens.new_token()
    async with a_house() as house:
        phone = await house.seated("esther")
        token = phone.cookie.partition("=")[2]
        assert phone.cookie == f"{tokens.cookie_name('r1')}={token}"
        phone.cookie = f"{tokens.cookie_name('r2')}={token}"
        assert (await phone.get("/here")).json == {"seat": False}
        phone.cookie = f"{tokens.cookie_name('r2')}=x; {tokens.cookie_name('r1')}={token}"
        assert (await phone.get("/here")).json == {"seat": True}


async def test_nobody_guesses_a_token() -> None:
    """What is none is no seat: nothing, nonsense, one sign less, its hash, and what breaks a header."""
    async with a_house() as house:
        phone = await house.seated("esther")
        name, _is, token = phone.cookie.partition("=")
        for each in ("", token[:-1], token + "a", token.swapcase(), tokens.digest(token), "../" + token, "å" * 32, '"',
                     "x" * 5000, tokens.new_token()):  # fmt: skip
            stranger = house.phone()
            stranger.cookie = f"{name}={each}"
            assert (await stranger.get("/here")).json == {"seat": False}
            assert (await stranger.ask("stop", house.session.state.place)).status == 401
            assert (await stranger.post("/draft", {"form": "x"})).status == 401
            assert (await stranger.get("/events")).status == 401


async def test_the_token_of_a_freed_device_is_worth_nothing() -> None:
    """Copied to another browser it works as long as the seat is held, and for nothing once it is taken back."""
    async with a_house() as house:
        phone, thief = await house.seated("esther"), house.phone()
        thief.cookie = stolen = phone.cookie
        assert (await thief.get("/me")).status == 200
        house.host.free(house.host.devices.all[0])
        await until(lambda: house.child.app is not None and not house.child.app.house.seating.devices)
        before = house.session.state.seq
        for path in ("/ask", "/draft", "/language"):
            assert (await thief.post(path, {"act": "stop", "language": "sv", "form": "x"})).status == 401
        assert (await thief.get("/events")).status == 401
        assert "Esther" not in (await thief.get("/me")).text
        thief.cookie = stolen
        await thief.post("/leave")
        assert house.session.state.seq == before
        again = await house.seated("esther")
        assert again.cookie != stolen
        thief.cookie = stolen
        assert (await thief.get("/here")).json == {"seat": False}


async def test_no_token_stands_in_a_page() -> None:
    """Neither it nor its hash, in the page, its stream or an answer."""
    async with a_house() as house:
        phone = await house.seated("esther")
        token = phone.cookie.partition("=")[2]
        async with phone.stream() as stream:
            await stream.next()
            said = [*stream.html.values(), (await phone.get("/me")).text,
                    (await phone.ask("stop", house.session.state.place)).text]  # fmt: skip
        assert [each for each in said if token in each or tokens.digest(token)[:16] in each] == []


# The code


async def test_a_code_is_for_those_who_have_it() -> None:
    """Half a code, no code, the run's room screen: each is wrong, and nobody is seated."""
    async with a_house() as house:
        for code in ("", house.host.door.code[:5], house.host.door.code + "2", house.host.screen, "å" * 50):
            phone = house.phone()
            reply = await phone.join(code, "esther")
            assert (reply.status, phone.cookie) == (200, "")
        assert house.host.devices.all == ()


async def test_without_agreeing_there_is_no_seat() -> None:
    """The line on confidentiality is ticked first."""
    async with a_house() as house:
        form = {"code": house.host.door.code, "seat": "esther", "language": "en"}
        assert "tick" in (await house.phone().post("/join", form)).text
        assert house.host.devices.all == ()


async def test_a_seat_that_is_none_is_refused() -> None:
    """Neither the facilitator's, nor one that somebody made up."""
    async with a_house() as house:
        for seat in ("facilitator", "", "ESTHER", HOSTILE):
            reply = await house.phone().join(house.host.door.code, seat)
            assert (reply.status, "set-cookie" in reply.headers) == (200, False)
        assert house.host.devices.all == ()


async def test_a_minute_after_five_wrong_codes_the_door_is_there_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait is over by itself."""
    monkeypatch.setattr(application, "WRONG_CODES_SECONDS", 0.0)
    async with a_house() as house:
        phone = house.phone()
        assert [(await phone.join("222222", "esther")).status for _ in range(8)] == [200] * 8
        assert (await phone.join(house.host.door.code, "esther")).status == 303


async def test_the_link_to_the_room_screen_works_once() -> None:
    """It gives a screen that asks for nothing; whoever finds the link in a list later gets none."""
    async with a_house() as house:
        screen, late = house.phone(), house.phone()
        link = f"/screen/{house.host.screen}"
        assert (await screen.get(link)).headers["location"] == "/room"
        assert (await screen.get(link)).status == 303  # its own
        assert (await late.get(link)).status == 404
        assert (await screen.get("/room")).status == 200
        assert house.host.devices.all[0].seat == ROOM_SCREEN
        for act in ("stop", "propose"):
            assert not (await screen.ask(act, house.session.state.place, value="ring")).json["accepted"]
        assert house.session.state.setting.stopping == ()


# Rates


async def test_ten_asks_a_second() -> None:
    """The eleventh is told to wait, of that device alone; nothing of it goes up."""
    async with a_house() as house:
        phone, other = await house.seated("esther"), await house.seated("underskoterska")
        place = house.session.state.place
        found = [await phone.ask("stop", place, id=f"a{n}") for n in range(11)]
        assert [each.status for each in found] == [200] * 10 + [429]
        assert found[-1].json["waiting"]
        assert (await phone.post("/ask", {"act": "stop"})).status == 429
        assert (await other.ask("stop", place)).status == 200
        assert sum(isinstance(each, wire.Asked) for each in house.child.seen) == 11
        assert [(await phone.post("/draft", {"form": "x"})).status for _ in range(11)] == [204] * 10 + [429]


def test_a_rate_is_over_by_itself() -> None:
    """What was done long ago does not count, and is not remembered."""
    now = 0.0
    rate = Rate(2, 3.0, lambda: now)
    assert [rate.count("a") for _ in range(3)] == [True, True, False]
    assert (rate.is_spent("a"), rate.is_spent("b")) == (True, False)
    now = 3.0
    assert [rate.count("a") for _ in range(3)] == [True, True, False]
    for name in range(3000):
        now += 0.1
        rate.count(str(name))
    assert len(rate._times) < 1100


# What people write


@pytest.mark.parametrize("field", ["code", "seat", "language", "people"])
async def test_what_is_typed_at_the_door_stays_text(field: str) -> None:
    """Nothing of it becomes a tag, a template, a header or a failure."""
    async with a_house() as house:
        form = {"code": house.host.door.code, "seat": "esther", "language": "en", "people": "1", "agree": "y"}
        reply = await house.phone().post("/join", {**form, field: HOSTILE})
        assert reply.status in {200, 303}
        assert_harmless(reply.text, reply.headers)


@pytest.mark.parametrize("path", ["/", "/j/{}", "/J/{}", "/screen/{}", "/me?{}", "/static/{}", "/{}"])
async def test_what_stands_in_an_address_stays_text(path: str) -> None:
    """The same for addresses and for a preferred language."""
    from urllib.parse import quote

    async with a_house() as house:
        reply = await house.phone().get(path.format(quote(HOSTILE)), Accept_Language='"><img src=x>,sv;q=x')
        assert reply.status in {200, 303, 404}
        assert_harmless(reply.text, reply.headers)


@pytest.mark.parametrize("field", ["act", "about", "event", "arrival", "id", "value", "part-a", HOSTILE])
async def test_what_is_typed_in_a_form_stays_text(field: str) -> None:
    """The same for every field of an ask, with the script and without, and for its draft."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        place = house.session.state.place
        assert place is not None
        form = {"act": "propose", "about": "", "event": place.event, "arrival": str(place.arrival), "id": "a1"}
        for accept in ("application/json", ""):
            reply = await phone.post("/ask", {**form, "value": "ring", field: HOSTILE}, Accept=accept)
            assert reply.status in {200, 303}
            assert_harmless("" if accept else reply.text, reply.headers)
        draft = {"form": "propose:", "event": place.event, "arrival": "4", "value": "x", field: HOSTILE}
        assert (await phone.post("/draft", draft)).status in {204, 400}
        assert_harmless((await phone.get("/me")).text, {})


async def test_what_people_wrote_is_text_in_every_page() -> None:
    """A handover is read as it was written by whoever receives it."""
    async with a_house() as house:
        await in_the_call(house)
        sender, receiver = await house.seated("underskoterska"), await house.seated("sjukskoterska")
        place = house.session.state.place
        parts = {f"part_{each}": HOSTILE for each in ("situation", "background")}
        assert (await sender.ask("send-written", place, **parts)).json["accepted"]
        async with receiver.stream() as stream:
            await stream.next()
            assert_harmless("".join(stream.html.values()), {})
        for each in (sender, receiver):
            assert_harmless((await each.get("/me")).text, {})


async def in_the_call(house: House) -> None:
    """Go on to the event with the handover."""
    assert house.session.do(c.Choose("ring")) is None


def assert_harmless(text: str, headers: object) -> None:
    """Fail if what was written has become more than text."""
    assert "<img" not in text
    assert "49{" not in text
    assert "a=b" not in str(headers)


async def test_a_stranger_moves_nothing() -> None:
    """Without a seat every form but that for a seat is refused."""
    async with a_house() as house:
        phone = house.phone()
        assert [(await phone.post(path)).status for path in ("/ask", "/draft", "/language")] == [401] * 3
        assert (await phone.get("/me")).headers["location"] == "/"
        assert (await phone.get("/room")).headers["location"] == "/"
