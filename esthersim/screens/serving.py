"""The seats of the open run on their own devices: their host, made when it is asked for, and what the app does for it.

Nothing of `esthersim.seats` is imported before.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from esthersim.clock import Clock
from esthersim.language import _, get_language, ngettext

if TYPE_CHECKING:
    from esthersim.journal.session import Session
    from esthersim.seats.host import SeatsHost
    from esthersim.seats.wish import SeatsWish

log = logging.getLogger("esthersim.screens")

LIKELY = 1
"""The last `LocalAddress.reach` of an address that telephones are likely to reach."""
PATIENT_SECONDS = 60.0
"""After so long without anybody, the likely reasons are told."""


class Stage(Protocol):
    """The app, as far as the seats concern it."""

    clock: Clock
    session: Session | None
    log_file: Path | None

    def seats_changed(self) -> None:
        """Draw the screen that is open, because a seat has done something."""

    def tell_of_seats(self, text: str, *, important: bool) -> None:
        """Say in a line what has happened around the seats."""

    def hear_stop(self) -> None:
        """Let it be seen and heard that a seat asks to stop."""

    def key_of(self, action: str, default: str) -> str:
        """Return the key that an action has."""


class Serving:
    """The pages of the run that is open, if they have been asked for. Everything here belongs to the app's loop."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.host: SeatsHost | None = None
        self.wish: SeatsWish | None = None
        """What the command line asked for, until the first run that is opened has got it."""
        self.opening = False
        """Whether the pages have been asked for and it is not known yet whether they are served."""
        self.wifi: tuple[str, str] = ("", "")
        """Name and password of the Wi-Fi, as typed: in memory, and nowhere else."""
        self.child: Callable[..., Any] | None = None
        """Makes the process with the pages; for tests."""
        self._public_url = ""
        self._since: float | None = None
        self._due = False
        self._stopping: tuple[str, ...] = ()

    # Opening and closing

    def begin(self) -> None:
        """Open the pages if the command line asked for them, and there is no doubt at which address.

        Raises as `open` does.
        """
        wish, session, self.wish = self.wish, self._stage.session, None
        if wish is None or session is None:
            return
        from esthersim.seats.addresses import local_addresses
        from esthersim.seats.wish import address_to_begin_with

        self._public_url = wish.public_url
        kept = session.store.address(session.run)
        likely = tuple(each.host for each in local_addresses() if each.reach <= LIKELY)
        address = address_to_begin_with(wish, kept.host if kept else None, likely)
        if address is not None:
            self.open(address, wish.port)

    def open(self, address: str, port: int | None = None) -> None:
        """Serve the pages at an address of this computer; whether it worked comes as a happening.

        Raises `JournalError`, or `OSError` if no process can be started.
        """
        session = self._stage.session
        if session is None:
            return
        if self.host is None:
            self.host = self._make(session)
        self.host.open(address, port)
        self._since, self.opening = None, True
        self._changed()

    def _make(self, session: Session) -> SeatsHost:
        from esthersim.seats.child import Child
        from esthersim.seats.host import SeatsHost

        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def post(function: Callable[[], None]) -> None:
            with suppress(RuntimeError):  # the program has ended in the meantime
                loop.call_soon_threadsafe(_carry_out, function, context=context.copy())

        return SeatsHost(
            session,
            post,
            self._changed,
            language=get_language(),
            log=self._stage.log_file,
            public_url=self._public_url,
            child=self.child or Child,
        )

    def close(self) -> None:
        """Stop serving the pages; the devices keep their seats, for when the run is gone on with."""
        host, self.host, self._since, self._stopping, self.opening = self.host, None, None, (), False
        if host is not None:
            host.close()

    @property
    def served(self) -> bool:
        """Whether the pages are served."""
        return self.host is not None and self.host.served is not None

    @property
    def everywhere(self) -> bool:
        """Whether the pages are served in every network that this computer is in."""
        from esthersim.seats.wish import EVERY_ADDRESS

        return self.host is not None and self.host.served is not None and self.host.served.host in EVERY_ADDRESS

    # From the run screens

    def tick(self) -> None:
        """Let the host tell the time."""
        if self.host is not None:
            self.host.tick()

    def count(self) -> str:
        """Return how many telephones are in and how many wait, in a few words; nothing before seats are opened."""
        if self.host is None:
            return ""
        from esthersim.seats.wire import ROOM_SCREEN  # imported already, with the host

        devices = [each for each in self.host.devices.all if each.seat != ROOM_SCREEN]
        joined = sum(each.admitted for each in devices)
        waiting = len(devices) - joined
        parts = [ngettext("{count} telephone", "{count} telephones", joined).format(count=joined)]
        if waiting:
            parts.append(ngettext("{count} waits", "{count} wait", waiting).format(count=waiting))
        return ", ".join(parts)

    def nobody_comes(self) -> bool:
        """Return whether the pages have been served for a while and nobody has ever come through."""
        host = self.host
        if host is None or self._since is None or host.devices.all or host.rooms:
            return False
        return self._stage.clock.monotonic() - self._since >= PATIENT_SECONDS

    def alert(self, *, to_all: bool = False, stops: bool = False) -> str:
        """Return that somebody asks to stop, until the clock is started again.

        Where others than the facilitator read it (`to_all`), not who does; `stops` is whether the clock can be stopped
        there by a key.
        """
        session = self._stage.session
        if session is None or not session.state.setting.stopping:
            return ""
        from esthersim.runs.names import seat_title  # imported already, with the run

        titles = ", ".join(seat_title(session.shown, seat) for seat in session.state.setting.stopping)
        text = _("■ STOP: {who} asks to stop.").format(who=_("somebody") if to_all else titles)
        if not stops:
            return text
        then = _("{key}: let the clock run again") if session.state.paused else _("{key}: pause")
        return text + "  " + then.format(key=self._stage.key_of("run.pause", "p"))

    # From the host

    def _changed(self) -> None:
        """Draw what is new once this turn of the loop is done: one message can change several things."""
        if not self._due:
            self._due = True
            context = contextvars.copy_context()
            asyncio.get_running_loop().call_soon(_carry_out, self._draw, context=context)

    def _draw(self) -> None:
        self._due = False
        host, session = self.host, self._stage.session
        if host is None or session is None:
            return
        if self.served and self._since is None:
            self._since = self._stage.clock.monotonic()
        self._tell(host, session)
        stopping = session.state.setting.stopping
        new = tuple(each for each in stopping if each not in self._stopping)
        self._stopping = stopping
        self._stage.seats_changed()
        if new:
            self._stage.hear_stop()

    def _tell(self, host: SeatsHost, session: Session) -> None:
        happened = host.happened()
        if not happened:
            return
        from esthersim.seats.host import What  # imported already
        from esthersim.seats.overview import happening_text

        for each in happened:
            again = each.what is What.SERVED and not self.opening  # it was just said that they are started again
            if not each.device:
                self.opening = False
            if not again:
                important = each.what not in {What.JOINED, What.SERVED}
                self._stage.tell_of_seats(happening_text(each, host, session.shown), important=important)


def _carry_out(function: Callable[[], None]) -> None:
    """Carry out what comes from outside. A fault in it goes to the log: it must not end the run."""
    try:
        function()
    except Exception:
        log.exception("what came from a seat could not be dealt with")
