"""What the screens of the simulation share: the keys as people see them, and refusals that can be overridden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from esthersim.language import _
from esthersim.play.words import Reason
from esthersim.screens import keys
from esthersim.screens.base import RoomScreen
from esthersim.screens.keys import Action
from esthersim.screens.widgets.event import LETTERS, KeyNames
from esthersim.views.event import EventView, event_view
from esthersim.views.handover import HandoverView, handover_view

if TYPE_CHECKING:
    from esthersim.play.entry import Command
    from esthersim.play.words import Step
    from esthersim.views.event import PrivateView

_CAN_BE_PASSED = frozenset((Reason.CHECKLIST_OPEN, Reason.HANDOVER_OPEN, Reason.INJECT_CLOSED))
MOST_OPTIONS = 9


def choosing(where: str) -> tuple[Action, ...]:
    """Return the digits that make a decision on a screen."""
    return tuple(
        Action(f"{where}.choose_{number}", str(number), f"choose({number})", _("Choose"), shown=True)
        for number in range(1, MOST_OPTIONS + 1)
    )


def ticking(where: str, most: int) -> tuple[Action, ...]:
    """Return the letters that tick on a screen, the first `most` of them."""
    return tuple(
        Action(f"{where}.tick_{letter.lower()}", letter, f"tick({number})", _("Tick"))
        for number, letter in enumerate(LETTERS[:most])
    )


class PlayingScreen(RoomScreen):
    """A screen of the simulation. It goes away by itself when the run's step or its event is another."""

    NEXT = "enter,n"
    """The keys that go on."""
    BEFORE_NEXT = 0
    """How many of the screen's own actions stand before it in the footer."""

    def __init__(self) -> None:
        super().__init__()
        self._stronger: Command | None = None
        self._key_names = KeyNames()

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return the actions of the simulation; what goes on is the enter key here."""
        going_on = Action("run.next", cls.NEXT, "next", _("Go on"), shown=True)
        mine = cls.own_actions()
        others = tuple(action for action in keys.in_a_run() if action.id != "run.next")
        return (*mine[: cls.BEFORE_NEXT], going_on, *mine[cls.BEFORE_NEXT :], *others, *keys.everywhere())

    def _bind(self) -> None:
        super()._bind()
        self._key_names = KeyNames()

    @property
    def key_names(self) -> KeyNames:
        """The keys as people see them, by what they do."""
        if not self._key_names.names and self.is_attached:
            shown: dict[str, str] = {}
            for action in self.all_actions():  # all of them: what cannot be done at this event can be at the next
                name, usual = action.id.partition(".")[2], action.keys.partition(",")[0]
                shown.setdefault(name, self.program.key_of(action.id, usual))
            self._key_names = KeyNames(tuple(shown.items()))
        return self._key_names

    def event(self) -> EventView:
        """Return the event as it is now."""
        session = self.session
        return event_view(session.retelling, session.words, session.room())

    def handover_of(self, arrival: int) -> HandoverView | None:
        """Return the handover that a screen was opened for, or `None` where the journey has moved on since."""
        state = self.session.state
        if state.journey is None or (arrival and state.journey.way.seq != arrival):
            return None
        return handover_view(state, self.session.words)

    def action_belongs(self) -> None:
        """Show what belongs in each part of the handover, and what the closed loop is."""
        from esthersim.screens.reading import Reading
        from esthersim.screens.widgets.handover import belongs_lines

        view = handover_view(self.session.state, self.session.words)
        if view is not None:
            self.app.push_screen(Reading(belongs_lines(view.format), also="k"))

    def ask(self, command: Command) -> bool:
        """Carry out a command, as `RoomScreen.ask`."""
        self._stronger = None
        return super().ask(command)

    def ask_or_offer(self, command: Command, stronger: Command) -> bool:
        """Carry out a command; where the rules allow the facilitator to pass, tell the key that does so."""
        if self.ask(command):
            return True
        if self.refusal is not None and self.refusal.reason in _CAN_BE_PASSED:
            from esthersim.views.refusals import refusal_text

            self._stronger = stronger
            why = refusal_text(self.refusal, self.session.words).rstrip(".")
            self.say(
                _("{why}. {key}: go on anyway; the journal keeps it.").format(why=why, key=self.key_names["override"]),
                "refused",
            )
        return False

    def tick(self) -> None:
        """Let time pass; under a question too the clocks go on being drawn."""
        super().tick()
        stack = self.app.screen_stack
        if len(stack) > 1 and stack[-2] is self and isinstance(stack[-1], ModalScreen) and self.program.session:
            self.redraw_all()

    def still_at(self, arrival: int) -> bool:
        """Tell whether the team is where it was when a question was put; say so where it is not."""
        state = self.session.state
        if state.journey is not None and state.journey.way.seq == arrival:
            return True
        self.say(_("The journey has moved on meanwhile; nothing was written."), "refused")
        return False

    def why_not(self, command: Command) -> str:
        """Carry out a command; return why it was refused or not stored, else nothing: for a dialog that keeps text."""
        from esthersim.journal.errors import JournalError
        from esthersim.views.refusals import refusal_text

        step = self.session.state.step
        try:
            refusal = self.session.do(command)
        except JournalError as error:
            return str(error)
        if refusal is not None:
            return refusal_text(refusal, self.session.words)
        self.changed(step)
        return ""

    def action_override(self) -> None:
        """Do what was just refused, all the same; the journal keeps what was open."""
        if self._stronger is None:
            super().action_override()
            return
        stronger, self._stronger = self._stronger, None
        self.ask(stronger)

    def action_next(self) -> None:
        """Go on: out of the event, or from an ending to the reflection."""
        from esthersim.play.commands import Proceed

        if self.session.state.at_ending:
            super().action_next()
        else:
            self.ask_or_offer(Proceed(), Proceed(override=True))

    def choose(self, number: int) -> None:
        """Make the decision with the option of this number."""
        from esthersim.play.commands import Choose

        decision = self.event().decision
        options = decision.options if decision else ()
        if number > len(options):
            return
        option = options[number - 1]
        if self.ask_or_offer(Choose(option.option), Choose(option.option, override=True)):
            self.say(_("Chosen: {option}").format(option=option.text.splitlines()[0]))

    def tick_letter(self, number: int, private: PrivateView | None) -> None:
        """Tick what stands at a letter (0 is A): a checklist's item, or, with `private`, an expectation."""
        from esthersim.screens.widgets.ticks import tick_command

        command = tick_command(number, self.event(), private)
        if command is not None:
            self.ask(command)

    def changed(self, step_before: Step) -> None:
        """Draw what is new, and let the footer name what works now."""
        super().changed(step_before)
        if self.is_attached:
            self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """Draw what has happened while another screen lay above."""
        if self.is_mounted and self.program.session is not None:
            self.redraw_all()
            self.refresh_bindings()
