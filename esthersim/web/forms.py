"""Forms of a page, one for each act that a seat is offered: its fields, and the texts that were begun in them.

The names of the fields are those that a form is sent with: `value` for an act that asks for one thing, and `part-`
before the id of each field of a form that asks for several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from esthersim.play.state import State
from esthersim.play.vocabulary import Reason, Step
from esthersim.runs.act import Act
from esthersim.runs.asks import Choice, Days, Field, Form, Nothing, Number, Option, Text, Ticks
from esthersim.scenario.model import Scenario
from esthersim.views.refusals import refusal_text

VALUE, PART = "value", "part-"


@dataclass(frozen=True, slots=True)
class Control:
    """A field to fill in: `kind` is text, choice, ticks, number or day; `text` is what was begun in it."""

    name: str
    label: str
    kind: str
    text: str = ""
    optional: bool = False
    options: tuple[Option, ...] = ()
    ticked: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    low: str = ""
    high: str = ""
    days: int = 1


@dataclass(frozen=True, slots=True)
class FormView:
    """An act as a form. `event` and `arrival` say where it belongs.

    `off` means that it cannot be sent now, and `why` says why. In a pause `why` is empty: that
    is said once for the whole page. Under `command_id` it asks, however often it is tapped; the script makes its own.
    """

    act: str
    about: str
    label: str
    question: str
    event: str
    arrival: int
    controls: tuple[Control, ...]
    off: bool
    why: str
    command_id: str = ""

    @property
    def key(self) -> str:
        """The key of the form, which its draft has too."""
        return form_key(self.act, self.about)

    @property
    def id(self) -> str:
        """The id of its element, which the ids of its fields begin with."""
        return f"{self.act}-{self.about}".replace(" ", "-")

    @property
    def only(self) -> Control:
        """Its one field."""
        return self.controls[0]


def form_key(act: str, about: str) -> str:
    """Return the key of an act's form."""
    return f"{act}:{about}"


def form_view(
    act: Act, state: State, shown: Scenario, begun: Mapping[str, str] | None = None, command_id: str = ""
) -> FormView:
    """Return an act as a form, with the texts that were `begun` in it, by field."""
    place = state.place if state.step is Step.SIMULATION else None
    paused = act.why is not None and act.why.reason is Reason.PAUSED
    return FormView(
        act=act.id,
        about=act.about,
        label=act.label,
        question=act.question,
        event=place.event if place else "",
        arrival=place.arrival if place else 0,
        controls=_controls(act, begun or {}),
        off=act.why is not None,
        why="" if act.why is None or paused else refusal_text(act.why, shown),
        command_id=command_id,
    )


def _controls(act: Act, begun: Mapping[str, str]) -> tuple[Control, ...]:
    ask = act.ask
    if isinstance(ask, Nothing):
        return ()
    if isinstance(ask, Form):
        return tuple(_control(each, f"{PART}{each.id}", _begun(begun, each.id)) for each in ask.fields)
    return (_control(Field(VALUE, act.question or act.label, ask), VALUE, _begun(begun, VALUE)),)


def _begun(begun: Mapping[str, str], field: str) -> str:
    return begun.get(field) or begun.get(f"{PART}{field}") or ""


def _control(field: Field, name: str, text: str) -> Control:
    control = Control(name, field.label, "text", text, field.optional)
    match field.ask:
        case Choice(options):
            return replace(control, kind="choice", options=options)
        case Ticks(options, ticked):
            return replace(control, kind="ticks", options=options, ticked=ticked)
        case Number(least, most, low, high):
            return replace(control, kind="number", numbers=tuple(range(least, most + 1)), low=low, high=high)
        case Days(most):
            return replace(control, kind="day", days=most)
        case Text():
            return control
