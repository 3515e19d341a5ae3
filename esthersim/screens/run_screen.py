"""The base of every screen of a run: its session, what can be done now, the clock, and the event in sight."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import zip_longest

from esthersim.cleaning import clean_line
from esthersim.debriefing.reflection import ReflectionPhase
from esthersim.journal.drafts import Writing
from esthersim.journal.errors import JournalError
from esthersim.journal.session import Session
from esthersim.language import _, get_language
from esthersim.lengths import planned
from esthersim.play.commands import Pause
from esthersim.play.entry import Command
from esthersim.play.refusal import Refusal
from esthersim.play.state import Place
from esthersim.play.vocabulary import Reason, Step
from esthersim.runs.act import Act
from esthersim.runs.acts import act_of, acts
from esthersim.screens import keys
from esthersim.screens.base import AppScreen
from esthersim.screens.keys import Action
from esthersim.views.refusals import refusal_text
from esthersim.views.run import gate_line, time_line
from esthersim.views.steps import step_line

TICK_SECONDS = 0.25


def _has_option(act: Act, number: int) -> bool:
    """Return whether an act has an option with this number; true of an act that is not a choice."""
    options = getattr(act.ask, "options", None)
    return options is None or number <= len(options)


class RunScreen(AppScreen):
    """A screen of a run. `session` is the run; commands go through `ask`."""

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self._offered: tuple[tuple[object, ...], tuple[Act, ...]] = ((), ())
        self.refusal: Refusal | None = None
        """Why the last command was refused, if it was."""

    @property
    def session(self) -> Session:
        """The open run, or the last one while the screen closes. Raises `LookupError` if no run has been open."""
        self._session = self.program.session or self._session
        if self._session is None:
            raise LookupError("no run is open")
        return self._session

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return every action that works on this screen, in the order of the footer."""
        return keys.merged(cls.own_actions(), keys.in_a_run(), keys.everywhere())

    def phases(self) -> tuple[ReflectionPhase, ...]:
        """Return the phases of the reflection, on the screen that leads it."""
        return ()

    def acts(self) -> tuple[Act, ...]:
        """Return everything that the facilitator can do now; worked out again when state or language has changed."""
        session, phases = self.session, self.phases()
        key = (session.state, session.shown, get_language(), phases)
        if any(now is not then for now, then in zip_longest(key, self._offered[0])):
            self._offered = (key, acts(session.state, session.shown, phases=phases, papers=session.text.debrief))
        return self._offered[1]

    def act(self, id: str, about: str | None = None) -> Act | None:  # noqa: A002 - an act's own word for it
        """Return an act that is on offer, about one thing where that is named; `None` for any other."""
        return act_of(self.acts(), id, about)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a key works: if it stands for acts, one of them must be on offer."""
        if action == "devices" and not self.program.KEEPS_RUNS:
            return False  # a trial is for the author alone
        bound = self._bound.get((action, parameters))
        if bound is None or not bound.acts or self.program.session is None:
            return super().check_action(action, parameters)
        return any(act.id in bound.acts and _has_option(act, bound.option) for act in self.acts())

    def on_mount(self) -> None:
        """Look at the clock four times a second; Textual calls `on_mount` of the base classes by itself."""
        self.set_interval(TICK_SECONDS, self.tick)
        self.call_after_refresh(self.redraw_all)  # some drawings depend on sizes that only the first layout tells

    @property
    def today(self) -> date:
        """Today where the program runs."""
        return self.session.clock.utc().astimezone().date()

    @property
    def scenario_title(self) -> str:
        """The scenario's title in the language shown, on one line."""
        return clean_line(self.session.shown.title)

    def header(self) -> str:
        """Return scenario, step and room time."""
        session = self.session
        left = f"{self.scenario_title} · {step_line(session.state.step)}"
        right = time_line(session.state, session.room())
        return f"{left}\t" + " · ".join(filter(None, (self.program.seats.count(), right)))

    def tick(self) -> None:
        """Let time pass: a timer may run out. Called by the interval, and by tests."""
        if self.program.session is None or not self.is_attached:
            return
        step, seq = self.session.state.step, self.session.state.seq
        try:
            if slept := self.program.slept():
                self._woken(slept)
            self.session.tick()
            self.program.seats.tick()
        except JournalError as error:
            self.say(str(error), "failed")
            return
        if unsafe := self.session.drafts.complaint():
            self.app.notify(unsafe, severity="warning", timeout=15, markup=False)  # a question may lie above
        if seq != self.session.state.seq:
            self.changed(step)
        elif self.is_current:
            self.redraw_all()

    def on_descendant_blur(self) -> None:
        """Keep at once what was typed in the field that loses the focus."""
        self._save_drafts()

    def on_unmount(self) -> None:
        """Keep at once what was typed on the screen that closes."""
        self._save_drafts()

    def _save_drafts(self) -> None:
        if self.program.session is not None:
            self.session.drafts.save()

    def redraw_all(self) -> None:
        """Draw header and body; once that is on the screen, the event is in sight."""
        super().redraw_all()
        place = self.session.state.place if self.program.session is not None else None
        if place != self.program.sight.drawn:
            self.call_after_refresh(lambda: self.program.sight.draw(place, self.program.clock.monotonic()))

    def seen(self) -> Place | None:
        """Return the event that a key pressed now is meant for; see `Sight`."""
        return self.program.sight.seen(self.program.clock.monotonic())

    def _woken(self, slept: float) -> None:
        """Stop the clock after the computer has been asleep: the team has not played in the meantime."""
        if self.session.state.paused or self.session.state.step is Step.CLOSED:
            return
        self.session.do(Pause(interrupted=True))
        text = _("The computer has been asleep for {time}, which is not counted. The run is paused.")
        self.say(text.format(time=planned(slept)), "refused")

    def ask(self, command: Command, saves: Collection[Writing] = ()) -> bool:
        """Carry out a command and draw its effect, or say on the status line why it was not done.

        `saves` are the forms that the command saves.
        `refusal` then holds the refusal, if it was one. Nothing is lost when the journal fails: ask again.
        """
        if self.program.session is None:
            return False
        step = self.session.state.step
        try:
            self.refusal = self.session.do(command, place=self.seen() if command.of_event else None, saves=saves)
        except JournalError as error:
            self.say(str(error), "failed")
            return False
        if self.refusal is not None:
            self.say(self.reason(self.refusal), "refused")
            return False
        self.say("")
        self.changed(step)
        return True

    def reason(self, refusal: Refusal) -> str:
        """Return why a command was refused, in words for this screen."""
        return refusal_text(refusal, self.session.shown)

    def changed(self, step_before: Step) -> None:
        """Draw what is new; if the step has changed, show the screen of the new one."""
        if self.session.state.step is not step_before:
            self.program.show_step()
        else:
            self.redraw_all()

    def heard(self) -> None:
        """Draw what a seat has done at its own device."""
        if self.program.session is not None:
            self.changed(self.session.state.step)

    def action_next(self) -> None:
        """Go on to the next step, or say what is still missing at the gate."""
        act = self.act("advance")
        if act is not None and not self.ask(act.command()) and self.refusal is not None and self.can_override:
            why, key = gate_line(self.refusal.gate, self.session.shown), self.program.key_of("run.override", "o")
            self.say(_("Not yet: {why}. Press {key} to go on anyway.").format(why=why, key=key), "refused")

    @property
    def can_override(self) -> bool:
        """Whether the last refusal came from a gate that the facilitator may override."""
        act = self.act("advance")
        at_gate = self.refusal is not None and self.refusal.reason is Reason.GATE
        return at_gate and act is not None and act.passable

    def action_override(self) -> None:
        """Pass the gate that has just refused; the journal records what was still open."""
        act = self.act("advance")
        if act is not None and self.can_override:
            self.ask(act.command(override=True))

    def action_pause(self) -> None:
        """Stop room time, or let it run again."""
        act = self.act("pause") or self.act("continue")
        if act is not None and self.ask(act.command()):
            paused = self.session.state.paused
            self.say(_("Paused: the clock stands still.") if paused else _("The clock runs again."))

    def action_devices(self) -> None:
        """Show who is here with which telephone."""
        self.program.show_devices()

    def action_leave(self) -> None:
        """Go back home, after a question; the run is saved."""
        if self.focused is not None and self.focused.check_consume_key("a", "a"):
            self.set_focus(None)  # escape first leaves a field
            return
        self.program.ask_to_leave()
