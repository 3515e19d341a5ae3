"""An act: what a seat can do now, with its words, what it asks for, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar, cast

from esthersim.authored.papers import Papers
from esthersim.debriefing.questions import Question
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
    """One thing that a seat can do now; `id` and `about` together are its own among all that it can do.

    `about` is the id of what it is done to or for (an item, a fact, a seat), where there are several such things.
    `label` says it in the language spoken when it was made, `question` asks for what it needs. `why` is what stands
    against it now, and `passable` that the facilitator may do it all the same, which is logged. What a `private` act
    shows is for the facilitator's eyes.
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
        """Return the command for the rules, with the value that the act asks for; `override` passes what is open.

        Raises `NotAskedFor` for any other value, and for an override of what nobody can override.
        """
        command = self.make(value)
        if not override:
            return command
        if isinstance(command, Overridable):
            return replace(command, override=True)
        raise NotAskedFor(override)

    def can_pass(self, refusal: Refusal | None, value: object = None) -> bool:
        """Tell whether a refusal is what stood against the act, or the option that was taken, and can be passed."""
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
    """What acts are worked out from: the state, the scenario in the language shown, and who asks.

    `questions` are those of the reflection's present phase, `names` those of the acts in the language spoken,
    and `papers` the documents that the run carries.
    """

    state: State
    shown: Scenario
    seat: str
    questions: tuple[Question, ...]
    names: Mapping[str, ActName]
    papers: Papers

    def acting_for(self, seats: Iterable[str]) -> tuple[str, ...]:
        """Return the seats among these that whoever asks may act for: the facilitator for all, others for their own."""
        return tuple(seat for seat in seats if self.seat in {FACILITATOR, seat})
