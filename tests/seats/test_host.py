"""The host: what a device may ask, once; how it is told; and what happens when store, process or address fail."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from esthersim.journal.codec import encode_command
from esthersim.journal.session import Session
from esthersim.journal.store import Address
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.rules import judge
from esthersim.play.vocabulary import Reason, Step
from esthersim.seats import wire
from esthersim.seats.host import BEAT_SECONDS, MOST_STARTS, SILENT_SECONDS, START_SECONDS, Happening, What
from esthersim.seats.wire import ROOM_SCREEN, Refused
from support.examples import examples
from support.hosted import OBSERVER, Hosted, seats_text
from support.players import DRAWN
from support.scenarios import ROLES
from support.seats import HOTSPOT

TOKEN = "f" * 64
PROPOSE = e.Proposed("o0", seat="nurse")
REGISTER = "personnummer"


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch) -> Hosted:
    """Return a run at its first event, with its pages open."""
    return Hosted(monkeypatch)


# Opening


def test_the_first_line_has_everything(hosted: Hosted) -> None:
    """Texts, entries so far, address, code and clock; nothing was said to the process before."""
    opened = hosted.child.told[0]
    assert isinstance(opened, wire.Opened)
    assert (opened.run, opened.text, opened.host, opened.port) == ("r1", seats_text(), HOTSPOT.host, 8765)
    assert opened.lines == hosted.store.read("r1")
    assert opened.seating == wire.Seating((), hosted.host.door.code, open=False, screen=hosted.host.screen)
    assert opened.clock.running
    assert hosted.happened == [Happening(What.SERVED)]
    assert hosted.host.origin == "http://192.168.137.1:8765"


@pytest.mark.parametrize(
    ("step", "is_open"), [(Step.NEEDS, True), (Step.STORY, True), (Step.SIMULATION, False), (Step.REFLECTION, False)]
)
def test_the_door_is_open_until_the_simulation(step: Step, is_open: bool) -> None:
    """Before it whoever has the code comes in; it closes by itself when the simulation begins."""
    hosted = Hosted(step=step)
    assert hosted.host.door.open is is_open
    while hosted.session.state.step in {Step.NEEDS, Step.STORY}:
        hosted.session.do(c.Advance(override=True))
    hosted.host.tick()
    assert not hosted.host.door.open
    assert [each.open for each in hosted.child.told if isinstance(each, wire.Seating)][-1:] in ([], [False])


def test_the_port_is_kept_with_the_run(hosted: Hosted) -> None:
    """Telephones come back to the same address after a kill, also where another port had to be taken."""
    hosted.child.say(wire.Ready(8771))
    assert hosted.store.address("r1") == Address(HOTSPOT.host, 8771)
    hosted.resume()
    opened = hosted.child.told[0]
    assert isinstance(opened, wire.Opened)
    assert opened.port == 8771


def test_why_it_cannot_be_served(hosted: Hosted) -> None:
    """The system's reason is told, nothing runs on, and nobody is sent to a page that is not there."""
    hosted.happened.clear()
    hosted.child.say(wire.Ready(0, "Permission denied"))
    assert hosted.happened == [Happening(What.NOT_SERVED, why="Permission denied")]
    assert (hosted.host.origin, hosted.child.alive) == ("", False)


def test_closed_pages_hear_and_say_nothing(hosted: Hosted) -> None:
    """The devices keep their seats; what the process still says is not taken."""
    token = hosted.seat("nurse")
    hosted.host.close()
    hosted.host.close()
    told = len(hosted.child.told)
    hosted.child.ask(token, PROPOSE, id="a1")
    hosted.child.say(wire.Leave(token))
    hosted.session.do(c.Pause())
    assert len(hosted.child.told) == told
    assert hosted.entries(e.Proposed) == []
    assert hosted.device(token).seat == "nurse"


# Joining


def join(hosted: Hosted, code: str, seat: str = "nurse", token: str = TOKEN, language: str = "sv") -> str | None:
    """Join, and return why it was refused."""
    hosted.child.say(wire.Join(1, code, token, seat, language))
    return hosted.answers[-1][0]


