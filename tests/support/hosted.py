"""A run in memory with seats on their own devices, whose process with the pages is a fake, on clocks moved by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.errors import StoreBusy
from esthersim.journal.memory import MemoryStore
from esthersim.journal.session import Session
from esthersim.journal.store import Device, Line, NewLine, ScenarioText
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.vocabulary import Step
from esthersim.seats import wire
from esthersim.seats.host import Happening, SeatsHost
from support.graphs import raw_scenario
from support.ports import free_port
from support.scenarios import EXPECTATIONS, FACTS, ITEMS, ROLES, event
from support.seats import CODE, HOTSPOT, FakeChild, fake_children

OBSERVER = "watcher"


@cache
def seats_text(title: str = "Prov") -> ScenarioText:
    """Return a scenario in which nurse and doctor decide within a minute, and then the nurse hands over."""
    options = {f"o{number}": {"text": f"Gör {number}", "next": "e1"} for number in range(3)}
    raw = raw_scenario(
        {
            "e0": event(
                decision={"by": ["nurse", "doctor"], "question": "Vad gör ni?", "options": options},
                timer={"limit": "60 s", "next": "e1"},
                expect={key: {"text": "Frågar"} for key in EXPECTATIONS},
                cues={"c0": {"after": "10 s", "text": "Se på Esther"}},
                checklist={item: {"text": "Fråga", "required": False} for item in ITEMS},
                esther="Jag vill hem.",
                rate=True,
            ),
            "e1": event(
                handover={"from": "nurse", "to": ["doctor", "aide"], "format": "sbar", "must": ["f0"],
                          "read_back": True},
                next="e2",
            ),
            "e2": event(ending="Slut"),
        },
        title=title,
        roles={role: {"title": role.title(), "brief": "Du är med.", "patient": role == "esther"} for role in ROLES},
        facts={fact: {"text": fact, "known_by": ["nurse"]} for fact in FACTS},
        observers={OBSERVER: {"title": "Följer Esther"}},
        injects={f"n{number}": {"title": "Grannen", "text": "Hon ringer."} for number in range(2)},
        prebriefing={"p0": "Alla vet"},
    )  # fmt: skip
    return ScenarioText("prov", title, "sv", json.dumps(raw), title)


def opened_pages(port: int | None = None, host: str = "127.0.0.1") -> wire.Opened:
    """Return the first line for a process with the pages of a run that has not begun."""
    seating = wire.Seating((), CODE, open=True, screen="the-secret-of-a-screen")
    text, clock = seats_text(), wire.Clocked(0.0, running=False)
    store = MemoryStore()
    with Session.begin(store, text, ManualClock(), run="the-run-of-tonight"):
        lines = store.read("the-run-of-tonight")
    return wire.Opened(
        "the-run-of-tonight", text, lines, host, port or free_port(), "", seating, (), clock, wire.Look(), "sv"
    )


class FailingStore(MemoryStore):
    """A store that fails when it is told to: before it has kept something, or after it."""

    failing = ""

    def append(
        self, run: str, expected_seq: int, command_id: str, lines: Sequence[NewLine], **more: Any
    ) -> tuple[Line, ...]:
        """Append, unless it fails; where it fails after it, only the answer is lost."""
        self._fail("before")
        kept = super().append(run, expected_seq, command_id, lines, **more)
        self._fail("after")
        return kept

    def keep_device(self, run: str, device: Device) -> None:
        """Keep a device, unless it fails."""
        self._fail("before")
        super().keep_device(run, device)

    def forget_device(self, run: str, token: str) -> None:
        """Forget a device, unless it fails."""
        self._fail("before")
        super().forget_device(run, token)

    def keep_address(self, run: str, address: Any) -> None:
        """Keep an address, unless it fails."""
        self._fail("before")
        super().keep_address(run, address)

    def read(self, run: str, after: int = 0) -> tuple[Line, ...]:
        """Read, unless it fails in that."""
        self._fail("reading")
        return super().read(run, after)

    def _fail(self, where: str) -> None:
        if self.failing == where:
            raise StoreBusy(self.place)


class Hosted:
    """A run with its host. `now` is what the host's own clock says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch | None = None, step: Step = Step.SIMULATION) -> None:
        self.clock, self.store, self.children = ManualClock(), FailingStore(), fake_children()
        self.now, self.changes = 1000.0, 0
        if monkeypatch is not None:
            monkeypatch.setattr("esthersim.seats.host.time", SimpleNamespace(monotonic=lambda: self.now))
        self.session = Session.begin(self.store, seats_text(), self.clock, run="r1")
        while self.session.state.step is not step:
            assert self.session.do(c.Advance(override=True)) is None
        self.open()

    def open(self) -> None:
        """Serve the pages of the session."""
        child: Any = self.children
        self.host = SeatsHost(self.session, lambda call: call(), self._changed, language="sv", child=child)
        self.host.open(HOTSPOT.host)
        self.child.say(wire.Ready(8765))

    def _changed(self) -> None:
        self.changes += 1

    def resume(self) -> None:
        """Have the program killed and the run resumed and continued, as from the same store by another program."""
        self.session.close()
        self.session = Session.resume(self.store, "r1", self.clock)
        self.session.do(c.Continue())
        self.open()

    @property
    def child(self) -> FakeChild:
        """The process with the pages that was started last."""
        return self.children.made[-1]

    @property
    def answers(self) -> list[tuple[str | None, tuple[str, ...]]]:
        """What was answered so far, to whatever."""
        return [(each.reason, each.about) for each in self.child.told if isinstance(each, wire.Answer)]

    @property
    def happened(self) -> list[Happening]:
        """What happened since this was last asked."""
        return list(self.host.happened())

    def seat(self, seat: str, name: str = "") -> str:
        """Give a device a seat, whether it would have to wait or not, and return its token."""
        token = self.child.join(self.host, seat, name=name or seat.replace("-", ""))
        device = self.device(token)
        if not device.admitted:
            self.host.admit(device)
        return token

    def device(self, token: str) -> Device:
        """Return a device that is there."""
        found = self.host.devices.of(token)
        assert found is not None
        return found

    def ask(self, token: str, command: Command, *, id: str = "a1", event: str = "", arrival: int = 0) -> str | None:  # noqa: A002
        """Ask, and return why it was refused."""
        before = len(self.answers)
        self.child.ask(token, command, id=id, event=event, arrival=arrival)
        assert len(self.answers) == before + 1
        return self.answers[-1][0]

    def entries(self, kind: type[e.Entry]) -> list[e.Entry]:
        """Return the journal's entries of a kind."""
        return [each.entry for each in self.session.journal if isinstance(each.entry, kind)]
