"""*Seats and devices*: opening the pages, who is let in, moved and freed, the codes, and what is agreed there."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from esthersim.journal.store import Address
from esthersim.play import commands as c
from esthersim.play.vocabulary import Ticking
from esthersim.screens.devices import DevicesScreen
from esthersim.screens.themes import theme_of
from esthersim.screens.widgets.qr_code import QrPage
from esthersim.seats import wire
from esthersim.seats.host import SeatsHost
from esthersim.seats.wish import SeatsWish
from support.frames import Stage, room
from support.playing_room import SIZES, playing
from support.seats import ALONE, CODE, HOTSPOT, HOUSE, FakeChild, fake_children

CHROMIUM = os.environ.get("ESTHERSIM_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(autouse=True)
def _network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a computer with a hotspot of its own in a house with a network, and a door with one code."""
    for module in ("esthersim.screens.devices", "esthersim.seats.addresses"):
        monkeypatch.setattr(f"{module}.local_addresses", lambda: (HOTSPOT, HOUSE, ALONE))
    monkeypatch.setattr("esthersim.seats.addresses.is_of_this_computer", lambda host: host == HOTSPOT.host)
    monkeypatch.setattr("esthersim.seats.door.new_code", lambda: CODE)


@asynccontextmanager
async def at_the_seats(
    folder: Path, size: tuple[int, int] = (80, 24), language: str = "en"
) -> AsyncIterator[tuple[Stage, type[FakeChild]]]:
    """Begin a run, and show *Seats and devices*, with nothing opened yet."""
    children = fake_children()
    async with room(folder, size, language) as stage:
        stage.app.seats.child = children
        await stage.press("enter", "z")
        yield stage, children


async def opened(stage: Stage, children: type[FakeChild], port: int = 8765) -> tuple[SeatsHost, FakeChild]:
    """Serve the pages at the first address."""
    await stage.press("enter")
    children.made[-1].say(wire.Ready(port))
    await stage.settle()
    return host_of(stage), children.made[-1]


