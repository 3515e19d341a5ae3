"""*Seats and devices* in words: who is there, what has happened, and which network to choose, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from esthersim.journal.errors import StoreBusy
from esthersim.language import set_language
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import Step
from esthersim.seats import overview, wire
from esthersim.seats.addresses import LocalAddress
from esthersim.seats.host import SILENT_SECONDS, Happening, What
from esthersim.seats.overview import address_words, device_words, happening_text, seating_view
from esthersim.seats.wire import ROOM_SCREEN
from support.hosted import OBSERVER, Hosted

SECRET = "Hon gömmer tabletterna"
LANGUAGES = pytest.mark.parametrize("language", ["sv", "en"])


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch) -> Hosted:
    """Return a run whose pages are open before the simulation, with a door that has one code."""
    monkeypatch.setattr("esthersim.seats.door.new_code", lambda: "K7M2QF")
    return Hosted(monkeypatch, Step.NEEDS)


def told(hosted: Hosted, *happenings: Happening) -> list[str]:
    """Return happenings in words."""
    return [happening_text(each, hosted.host, hosted.session.shown) for each in happenings]


def test_who_sits_where(hosted: Hosted) -> None:
    """Roles and observers in the file's order, each with its devices and how many were seated; screens at the end."""
    hosted.child.join(hosted.host, "nurse", name="a", people=3)
    hosted.child.join(hosted.host, "nurse", name="b", language="en")
    hosted.child.join(hosted.host, OBSERVER, name="c")
    hosted.child.join(hosted.host, ROOM_SCREEN, name="d")
    assert hosted.session.do(e.Seated("nurse", 1)) is None
    view = seating_view(hosted.host, hosted.session.shown)
    assert [line.seat for line in view.seats] == ["esther", "nurse", "doctor", "aide", OBSERVER, ROOM_SCREEN]
    assert (view.origin, view.code, view.door_open) == ("http://192.168.137.1:8765", "K7M 2QF", True)
    assert view.link == "http://192.168.137.1:8765/j/K7M2QF"
    assert view.joined == 2
    assert [(line.seat, each.device.number) for line, each in view.waiting] == [("nurse", 2)]
    nurse = view.seats[1]
    assert nurse.seated == 1
    assert [device_words(each) for each in nurse.devices] == [
        "telephone 1, sv, 3 people",
        "telephone 2, en, waits to be let in",
    ]


def test_a_device_in_words(hosted: Hosted) -> None:
    """That it writes is said, and never what; after a while that nothing was heard of it."""
    token = hosted.seat("nurse")
    hosted.child.say(wire.Drafted(token, "send:", "e0", 1, {"part-situation": SECRET}))
    hosted.child.say(wire.Streams((token,), writing=(token,)))
    words = []
    for later in (0.0, SILENT_SECONDS + 1):
        hosted.now += later
        view = seating_view(hosted.host, hosted.session.shown)
        words += [device_words(each) for line in view.seats for each in line.devices]
        assert SECRET not in f"{view}"
    assert words == ["telephone 1, sv, writing", "telephone 1, sv, silent"]


def test_whoever_asks_to_stop_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the title of the seat."""
    hosted = Hosted(monkeypatch)
    hosted.ask(hosted.seat("nurse"), e.StopAsked(seat="nurse"))
    assert seating_view(hosted.host, hosted.session.shown).stopping == ("Nurse",)
    hosted.session.do(c.Pause())
    hosted.session.do(c.Continue())
    assert seating_view(hosted.host, hosted.session.shown).stopping == ()


def test_without_pages_there_is_no_code(hosted: Hosted) -> None:
    """Nobody is sent to an address at which nothing answers."""
    hosted.host.close()
    view = seating_view(hosted.host, hosted.session.shown)
    assert (view.origin, view.code, view.link) == ("", "", "")


@LANGUAGES
def test_every_happening_has_its_sentence(hosted: Hosted, language: str) -> None:
    """One line each, all different, none with an id in it."""
    set_language(language)
    found = told(hosted, *(Happening(what, "nurse", 7, "Permission denied") for what in What))
    assert len(set(found)) == len(What)
    for text in found:
        assert text.endswith((".", "/j/K7M2QF"))
        assert "\n" not in text
        assert "nurse" not in text
    assert sum("Nurse" in text for text in found) == 3
    assert "Permission denied" in found[1]
    assert ("har anslutit" in found[2]) == (language == "sv")


@LANGUAGES
def test_what_is_said_as_it_happens(hosted: Hosted, language: str) -> None:
    """A room screen has no number; an observer has its title."""
    set_language(language)
    hosted.happened.clear()
    hosted.child.say(wire.Leave(hosted.child.join(hosted.host, ROOM_SCREEN, name="d")))
    hosted.child.join(hosted.host, OBSERVER, name="c")
    assert (
        told(hosted, *hosted.happened)
        == {
            "en": [
                "A room screen has joined.",
                "A room screen has left.",
                "Följer Esther: telephone 1 has joined.",
            ],
            "sv": [
                "En rumsskärm har anslutit.",
                "En rumsskärm har lämnat.",
                "Följer Esther: telefon 1 har anslutit.",
            ],
        }[language]
    )


@LANGUAGES
def test_what_is_told_to_choose_a_network(language: str) -> None:
    """Each address says what it is good for; the reasons begin with the firewall; and that nothing is encrypted."""
    set_language(language)
    kinds = [address_words(LocalAddress("10.0.0.1", "Wi-Fi", reach)) for reach in range(4)]
    assert len(set(kinds)) == 4
    assert all(each.startswith("10.0.0.1 (Wi-Fi): ") for each in kinds)
    assert len(overview.network_advice()) == 4
    assert ("firewall" if language == "en" else "brandvägg") in overview.nobody_joins()[0]
    assert ("Unencrypted" if language == "en" else "Okrypterat") in overview.openly()


def test_the_reason_of_the_store_is_told(hosted: Hosted) -> None:
    """Where the run cannot be read for the pages."""
    hosted.happened.clear()
    hosted.store.failing = "reading"
    hosted.child.kill()
    [text] = told(hosted, *hosted.happened)
    assert f"{StoreBusy(hosted.store.place)}" in text


def test_an_unnumbered_screen_is_silent_while_none_is_open(hosted: Hosted) -> None:
    """Which of the screens is open is not known, only how many are."""
    token = hosted.seat(ROOM_SCREEN)
    hosted.child.say(wire.Streams((), rooms=1))
    view = seating_view(hosted.host, hosted.session.shown).seats[-1].devices[0]
    assert device_words(view) == "screen 1, sv"
    assert device_words(replace(view, silent=True)) == "screen 1, sv, silent"
    assert hosted.device(token).seat == ROOM_SCREEN