def test_joining(hosted: Hosted) -> None:
    """With the code as anybody types it; wrong codes, seats that are not there, and a token twice are refused."""
    code = hosted.host.door.code
    assert join(hosted, "wrong") == Refused.WRONG_CODE
    assert join(hosted, code, "nobody") == Refused.NO_SUCH_SEAT
    assert join(hosted, code, "facilitator") == Refused.NO_SUCH_SEAT
    assert join(hosted, f"{code[:2].lower()}-{code[2:]} ") is None
    assert join(hosted, code) == Refused.GARBLED
    [device] = hosted.host.devices.all
    assert (device.seat, device.token, device.number, device.language) == ("nurse", TOKEN, 1, "sv")
    seating = next(each for each in reversed(hosted.child.told) if isinstance(each, wire.Seating))
    assert seating.devices == (device,)


@pytest.mark.parametrize("token", ["", "t", "F" * 64, "f" * 63, "f" * 65, "\x1b" * 64, "g" * 64])
def test_a_token_has_the_shape_of_one(hosted: Hosted, token: str) -> None:
    """Whatever else the process with the pages says is not kept."""
    assert join(hosted, hosted.host.door.code, token=token) == Refused.GARBLED
    assert hosted.host.devices.all == ()


@pytest.mark.parametrize("language", ["", "\x1b[2J", "x" * 100, "sv en"])
def test_a_language_is_a_code(hosted: Hosted, language: str) -> None:
    """It is shown at the console, so nothing else is kept under its name, neither first nor later."""
    assert join(hosted, hosted.host.door.code, language=language) == Refused.GARBLED
    token = hosted.seat("nurse")
    hosted.child.say(wire.Speak(token, language))
    assert hosted.device(token).language == "sv"
    hosted.child.say(wire.Speak(token, "en"))
    assert hosted.device(token).language == "en"


def test_many_wrong_codes_draw_another_and_the_console_says_so(hosted: Hosted) -> None:
    """Typed in a form or in an address: a hundred together."""
    hosted.happened.clear()
    code = hosted.host.door.code
    for _try in range(50):
        hosted.child.say(wire.WrongCode())
        join(hosted, "")
    assert hosted.host.door.code != code
    assert hosted.happened == [Happening(What.CODE_REDRAWN)]
    assert isinstance(hosted.child.told[-1], wire.Answer)
    assert [each.code for each in hosted.child.told if isinstance(each, wire.Seating)] == [hosted.host.door.code]


def test_the_link_to_the_room_screen_works_once(hosted: Hosted) -> None:
    """And opens nothing but the room screen, which is let in behind a closed door."""
    secret = hosted.host.screen
    assert join(hosted, secret, "nurse") == Refused.WRONG_CODE
    assert join(hosted, secret, ROOM_SCREEN) is None
    assert hosted.device(TOKEN).admitted
    assert join(hosted, secret, ROOM_SCREEN, "e" * 64) == Refused.WRONG_CODE
    assert join(hosted, hosted.host.screen, ROOM_SCREEN, "e" * 64) is None


def test_what_is_said_of_joining_and_leaving() -> None:
    """Who has joined, who waits, who has left: each once, with seat and number."""
    hosted = Hosted(step=Step.NEEDS)
    hosted.happened.clear()
    first = hosted.child.join(hosted.host, "nurse", name="a")
    hosted.child.join(hosted.host, "nurse", name="b")
    hosted.child.say(wire.Leave(first))
    hosted.child.say(wire.Leave(first))
    assert hosted.happened == [
        Happening(What.JOINED, "nurse", 1),
        Happening(What.WAITS, "nurse", 2),
        Happening(What.LEFT, "nurse", 1),
    ]


# Asking


