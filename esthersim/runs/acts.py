"""Acts: everything that a seat can do now. Each front end draws these and no others, in its own way.

Which seat may do it, in which step, and whether in a pause, stands in the kinds of command; what is against it now, the
rules are asked. So nothing that the rules say is said again here: `OFFERS` only says what there is to do it with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.debriefing.questions import Question
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command, Overridable
from esthersim.play.refusal import Refusal
from esthersim.play.rights import may_ask
from esthersim.play.rules import judge
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR, Step
from esthersim.runs import acts_around as around
from esthersim.runs import acts_facilitating as beside
from esthersim.runs import acts_handover as handover
from esthersim.runs import acts_journey as journey
from esthersim.runs import acts_learning as learning
from esthersim.runs.act import Act, Here
from esthersim.runs.act_names import act_names
from esthersim.runs.asks import Choice
from esthersim.scenario.model import Scenario


class Offer(NamedTuple):
    """A row of the table: an act's id, the kind of command that it makes, and what finds what there is to do it with.

    `steps` are those in which it is offered, where these are fewer than the rules allow. What a `private` act shows is
    for the facilitator's eyes.
    """

    id: str
    kind: type[Command]
    acts: Callable[[Here], Iterable[Act]]
    steps: frozenset[Step] = frozenset(Step)
    private: bool = False


def _only(*steps: Step) -> frozenset[Step]:
    return frozenset(steps)


OFFERS = (
    Offer("agree-objectives", e.ObjectivesAgreed, around.agree_objectives, _only(Step.NEEDS)),
    Offer("seat", e.Seated, around.seat, _only(Step.STORY)),
    Offer("tick", e.Ticked, around.tick, _only(Step.STORY, Step.ACTION_PLAN)),
    Offer("choose", c.Choose, journey.choose),
    Offer("send", c.Send, handover.send),
    Offer("send-written", c.Send, handover.send_written),
    Offer("mark-fact", e.FactMarked, handover.mark_fact, private=True),
    Offer("receive", c.Receive, handover.receive),
    Offer("proceed", c.Proceed, journey.proceed),
    Offer("confirm", c.Confirm, handover.confirm),
    Offer("rate-confidence", e.ConfidenceRated, handover.rate_confidence),
    Offer("check", e.Checked, journey.check),
    Offer("rate", e.EstherRated, journey.rate),
    Offer("guide", e.GuideChosen, learning.choose_guide, _only(Step.REFLECTION)),
    Offer("enter-phase", e.PhaseEntered, learning.enter_phase, _only(Step.REFLECTION)),
    Offer("answer", e.Answered, learning.answer, _only(Step.REFLECTION)),
    Offer("heard", e.Heard, learning.heard, _only(Step.REFLECTION)),
    Offer("write-action", e.ActionWritten, learning.write_action, _only(Step.ACTION_PLAN)),
    Offer("remove-action", e.ActionRemoved, learning.remove_action, _only(Step.ACTION_PLAN)),
    Offer("follow-up", e.FollowedUp, learning.follow_up),
    Offer("advance", c.Advance, around.advance),
    Offer("cue", e.CueGiven, beside.cue, private=True),
    Offer("mark-expectation", c.MarkExpectation, beside.mark_expectation, private=True),
    Offer("inject", c.FireInject, beside.inject, private=True),
    Offer("note", e.Noted, beside.note),
    Offer("observe", e.Observed, beside.observe, _only(Step.SIMULATION)),
    Offer("took-part", e.Spoke, beside.took_part, _only(Step.SIMULATION)),
    Offer("rewind", e.Rewound, beside.rewind),
    Offer("pause", c.Pause, around.pause),
    Offer("continue", c.Continue, around.carry_on),
    Offer("extend", e.TimerExtended, beside.extend),
    Offer("run-out", c.RunOut, beside.run_out),
    Offer("go-to", c.GoTo, beside.go_to, private=True),
)
"""What can be offered, in the order in which it is."""

BY_MACHINE: dict[type[Command], str] = {
    c.Start: "opening a run starts it",
    c.Tick: "the clock asks",
    c.HandOver: "authors' plays and the rehearsal make a whole handover in one step",
    c.TextAdopted: "a new text is adopted when a run is opened, after its journal was replayed on it",
}
"""The commands that no seat is offered, and who asks for them."""


def acts(
    state: State,
    shown: Scenario,
    seat: str = FACILITATOR,
    *,
    questions: Sequence[Question] = (),
    papers: Papers = SHIPPED,
) -> tuple[Act, ...]:
    """Return everything that a seat can do now, in the order in which it is best read.

    `shown` is the scenario in the language shown; the labels are in the language spoken here. `questions` are those of
    the phase that the reflection is in, `papers` the documents that the run carries. What a seat has no
    right to is not there at all; what the state does not allow is there with why.
    """
    here = Here(state, shown, seat, tuple(questions), act_names(), papers)
    return tuple(
        _ruled(replace(act, id=offer.id, private=offer.private), here)
        for offer in OFFERS
        if state.started and state.step in offer.kind.steps & offer.steps and may_ask(offer.kind, state, seat)
        for act in offer.acts(here)
    )


def act_of(offered: Iterable[Act], id: str, about: str | None = None) -> Act | None:  # noqa: A002 - an act's own word
    """Return the first act of this id, about this thing where one is named; `None` where none is offered."""
    return next((act for act in offered if act.id == id and about in {None, act.about}), None)


def _ruled(act: Act, here: Here) -> Act:
    """Return the act with what the rules have against it, and against each of its options."""
    if isinstance(act.ask, Choice):
        options = []
        for option in act.ask.options:
            why, passable = _against(act.command(option.id), here)
            options.append(replace(option, why=why, passable=passable))
        act = replace(act, ask=Choice(tuple(options)))
        best = next((each for each in options if each.why is None), options[0])
        return replace(act, why=best.why, passable=best.passable)
    why, passable = _against(act.command(act.ask.example), here)
    return replace(act, why=why, passable=passable)


def _against(command: Command, here: Here) -> tuple[Refusal | None, bool]:
    """Return why the rules refuse a command now, if they do, and whether an override passes it."""
    why = judge(here.state, command, here.state.room, asker=here.seat).refusal
    if why is None or not isinstance(command, Overridable):
        return why, False
    pushed = replace(command, override=True)
    return why, judge(here.state, pushed, here.state.room, asker=here.seat).refusal is None
