"""Asking from a page: fields become the value of an act, and whatever is sent has one effect or one refusal."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from starlette.datastructures import ImmutableMultiDict

from esthersim.play import commands as c
from esthersim.runs import asks
from esthersim.runs.asks import NotAskedFor
from esthersim.seats import wire
from esthersim.web import drafting, pipe, serving
from esthersim.web.asking import value_of
from esthersim.web.bodies import LONGEST
from support.web import House, Phone, a_house, until

OPTIONS = (asks.Option("a", "A"), asks.Option("b", "B"))
PARTS = ("situation", "background", "assessment", "recommendation")
SBAR = {f"part_{each}": f"{each} sägs" for each in PARTS}

# From fields to a value


@pytest.mark.parametrize(
    ("ask", "fields", "value"),
    [
        (asks.Nothing(), [("value", "x")], None),
        (asks.Choice(OPTIONS), [("value", "b")], "b"),
        (asks.Choice(OPTIONS), [], None),
        (asks.Text(), [("value", "ord å\nord")], "ord å\nord"),
        (asks.Number(1, 5), [("value", "4")], 4),
        (asks.Number(1, 5), [], None),
        (asks.Ticks(OPTIONS), [("value", "a"), ("value", "b")], ("a", "b")),
        (asks.Ticks(OPTIONS), [], ()),
        (asks.Days(2), [("value", "2026-03-07"), ("value", "")], (date(2026, 3, 7),)),
        (
            asks.Form((
                asks.Field("who", "", asks.Choice(OPTIONS)), asks.Field("what", "", asks.Text(), optional=True),
                asks.Field("sure", "", asks.Number(1, 5)), asks.Field("on", "", asks.Days(), optional=True),
                asks.Field("of", "", asks.Ticks(OPTIONS)),
            )),
            [("part-who", "a"), ("part-what", ""), ("part-sure", "2"), ("part-of", "b"), ("value", "x"), ("who", "b")],
            {"who": "a", "what": None, "sure": 2, "on": None, "of": ("b",)},
        ),
    ],
)  # fmt: skip
def test_the_fields_of_a_form_become_the_value_of_its_act(
    ask: asks.Ask, fields: list[tuple[str, str]], value: object
) -> None:
    """Each kind of ask reads the fields that its form is drawn with, and no others."""
    assert value_of(ask, ImmutableMultiDict(fields)) == value


@pytest.mark.parametrize(
    ("ask", "text"),
    [(asks.Number(1, 5), each) for each in ("x", "-1", "1.0", " 1", "٣", "9" * 5000)]
    + [(asks.Days(), each) for each in ("x", "2026-13-01", "2026-03-07T10:00")],
)
def test_nonsense_is_no_value(ask: asks.Ask, text: str) -> None:
    """What is no number or no day is not asked for."""
    with pytest.raises(NotAskedFor):
        value_of(ask, ImmutableMultiDict([("value", text)]))


# What has an effect


async def in_the_call(house: House) -> Any:
    """Go on to the event with the handover, and return its place."""
    assert house.session.do(c.Choose("ring")) is None
    place = house.session.state.place
    await until(lambda: pages_at(house) == place)
    return place


def pages_at(house: House) -> Any:
    """Return the place at which the pages are."""
    assert house.child.app is not None
    return house.child.app.house.place


def entries(house: House, kind: str) -> int:
    """Return how many entries of a kind there are."""
    return sum(f'"{kind}"' in line.entry for line in house.session.store.read(house.session.run))


async def test_every_kind_of_form_of_a_handover() -> None:
    """A sign, a choice, texts and a number from three telephones are what the journal has, each for its seat."""
    async with a_house() as house:
        nurse, assistant = await house.seated("sjukskoterska"), await house.seated("underskoterska")
        place = house.session.state.place
        assert (await assistant.ask("propose", place, value="ring")).json["accepted"]
        place = house.session.state.place  # the only one who decides has decided
        assert place is not None
        assert place.event == "samtalet"
        await until(lambda: pages_at(house) == place)
        reply = await assistant.ask("send-written", place, id="a2", **SBAR)
        assert (reply.status, reply.json) == (200, {"accepted": True, "text": "Sent.", "kept": False, "waiting": False})
        assert (await nurse.ask("say-back", place, id="b1", part_words="Två kilo på två dygn")).json["accepted"]
        reply = await nurse.ask("rate-confidence", place, id="b2", about="sjukskoterska", value="4")
        assert reply.json["accepted"], reply.json
        progress = house.session.state.here.handover
        assert progress is not None
        assert progress.confidence == {"sjukskoterska": 4}
        assert {each for line in house.session.store.read("r1") for each in re.findall(r"\w+ sägs", line.entry)} == {
            f"{each} sägs" for each in PARTS
        }


@pytest.mark.parametrize("times", [1, 2, 5])
@pytest.mark.parametrize("together", [False, True], ids=["in turn", "at once"])
async def test_the_same_ask_has_one_effect(times: int, together: bool) -> None:
    """However often it is sent under one id, it is in the journal once, and each answer says that it was accepted."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        place = await in_the_call(house)
        if together:
            found = await asyncio.gather(*(phone.ask("send-written", place, **SBAR) for _ in range(times)))
        else:
            found = [await phone.ask("send-written", place, **SBAR) for _ in range(times)]
        assert [each.json["accepted"] for each in found] == [True] * times
        assert entries(house, "handover-sent") == 1