def test_an_ask_is_an_entry_and_everybody_is_told_before_the_answer(hosted: Hosted) -> None:
    """The entry is durable, goes down to the pages, and only then is the one who asked told that it was kept."""
    told = len(hosted.child.told)
    token = hosted.seat("nurse")
    told = len(hosted.child.told)
    assert hosted.ask(token, PROPOSE) is None
    news, answer = hosted.child.told[told:]
    assert isinstance(news, wire.News)
    assert answer == wire.Answer(2)
    assert news.lines == hosted.store.read("r1")[-1:]
    assert hosted.entries(e.Proposed) == [PROPOSE]
    assert hosted.session.asked is not None
    assert hosted.session.asked[-1].asker == "nurse"


def test_a_refusal_of_the_rules_is_data(hosted: Hosted) -> None:
    """Its reason, and what it is about; never a sentence, as the seat speaks a language of its own."""
    token = hosted.seat("nurse")
    before = hosted.session.journal[:]
    assert hosted.ask(token, e.Proposed("o9", seat="nurse")) == "unknown"
    assert hosted.answers[-1] == ("unknown", ("o9",))
    assert list(hosted.session.journal) == list(before)


@pytest.mark.parametrize("times", [1, 2, 5])
@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("time_out", [False, True])
def test_an_ask_sent_again_has_one_effect(
    monkeypatch: pytest.MonkeyPatch, times: int, killed: bool, time_out: bool
) -> None:
    """Before and after a kill, and with the time running out between: accepted each time, in the journal once."""
    hosted = Hosted(monkeypatch)
    token, place = hosted.seat("nurse"), hosted.session.state.place
    assert place is not None
    assert hosted.ask(token, PROPOSE, event=place.event, arrival=place.arrival) is None
    if killed:
        hosted.resume()
    if time_out:
        hosted.clock.advance(61)
        hosted.session.tick()
        assert hosted.session.state.here.event == "e1"
    for _time in range(times):
        assert hosted.ask(token, PROPOSE, event=place.event, arrival=place.arrival) is None
    assert len(hosted.entries(e.Proposed)) == 1


@pytest.mark.parametrize("times", [1, 2, 5])
@pytest.mark.parametrize("killed", [False, True])
def test_an_ask_that_comes_too_late_is_refused_each_time(
    monkeypatch: pytest.MonkeyPatch, times: int, killed: bool
) -> None:
    """The time runs out before it, once; it is told as too late, with the event that stands now, and does nothing."""
    hosted = Hosted(monkeypatch)
    token, place = hosted.seat("nurse"), hosted.session.state.place
    assert place is not None
    hosted.clock.advance(61)
    for time in range(times):
        assert hosted.ask(token, PROPOSE, event=place.event, arrival=place.arrival) == Reason.TOO_LATE
        assert hosted.answers[-1][1] == ("e1",)
        if killed and time == 0:
            hosted.resume()
    assert hosted.entries(e.Proposed) == []
    assert len(hosted.entries(e.TimerExpired)) == 1
    assert len(hosted.entries(e.Arrived)) == 2


def test_too_late_by_the_arrival(hosted: Hosted) -> None:
    """The team has come to the same event once more: what was meant for the first time is not for this one."""
    token, place = hosted.seat("nurse"), hosted.session.state.place
    assert place is not None
    hosted.session.do(c.GoTo("e0"))
    assert hosted.ask(token, PROPOSE, event="e0", arrival=place.arrival) == Reason.TOO_LATE
    now = hosted.session.state.place
    assert now is not None
    assert hosted.ask(token, PROPOSE, id="a2", event="e0", arrival=now.arrival) is None


def test_too_late_after_a_rewind(hosted: Hosted) -> None:
    """An ask of after the rewind counts for the arrival that stands now, and one of before for none."""
    token, place, seq = hosted.seat("nurse"), hosted.session.state.place, hosted.session.state.seq
    assert place is not None
    hosted.session.do(c.GoTo("e1"))
    later = hosted.session.state.place
    assert later is not None
    assert hosted.session.do(e.Rewound(seq)) is None
    back = e.SaidBack("Hon är yr", seat="doctor")
    assert hosted.ask(hosted.seat("doctor"), back, event="e1", arrival=later.arrival) == Reason.TOO_LATE
    now = hosted.session.state.place
    assert now is not None
    assert hosted.ask(token, PROPOSE, event=now.event, arrival=now.arrival) is None


