"""The third step, the simulation: event by event, with one numbered list of what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from esthersim.language import _
from esthersim.plain.act_runner import ask_number
from esthersim.plain.dialogue import MovedOn
from esthersim.plain.facilitating import Facilitating
from esthersim.plain.handover import hand_over
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import choose, pick
from esthersim.plain.reading_aloud import read_event, read_inject, said_here, say_timer
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.timers import read_timer
from esthersim.play.vocabulary import FACILITATOR, Cause, Form, Step
from esthersim.runs.act import Act
from esthersim.runs.act_names import act_name
from esthersim.runs.asks import Choice
from esthersim.views.event import patients_to_ask

PATIENCE = 10.0
"""The fewest seconds of room time between two reminders of the timer at one event."""


@dataclass(slots=True)
class Simulation:
    """The simulation of a run.

    Five fields hold an arrival by its sequence number: `read` the one that was last read aloud, `warned` the one whose
    time was last said to be up, `arrived` the team's latest. While nobody typed, it was last said of `told` that the
    journey has come there, and of `hurried` that little time is left. `timed` is the room time of the last reminder.
    """

    run: PlainRun
    read: int = 0
    warned: int = 0
    arrived: int = 0
    timed: float | None = None
    told: int = 0
    hurried: int = 0
    facilitating: Facilitating = field(init=False)

    def __post_init__(self) -> None:
        self.facilitating = Facilitating(self.run, self.again)

    def play(self) -> None:
        """Lead the team through the journey until the run goes on to the reflection."""
        dialogue, session = self.run.dialogue, self.run.session
        dialogue.commands, dialogue.before, dialogue.after = self.facilitating.commands, self.before, self.after
        dialogue.idle = self.idle
        try:
            while session.state.step is Step.SIMULATION:
                try:
                    self._one_turn()
                except MovedOn:
                    continue
        finally:
            dialogue.commands, dialogue.before, dialogue.after = self.facilitating.everywhere, _nothing, _nothing
            dialogue.idle = _nothing

    def again(self) -> None:
        """Read the event aloud again, with its list, and with all that may still come by itself."""
        self.read = 0
        self.facilitating.announced.clear()
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

    def idle(self) -> None:
        """Say while nobody types what time or the seats have brought; what follows from it comes with the next line."""
        session = self.run.session
        if session.state.step is not Step.SIMULATION or session.state.paused:
            return
        here = session.state.here
        if here.way.seq != self.arrived:
            if self.told != here.way.seq:
                self.told = here.way.seq
                self.run.dialogue.say(_("The journey has moved on. Press Enter to hear where."))
        elif here.ran_out and self.warned != here.way.seq:
            self._moved()
        elif (reading := read_timer(session.state, session.room())) and reading.urgent and self.hurried != self.arrived:
            self.hurried = self.arrived
            say_timer(self.run)

    def _tick(self) -> None:
        session = self.run.session
        before = session.state.seq
        self.run.do(c.Tick())
        if session.state.step is Step.SIMULATION and self._moved():
            raise MovedOn
        self._came_since(before)

    def _came_since(self, seq: int) -> None:
        """Read the injects aloud that have come by themselves since an entry, where the team still is."""
        session = self.run.session
        came = sum(isinstance(each.entry, e.InjectArrived) and each.entry.came for each in session.journal[seq:])
        if came and session.state.step is Step.SIMULATION:
            for inject in said_here(self.run).injects[-came:]:
                read_inject(self.run.dialogue, inject)

    def _moved(self) -> bool:
        """Say what the passing of time has caused; return whether the team has moved to another event."""
        session, dialogue, here = self.run.session, self.run.dialogue, self.run.session.state.here
        if here.way.seq != self.arrived:
            by_time = any(isinstance(each.entry, e.TimerExpired) and not each.entry.early and each.seq > self.arrived
                          for each in session.journal[-2:])  # fmt: skip
            came = isinstance(entry := session.retelling.entry(here.way.seq), e.Arrived) and entry.cause is Cause.INJECT
            if came and self.arrived:
                dialogue.say()
                dialogue.say(_("Something has happened, and the journey has moved on."))
            elif by_time and self.arrived:
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
        numbered = self._numbered()
        run.dialogue.say()
        decision = said_here(run).decision
        if decision:
            by = "; ".join(decision.by) or _("The whole team")
            run.dialogue.say(_("{by}: {question}").format(by=by, question=decision.question))
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

    def _numbered(self) -> list[tuple[str, Callable[[], None]]]:
        """Return the labels and handlers of the acts in an event's list; the other acts are typed."""
        offered = self.run.acts()
        begun = any(act.id == "receive" for act in offered)
        numbered: list[tuple[str, Callable[[], None]]] = []
        if self.run.session.state.at_ending:
            numbered.append((self.run.act("advance").label, self._advance))
        hidden: set[str] = set()
        for act in offered:
            if act.private and act.id in {"choose", "check"} and not self.run.dialogue.facilitator:
                if act.id not in hidden:
                    name = act_name(act.id)
                    label = _("{act}: private, for those who hear the event").format(act=name)
                    numbered.append((label, partial(self.facilitating.carry_out, act.id)))
                hidden.add(act.id)
            else:
                numbered += self._entries(act, begun=begun)
        return numbered

    def _entries(self, act: Act, *, begun: bool) -> list[tuple[str, Callable[[], None]]]:
        """Return what an act is in the list; `begun` says whether a handover has been sent and not received."""
        match act.id:
            case "choose" if isinstance(act.ask, Choice):
                return [(option.label, partial(self._do, act, option.id)) for option in act.ask.options]
            case "send" if not begun:
                return [(act.label, partial(hand_over, self.run, Form.SPOKEN))]
            case "send-written" if not begun:
                return [(act.label, partial(hand_over, self.run, Form.WRITTEN))]
            case "receive":
                return [(_("Go on with the handover"), partial(hand_over, self.run, Form.SPOKEN))]
            case "proceed" if not begun:
                return [(act.label, partial(self._do, act))]
            case "confirm" | "check":
                return [(act.label, partial(self._do, act))]
            case "rate" if act.about in {each or FACILITATOR for each in patients_to_ask(self.run.session.state)}:
                return [(act.label, partial(self._rate, act))]
            case _:
                return []

    def _rate(self, act: Act) -> None:
        """Ask a patient how it is."""
        value = ask_number(self.run.dialogue, act)
        if value is not None and self.facilitating.runner.do(act, value):
            self.run.dialogue.say(_("Written down."))

    def _do(self, act: Act, value: object = None) -> None:
        self.facilitating.runner.do(act, value)

    def _advance(self) -> None:
        self.run.advance()


def _nothing() -> None:
    return None
