"""What the screens of the simulation share: the keys as people see them, and refusals that can be overridden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from esthersim.language import _
from esthersim.runs.act_names import act_name
from esthersim.runs.asks import Choice
from esthersim.screens import keys
from esthersim.screens.base import RoomScreen
from esthersim.screens.keys import Action
from esthersim.screens.widgets.event import LETTERS, KeyNames
from esthersim.screens.widgets.ticks import following
from esthersim.views.event import EventView, event_view
from esthersim.views.handover import HandoverView, handover_view

if TYPE_CHECKING:
    from collections.abc import Collection

    from esthersim.journal.drafts import Writing
    from esthersim.play.entry import Command
    from esthersim.play.vocabulary import Step
    from esthersim.runs.act import Act

MOST_OPTIONS = 9


def choosing(where: str) -> tuple[Action, ...]:
    """Return the digits that make a decision on a screen."""
    return tuple(
        Action(
            f"{where}.choose_{number}",
            str(number),
            f"choose({number})",
            act_name("choose"),
            shown=True,
            acts=("choose",),
            option=number,
        )
        for number in range(1, MOST_OPTIONS + 1)
    )


def ticking(where: str, most: int, acts: tuple[str, ...]) -> tuple[Action, ...]:
    """Return the letters that tick on a screen, the first `most` of them, for these acts."""
    return tuple(
        Action(f"{where}.tick_{letter.lower()}", letter, f"tick({number})", _("Tick"), acts=acts)
        for number, letter in enumerate(LETTERS[:most])
    )


class PlayingScreen(RoomScreen):
    """A screen of the simulation. It goes away by itself when the run's step or its event is another."""

    NEXT = "enter,n"
    """The keys that go on."""
    GOES_ON: tuple[str, ...] = ("proceed",)
    """The acts that going on may be."""
    TICKED: tuple[str, ...] = ("check",)
    """The acts that have a letter."""
    BEFORE_NEXT = 0
    """How many of the screen's own actions stand before it in the footer."""

    def __init__(self) -> None:
        super().__init__()
        self._stronger: Command | None = None
        self._key_names = KeyNames()

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return the actions of the simulation; what goes on is the enter key here."""
        going_on = Action("run.next", cls.NEXT, "next", act_name("proceed"), shown=True, acts=cls.GOES_ON)
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
        return event_view(session.retelling, session.shown, session.room())

    def handover_of(self, arrival: int) -> HandoverView | None:
        """Return the handover that a screen was opened for, or `None` where the journey has moved on since."""
        session, state = self.session, self.session.state
        if state.journey is None or (arrival and state.journey.way.seq != arrival):
            return None
        return handover_view(state, session.shown, session.text.debrief)

    def action_belongs(self) -> None:
        """Show what belongs in each part of the handover, and what the closed loop is."""
        from esthersim.screens.reading import Reading
        from esthersim.screens.widgets.handover import belongs_lines

        session = self.session
        view = handover_view(session.state, session.shown, session.text.debrief)
        if view is not None:
            self.app.push_screen(Reading(belongs_lines(view.format), also="k"))

    def ask(self, command: Command, saves: Collection[Writing] = ()) -> bool:
        """Carry out a command, as `RoomScreen.ask`."""
        self._stronger = None
        return super().ask(command, saves)

    def action_do(self, id: str) -> None:  # noqa: A002 - an act's own word for it
        """Do an act that asks for nothing."""
        act = self.act(id)
        if act is not None:
            self.carry_out(act)

    def carry_out(self, act: Act, value: object = None) -> bool:
        """Carry out an act; where the rules allow the facilitator to pass, tell the key that does so."""
        if self.ask(act.command(value)):
            return True
        if self.refusal is not None and act.can_pass(self.refusal, value):
            from esthersim.views.refusals import refusal_text

            self._stronger = act.command(value, override=True)
            why = refusal_text(self.refusal, self.session.shown).rstrip(".")
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

    def why_not(self, command: Command, saves: Collection[Writing] = ()) -> str:
        """Carry out a command; return why it was refused or not stored, else nothing: for a dialog that keeps text."""
        from esthersim.journal.errors import JournalError
        from esthersim.views.refusals import refusal_text

        step = self.session.state.step
        try:
            refusal = self.session.do(command, saves=saves)
        except JournalError as error:
            return str(error)
        if refusal is not None:
            return refusal_text(refusal, self.session.shown)
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
        if self.session.state.at_ending:
            super().action_next()
        else:
            self.action_do("proceed")

    def choose(self, number: int) -> None:
        """Make the decision with the option of this number."""
        act = self.act("choose")
        if act is None or not isinstance(act.ask, Choice) or number > len(act.ask.options):
            return
        option = act.ask.options[number - 1]
        if self.carry_out(act, option.id):
            self.say(_("Chosen: {option}").format(option=option.label.splitlines()[0]))

    def ticked(self) -> tuple[Act, ...]:
        """Return what has a letter: first the items of the checklist, then, for the facilitator, what is expected."""
        return tuple(act for id_ in self.TICKED for act in self.acts() if act.id == id_)

    def action_tick(self, number: int) -> None:
        """Tick what stands at a letter (0 is A): an item goes on and off, an expectation goes round its statuses."""
        offered = self.ticked()
        if number < len(offered):
            act = offered[number]
            here = self.session.state.here
            round_of = following(here.marks.get((here.event, act.about))).value
            self.ask(act.command(round_of if isinstance(act.ask, Choice) else None))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell what can be done at this event; from an ending one goes on to the reflection."""
        session = self.program.session
        if session is not None and action == "next" and session.state.at_ending:
            return True
        if session is not None and action == "tick" and isinstance(parameters[0], int):
            return parameters[0] < len(self.ticked())
        return super().check_action(action, parameters)

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