def test_the_same_id_with_something_else_is_refused(hosted: Hosted) -> None:
    """It is never taken for a success."""
    token = hosted.seat("nurse")
    assert hosted.ask(token, PROPOSE) is None
    assert hosted.ask(token, e.Proposed("o1", seat="nurse")) == Reason.ID_TAKEN
    assert hosted.entries(e.Proposed) == [PROPOSE]


def test_an_id_of_another_device_neither_repeats_nor_blocks(hosted: Hosted) -> None:
    """Two devices, at one seat or at two, may make the same id."""
    first, second, doctor = hosted.seat("nurse", "a"), hosted.seat("nurse", "b"), hosted.seat("doctor")
    assert hosted.ask(first, PROPOSE) is None
    assert hosted.ask(second, e.Proposed("o1", seat="nurse")) is None
    assert hosted.ask(doctor, e.Proposed("o1", seat="doctor")) is None
    assert len(hosted.entries(e.Proposed)) == 3


@pytest.mark.parametrize("id", ["", " ", "a b", "a" * 65, "nurse:1", "å1", "\x00", "a-1"])
def test_an_id_has_the_shape_of_one(hosted: Hosted, id: str) -> None:  # noqa: A002
    """Letters and digits, not without end."""
    assert hosted.ask(hosted.seat("nurse"), PROPOSE, id=id) == Refused.GARBLED
    assert hosted.entries(e.Proposed) == []


@pytest.mark.parametrize(
    "document", ["", "{", "[]", "null", '{"kind": "nothing", "version": 1}', '{"kind": "proposed", "version": 99}',
                 '{"kind": "proposed", "version": 1, "option": [1]}', '{"kind": 1}', "[" * 10_000]
)  # fmt: skip
def test_what_is_no_command_is_garbled(hosted: Hosted, document: str) -> None:
    """Also a command of a newer version, or one with something else in its fields."""
    token = hosted.seat("nurse")
    hosted.child.say(wire.Asked(2, token, "a1", document))
    assert hosted.answers[-1] == (Refused.GARBLED, ())


def test_the_document_does_not_say_who_asks(hosted: Hosted) -> None:
    """The seat is that of the device, whatever the process with the pages writes."""
    token = hosted.seat("nurse")
    document = encode_command(e.Proposed("o0", seat="doctor"), "facilitator")
    for claimed in (document, document[:-1] + ',"asker":"facilitator"}', document[:-1] + ',"asker":"doctor"}'):
        hosted.child.say(wire.Asked(2, token, "a1", claimed))
        assert hosted.answers[-1][0] == Reason.NOT_THIS_SEAT
    assert hosted.entries(e.Proposed) == []


def test_who_has_no_seat_asks_nothing(hosted: Hosted) -> None:
    """One who waits, one who was freed, one who never was there, and the screen of the room."""
    waits = hosted.child.join(hosted.host, "nurse", name="w")
    freed = hosted.seat("nurse", "f")
    hosted.host.free(hosted.device(freed))
    screen = hosted.seat(ROOM_SCREEN)
    asked = [hosted.ask(token, PROPOSE) for token in (waits, freed, TOKEN, screen)]
    assert asked == [Refused.WAITING, Refused.GONE, Refused.GONE, Reason.NOT_THIS_SEAT]
    assert hosted.ask(screen, e.StopAsked(seat=ROOM_SCREEN)) == Reason.NOT_THIS_SEAT
    assert hosted.entries(e.Proposed) == hosted.entries(e.StopAsked) == []
    hosted.host.admit(hosted.device(waits))
    assert hosted.ask(waits, PROPOSE) is None


def test_a_moved_device_asks_at_its_new_seat_only(hosted: Hosted) -> None:
    """The token stays; the rights are those of the seat."""
    token = hosted.seat("nurse")
    hosted.host.move(hosted.device(token), "doctor")
    assert hosted.ask(token, PROPOSE) == Reason.NOT_THIS_SEAT
    assert hosted.ask(token, e.Proposed("o0", seat="doctor"), id="a2") is None


