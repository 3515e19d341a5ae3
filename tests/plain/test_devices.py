"""Seats on their own devices line by line: what is said while nobody types, and *Seats and devices* as a list."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty
from typing import Any

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.session import Session
from esthersim.language import set_language
from esthersim.plain.console import EndOfInput
from esthersim.plain.devices import seats_and_devices
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.listening import ListeningConsole
from esthersim.plain.listening_run import listening
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.simulation import Simulation
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import Step
from esthersim.seats import wire
from esthersim.seats.host import SeatsHost
from esthersim.seats.wish import SeatsWish
from support.hosted import OBSERVER, FailingStore, seats_text
from support.plain import at_table
from support.seats import ALONE, HOTSPOT, HOUSE, FakeChild, fake_children

Happens = Callable[[], None]
CHOOSE = "choose: "
SECRET = "Hon gömmer tabletterna"


class Keyboard(ListeningConsole):
    """A console that listens, with lines and happenings written beforehand: each happens while a line is waited for.

    A line that begins with `choose: ` is the number under which the last list has what follows.
    """

    def __init__(self) -> None:
        self.target = io.StringIO()
        super().__init__(io.StringIO(), self.target)
        self.script: list[str | Happens] = []

    def read_line(self) -> str:
        """Return the next line, and let everything before it happen."""
        while self.script:
            now = self.script.pop(0)
            if isinstance(now, str):
                return f"{self._number(now.removeprefix(CHOOSE)) if now.startswith(CHOOSE) else now}\n"
            now()
            self.settle()
        return ""

    def settle(self) -> None:
        """Do what was posted, and what is done while nobody types."""
        with suppress(Empty):
            while True:
                posted = self._queue.get_nowait()
                assert callable(posted)
                posted()
        self.idle()

    def _number(self, label: str) -> str:
        found = [line for line in self.target.getvalue().splitlines() if f". {label}" in line]
        assert found, f"'{label}' is in no list: {self.said}"
        return found[-1].split(".")[0].strip()

    @property
    def said(self) -> str:
        """All that was said, with every space one space."""
        return " ".join(self.target.getvalue().split())


class AtTheSeats:
    """A run led line by line, with its pages served by a process that is a fake."""

    def __init__(self, step: Step, *, facilitator: bool) -> None:
        self.clock, self.store, self.keyboard, self.children = (
            ManualClock(),
            FailingStore(),
            Keyboard(),
            fake_children(),
        )
        self.session = Session.begin(self.store, seats_text(), self.clock, run="r1")
        while self.session.state.step is not step:
            assert self.session.do(c.Advance(override=True)) is None
        self.run = PlainRun(Dialogue(self.keyboard, facilitator=facilitator), self.session)

    @property
    def host(self) -> SeatsHost:
        """The host of the run."""
        assert self.run.host is not None
        return self.run.host

    @property
    def child(self) -> FakeChild:
        """The process that was started last."""
        return self.children.made[-1]

    def served(self) -> None:
        """Have the process say that it serves."""
        self.child.say(wire.Ready(8765))
        self.keyboard.settle()

    def sits(self, *seats: str) -> None:
        """Have a device at each of these seats that has been let in."""
        for seat in seats:
            self.child.join(self.host, seat, name=seat)
            self.keyboard.settle()
            self.host.admit(self.host.devices.all[-1])

    def joins(self, seat: str, name: str = "", people: int = 1) -> Happens:
        """Return that a device joins."""
        return lambda: void(self.child.join(self.host, seat, name=name or seat, people=people))

    def asks(self, seat: str, command: c.Command, id: str = "a1") -> Happens:  # noqa: A002
        """Return that a device which is there asks for a command."""
        return lambda: self.child.ask(self.host.devices.at(seat)[0].token, command, id=id)

    def seats(self, *script: str | Happens) -> str:
        """Go through *Seats and devices* with a script, and return what was said in it."""
        before = len(self.keyboard.target.getvalue())
        self.keyboard.script = list(script)
        seats_and_devices(self.run, self.host)
        return " ".join(self.keyboard.target.getvalue()[before:].split())

    def play(self, *script: str | Happens) -> str:
        """Play the simulation with a script, and return what was said in it."""
        self.keyboard.script = list(script)
        with suppress(EndOfInput):
            Simulation(self.run).play()
        return self.keyboard.said


def void(_value: object) -> None:
    """Drop a value."""


@contextmanager
def at_the_seats(
    monkeypatch: pytest.MonkeyPatch, step: Step = Step.SIMULATION, *, facilitator: bool = False, bind: str | None = None
) -> Iterator[AtTheSeats]:
    """Lead a run line by line, with its pages served from the start unless `bind` is empty."""
    found = AtTheSeats(step, facilitator=facilitator)
    children: Any = found.children
    monkeypatch.setattr("esthersim.plain.listening_run.SeatsHost", partial(SeatsHost, child=children))
    monkeypatch.setattr("esthersim.plain.devices.local_addresses", lambda: (HOTSPOT, HOUSE, ALONE))
    monkeypatch.setattr("esthersim.seats.door.new_code", lambda: "K7M2QF")
    wish = None if bind == "" else SeatsWish(bind or HOTSPOT.host)
    with found.session, listening(found.run, wish, None):
        if wish is not None:
            found.served()
        yield found


# While nobody types


def test_the_link_is_said_once_the_pages_are_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the warning that nothing is encrypted; and when the run is left the process ends."""
    with at_the_seats(monkeypatch, Step.NEEDS) as table:
        table.seats(lambda: None, "")
        assert "Telephones can join: http://192.168.137.1:8765/j/K7M2QF" in table.keyboard.said
        assert "Unencrypted, in this room's network." in table.keyboard.said
        child = table.child
    assert not child.alive


