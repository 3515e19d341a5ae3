"""What the process with the pages knows: one run, its devices, and what the clock said last.

Everything in it has come down the pipe. It only reads; whatever a device asks for goes up to the program.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime

from esthersim.journal.codec import decode
from esthersim.journal.reading import scenario_of
from esthersim.journal.store import Device, Line, ScenarioText
from esthersim.play.entry import Recorded
from esthersim.play.retelling import Retelling
from esthersim.play.state import Place, State
from esthersim.play.vocabulary import Step
from esthersim.runs.act import Act
from esthersim.scenario.model import Scenario
from esthersim.seats.addresses import origin_of
from esthersim.seats.wire import Beat, Begun, Clocked, Look, Looks, News, Opened, Seating
from esthersim.views.event import EventView, event_view

Form = tuple[int, str, str, int]
"""A form at a device: the device's number, the form's key, the event and the arrival."""
MOST_PLACES = 3
"""The places of which the acts that were offered are remembered: the present one and those that have just been left."""


class House:
    """The run as the pages show it. `version` rises with everything that changes what a page says."""

    def __init__(self, opened: Opened, now: Callable[[], float] = time.monotonic) -> None:
        """Fold the run; `now` is a clock in seconds that never runs back."""
        self._now = now
        self.version = 0
        self.drafts: dict[Form, dict[str, str]] = {}
        """What was begun at each device and not sent."""
        self._seats: dict[int, str] = {}
        self.acts: dict[tuple[str, str], tuple[Act, ...]] = {}
        """What each seat is offered now, by seat and language, as far as anybody has looked."""
        self.offered_at: dict[Place | None, dict[tuple[str, str, str], Act]] = {}
        """What was offered lately, by place and then by seat, act and thing: an answer may come late, or twice."""
        self.command_ids: set[str] = set()
        """The ids of the commands that have led to entries."""
        self.run, self.language = opened.run, opened.language
        self.origin = opened.origin or origin_of(opened.host, opened.port)
        """What people type to come to the pages; whoever serves them says so where another port was free."""
        self.open(opened)

    def open(self, opened: Opened) -> None:
        """Take the whole run anew: at the beginning, and when another text was adopted."""
        self.text: ScenarioText = opened.text
        self._shown: dict[str, Scenario] = {}
        self._events: dict[str, tuple[int, EventView]] = {}
        self.retelling = Retelling(scenario_of(opened.text), map(_recorded, opened.lines))
        self._seat(opened.seating)
        self.look: Look = opened.look
        for begun in opened.drafts:
            self._begin(begun)
        self._kept(opened.lines)
        self._clocked(opened.clock)
        self.version += 1

    def take(self, message: News | Beat | Begun | Seating | Looks) -> None:
        """Take what the program tells."""
        match message:
            case News(lines, clock):
                self.retelling.add(map(_recorded, lines))
                self._kept(lines)
                self._clocked(clock)
            case Beat(clock):
                self._clocked(clock)
                return  # only the time has gone on, and pages count that themselves
            case Begun():
                self._begin(message)
            case Seating():
                self._seat(message)
            case Looks(look):
                self.look = look
        self.version += 1

    @property
    def state(self) -> State:
        """The state of the run."""
        return self.retelling.state

    @property
    def place(self) -> Place | None:
        """The event and arrival that a form is for; `None` outside the simulation."""
        return self.state.place if self.state.step is Step.SIMULATION else None

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

    def event(self, language: str) -> EventView:
        """Return the present event as everybody may see it; worked out once for each version and language.

        The clock is not drawn from it, but told beside it.
        """
        version, view = self._events.get(language, (-1, None))
        if view is None or version != self.version:
            view = event_view(self.retelling, self.shown(language), self.room)
            self._events[language] = (self.version, view)
        return view

    def device(self, token: str) -> Device | None:
        """Return the device with this token (its SHA-256)."""
        return self._by_token.get(token)

    def forget(self, device: Device, form: str, event: str, arrival: int) -> None:
        """Forget what was begun in a form, because it has been sent."""
        self.drafts.pop((device.number, form, event, arrival), None)

    def taken(self, seat: str) -> int:
        """Return how many devices a seat has."""
        return sum(each.seat == seat for each in self.seating.devices)

    def _seat(self, seating: Seating) -> None:
        """Take the devices as they are now. What was begun at a seat does not come along to another one."""
        seats = {each.number: each.seat for each in seating.devices}
        moved = {number for number, seat in self._seats.items() if seats.get(number) != seat}
        self.drafts = {form: texts for form, texts in self.drafts.items() if form[0] not in moved}
        self.seating, self._seats = seating, seats
        self._by_token = {each.token: each for each in seating.devices}

    def _kept(self, lines: Iterable[Line]) -> None:
        self.command_ids.update(line.command_id for line in lines)
        self.acts.clear()
        for place in tuple(self.offered_at)[:-MOST_PLACES]:
            del self.offered_at[place]

    def _begin(self, begun: Begun) -> None:
        self.drafts[begun.device, begun.form, begun.event, begun.arrival] = dict(begun.texts)

    def _clocked(self, clock: Clocked) -> None:
        self._clock, self._at = clock, self._now()


def _recorded(line: Line) -> Recorded:
    return Recorded(line.seq, datetime.fromisoformat(line.at), float(line.room), decode(line.entry))