@pytest.mark.parametrize("kind", list(DRAWN), ids=lambda kind: kind.__name__)
def test_a_device_may_what_the_rules_say_and_nothing_else(kind: type[Command]) -> None:
    """Every kind of command from every kind of seat, in every step: the answer and the entries are the rules'."""

    @examples(0.4)
    @given(
        DRAWN[kind],
        st.sampled_from([*ROLES, OBSERVER]),
        st.sampled_from([Step.NEEDS, *[Step.SIMULATION] * 3, Step.REFLECTION]),
        st.booleans(),
        st.booleans(),
    )
    def check(command: Command, seat: str, step: Step, own: bool, on: bool) -> None:
        if own:
            command = replace(command, seat=seat)
        try:
            encode_command(command).encode()
        except UnicodeEncodeError:  # half a sign, which no page can send
            assume(False)
        hosted = Hosted(step=step)
        if on:
            hosted.session.do(c.Proceed(override=True))
        token = hosted.seat(seat)
        before = len(hosted.session.journal)
        ruling = judge(hosted.session.state, command, hosted.session.room(), asker=seat)
        why = hosted.ask(token, command)
        assert why == (ruling.refusal.reason if ruling.refusal else None)
        assert hosted.answers[-1][1] == (ruling.refusal.about if ruling.refusal else ())
        made = [each.entry for each in hosted.session.journal[before:]]
        assert made == [*ruling.expired, *ruling.entries]

    check()


# When something fails


@pytest.mark.parametrize("failing", ["before", "after"])
def test_a_store_that_fails_is_told_and_the_same_ask_sent_again_has_one_effect(hosted: Hosted, failing: str) -> None:
    """Whether the entry was kept before it failed or not; and whoever asks in between does not change that."""
    nurse, doctor = hosted.seat("nurse"), hosted.seat("doctor")
    state = hosted.session.state
    hosted.store.failing = failing
    assert hosted.ask(nurse, PROPOSE) == Refused.NOT_STORED
    assert hosted.session.state is state
    hosted.store.failing = ""
    assert hosted.ask(doctor, e.Proposed("o1", seat="doctor")) is None
    assert hosted.ask(nurse, PROPOSE) is None
    assert hosted.ask(nurse, PROPOSE) is None
    assert hosted.entries(e.Proposed).count(PROPOSE) == 1
    assert hosted.session.asked is not None
    assert sorted(each.asker for each in hosted.session.asked[-2:]) == ["doctor", "nurse"]
    asked = [(each.command, each.asker) for each in hosted.session.asked]
    hosted.session.close()
    again = Session.resume(hosted.store, "r1", hosted.clock)
    assert again.asked is not None
    assert [(each.command, each.asker) for each in again.asked][: len(asked)] == asked


def test_a_device_that_cannot_be_stored_has_no_seat(hosted: Hosted) -> None:
    """It is told so, and can try again; one that leaves or changes its language stays as it was."""
    hosted.store.failing = "before"
    assert join(hosted, hosted.host.door.code) == Refused.NOT_STORED
    assert hosted.host.devices.all == ()
    hosted.store.failing = ""
    assert join(hosted, hosted.host.door.code) is None
    hosted.store.failing = "before"
    before = hosted.host.devices.all
    hosted.child.say(wire.Leave(TOKEN))
    hosted.child.say(wire.Speak(TOKEN, "en"))
    assert hosted.host.devices.all == before


def test_an_address_that_cannot_be_kept_stops_nothing(hosted: Hosted) -> None:
    """The pages are served; only the port may be another one next time."""
    hosted.happened.clear()
    hosted.store.failing = "before"
    hosted.child.say(wire.Ready(8770))
    assert hosted.happened == [Happening(What.SERVED)]
    assert hosted.host.origin.endswith(":8770")


