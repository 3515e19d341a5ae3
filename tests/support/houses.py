"""What the process with the pages knows, as a test needs it: a run, the devices at its seats, and a clock."""

from __future__ import annotations

from collections.abc import Mapping

from esthersim.journal.codec import encode
from esthersim.journal.session import Session
from esthersim.journal.store import Device, Line, ScenarioText
from esthersim.play.entry import Recorded
from esthersim.seats import wire
from esthersim.web.house import House


def device(seat: str, language: str = "sv", number: int = 1, *, admitted: bool = True) -> Device:
    """Return a device at a seat."""
    return Device(f"token-{seat}-{number}", seat, number, language, "2026-01-01T08:00:00Z", admitted=admitted)


def house_of(session: Session, *devices: Device, drafts: Mapping[str, wire.Begun] | None = None) -> House:
    """Return what the pages know of a session as it is now."""
    return House(
        wire.Opened(
            run=session.run,
            text=session.text,
            lines=session.store.read(session.run),
            host="127.0.0.1",
            port=8765,
            origin="",
            seating=wire.Seating(devices, "K7M2QF", open=True, screen="secret"),
            drafts=tuple((drafts or {}).values()),
            clock=wire.Clocked(session.room(), running=not session.state.paused),
            look=wire.Look(),
            language="sv",
        ),
        now=lambda: 0.0,
    )


def house_at(text: ScenarioText, journal: tuple[Recorded, ...], *devices: Device) -> House:
    """Return what the pages know of a run that was played without a session."""
    lines = tuple(
        Line(each.seq, each.at.isoformat(), each.room, f"c{each.seq}", encode(each.entry)) for each in journal
    )
    return House(
        wire.Opened(
            run="run", text=text, lines=lines, host="127.0.0.1", port=8765, origin="",
            seating=wire.Seating(devices, "K7M2QF", open=True, screen="secret"), drafts=(),
            clock=wire.Clocked(journal[-1].room if journal else 0.0, running=False), look=wire.Look(), language="sv",
        ),
        now=lambda: 0.0,
    )  # fmt: skip