async def test_the_same_id_with_another_content_is_a_refusal() -> None:
    """The first stays, and what was written is kept."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        place = await in_the_call(house)
        await phone.ask("send-written", place, **SBAR)
        reply = await phone.ask("send-written", place, **{**SBAR, "part_situation": "något annat"})
        assert reply.json | {"text": ""} == {"accepted": False, "text": "", "kept": True, "waiting": False}
        assert "another content" in reply.json["text"]
        assert entries(house, "handover-sent") == 1


async def test_two_telephones_have_ids_of_their_own() -> None:
    """No device can block another's ask by its id."""
    async with a_house() as house:
        one, two = await house.seated("esther"), await house.seated("sjukskoterska")
        place = house.session.state.place
        assert (await one.ask("stop", place, id="same")).json["accepted"]
        assert (await two.ask("stop", place, id="same")).json["accepted"]


async def test_an_ask_of_another_event_is_too_late() -> None:
    """Nothing of it has an effect, the words are kept, and the answer says so in the language of the seat."""
    async with a_house() as house:
        phone = await house.seated("underskoterska", "sv")
        place = await in_the_call(house)
        house.session.do(c.Advance(override=True))
        await until(lambda: pages_at(house) is None)
        reply = await phone.ask("send-written", place, **SBAR)
        assert (reply.json["accepted"], reply.json["kept"]) == (False, True)
        assert "Teamet har gått vidare" in reply.json["text"]
        assert entries(house, "handover-sent") == 0


async def test_what_was_accepted_before_the_event_was_left_stays_so() -> None:
    """The page did not hear the answer and asks again at the next event: it was accepted, and had its effect once."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        place = await in_the_call(house)
        await phone.ask("send-written", place, **SBAR)
        house.session.do(c.Advance(override=True))
        await until(lambda: pages_at(house) is None)
        assert (await phone.ask("send-written", place, **SBAR)).json["accepted"]
        assert entries(house, "handover-sent") == 1


async def test_a_choice_of_before_is_not_made_at_the_next_arrival() -> None:
    """The arrival is compared too, as a journey comes back to its events."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        event, arrival = house.session.state.place or ("", 0)
        for place in ((event, arrival - 1), (event, arrival + 1), ("samtalet", arrival), None):
            assert not (await phone.ask("propose", place, value="ring")).json["accepted"]
        assert house.session.state.here.proposals == {}
        assert house.session.state.here.event == "frukost"


# Without an answer


async def test_no_answer_yet_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ask waits, its words are kept, and the same id asked again has one effect, although both come up then."""
    monkeypatch.setattr(pipe, "PATIENCE", 0.05)
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        place = await in_the_call(house)
        take, held = house.child.received, list[bytes]()
        house.child.received = held.append
        reply = await phone.ask("send-written", place, **SBAR)
        assert reply.status == 202
        assert (reply.json["accepted"], reply.json["waiting"], reply.json["kept"]) == (False, True, True)
        assert "No answer yet" in reply.json["text"]
        monkeypatch.setattr(pipe, "PATIENCE", 3.0)
        again = asyncio.create_task(phone.ask("send-written", place, **SBAR))
        await until(lambda: sum(b'"asked"' in each for each in held) == 2)
        house.child.received = take
        for line in held:
            take(line)
        assert (await again).json["accepted"]
        assert entries(house, "handover-sent") == 1


async def test_a_seat_is_not_given_without_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The join page comes back with words, and no cookie."""
    monkeypatch.setattr(pipe, "PATIENCE", 0.05)
    async with a_house() as house:
        house.child.received = lambda _line: None
        reply = await house.phone().join(house.host.door.code, "esther")
        assert (reply.status, "set-cookie" in reply.headers) == (200, False)
        assert "No answer yet" in reply.text


async def test_when_the_pages_end_every_question_is_answered() -> None:
    """Whoever waits is told to go on waiting, and not cut off."""
    async with a_house() as house:
        phone = await house.seated("esther")
        house.child.received = lambda _line: None
        asking = asyncio.create_task(phone.ask("stop", house.session.state.place))
        await until(lambda: any(isinstance(each, wire.Asked) for each in house.child.seen))
        house.child.close()
        assert (await asking).json["waiting"]


