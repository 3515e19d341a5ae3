"""An act: something that a seat can do now, with its label, what it asks for, and why it may be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar, cast

from esthersim.authored.papers import Papers
from esthersim.debriefing.reflection import ReflectionPhase
from esthersim.play.entry import Command, Overridable
from esthersim.play.refusal import Refusal
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR
from esthersim.runs.act_names import ActName
from esthersim.runs.asks import Ask, Asking, Choice, NotAskedFor, Option
from esthersim.scenario.model import Scenario

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a seat can do now; `id` and `about` together identify it among the acts of the seat.

    `about` is the id of the thing that it is done to or for (an item, a fact, a seat), if there are several. `label`
    names the act in the language spoken when it was made; `question` asks for what it needs. `why` is the reason why
    the rules would refuse it now, if they would, and `passable` says that the facilitator may override that, which is
    logged. What a `private` act shows is only for the facilitator.
    """

    label: str
    ask: Ask
    make: Callable[[object], Command] = field(repr=False, compare=False)
    id: str = ""
    about: str = ""
    question: str = ""
    private: bool = False
    why: Refusal | None = None
    passable: bool = False

    def command(self, value: object = None, *, override: bool = False) -> Command:
        """Return the command for the rules, made from the value that the act asks for; `override` passes a gate.

        Raises `NotAskedFor` for any other value, and for an override of an act that cannot be overridden.
        """
        command = self.make(value)
        if not override:
            return command
        if isinstance(command, Overridable):
            return replace(command, override=True)
        raise NotAskedFor(override)

    def can_pass(self, refusal: Refusal | None, value: object = None) -> bool:
        """Tell whether a refusal is the expected one of the act, or of the chosen option, and can be overridden."""
        against: Act | Option = self
        if isinstance(self.ask, Choice):
            against = next(each for each in self.ask.options if each.id == value)
        reason = against.why.reason if against.why and against.passable else None
        return refusal is not None and refusal.reason is reason


def act(
    label: str, ask: Asking[Value], make: Callable[[Value], Command], *, about: str = "", question: str = ""
) -> Act:
    """Return an act whose command is made from what it asks for; `acts` gives it the rest."""
    return Act(label, cast("Ask", ask), lambda value: make(ask.read(value)), about=about, question=question)


class Here(NamedTuple):
    """What acts are worked out from: the state, the scenario in the language shown, and the seat that asks.

    `phases` are those of the reflection, `names` those of the acts in the language spoken, and `papers` the documents
    that the run carries.
    """

    state: State
    shown: Scenario
    seat: str
    phases: tuple[ReflectionPhase, ...]
    names: Mapping[str, ActName]
    papers: Papers

    def acting_for(self, seats: Iterable[str]) -> tuple[str, ...]:
        """Return those of the seats that `seat` may act for: all for the facilitator, only its own for any other."""
        return tuple(seat for seat in seats if self.seat in {FACILITATOR, seat})
