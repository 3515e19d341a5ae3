"""The third step, the simulation: event by event, with one numbered list of what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from esthersim.language import _
from esthersim.plain.dialogue import MovedOn
from esthersim.plain.facilitating import Facilitating
from esthersim.plain.handover import hand_over
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import choose, pick
from esthersim.plain.reading_aloud import read_event, say_timer
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import Form, Step
from esthersim.runs.act import Act
from esthersim.runs.asks import Choice
from esthersim.views.event import EventView, event_view

PATIENCE = 10.0
"""The fewest seconds of room time between two reminders of the timer at one event."""


@dataclass(slots=True)
class Simulation:
    """The simulation of a run.

    Three fields hold an arrival by its sequence number: `read` the one that was last read aloud, `warned` the one whose
    time was last said to be up, `arrived` the team's latest. `timed` is the room time of the last timer reminder.
    """

    run: PlainRun
    read: int = 0
    warned: int = 0
    arrived: int = 0
    timed: float | None = None
    facilitating: Facilitating = field(init=False)

    def __post_init__(self) -> None:
        self.facilitating = Facilitating(self.run, self.again)

    def play(self) -> None:
        """Lead the team through the journey until the run goes on to the reflection."""
        dialogue, session = self.run.dialogue, self.run.session
        dialogue.commands, dialogue.before, dialogue.after = self.facilitating.commands, self.before, self.after
        try:
            while session.state.step is Step.SIMULATION:
                try:
                    self._one_turn()
                except MovedOn:
                    continue
        finally:
            dialogue.commands, dialogue.before, dialogue.after = self.facilitating.everywhere, _nothing, _nothing

    def again(self) -> None:
        """Read the event aloud again, with its list."""
        self.read = 0
        raise MovedOn

    # Before and after every line that is read

    def before(self) -> None:
        """Account for the time until a prompt, and say how much is left, at most every `PATIENCE` seconds."""
        self._tick()
        room = self.run.session.room()
        if self.timed is None or room - self.timed >= PATIENCE:
            self.timed = room
            say_timer(self.run)

    def after(self) -> None:
        """Account for the time in which a line was typed."""
        self._tick()

    def _tick(self) -> None:
        session = self.run.session
        self.run.do(c.Tick())
        if session.state.step is Step.SIMULATION and self._moved():
            raise MovedOn

    def _moved(self) -> bool:
        """Say what the passing of time has caused; return whether the team has moved to another event."""
        session, dialogue, here = self.run.session, self.run.dialogue, self.run.session.state.here
        if here.way.seq != self.arrived:
            by_time = any(isinstance(each.entry, e.TimerExpired) and not each.entry.early and each.seq > self.arrived
                          for each in session.journal[-2:])  # fmt: skip
            if by_time and self.arrived:
                dialogue.say()
                dialogue.say(_("Time is up. The journey has moved on; an answer that came too late is not used."))
            self.arrived = here.way.seq
            return True
        if here.ran_out and self.warned != here.way.seq:
            self.warned = here.way.seq
            dialogue.say(_("The time for this event is up. The journey waits for you: go on when you are ready."))
        return False

    # One event

    def _one_turn(self) -> None:
        self.timed = None
        run, session = self.run, self.run.session
        run.do(c.Tick())
        self._moved()
        if session.state.paused:
            self._paused()
            return
        if self.read != self.arrived:
            self.read = self.arrived
            read_event(run)
            self.facilitating.inline()
        view = event_view(session.retelling, run.shown, session.room())
        numbered = self._numbered(view)
        run.dialogue.say()
        if view.decision:
            by = "; ".join(view.decision.by) or _("The whole team")
            run.dialogue.say(_("{by}: {question}").format(by=by, question=view.decision.question))
        run.dialogue.numbered([text for text, _does in numbered])
        only = 0 if len(numbered) == 1 else None
        numbered[pick(run.dialogue, _("What now?"), len(numbered), default=only)][1]()

    def _paused(self) -> None:
        dialogue = self.run.dialogue
        dialogue.say()
        dialogue.say(_("Paused: the clock stands still."))
        resume = self.run.act("continue")
        choose(dialogue, _("Ready?"), (resume.label,), default=0)
        if self.run.session.state.paused:
            self.run.do(resume.command())

    def _numbered(self, view: EventView) -> list[tuple[str, Callable[[], None]]]:
        """Return the labels and handlers of the acts in an event's list; the other acts are typed."""
        offered = self.run.acts()
        begun = any(act.id == "receive" for act in offered)
        numbered: list[tuple[str, Callable[[], None]]] = []
        if self.run.session.state.at_ending:
            numbered.append((self.run.act("advance").label, self._advance))
        for act in offered:
            match act.id:
                case "choose" if isinstance(act.ask, Choice):
                    numbered += [(option.label, partial(self._do, act, option.id)) for option in act.ask.options]
                case "send" if not begun:
                    numbered.append((act.label, partial(hand_over, self.run, Form.SPOKEN)))
                case "send-written" if not begun:
                    numbered.append((act.label, partial(hand_over, self.run, Form.WRITTEN)))
                case "receive":
                    numbered.append((_("Go on with the handover"), partial(hand_over, self.run, Form.SPOKEN)))
                case "proceed" if not begun:
                    numbered.append((act.label, partial(self._do, act)))
                case "confirm" | "check":
                    numbered.append((act.label, partial(self._do, act)))
                case "rate" if view.asks_esther:
                    numbered.append((act.label, partial(self.facilitating.carry_out, "rate")))
                case _:
                    pass
        return numbered

    def _do(self, act: Act, value: object = None) -> None:
        self.facilitating.runner.do(act, value)

    def _advance(self) -> None:
        self.run.advance()


def _nothing() -> None:
    return None