def test_pages_that_cannot_be_told_the_run_are_closed(hosted: Hosted) -> None:
    """The process has ended while the store cannot be read: it is said, and the program goes on."""
    hosted.happened.clear()
    hosted.store.failing = "reading"
    hosted.child.kill()
    assert [each.what for each in hosted.happened] == [What.NOT_SERVED]
    assert (hosted.host.origin, hosted.child.alive) == ("", False)
    hosted.store.failing = ""
    assert hosted.session.do(c.Pause()) is None


def test_an_adopted_text_sends_everything_anew(hosted: Hosted) -> None:
    """With the entry that adopted it; and afterwards news again."""
    token = hosted.seat("nurse")
    told = len(hosted.child.told)
    assert hosted.session.adopt(seats_text("Prov igen")) is None
    [opened] = hosted.child.told[told:]
    assert isinstance(opened, wire.Opened)
    assert opened.text.title == "Prov igen"
    assert opened.lines == hosted.store.read("r1")
    assert [each.token for each in opened.seating.devices] == [token]
    assert hosted.ask(token, PROPOSE) is None
    assert isinstance(hosted.child.told[-2], wire.News)


# The process with the pages


def test_a_process_that_dies_is_started_again_three_times_a_minute(hosted: Hosted) -> None:
    """At the same port, with everything anew; then it is given up and said; after a minute it may be opened again."""
    hosted.happened.clear()
    hosted.child.say(wire.Ready(8770))
    token = hosted.seat("nurse")
    hosted.happened.clear()
    for number in range(2, MOST_STARTS + 1):
        hosted.child.kill()
        assert hosted.happened == [Happening(What.STARTED_AGAIN)]
        assert len(hosted.children.made) == number
        opened = hosted.child.told[0]
        assert isinstance(opened, wire.Opened)
        assert (opened.port, [each.token for each in opened.seating.devices]) == (8770, [token])
    hosted.child.kill()
    assert hosted.happened == [Happening(What.GAVE_UP)]
    assert (len(hosted.children.made), hosted.host.origin) == (MOST_STARTS, "")
    hosted.host.open(HOTSPOT.host)
    assert hosted.child.alive


def test_deaths_that_lie_far_apart_are_no_reason_to_give_up(hosted: Hosted) -> None:
    """One a minute, all day."""
    for number in range(6):
        hosted.now += START_SECONDS
        hosted.child.kill()
        assert len(hosted.children.made) == number + 2
    assert What.GAVE_UP not in {each.what for each in hosted.happened}


def test_a_process_that_hangs_is_killed_and_started_again(hosted: Hosted) -> None:
    """One that does not read what it is told."""
    hanging = hosted.child
    hosted.happened.clear()
    hanging.hangs = True
    hosted.host.tick()
    assert not hanging.alive
    assert hosted.child is not hanging
    assert hosted.happened == [Happening(What.STARTED_AGAIN)]


def test_what_a_process_of_before_says_late_is_not_taken(hosted: Hosted) -> None:
    """Its lines were on their way when it died."""
    token, before = hosted.seat("nurse"), hosted.child
    before.kill()
    before.ask(token, PROPOSE, id="a1")
    before.ended()
    assert hosted.entries(e.Proposed) == []
    assert len(hosted.children.made) == 2


def test_the_clock_is_told_every_few_seconds(hosted: Hosted) -> None:
    """Not at each look; with the room's own time, and whether it runs."""
    for _look in range(10):
        hosted.host.tick()
    hosted.clock.advance(7)
    hosted.session.do(c.Pause())
    hosted.now += BEAT_SECONDS
    hosted.host.tick()
    beats = [each.clock for each in hosted.child.told if isinstance(each, wire.Beat)]
    assert beats == [wire.Clocked(0.0, running=True), wire.Clocked(7.0, running=False)]


def test_who_is_there_and_who_writes(hosted: Hosted) -> None:
    """A device is silent some seconds after its page was last heard of; unknown tokens count for nothing."""
    token = hosted.seat("nurse")
    device = hosted.device(token)
    assert not hosted.host.is_silent(device)
    hosted.now += SILENT_SECONDS + 0.1
    assert hosted.host.is_silent(device)
    hosted.child.say(wire.Streams((token, TOKEN), rooms=2, writing=(token, TOKEN)))
    assert not hosted.host.is_silent(device)
    assert hosted.host.is_writing(device)
    assert hosted.host.rooms == 2
    hosted.child.say(wire.Streams((token,)))
    assert not hosted.host.is_writing(device)


