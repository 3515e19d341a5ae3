"""Acts: everything that a seat can do now. Each front end draws exactly these, in its own way.

Nothing that the rules decide is repeated here. The kind of a command says which seats may give it, in which steps, and
whether in a pause; the rules say whether an act would be refused now. `OFFERS` only finds the things to act on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.debriefing.reflection import ReflectionPhase
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play import people
from esthersim.play.entry import Command, Overridable
from esthersim.play.refusal import Refusal
from esthersim.play.rights import may_ask
from esthersim.play.rules import judge
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR, Step
from esthersim.runs import acts_facilitating as facilitating
from esthersim.runs import acts_handover as handover
from esthersim.runs import acts_journey as journey
from esthersim.runs import acts_learning as learning
from esthersim.runs import acts_session as session
from esthersim.runs.act import Act, Here
from esthersim.runs.act_names import act_names
from esthersim.runs.asks import Choice
from esthersim.scenario.model import Scenario


class Offer(NamedTuple):
    """A row of the table: the id of an act, the kind of command that it makes, and the function that returns such acts.

    `steps` are those in which it is offered, if fewer than the rules allow. What a `private` act shows is only for the
    facilitator, where she is the one who asks; so is what the present event has `said`, where not everybody hears it.
    What is `for_seats` is offered only to the other seats, because the facilitator has an act of her own for it.
    """

    id: str
    kind: type[Command]
    acts: Callable[[Here], Iterable[Act]]
    steps: frozenset[Step] = frozenset(Step)
    private: bool = False
    said: bool = False
    for_seats: bool = False


def _only(*steps: Step) -> frozenset[Step]:
    return frozenset(steps)


OFFERS = (
    Offer("agree-objectives", e.ObjectivesAgreed, session.agree_objectives, _only(Step.NEEDS)),
    Offer("seat", e.Seated, session.seat, _only(Step.STORY)),
    Offer("tick", e.Ticked, session.tick, _only(Step.STORY, Step.ACTION_PLAN)),
    Offer("choose", c.Choose, journey.choose, said=True),
    Offer("propose", e.Proposed, journey.propose, for_seats=True),
    Offer("withdraw", e.Proposed, journey.withdraw, for_seats=True),
    Offer("send", c.Send, handover.send),
    Offer("send-written", c.Send, handover.send_written),
    Offer("mark-fact", e.FactMarked, handover.mark_fact, private=True),
    Offer("say-back", e.SaidBack, handover.say_back, for_seats=True),
    Offer("receive", c.Receive, handover.receive),
    Offer("proceed", c.Proceed, journey.proceed),
    Offer("confirm", c.Confirm, handover.confirm),
    Offer("rate-confidence", e.ConfidenceRated, handover.rate_confidence),
    Offer("check", e.Checked, journey.check, said=True),
    Offer("rate", e.EstherRated, journey.rate),
    Offer("guide", e.GuideChosen, learning.choose_guide, _only(Step.REFLECTION)),
    Offer("enter-phase", e.PhaseEntered, learning.enter_phase, _only(Step.REFLECTION)),
    Offer("answer", e.Answered, learning.answer, _only(Step.REFLECTION)),
    Offer("change-answer", e.Answered, learning.change_answer, _only(Step.REFLECTION)),
    Offer("remove-answer", e.Answered, learning.remove_answer, _only(Step.REFLECTION)),
    Offer("heard", e.Heard, learning.heard, _only(Step.REFLECTION)),
    Offer("write-action", e.ActionWritten, learning.write_action, _only(Step.ACTION_PLAN)),
    Offer("remove-action", e.ActionRemoved, learning.remove_action, _only(Step.ACTION_PLAN)),
    Offer("follow-up", e.FollowedUp, learning.follow_up),
    Offer("advance", c.Advance, session.advance),
    Offer("cue", e.CueGiven, facilitating.cue, private=True),
    Offer("mark-expectation", c.MarkExpectation, facilitating.mark_expectation, private=True),
    Offer("inject", c.FireInject, facilitating.inject, private=True),
    Offer("hold", e.InjectHeld, facilitating.hold, private=True),
    Offer("note", e.Noted, facilitating.note),
    Offer("observe", e.Observed, facilitating.observe, _only(Step.SIMULATION)),
    Offer("took-part", e.Spoke, facilitating.took_part, _only(Step.SIMULATION)),
    Offer("rewind", e.Rewound, facilitating.rewind),
    Offer("stop", e.StopAsked, session.stop, for_seats=True),
    Offer("ticking", e.TickingAgreed, session.agree_ticking, _only(Step.STORY, Step.SIMULATION)),
    Offer("settling", e.SettlingAgreed, session.agree_settling, _only(Step.STORY, Step.SIMULATION)),
    Offer("pause", c.Pause, session.pause),
    Offer("continue", c.Continue, session.resume_clock),
    Offer("extend", e.TimerExtended, facilitating.extend),
    Offer("run-out", c.RunOut, facilitating.run_out),
    Offer("go-to", c.GoTo, facilitating.go_to, private=True),
)
"""Every act that can be offered, in the order in which they are offered."""

BY_MACHINE: dict[type[Command], str] = {
    c.Start: "given when a run is opened",
    c.Tick: "given by the clock",
    c.HandOver: "given by authors' plays and the rehearsal, which make a whole handover in one step",
    c.TextAdopted: "given when a run is opened, after its journal was replayed on the new text",
}
"""The commands that no seat is offered, and where they come from."""


def acts(
    state: State,
    shown: Scenario,
    seat: str = FACILITATOR,
    *,
    phases: Sequence[ReflectionPhase] = (),
    papers: Papers = SHIPPED,
    only: str | None = None,
) -> tuple[Act, ...]:
    """Return everything that a seat can do now, in a good order for reading.

    `shown` is the scenario in the language shown; the labels are in the language spoken here. `phases` are those of
    the reflection (see `guide_in_use`), `papers` the documents that the run carries. What a seat has no right to is not
    there at all; what the state does not allow is there with why. `only` is the id of the one that is wanted.
    """
    here = Here(state, shown, seat, tuple(phases), act_names(), papers)
    leads = seat == FACILITATOR
    hidden = state.journey is not None and people.hearers(state) is not None
    return tuple(
        _ruled(replace(act, id=offer.id, private=leads and (offer.private or (offer.said and hidden))), here)
        for offer in OFFERS
        if only in {None, offer.id}
        if state.started and state.step in offer.kind.steps & offer.steps and may_ask(offer.kind, state, seat)
        if not (offer.for_seats if leads else offer.kind.facilitated)
        for act in offer.acts(here)
    )


def act_of(offered: Iterable[Act], id: str, about: str | None = None) -> Act | None:  # noqa: A002 - an act's own word
    """Return the first act of this id (and about this thing, if given), or `None` if it is not offered."""
    return next((act for act in offered if act.id == id and about in {None, act.about}), None)


def _ruled(act: Act, here: Here) -> Act:
    """Return the act with the reasons why the rules would refuse it or any of its options."""
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
    """Return why the rules would refuse a command now, if they would, and whether an override is allowed."""
    why = judge(here.state, command, here.state.room, asker=here.seat).refusal
    if why is None or not isinstance(command, Overridable):
        return why, False
    pushed = replace(command, override=True)
    return why, judge(here.state, pushed, here.state.room, asker=here.seat).refusal is None