# Who may not


async def test_only_what_a_seat_is_offered_goes_up() -> None:
    """Acts of another seat, of the facilitator and of nobody are refused with words before the program hears them."""
    async with a_house() as house:
        phone = await house.seated("esther")
        place = house.session.state.place
        for act in ("propose", "choose", "advance", "pause", "ticking", "facilitator-note", "nothing"):
            reply = (await phone.ask(act, place, value="ring")).json
            assert (reply["accepted"], reply["waiting"]) == (False, False)
            assert reply["text"] == "That is not for Esther to do."
        assert [each for each in house.child.seen if isinstance(each, wire.Asked)] == []


async def test_what_is_no_choice_is_refused() -> None:
    """An option that is not there, none at all, and one that is another act's."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        for value in ({"value": "fly"}, {}, {"value": ""}, {"part_value": "ring"}):
            assert not (await phone.ask("propose", house.session.state.place, **value)).json["accepted"]
        assert house.session.state.here.proposals == {}
        assert house.session.state.here.event == "frukost"


@pytest.mark.parametrize("field", ["id", "arrival", "act"])
async def test_a_form_that_is_none_is_refused(field: str) -> None:
    """An id with strange signs, an arrival that is no number, no act."""
    async with a_house() as house:
        phone = await house.seated("esther")
        event, arrival = house.session.state.place or ("", 0)
        form = {"act": "stop", "about": "", "event": event, "arrival": str(arrival), "id": "a1"}
        for nonsense in {"id": ["a:b", "å", "x" * 65, "a b"], "arrival": ["-1", "x", "9" * 99], "act": [""]}[field]:
            reply = await phone.post("/ask", {**form, field: nonsense}, Accept="application/json")
            assert "Something went wrong on the way" in reply.json["text"]
        assert entries(house, "stop-asked") == 0


async def test_a_device_that_waits_is_told_so() -> None:
    """It asks for nothing, and drafts nothing, before it is let in."""
    async with a_house() as house:
        await house.seated("underskoterska")
        phone = house.phone()
        await phone.join(house.host.door.code, "underskoterska")
        reply = await phone.ask("propose", house.session.state.place, value="ring")
        assert (reply.json["accepted"], reply.json["text"]) == (False, "The facilitator has not let you in yet.")
        assert (await phone.post("/draft", {"form": "propose:", "value": "x"})).status == 400
        assert house.session.state.here.proposals == {}
        assert house.session.state.here.event == "frukost"


async def test_more_than_the_pipe_takes_is_too_long() -> None:
    """Signs that grow on the way: the text is refused with words, and the program never hears of it."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        event, arrival = await in_the_call(house)
        head = f"act=send-written&event={event}&arrival={arrival}&id=a1&part-situation=".encode()
        body = head + b"\x01" * (LONGEST - len(head))
        reply = await phone.post("/ask", body=body, Accept="application/json")
        assert "too long" in reply.json["text"]
        assert [each for each in house.child.seen if isinstance(each, wire.Asked)] == []


# Without JavaScript


def status_of(page: str) -> str:
    """Return what the status line of a page says."""
    found = re.search(r'id="status"[^>]*>([^<]*)<', page)
    assert found
    return found[1].strip()


def fields_of(page: str, form: str) -> dict[str, str]:
    """Return the hidden fields of a form in a page."""
    found = re.search(rf'<form [^>]*data-form="{form}".*?</form>', page, re.DOTALL)
    assert found
    return dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', found[0]))


async def test_a_double_tap_without_the_script_is_one_ask() -> None:
    """The id is made with the page, so the same page cannot ask twice; a page drawn again has another."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        await in_the_call(house)
        page = (await phone.get("/me")).text
        form = fields_of(page, "send:")
        assert len(form["id"]) == 24
        assert [(await phone.post("/ask", form)).headers["location"] for _ in range(2)] == ["/me", "/me"]
        assert entries(house, "handover-sent") == 1
        again = (await phone.get("/me")).text
        assert status_of(again) == "Sent."
        assert status_of((await phone.get("/me")).text) == ""
        ids = re.findall(r'name="id" value="(\w+)"', page + again)
        assert len(set(ids)) == len(ids)


async def test_the_sections_of_a_stream_have_no_ids() -> None:
    """They are the same for every telephone of a seat; the script makes the ids."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        async with phone.stream() as stream:
            await stream.next()
            assert set(re.findall(r'name="id" value="(\w*)"', "".join(stream.html.values()))) == {""}


