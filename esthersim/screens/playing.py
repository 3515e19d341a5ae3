"""The base of the screens of the simulation: the keys as people see them, and refusals that can be overridden."""

from __future__ import annotations

from collections.abc import Collection

from textual.screen import ModalScreen

from esthersim.journal.drafts import Writing
from esthersim.journal.errors import JournalError
from esthersim.language import _
from esthersim.play.entry import Command
from esthersim.play.vocabulary import Step
from esthersim.runs.act import Act
from esthersim.runs.act_names import act_name
from esthersim.runs.asks import Choice
from esthersim.screens import keys
from esthersim.screens.keys import Action, from_list
from esthersim.screens.run_screen import RunScreen
from esthersim.screens.text_dialog import TextDialog
from esthersim.screens.widgets.event import LETTERS, MOST_OPTIONS, KeyNames, item_rows, option_rows
from esthersim.screens.widgets.handover import belongs_lines
from esthersim.screens.widgets.row_list import FromList, Row
from esthersim.screens.widgets.ticks import next_status
from esthersim.views.event import EventView, event_view
from esthersim.views.handover import HandoverView, handover_view
from esthersim.views.hearing import Said
from esthersim.views.refusals import refusal_text


def choosing(where: str, ticked: tuple[str, ...]) -> tuple[Action, ...]:
    """Return the digits that make a decision on a screen, and the list that also has what is `ticked` there."""
    digits = (
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
    return (*digits, from_list(where, ("choose", *ticked)))


def ticking(where: str, ticked: tuple[str, ...]) -> tuple[Action, ...]:
    """Return the letters that tick on a screen, for these acts."""
    return tuple(
        Action(f"{where}.tick_{letter.lower()}", letter, f"tick({number})", _("Tick"), acts=ticked)
        for number, letter in enumerate(LETTERS)
    )


class PlayingScreen(RunScreen):
    """A screen of the simulation."""

    NEXT = "enter,n"
    """The keys that go on."""
    GOES_ON: tuple[str, ...] = ("proceed",)
    """The acts that the key for going on can do."""
    TICKED: tuple[str, ...] = ("check",)
    """The acts that letters tick."""
    BEFORE_NEXT = 0
    """How many of the screen's own actions stand before it in the footer."""

    def __init__(self) -> None:
        super().__init__()
        self._stronger: Command | None = None
        self._key_names = KeyNames()

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return the actions of the simulation, where Enter goes on."""
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
        session = self.session
        view = handover_view(session.state, session.shown, session.text.debrief)
        if view is not None:
            self.app.push_screen(TextDialog(belongs_lines(view.format), also="k"))

    def ask(self, command: Command, saves: Collection[Writing] = ()) -> bool:
        """Carry out a command, as `RunScreen.ask`."""
        self._stronger = None
        return super().ask(command, saves)

    def action_do(self, id: str) -> None:  # noqa: A002 - an act's own word for it
        """Do an act that asks for nothing."""
        act = self.act(id)
        if act is not None:
            self.carry_out(act)

    def carry_out(self, act: Act, value: object = None) -> bool:
        """Carry out an act; if it is refused and can be overridden, say which key does so."""
        if self.ask(act.command(value)):
            return True
        if self.refusal is not None and act.can_pass(self.refusal, value):
            self._stronger = act.command(value, override=True)
            why = self.reason(self.refusal).rstrip(".")
            self.say(
                _("{why}. {key}: go on anyway; the journal records it.").format(
                    why=why, key=self.key_names["override"]
                ),
                "refused",
            )
        return False

    def tick(self) -> None:
        """Let time pass; the clocks are drawn under a dialog, too."""
        super().tick()
        stack = self.app.screen_stack
        if len(stack) > 1 and stack[-2] is self and isinstance(stack[-1], ModalScreen) and self.program.session:
            self.redraw_all()

    def still_at(self, arrival: int) -> bool:
        """Return whether the team is still where it was when a dialog was opened; say so if it is not."""
        state = self.session.state
        if state.journey is not None and state.journey.way.seq == arrival:
            return True
        self.say(_("The journey has moved on; nothing was recorded."), "refused")
        return False

    def why_not(self, command: Command, saves: Collection[Writing] = ()) -> str:
        """Carry out a command for a dialog that keeps its text; return why it was refused or not stored, or nothing."""
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
        """Do what has just been refused; the journal records what was still open."""
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

    @property
    def crowded(self) -> bool:
        """Whether there are more options than digits, or more to tick than letters."""
        if self.program.session is None:
            return False
        act = self.act("choose")
        options = len(act.ask.options) if act is not None and isinstance(act.ask, Choice) else 0
        return options > MOST_OPTIONS or len(self.ticked()) > len(LETTERS)

    def listed(self) -> list[Row]:
        """Return all that can be chosen and ticked here, for everybody's eyes."""
        return self.rows_of(self.event().said)

    @staticmethod
    def rows_of(said: Said) -> list[Row]:
        """Return the options and the items of the checklist as rows."""
        return [*option_rows(said.decision), *item_rows(said.checklist)]

    def action_list(self) -> None:
        """Choose or tick from a list."""
        arrival = self.session.state.here.way.seq

        def tick(key: str) -> bool:
            if not self.still_at(arrival):
                return False
            act = next((each for each in self.ticked() if f"{each.id}:{each.about}" == key), None)
            if act is not None:
                self._tick(act)
            return act is not None

        def picked(key: str | None) -> None:
            if key is None or not self.still_at(arrival):
                return
            options = [row.key for row in self.listed() if row.key.startswith("choose:")]
            if key in options:
                self.choose(options.index(key) + 1)

        self.app.push_screen(FromList(_("Choose or tick"), self.listed, tick), picked)

    def ticked(self) -> tuple[Act, ...]:
        """Return what letters tick: first the items of the checklist, then, for the facilitator, the expectations."""
        return tuple(act for id_ in self.TICKED for act in self.acts() if act.id == id_)

    def action_tick(self, number: int) -> None:
        """Tick the item or expectation at a letter (0 is A): an item on and off, an expectation to its next status."""
        offered = self.ticked()
        if number < len(offered):
            self._tick(offered[number])

    def _tick(self, act: Act) -> None:
        here = self.session.state.here
        round_of = next_status(here.marks.get((here.event, act.about))).value
        self.ask(act.command(round_of if isinstance(act.ask, Choice) else None))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether something can be done at this event; an ending leads on to the reflection."""
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
        """Draw what has happened while another screen was on top."""
        if self.is_mounted and self.program.session is not None:
            self.redraw_all()
            self.refresh_bindings()
