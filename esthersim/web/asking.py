"""Asking: the fields of a form become the value of an act, the act makes a command, and the program answers.

Only acts that the seat was offered make commands, so nothing else can be asked for from here; and the program, which
does not trust this process, asks the rules again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, assert_never

from esthersim.journal.codec import encode_command
from esthersim.journal.store import Device
from esthersim.play.entry import Command
from esthersim.play.state import Place
from esthersim.play.vocabulary import Reason
from esthersim.runs import asks
from esthersim.runs.act import Act
from esthersim.runs.asks import NotAskedFor
from esthersim.seats.wire import LONGEST_LINE, Answer, Asked, Refused, written
from esthersim.web.bodies import Fields
from esthersim.web.drafting import Drafting
from esthersim.web.house import House
from esthersim.web.offered import one_offered
from esthersim.web.pipe import Program

VALUE, PART = "value", "part-"
_LONGEST_ID = 64


class Outcome(NamedTuple):
    """What has become of a form: accepted, refused for a reason, or waiting; and whether its texts are kept as a draft.

    `reason` is a `Reason` or one of `Refused`, and `about` what it is about.
    """

    accepted: bool
    reason: str | None = None
    about: tuple[str, ...] = ()
    waiting: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A form as it was sent: the act and what it is done to, where the page was, the id that the page made."""

    act: str
    about: str
    place: Place | None
    id: str
    fields: Fields

    @classmethod
    def of(cls, fields: Fields) -> Request | None:
        """Return the request in the fields of a form, or `None` if it is none."""
        place = place_in(fields)
        command_id = fields.get("id") or secrets.token_hex(
            12
        )  # as the page that asks makes, with JavaScript or without
        if place is _NOWHERE or not (
            command_id.isalnum() and command_id.isascii() and len(command_id) <= _LONGEST_ID and fields.get("act")
        ):
            return None
        return cls(fields["act"], fields.get("about", ""), place, command_id, fields)

    @property
    def form(self) -> str:
        """The key of the form, under which its draft is kept."""
        return f"{self.act}:{self.about}"

    @property
    def texts(self) -> dict[str, str]:
        """The fields in which something was written, for a draft."""
        return texts_in(self.fields)


_NOWHERE = Place("", -1)


def place_in(fields: Fields) -> Place | None:
    """Return the event and arrival of a form: `None` where there was none, and one that is never there for nonsense."""
    event, arrival = fields.get("event", ""), fields.get("arrival", "") or "0"
    if not event:
        return None
    return Place(event, int(arrival)) if arrival.isascii() and arrival.isdecimal() and len(arrival) < 10 else _NOWHERE


def texts_in(fields: Fields) -> dict[str, str]:
    """Return the fields of a form that hold what was written, by name."""
    return {name: fields[name] for name in fields if name == VALUE or name.startswith(PART)}


def value_of(ask: asks.Ask, fields: Fields, name: str = VALUE) -> object:
    """Return the value of an act from the fields of a form; raise `NotAskedFor` for what is none."""
    match ask:
        case asks.Nothing():
            return None
        case asks.Choice() | asks.Text():
            return fields.get(name)
        case asks.Number():
            return _number(fields.get(name))
        case asks.Ticks():
            return tuple(fields.getlist(name))
        case asks.Days():
            return tuple(_day(each) for each in fields.getlist(name) if each)
        case asks.Form(parts):
            return {each.id: _part(each, fields) for each in parts}
        case _:
            assert_never(ask)


def _part(part: asks.Field, fields: Fields) -> object:
    value = value_of(part.ask, fields, PART + part.id)
    return None if part.optional and value in {"", ()} else value


def _number(text: str | None) -> int | None:
    """Return a number that was typed or chosen; `None` is no number, so that it is refused as no value."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotAskedFor(text)
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotAskedFor(text) from None


class Asking:
    """Asks the program on behalf of devices."""

    def __init__(self, house: House, program: Program, drafting: Drafting) -> None:
        """Ask a program."""
        self._house, self._program, self._drafting = house, program, drafting

    async def ask(self, device: Device, fields: Fields) -> Outcome:
        """Ask for what a form asks for, and return what has become of it.

        A form whose command cannot be made any more may still have been accepted before; its id tells.
        """
        request = Request.of(fields)
        if request is None:
            return Outcome(False, Refused.GARBLED)
        made = self._command(device, request)
        if isinstance(made, Outcome):
            return self._kept(device, request, made)
        command, saves = made
        event, arrival = request.place or ("", 0)

        def question(number: int) -> Asked:
            document = encode_command(command)
            form = request.form if saves else ""
            return Asked(number, device.token, request.id, document, event, arrival, form)

        if len(written(question(0))) > LONGEST_LINE - 20:
            return self._kept(device, request, Outcome(False, Reason.TOO_LONG))
        answer = await self._program.ask(question)
        return self._kept(device, request, _outcome(answer))

    def _command(self, device: Device, request: Request) -> tuple[Command, bool] | Outcome:
        """Return the command and whether it saves what was written; or why there is none."""
        act = one_offered(self._house, device.seat, request.act, request.about, request.place)
        if act is not None:
            try:
                return act.command(value_of(act.ask, request.fields)), is_written(act)
            except NotAskedFor:
                pass
        if f"{device.token[:12]}:{request.id}" in self._house.command_ids:
            return Outcome(True)
        if request.place != self._house.place:
            return Outcome(False, Reason.TOO_LATE)
        return Outcome(False, Reason.NOT_THIS_SEAT, (device.seat,)) if act is None else Outcome(False, Refused.GARBLED)

    def _kept(self, device: Device, request: Request, outcome: Outcome) -> Outcome:
        """Keep what was written where it was not accepted, and forget it where it was."""
        event, arrival = request.place or ("", 0)
        if outcome.accepted:
            self._drafting.forget(device, request.form, event, arrival)
            return outcome
        texts = request.texts
        written_in = any(texts.values()) and outcome.reason != Refused.GONE
        kept = written_in and self._drafting.keep(device, request.form, event, arrival, texts)
        return outcome._replace(kept=kept)


def is_written(act: Act) -> bool:
    """Return whether an act asks for words, so that there may be a draft of it."""
    return isinstance(act.ask, asks.Text | asks.Form)


def _outcome(answer: Answer | None) -> Outcome:
    if answer is None:
        return Outcome(False, waiting=True)
    return Outcome(answer.reason is None, answer.reason, answer.about)
