"""The third step: the journey, event by event. Everything that can be done at an event stands in one numbered list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from esthersim.language import _
from esthersim.plain.desk import MovedOn
from esthersim.plain.facilitating import Facilitating
from esthersim.plain.handover import hand_over
from esthersim.plain.prompts import choose, pick, yes
from esthersim.plain.sitting import Sitting
from esthersim.plain.telling import tell_event, tell_timer
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.refusal import Refusal
from esthersim.play.words import Form, Reason, Step
from esthersim.views.event import EventView, event_view
from esthersim.views.handover import handover_view

Act = Callable[[], None]

PATIENCE = 10.0
"""Seconds of room time between two tellings of the timer within one act."""


@dataclass(slots=True)
class Simulation:
    """The journey at a desk.

    `told` is the arrival that has been read aloud, `warned` the one whose time is told to be up, `arrived` where the
    team was last seen, `timed` the room time when the timer was told.
    """

    sitting: Sitting
    told: int = 0
    warned: int = 0
    arrived: int = 0
    timed: float | None = None
    facilitating: Facilitating = field(init=False)

    def __post_init__(self) -> None:
        self.facilitating = Facilitating(self.sitting, self.again)

    def play(self) -> None:
        """Step the team through the journey, until the run goes on to the reflection."""
        desk, session = self.sitting.desk, self.sitting.session
        desk.commands, desk.before, desk.after = self.facilitating.commands(), self.before, self.after
        try:
            while session.state.step is Step.SIMULATION:
                try:
                    self._one_turn()
                except MovedOn:
                    continue
        finally:
            desk.commands, desk.before, desk.after = self.facilitating.everywhere(), _nothing, _nothing

    def again(self) -> None:
        """Have the event read aloud once more, and begin its list anew."""
        self.told = 0
        raise MovedOn

    # What happens round every line that is read

    def before(self) -> None:
        """Let time have passed before a prompt, and tell how much is left, not more often than one can listen to."""
        self._tick()
        room = self.sitting.session.room()
        if self.timed is None or room - self.timed >= PATIENCE:
            self.timed = room
            tell_timer(self.sitting)

    def after(self) -> None:
        """Let time have passed while a line was written."""
        self._tick()

    def _tick(self) -> None:
        session = self.sitting.session
        self.sitting.do(c.Tick())
        if session.state.step is Step.SIMULATION and self._moved():
            raise MovedOn

    def _moved(self) -> bool:
        """Tell what time has brought about; return whether the team is at another event than it was."""
        session, desk, here = self.sitting.session, self.sitting.desk, self.sitting.session.state.here
        if here.way.seq != self.arrived:
            by_time = any(isinstance(each.entry, e.TimerExpired) and not each.entry.early and each.seq > self.arrived
                          for each in session.journal[-2:])  # fmt: skip
            if by_time and self.arrived:
                desk.say()
                desk.say(_("Time is up. The journey has moved on; an answer that came too late is not used."))
            self.arrived = here.way.seq
            return True
        if here.ran_out and self.warned != here.way.seq:
            self.warned = here.way.seq
            desk.say(_("The time for this event is up. Nothing moves by itself: go on when you are ready."))
        return False

    # One event

    def _one_turn(self) -> None:
        self.timed = None
        sitting, session = self.sitting, self.sitting.session
        sitting.do(c.Tick())
        self._moved()
        if session.state.paused:
            self._paused()
            return
        if self.told != self.arrived:
            self.told = self.arrived
            tell_event(sitting)
            self.facilitating.inline()
        view = event_view(session.retelling, sitting.words, session.room())
        acts = self._acts(view)
        sitting.desk.say()
        if view.decision:
            by = "; ".join(view.decision.by) or _("The whole team")
            sitting.desk.say(_("{by}: {question}").format(by=by, question=view.decision.question))
        sitting.desk.numbered([text for text, _act in acts])
        act = acts[pick(sitting.desk, _("What now?"), len(acts), default=0 if len(acts) == 1 else None)][1]
        act()

    def _paused(self) -> None:
        desk = self.sitting.desk
        desk.say()
        desk.say(_("The run is paused: the room's clock stands still."))
        choose(desk, _("Ready?"), (_("Continue"),), default=0)
        if self.sitting.session.state.paused:
            self.sitting.do(c.Continue())

    def _acts(self, view: EventView) -> list[tuple[str, Act]]:
        """Return all that can be done at the event, the way on first, as text and act."""
        acts: list[tuple[str, Act]] = []
        if view.ending:
            acts.append((_("Go on to the reflection"), self._reflect))
        elif view.decision:
            acts += [(option.text, self._doing(c.Choose(option.option))) for option in view.decision.options]
        elif view.has_handover:
            acts += self._handover_acts()
        else:
            acts.append((_("Go on"), self._doing(c.Proceed())))
        for item in view.checklist:
            done = _("Take away the tick: {item}") if item.done else _("Tick: {item}")
            text = done.format(item=item.text)
            text = _("{item} (must be done)").format(item=text) if item.required and not item.done else text
            acts.append((text, self._doing(e.Checked(item.item, not item.done))))
        if view.asks_esther:
            acts.append((_("Ask Esther how she is, 1 to 5"), self.facilitating.rate))
        return acts

    def _handover_acts(self) -> list[tuple[str, Act]]:
        handover = handover_view(self.sitting.session.state, self.sitting.words)
        if handover is None:
            return []
        if handover.received:
            acts: list[tuple[str, Act]] = [(_("Go on"), self._doing(c.Proceed()))]
            if handover.read_back and not handover.confirmed:
                confirm = _("{sender} confirms what was repeated").format(sender=handover.sender)
                acts.append((confirm, self._doing(c.Confirm())))
            return acts
        if handover.sent:
            return [(_("Go on with the handover"), lambda: hand_over(self.sitting, handover.form or Form.SPOKEN))]
        return [
            (_("Hand over by talking"), lambda: hand_over(self.sitting, Form.SPOKEN)),
            (_("Hand over in writing"), lambda: hand_over(self.sitting, Form.WRITTEN)),
            (_("Go on without handing over"), self._doing(c.Proceed())),
        ]

    def _doing(self, command: c.Choose | c.Proceed | c.Confirm | e.Checked) -> Act:
        """Return the act of carrying out a command; what is open can be passed, and that is written down."""

        def act() -> None:
            refusal = self.sitting.do(command)
            if refusal is None:
                return
            passed = self._passing(command, refusal)
            if passed and yes(
                self.sitting.desk, _("Go on all the same? It is written down that you did."), default=False
            ):
                self.sitting.do(passed)

        return act

    def _passing(self, command: Command, refusal: Refusal) -> Command | None:
        """Return the command that passes what the refusal is about, if any does."""
        if refusal.reason not in {Reason.CHECKLIST_OPEN, Reason.HANDOVER_OPEN}:
            return None
        if isinstance(command, c.Choose):
            return c.Choose(command.option, override=True)
        return c.Proceed(override=True) if isinstance(command, c.Proceed) else None

    def _reflect(self) -> None:
        self.sitting.advance()


def _nothing() -> None:
    return None