@examples(2)
@given(st.binary(max_size=60) | st.sampled_from([wire.written(wire.Beat(wire.Clocked(1, running=True))), b"{}", b""]))
def test_garbage_changes_nothing(line: bytes) -> None:
    """It is not answered either."""
    hosted = Hosted()
    state, told = hosted.session.state, len(hosted.child.told)
    hosted.child.received(line)
    assert hosted.session.state is state
    assert len(hosted.child.told) == told
    assert hosted.child.alive


# Drafts


def begun(hosted: Hosted) -> list[wire.Begun]:
    """Return the drafts that the pages were given one by one."""
    return [each for each in hosted.child.told if isinstance(each, wire.Begun)]


def write(hosted: Hosted, token: str, text: str = "Hon är yr") -> None:
    """Write at a device."""
    hosted.child.say(wire.Drafted(token, "send:", "e1", 7, {"part-situation": text}))


def test_what_was_being_written_comes_back_after_a_kill(hosted: Hosted) -> None:
    """At the device that wrote it, with the first line."""
    token = hosted.seat("nurse")
    write(hosted, token)
    hosted.resume()
    opened = hosted.child.told[0]
    assert isinstance(opened, wire.Opened)
    assert opened.drafts == (wire.Begun(1, "send:", "e1", 7, {"part-situation": "Hon är yr"}),)


def test_after_a_flat_battery_the_text_is_at_the_next_device(hosted: Hosted) -> None:
    """The seat is freed and taken with another; a device that still waits is given nothing."""
    token = hosted.seat("nurse", "a")
    write(hosted, token)
    hosted.host.free(hosted.device(token))
    other = hosted.child.join(hosted.host, "nurse", name="b")
    assert begun(hosted) == []
    hosted.host.admit(hosted.device(other))
    assert begun(hosted) == [wire.Begun(hosted.device(other).number, "send:", "e1", 7, {"part-situation": "Hon är yr"})]


def test_drafts_do_not_come_along_to_another_seat(hosted: Hosted) -> None:
    """Nor do they fall to the next device of the seat that was left; back at it, they are there again."""
    token = hosted.seat("nurse", "a")
    write(hosted, token)
    hosted.host.move(hosted.device(token), "doctor")
    hosted.seat("nurse", "b")
    assert begun(hosted) == []
    hosted.host.move(hosted.device(token), "nurse")
    assert [each.device for each in begun(hosted)] == [1]


def test_a_draft_is_gone_once_it_is_sent_and_stays_when_it_is_refused(hosted: Hosted) -> None:
    """It goes in the transaction that keeps the entry."""
    token, place = hosted.seat(OBSERVER), hosted.session.state.place
    assert place is not None
    for seat, left in (("nobody", 1), (OBSERVER, 0)):
        hosted.child.say(wire.Drafted(token, "observe:", *place, {"value": "Hon väntar"}))
        document = encode_command(e.Observed("Hon väntar", seat=seat))
        hosted.child.say(wire.Asked(2, token, f"a{left}", document, *place, form="observe:"))
        assert len(hosted.session.drafts.every()) == left


def test_only_who_has_a_seat_writes(hosted: Hosted) -> None:
    """One who waits and one who is unknown keep nothing; nor does anybody beyond the bounds."""
    waits = hosted.child.join(hosted.host, "nurse", name="w")
    write(hosted, waits)
    write(hosted, TOKEN)
    token = hosted.seat("doctor")
    hosted.child.say(wire.Drafted(token, "a b", "e1", 7, {"x": "y"}))
    hosted.child.say(wire.Drafted(token, "f", "e1", 7, {f"{number}": "y" for number in range(100)}))
    assert hosted.session.drafts.every() == {}
