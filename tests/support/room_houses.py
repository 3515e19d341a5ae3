"""What the process with the pages knows, made of a session, for tests of the pages without a pipe."""

from __future__ import annotations

from esthersim.journal.session import Session
from esthersim.journal.store import Device
from esthersim.seats.wire import ROOM_SCREEN, Clocked, Look, Opened, Seating
from esthersim.web.house import House

CODE = "K7M2QF"
HOST, PORT = "192.168.137.1", 8765


def device(seat: str = ROOM_SCREEN, number: int = 1, language: str = "sv") -> Device:
    """Return a device at a seat."""
    return Device(f"{number:064x}", seat, number, language, "2026-03-07T08:00:00Z", admitted=True, people=1)


def house_of(
    session: Session,
    *devices: Device,
    door: bool = True,
    look: Look | None = None,
    language: str = "sv",
    gone: float = 0.0,
) -> House:
    """Return what the pages know of a run at this moment, or `gone` seconds later; its clock stands still."""
    state = session.state
    return House(
        Opened(
            run=session.run,
            text=session.text,
            lines=session.store.read(session.run),
            host=HOST,
            port=PORT,
            origin="",
            seating=Seating(devices, CODE, open=door, screen="once"),
            drafts=(),
            clock=Clocked(max(session.room(), state.room) + gone, running=not state.paused),
            look=look or Look(),
            language=language,
        ),
        now=lambda: 0.0,
    )
