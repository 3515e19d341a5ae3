"""What the process with the pages knows: one run, its devices, and what the clock said last.

Everything in it has come down the pipe. It only reads; whatever a device asks for goes up to the program.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from esthersim.journal.codec import decode
from esthersim.journal.reading import scenario_of
from esthersim.journal.store import Device, Line, ScenarioText
from esthersim.play.entry import Recorded
from esthersim.play.retelling import Retelling
from esthersim.play.state import State
from esthersim.scenario.model import Scenario
from esthersim.seats.addresses import origin_of
from esthersim.seats.wire import Beat, Begun, Clocked, Look, Looks, News, Opened, Seating

Form = tuple[int, str, str, int]
"""A form at a device: the device's number, the form's key, the event and the arrival."""


class House:
    """The run as the pages show it. `version` rises with everything that changes what a page says."""

    def __init__(self, opened: Opened, now: Callable[[], float] = time.monotonic) -> None:
        """Fold the run; `now` is a clock in seconds that never runs back."""
        self._now = now
        self.version = 0
        self.drafts: dict[Form, dict[str, str]] = {}
        """What was begun at each device and not sent."""
        self.run, self.language = opened.run, opened.language
        self.origin = opened.origin or origin_of(opened.host, opened.port)
        """What people type to come to the pages; whoever serves them says so where another port was free."""
        self.open(opened)

    def open(self, opened: Opened) -> None:
        """Take the whole run anew: at the beginning, and when another text was adopted."""
        self.text: ScenarioText = opened.text
        self._shown: dict[str, Scenario] = {}
        self.retelling = Retelling(scenario_of(opened.text), map(_recorded, opened.lines))
        self.seating: Seating = opened.seating
        self.look: Look = opened.look
        for begun in opened.drafts:
            self._begin(begun)
        self._clocked(opened.clock)

    def take(self, message: News | Beat | Begun | Seating | Looks) -> None:
        """Take what the program tells."""
        match message:
            case News(lines, clock):
                self.retelling.add(map(_recorded, lines))
                self._clocked(clock)
            case Beat(clock):
                self._clocked(clock)
                return  # only the time has gone on, and pages count that themselves
            case Begun():
                self._begin(message)
            case Seating():
                self.seating = message
            case Looks(look):
                self.look = look
        self.version += 1

    @property
    def state(self) -> State:
        """The state of the run."""
        return self.retelling.state

    @property
    def room(self) -> float:
        """The room time now, in seconds."""
        return self._clock.room + (self._now() - self._at if self._clock.running else 0.0)

    @property
    def running(self) -> bool:
        """Whether the room's clock runs."""
        return self._clock.running

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the scenario can be shown in, its own first."""
        return tuple(dict.fromkeys((self.text.language, *self.text.translations)))

    def shown(self, language: str) -> Scenario:
        """Return the scenario in a language if it has that translation, otherwise in its own."""
        code = language if language in self.languages else self.text.language
        if code not in self._shown:
            self._shown[code] = scenario_of(self.text, code)
        return self._shown[code]

    def device(self, token: str) -> Device | None:
        """Return the device with this token (its SHA-256)."""
        return next((each for each in self.seating.devices if each.token == token), None)

    def taken(self, seat: str) -> int:
        """Return how many devices a seat has."""
        return sum(each.seat == seat for each in self.seating.devices)

    def _begin(self, begun: Begun) -> None:
        self.drafts[begun.device, begun.form, begun.event, begun.arrival] = dict(begun.texts)

    def _clocked(self, clock: Clocked) -> None:
        self._clock, self._at = clock, self._now()


def _recorded(line: Line) -> Recorded:
    return Recorded(line.seq, datetime.fromisoformat(line.at), float(line.room), decode(line.entry))
