"""What is being written at the devices: kept here at once, and sent up to the program so often as it can be stored."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from esthersim.journal.store import Device
from esthersim.seats.wire import LONGEST_LINE, Drafted, Up, written
from esthersim.web.house import House

PAUSE_SECONDS = 2.0
"""At most one message of a device goes up in so many seconds; what comes meanwhile is put together."""
WRITING_SECONDS = 6.0
"""Somebody counts as writing for so long after the last sign."""
MOST_WRITING = 200
"""Devices that are told of as writing, so that the message with them stays short enough; the latest."""
MOST_FIELDS = 40
LONGEST_NAME = 100
MOST_FORMS = 50
"""Forms of a device that are kept."""


class Drafting:
    """The drafts of every device, on their way to the store."""

    def __init__(self, house: House, tell: Callable[[Up], None], now: Callable[[], float] = time.monotonic) -> None:
        """Send up by `tell`."""
        self._house, self._tell, self._now = house, tell, now
        self._pending: dict[str, dict[tuple[str, str, int], dict[str, str]]] = {}
        self._resting: dict[str, asyncio.TimerHandle] = {}
        self._written: dict[str, float] = {}

    def keep(self, device: Device, form: str, event: str, arrival: int, texts: dict[str, str]) -> bool:
        """Keep the present texts of some fields of a form, and return whether it is one that can be kept."""
        if not self._is_sound(device, form, event, arrival, texts):
            return False
        begun = self._house.drafts.setdefault((device.number, form, event, arrival), {})
        begun |= texts
        self._written.pop(device.token, None)
        self._written[device.token] = self._now()  # the latest at the end
        pending = self._pending.setdefault(device.token, {})
        pending[form, event, arrival] = pending.get((form, event, arrival), {}) | texts
        if device.token not in self._resting:
            self._send(device.token)
        return True

    def forget(self, device: Device, form: str, event: str, arrival: int) -> None:
        """Forget a form: it has been sent, and the program has deleted it."""
        self._house.forget(device, form, event, arrival)
        self._pending.get(device.token, {}).pop((form, event, arrival), None)

    @property
    def writing(self) -> tuple[str, ...]:
        """The devices at which somebody is writing, by their token; the latest of them where they are very many."""
        oldest = self._now() - WRITING_SECONDS
        self._written = {token: at for token, at in self._written.items() if at > oldest}
        return tuple(self._written)[-MOST_WRITING:]

    def close(self) -> None:
        """Send nothing more."""
        for each in self._resting.values():
            each.cancel()

    def _send(self, token: str) -> None:
        """Send one form of a device, and rest."""
        self._resting.pop(token, None)
        pending = self._pending.pop(token, {})
        if not pending or self._house.device(token) is None:
            return
        (form, event, arrival), texts = next(iter(pending.items()))
        del pending[form, event, arrival]
        if pending:
            self._pending[token] = pending
        self._tell(Drafted(token, form, event, arrival, texts))
        self._resting[token] = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._send, token)

    def _is_sound(self, device: Device, form: str, event: str, arrival: int, texts: dict[str, str]) -> bool:
        names = (form, event, *texts)
        if len(texts) > MOST_FIELDS or any(
            len(name) > LONGEST_NAME or any(sign.isspace() for sign in name) for name in names
        ):
            return False
        begun = self._house.drafts
        own = sum(number == device.number for number, _form, _event, _arrival in begun)
        if own >= MOST_FORMS and (device.number, form, event, arrival) not in begun:
            return False
        together = self._pending.get(device.token, {}).get((form, event, arrival), {}) | texts
        return len(written(Drafted(device.token, form, event, arrival, together))) <= LONGEST_LINE