def host_of(stage: Stage) -> SeatsHost:
    """Return the host of the run."""
    assert stage.app.seats.host is not None
    return stage.app.seats.host


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_how_it_looks(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """First the addresses with what they are good for; then who is here and who waits, with the code beside."""
    async with at_the_seats(tmp_path, size, language) as (stage, children):
        stage.compare("devices-before")
        host, child = await opened(stage, children)
        seats = list(stage.session.scenario.roles)
        tokens = [child.join(host, seats[0], name="a"), child.join(host, seats[1], name="b", people=2)]
        child.join(host, seats[1], name="c", language="en")
        child.say(wire.Streams((tokens[0], tokens[1]), rooms=1, writing=(tokens[1],)))
        await stage.settle()
        stage.compare("devices")


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_when_nobody_gets_through(tmp_path: Path, language: str) -> None:
    """After a minute without anybody the likely reasons are told, the firewall first; one who comes ends that."""
    async with at_the_seats(tmp_path, language=language) as (stage, children):
        host, child = await opened(stage, children)
        stage.clock.advance(59)
        host.seating_changed()
        await stage.settle()
        before = stage.text()
        stage.clock.advance(1)
        host.seating_changed()
        await stage.settle()
        assert ("firewall" in before) == ("brandvägg" in before) == False  # noqa: E712 - neither of both
        stage.compare("devices-nobody")
        child.join(host, "esther")
        await stage.settle()
        assert "firewall" not in stage.text()
        assert "brandvägg" not in stage.text()


async def test_nothing_listens_until_it_is_asked_for(tmp_path: Path) -> None:
    """The key shows the addresses; only the chosen one is served, and the door is open before the simulation."""
    async with at_the_seats(tmp_path) as (stage, children):
        assert children.made == []
        await stage.press("down")
        host, child = await opened(stage, children)
        [told] = [each for each in child.told if isinstance(each, wire.Opened)]
        assert (told.host, told.port) == (HOUSE.host, 8765)
        assert host.door.open
        assert "http://10.20.30.40:8765   code K7M 2QF   the door is open" in stage.text()
        assert stage.app.store.address(stage.session.run) == Address(HOUSE.host, 8765)


async def test_why_it_is_not_served(tmp_path: Path) -> None:
    """The system's reason is said, and the addresses can be chosen again: the run goes on."""
    async with at_the_seats(tmp_path) as (stage, children):
        await stage.press("enter")
        children.made[-1].say(wire.Ready(0, "Permission denied"))
        await stage.settle()
        assert "The pages cannot be served: Permission denied. Everything works" in stage.text()
        assert "192.168.137.1 (Wi-Fi)" in stage.text()
        assert [each.alive for each in children.made] == [False]
        await opened(stage, children)
        assert "code K7M 2QF" in stage.text()


async def test_without_any_network_it_is_said_what_can_be_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no address but the computer's own, nothing is opened by itself, and the run goes on."""
    for module in ("esthersim.screens.devices", "esthersim.seats.addresses"):
        monkeypatch.setattr(f"{module}.local_addresses", lambda: (ALONE,))
    async with room(tmp_path) as stage:
        stage.app.seats.wish, stage.app.seats.child = SeatsWish(), fake_children()
        await stage.press("enter")
        assert "This computer is in no network now" in stage.text()
        assert stage.app.seats.host is None
        await stage.press("z", "n")
        assert "read aloud" in stage.text()


async def test_whoever_waits_is_let_in_or_not(tmp_path: Path) -> None:
    """A second telephone of a role waits; y lets it in, n sends it away, and what was done is said."""
    async with at_the_seats(tmp_path) as (stage, children):
        host, child = await opened(stage, children)
        child.join(host, "esther", name="a")
        child.join(host, "esther", name="b")
        await stage.settle()
        assert "1 telephone, 1 waits" in stage.text()
        assert "Esther: telephone 2 waits. y: let in, n: not." in stage.text()
        await stage.press("y")
        assert [each.admitted for each in host.devices.all] == [True, True]
        child.join(host, "esther", name="c")
        await stage.settle()
        await stage.press("n")
        assert [each.number for each in host.devices.all] == [1, 2]
        assert "Esther: telephone 3 was not let in." in stage.text()


async def test_a_seat_is_freed_after_a_question(tmp_path: Path) -> None:
    """It takes something from somebody, so it is asked first; the device is then forgotten."""
    async with at_the_seats(tmp_path) as (stage, children):
        host, child = await opened(stage, children)
        child.join(host, "esther")
        await stage.settle()
        await stage.press("f", "escape")
        assert len(host.devices.all) == 1
        await stage.press("f", "y")
        assert list(host.devices.all) == []
        assert "Esther · free" in stage.text()


async def test_a_device_is_moved_to_another_seat(tmp_path: Path) -> None:
    """Its token stays; the pages are told."""
    async with at_the_seats(tmp_path) as (stage, children):
        host, child = await opened(stage, children)
        child.join(host, "esther")
        await stage.settle()
        await stage.press("m", "2")
        assert [each.seat for each in host.devices.all] == ["underskoterska"]
        told = [each for each in child.told if isinstance(each, wire.Seating)]
        assert [each.seat for each in told[-1].devices] == ["underskoterska"]


async def test_the_door_and_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closed, each new telephone waits; a new code is drawn when it opens, or after a question."""
    async with at_the_seats(tmp_path) as (stage, children):
        host, _child = await opened(stage, children)
        monkeypatch.setattr("esthersim.seats.door.new_code", lambda: "ABCDEF")
        await stage.press("d")
        assert not host.door.open
        assert "the door is closed" in stage.text()
        await stage.press("c")
        assert host.door.code == CODE
        await stage.press("y")
        assert (host.door.code, host.door.open) == ("ABCDEF", False)
        await stage.press("d")
        assert host.door.open


async def test_the_door_stays_closed_in_the_simulation(tmp_path: Path) -> None:
    """Then each new telephone needs the facilitator's yes, and the key says so."""
    async with playing(tmp_path) as stage:
        children = fake_children()
        stage.app.seats.child = children
        await stage.press("z")
        host, child = await opened(stage, children)
        await stage.press("d")
        assert not host.door.open
        assert "each new telephone waits for your yes" in stage.text()
        child.join(host, "esther")
        await stage.settle()
        assert not host.devices.all[0].admitted


async def test_another_address_lets_everybody_back(tmp_path: Path) -> None:
    """A cookie belongs to an address: after a question each seat can be taken once more without one."""
    async with at_the_seats(tmp_path) as (stage, children):
        host, child = await opened(stage, children)
        child.join(host, "esther")
        await stage.settle()
        await stage.press("a", "2", "y")
        assert not child.alive
        assert host.devices.returning == {"esther"}
        children.made[-1].say(wire.Ready(8765))
        await stage.settle()
        assert "http://10.20.30.40:8765" in stage.text()


async def test_everything_is_stopped_after_a_question(tmp_path: Path) -> None:
    """The process ends; the seats are kept for the next time."""
    async with at_the_seats(tmp_path) as (stage, children):
        host, child = await opened(stage, children)
        child.join(host, "esther")
        await stage.settle()
        await stage.press("x", "escape")
        assert [each.alive for each in children.made] == [True]
        await stage.press("x", "y")
        assert [each.alive for each in children.made] == [False]
        assert "Nothing is served any more" in stage.text()
        again, _child = await opened(stage, children)
        assert [each.seat for each in again.devices.all] == ["esther"]


async def test_the_code_for_the_wifi_is_stored_nowhere(tmp_path: Path) -> None:
    """Name and password are typed, shown as a code, and kept in memory for the next time."""
    async with at_the_seats(tmp_path, (120, 40)) as (stage, children):
        await opened(stage, children)
        await stage.press("w", *"Avd", "enter", *"hemligt", "enter")
        assert isinstance(stage.app.screen, QrPage)
        assert "Wi-Fi: Avd" in stage.text()
        assert "▄▄▄" in stage.text()
        assert stage.app.seats.wifi == ("Avd", "hemligt")
        assert all("hemligt" not in str(line) for line in stage.app.store.read(stage.session.run))


async def test_the_room_screen_is_opened_in_the_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The link holds a secret that works once; it is shown, too, in case there is no browser."""
    tried: list[str] = []

    def browser(address: str) -> bool:
        tried.append(address)
        return True

    monkeypatch.setattr("esthersim.screens.devices.open_in_browser", browser)
    async with at_the_seats(tmp_path, (120, 40)) as (stage, children):
        host, _child = await opened(stage, children)
        await stage.press("r")
        assert tried == [f"http://192.168.137.1:8765/screen/{host.screen}"]
        assert tried[0] in stage.text()


async def test_a_room_screen_is_listed_and_can_be_taken_away(tmp_path: Path) -> None:
    """It counts as no telephone and has no other seat; freed, it shows nothing any more."""
    async with at_the_seats(tmp_path) as (stage, children):
        host, child = await opened(stage, children)
        child.say(wire.Join(1, host.screen, "a" * 64, wire.ROOM_SCREEN, "sv"))
        await stage.settle()
        assert "A room screen has joined." in stage.text()
        assert "The room screen\n" in "".join(f"{line[:46].strip()}\n" for line in stage.text().splitlines())
        assert "screen 1, sv" in stage.text()
        assert "0 telephones" in stage.text()
        await stage.press("m")
        assert isinstance(stage.app.screen, DevicesScreen)
        await stage.press("f", "y")
        assert list(host.devices.all) == []


async def test_look_and_sound_of_the_room_screen(tmp_path: Path) -> None:
    """Each choice is told to the pages."""
    async with at_the_seats(tmp_path) as (stage, children):
        host, child = await opened(stage, children)
        await stage.press("l", "4", "l", "5")
        assert host.look == wire.Look("contrast", sound=False)
        assert wire.Looks(host.look) in child.told


async def test_who_ticks_and_who_settles_is_agreed_here(tmp_path: Path) -> None:
    """Both are acts, so the journal has them."""
    async with playing(tmp_path) as stage:
        await stage.press("z", "t", "2")
        assert stage.state().setting.ticking is Ticking.OBSERVERS
        await stage.press("s", "1")
        assert not stage.state().setting.settling


async def test_help_says_which_network_and_why_nobody_gets_through(tmp_path: Path) -> None:
    """In words, the best network first and the firewall first."""
    async with at_the_seats(tmp_path, (120, 40)) as (stage, _children):
        await stage.press("h")
        text = stage.text()
        assert text.index("own hotspot") < text.index("The house's network") < text.index("firewall")


@pytest.mark.parametrize("size", [(70, 24), (80, 20)])
async def test_a_narrow_or_low_terminal_turns_to_the_code(tmp_path: Path, size: tuple[int, int]) -> None:
    """Where the code does not fit beside the list, one key shows it alone, and the same key goes back."""
    async with at_the_seats(tmp_path, size) as (stage, children):
        await opened(stage, children)
        assert "▄▄▄" not in stage.text()
        await stage.press("v")
        assert "▄▄▄" in stage.text()
        assert "Esther" not in stage.text()
        await stage.press("v")
        assert isinstance(stage.app.screen, DevicesScreen)


@pytest.mark.skipif(not (CHROMIUM and shutil.which("zbarimg")), reason="needs a Chromium and zbarimg")
@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "terminal"])
async def test_the_code_can_be_read_in_every_theme(tmp_path: Path, theme: str) -> None:
    """A scanner reads the picture of the screen, whatever colours the theme has."""
    async with at_the_seats(tmp_path) as (stage, children):
        stage.app.theme = theme_of(theme)
        await opened(stage, children)
        picture = tmp_path / "screen.svg"
        picture.write_text(stage.app.export_screenshot(), encoding="utf-8")
    assert await asyncio.to_thread(scanned, picture) == f"HTTP://192.168.137.1:8765/J/{CODE}"


def scanned(picture: Path) -> str:
    """Return what a scanner reads on a picture."""
    shot = picture.with_suffix(".png")
    browser = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--screenshot={shot}"]
    subprocess.run([*browser, "--window-size=1200,800", picture.as_uri()], check=True, capture_output=True, timeout=60)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", str(shot)], check=False, capture_output=True, text=True)
    return read.stdout.strip()


# From the command line


async def test_seats_are_opened_from_the_start_at_the_address_that_was_typed(tmp_path: Path) -> None:
    """With the port, and what people type behind a proxy."""
    children = fake_children()
    async with room(tmp_path) as stage:
        stage.app.seats.child = children
        stage.app.seats.wish = SeatsWish("10.20.30.40", 9000, "https://platser.test")
        await stage.press("enter")
        [told] = [each for each in children.made[-1].told if isinstance(each, wire.Opened)]
        assert (told.host, told.port, told.origin) == ("10.20.30.40", 9000, "https://platser.test")
        children.made[-1].say(wire.Ready(9000))
        await stage.settle()
        assert "https://platser.test   code" in stage.text()


async def test_where_several_addresses_are_likely_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that telephones can reach is taken without a question; of two the facilitator chooses."""
    children = fake_children()
    async with room(tmp_path) as stage:
        stage.app.seats.wish, stage.app.seats.child = SeatsWish(), children
        await stage.press("enter")
        assert children.made == []
        assert "At which address can telephones reach this computer?" in stage.text()
    monkeypatch.setattr("esthersim.seats.addresses.local_addresses", lambda: (HOTSPOT, ALONE))
    async with room(tmp_path) as stage:
        stage.app.seats.wish, stage.app.seats.child = SeatsWish(), children
        await stage.press("enter")
        assert len(children.made) == 1


async def test_a_run_comes_back_at_its_address(tmp_path: Path) -> None:
    """The address of its last pages is taken again, so that the telephones come back by themselves."""
    children = fake_children()
    async with at_the_seats(tmp_path) as (stage, first):
        await opened(stage, first, 8770)
        run, store = stage.session.run, stage.app.store
    async with room(tmp_path, store=store) as stage:
        stage.app.seats.wish, stage.app.seats.child = SeatsWish(), children
        stage.app.resume(run)
        await stage.settle()
        [told] = [each for each in children.made[-1].told if isinstance(each, wire.Opened)]
        assert (told.host, told.port) == (HOTSPOT.host, 8770)


# However it ends


async def test_leaving_the_run_ends_the_pages(tmp_path: Path) -> None:
    """Before the run is put away."""
    async with at_the_seats(tmp_path) as (stage, children):
        _host, child = await opened(stage, children)
        await stage.press("z", "q", "y")
        assert not child.alive
        assert stage.app.seats.host is None


async def test_the_end_of_the_program_ends_the_pages(tmp_path: Path) -> None:
    """Also by Ctrl-C."""
    async with at_the_seats(tmp_path) as (stage, children):
        _host, child = await opened(stage, children)
        await stage.press("ctrl+c", "ctrl+c")
    assert not child.alive


async def test_a_process_that_dies_is_started_again_and_it_is_said(tmp_path: Path) -> None:
    """On the same port; the telephones come back by themselves."""
    async with at_the_seats(tmp_path) as (stage, children):
        _host, child = await opened(stage, children)
        child.ended()
        await stage.settle()
        assert len(children.made) == 2
        children.made[-1].say(wire.Ready(8765))
        await stage.settle()
        assert "The pages stopped and were started again." in stage.text()


async def test_a_process_that_dies_again_and_again_is_given_up(tmp_path: Path) -> None:
    """That is said, and the addresses can be chosen again."""
    async with at_the_seats(tmp_path) as (stage, children):
        await opened(stage, children)
        for _time in range(3):
            children.made[-1].ended()
            await stage.settle()
        assert len(children.made) == 3
        assert "The pages stop again and again" in stage.text()
        await opened(stage, children)
        assert "code K7M 2QF" in stage.text()


async def test_what_cannot_be_dealt_with_does_not_end_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault in what comes from a seat goes to the log."""
    async with at_the_seats(tmp_path) as (stage, children):
        _host, child = await opened(stage, children)

        def broken(_line: bytes) -> wire.Up:
            raise ZeroDivisionError

        monkeypatch.setattr("esthersim.seats.wire.read_up", broken)
        with caplog.at_level("ERROR", logger="esthersim.screens"):
            child.say(wire.WrongCode())
            await stage.settle()
        await stage.press("z", "n")
        assert "read aloud" in stage.text()
        assert stage.session.do(c.Pause()) is None


async def test_the_key_works_where_letters_are_typed(tmp_path: Path) -> None:
    """A letter goes into the field, F9 shows the seats, and what was typed is still there afterwards."""
    async with playing(tmp_path) as stage:
        await stage.press("w", "z")
        assert not isinstance(stage.app.screen, DevicesScreen)
        await stage.press("f9")
        assert isinstance(stage.app.screen, DevicesScreen)
        await stage.press("f9")
        assert any(each.value == "z" for each in stage.app.screen.query(Input))


async def test_nothing_private_is_on_it(tmp_path: Path) -> None:
    """It hides the console, and of a seat it tells no more than who sits there: it may be mirrored."""
    async with playing(tmp_path, size=(120, 40)) as stage:
        assert "FOR THE FACILITATOR ALONE" in stage.text()
        stage.app.seats.child = fake_children()
        await stage.press("z")
        assert "FACILITATOR" not in stage.text()
        assert stage.session.shown.events[stage.state().here.event].title not in stage.text()