async def test_a_refusal_without_the_script_is_said_on_the_page() -> None:
    """Once, with the text still in its field."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        event, arrival = await in_the_call(house)
        form = {
            "act": "send-written",
            "event": event,
            "arrival": str(arrival),
            "id": "a1",
            "part-situation": "x" * 4001,
        }
        await phone.post("/ask", form)
        page = (await phone.get("/me")).text
        assert "too long" in status_of(page)
        assert "x" * 4001 in page
        assert status_of((await phone.get("/me")).text) == ""


# Drafts


async def written_at(phone: Phone, place: Any, form: str = "send-written:", **texts: str) -> int:
    """Send a draft, and return the status."""
    event, arrival = place
    fields = {"form": form, "event": event, "arrival": str(arrival)}
    return (await phone.post("/draft", fields | {k.replace("_", "-"): v for k, v in texts.items()})).status


def drafted(house: House) -> list[wire.Drafted]:
    """Return the drafts that have gone up."""
    return [each for each in house.child.seen if isinstance(each, wire.Drafted)]


async def test_drafts_are_put_together_on_their_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first goes up at once; what comes in the pause after it is one message, with the latest of each field."""
    monkeypatch.setattr(drafting, "PAUSE_SECONDS", 0.2)
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        place = await in_the_call(house)
        for texts in (
            {"part_situation": "a"},
            {"part_situation": "ab"},
            {"part_background": "c"},
            {"part_situation": "abc"},
        ):
            assert await written_at(phone, place, **texts) == 204
        await until(lambda: len(drafted(house)) == 2)
        assert [dict(each.texts) for each in drafted(house)] == [
            {"part-situation": "a"},
            {"part-situation": "abc", "part-background": "c"},
        ]
        await until(lambda: any("abc" in texts.values() for texts in house.session.drafts.every().values()))
        assert "abc</textarea>" in (await phone.get("/me")).text


async def test_what_was_sent_is_no_draft_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither here nor at the program, and no late message brings it back."""
    monkeypatch.setattr(drafting, "PAUSE_SECONDS", 0.1)
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        place = await in_the_call(house)
        await written_at(phone, place, part_situation="utkast ett")
        await written_at(phone, place, part_situation="utkast två")
        assert (await phone.ask("send-written", place, **SBAR)).json["accepted"]
        await written_at(phone, place, form="say-back:", part_words="annat")
        await until(lambda: len(drafted(house)) == 2)
        assert [each.form for each in drafted(house)] == ["send-written:", "say-back:"]
        assert "utkast" not in str(house.session.drafts.every())
        assert "utkast" not in (await phone.get("/me")).text


async def test_each_telephone_has_its_own_drafts() -> None:
    """Two at one seat write two texts, and neither sees the other's."""
    async with a_house() as house:
        one, two = await house.seated("underskoterska"), await house.seated("underskoterska")
        place = await in_the_call(house)
        await written_at(one, place, part_situation="mitt")
        await written_at(two, place, part_situation="ditt")
        assert ("mitt" in (await one.get("/me")).text, "ditt" in (await one.get("/me")).text) == (True, False)
        async with two.stream() as stream:
            await stream.next()
            assert "mitt" not in str(stream.html)
            assert "ditt" not in str(stream.html)


async def test_a_draft_that_cannot_be_kept_is_refused() -> None:
    """Names with spaces or too long, too many forms, more than the pipe takes."""
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        assert await written_at(phone, ("frukost", 4), form="a b") == 400
        assert await written_at(phone, ("frukost", 4), form="x" * 101) == 400
        assert await written_at(phone, ("fru\nkost", 4)) == 400
        assert (await phone.post("/draft", body=b"form=x&value=" + b"\x01" * 16000)).status == 400
        kept = house.child.app.drafting.keep if house.child.app else None
        assert kept is not None
        device = house.host.devices.all[0]
        assert [kept(device, f"f{n}", "", 0, {"value": "x"}) for n in range(drafting.MOST_FORMS + 1)][-2:] == [
            True,
            False,
        ]


async def test_who_is_writing_is_told_with_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """The latest where they are many, so that the message stays short enough for the pipe."""
    monkeypatch.setattr(serving, "REPORT_SECONDS", 0.6)
    async with a_house() as house:
        phone = await house.seated("underskoterska")
        await written_at(phone, house.session.state.place, value="x")
        await until(lambda: any(isinstance(each, wire.Streams) and each.writing for each in house.child.seen))
        assert house.child.app is not None
        own = house.host.devices.all[0]
        told: list[wire.Up] = []
        now = iter(range(10_000))
        many = drafting.Drafting(house.child.app.house, told.append, lambda: next(now) / 1000)
        for n in range(600):
            many.keep(replace(own, token=f"{n:064}"), "f", "", 0, {})
        many.close()
        assert len(many.writing) == drafting.MOST_WRITING
        assert many.writing[-1] == f"{599:064}"
        everybody = tuple(f"{n:064}" for n in range(600))
        assert len(wire.written(wire.Streams(everybody, 9, many.writing))) < wire.LONGEST_LINE