@pytest.mark.parametrize("language", ["sv", "en"])
def test_who_comes_waits_and_leaves_is_said_at_once(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """In the middle of a prompt, in the language of the program."""
    set_language(language)
    with at_the_seats(monkeypatch) as table:
        said = table.play(
            table.joins("nurse"), lambda: table.child.say(wire.Leave(table.host.devices.at("nurse")[0].token))
        )
    sentences = {
        "en": ("Nurse: telephone 1 waits to be let in.", "Nurse: telephone 1 has left."),
        "sv": ("Nurse: telefon 1 väntar på att släppas in.", "Nurse: telefon 1 har lämnat."),
    }
    assert [each for each in sentences[language] if each not in said] == []


def test_what_seats_do_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proposal and a stop: by the title of the seat, once, before the next line is typed."""
    with at_the_seats(monkeypatch) as table:
        table.sits("nurse")
        said = table.play(
            table.asks("nurse", e.Proposed("o1", seat="nurse")),
            table.asks("nurse", e.Proposed("o1", seat="nurse")),
            table.asks("nurse", e.StopAsked(seat="nurse"), "a2"),
        )
    assert said.count("Nurse proposes") == 1
    assert "Gör 1" in said
    assert "asks to stop" in said


@pytest.mark.parametrize("facilitator", [False, True])
def test_what_is_not_for_everybody_is_not_said_on_a_shared_screen(
    monkeypatch: pytest.MonkeyPatch, *, facilitator: bool
) -> None:
    """What an observer has seen, and how it is for Esther, only where the facilitator alone sees the screen."""
    with at_the_seats(monkeypatch, facilitator=facilitator) as table:
        table.sits(OBSERVER, "esther")
        said = table.play(
            table.asks(OBSERVER, e.Observed(SECRET, seat=OBSERVER)),
            table.asks("esther", e.EstherRated(2, "esther", seat="esther")),
        )
        assert len(table.session.asked or ()) == 5
    assert (SECRET in said) is facilitator


def test_what_the_facilitator_types_is_not_told_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what comes from seats is told as it comes."""
    with at_the_seats(monkeypatch) as table:
        said = table.play(lambda: void(table.session.do(e.Proposed("o1", seat="nurse"))))
        assert len(table.session.state.here.proposals) == 1
    assert "Nurse proposes" not in said


def test_time_is_told_while_nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """When it runs out, and not at the next Enter, which reads aloud where the journey is now."""
    with at_the_seats(monkeypatch) as table:
        table.play(partial(table.clock.advance, 61))
        assert table.session.state.here.event == "e1"
        assert "The journey has moved on. Press Enter to hear where." in table.keyboard.said


def test_a_store_that_fails_does_not_end_the_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The timer cannot be kept: the next look tries again, and nobody is thrown out of a prompt."""
    with at_the_seats(monkeypatch) as table:

        def fails() -> None:
            table.clock.advance(61)
            table.store.failing = "before"

        def works() -> None:
            assert table.session.state.here.event == "e0"
            table.store.failing = ""

        table.play(fails, works, lambda: None)
        assert table.session.state.here.event == "e1"


def test_a_console_that_cannot_listen_says_so() -> None:
    """Where the lines come from a script, telephones cannot join, and the run goes on without."""
    with at_table() as table, listening(table.run, SeatsWish("127.0.0.1"), None):
        assert table.run.host is None
        assert "Telephones cannot join" in table.said


# Seats and devices


def test_opening_asks_for_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what each is good for, and the advice before; the first is the one that Enter means."""
    with at_the_seats(monkeypatch, Step.NEEDS, bind="") as table:
        said = table.seats("choose: Serve the pages", "choose: 10.20.30.40", table.served, "")
        said += table.seats("choose: Stop the pages", "choose: Nothing more")
        opened = table.child.told[0]
        assert isinstance(opened, wire.Opened)
        assert opened.host == HOUSE.host
        assert not table.child.alive
    assert said.index("No pages are served.") < said.index("own hotspot") < said.index("At which address?")
    assert "192.168.137.1 (Wi-Fi): this laptop's own hotspot" in said
    assert "The pages are no longer served. The seats are kept" in said


def test_the_list_of_who_sits_where(monkeypatch: pytest.MonkeyPatch) -> None:
    """Link, code and door, and each seat with its telephones; not a word of what anybody writes."""
    with at_the_seats(monkeypatch, Step.NEEDS) as table:
        token = table.child.join(table.host, "nurse", name="a", people=2)
        table.child.say(wire.Drafted(token, "send:", "e0", 1, {"part-situation": SECRET}))
        table.child.say(wire.Streams((token,), writing=(token,)))
        table.keyboard.settle()
        said = table.seats("")
    assert "http://192.168.137.1:8765/j/K7M2QF Code K7M 2QF. The door is open. Unencrypted" in said
    assert "- Esther: no telephone - Nurse: telephone 1, sv, writing, 2 people" in said
    assert SECRET not in said


def test_letting_in_and_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each that waits has its two lines; the lists grow while nobody types."""
    with at_the_seats(monkeypatch) as table:
        table.play(table.joins("nurse", "a"), table.joins("doctor", "b"))
        table.seats("choose: Let in: Nurse, telephone 1", "choose: Do not let in: Doctor, telephone 2", "")
        assert [(each.number, each.admitted) for each in table.host.devices.all] == [(1, True)]


def test_freeing_and_moving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which one and where to are asked; Enter changes nothing."""
    with at_the_seats(monkeypatch, Step.NEEDS) as table:
        table.sits("nurse", "doctor")
        table.seats("choose: Free a seat", "", "choose: Move a telephone", "", "choose: Move a telephone",
                    "choose: Nurse: telephone 1", "", "")  # fmt: skip
        assert [each.seat for each in table.host.devices.all] == ["nurse", "doctor"]
        table.seats("choose: Move a telephone", "choose: Nurse: telephone 1", "choose: Aide", "")
        table.seats("choose: Free a seat", "choose: Doctor: telephone 2", "")
        assert [(each.seat, each.number) for each in table.host.devices.all] == [("aide", 1)]


def test_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """It closes and opens, with a new code; and is not offered once it would close again by itself."""
    with at_the_seats(monkeypatch, Step.NEEDS) as table:
        said = table.seats("choose: Close the door", "")
        assert "Whoever joins now waits." in said
        assert not table.host.door.open
        monkeypatch.setattr("esthersim.seats.door.new_code", lambda: "ABCDEF")
        assert "Code ABC DEF. The door is open." in table.seats("choose: Open the door", "")
        while table.session.state.step is not Step.SIMULATION:
            table.session.do(c.Advance(override=True))
        table.keyboard.settle()
        said = table.seats("choose: Let everybody back", "choose: Nobody gets through", "")
        assert not table.host.door.open
        assert "Open the door" not in said
        assert "firewall" in said


def test_a_store_that_fails_is_said_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is let in by it, and it can be tried again."""
    with at_the_seats(monkeypatch) as table:
        table.play(table.joins("nurse", "a"))
        table.store.failing = "before"
        said = table.seats("choose: Let in", "")
        assert [each.admitted for each in table.host.devices.all] == [False]
        table.store.failing = ""
        table.seats("choose: Let in", "")
        assert [each.admitted for each in table.host.devices.all] == [True]
    assert "memory:" in said
