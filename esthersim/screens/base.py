"""What every screen builds on: a header line, a body, a line for messages, a footer with the keys that work now."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from esthersim.cells import cut
from esthersim.cells import width as cells
from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.screens import keys
from esthersim.screens.footer import KeyFooter
from esthersim.screens.keys import Action, parsed
from esthersim.screens.private import set_bindings

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from esthersim.journal.drafts import Writing
    from esthersim.journal.session import Session
    from esthersim.play.entry import Command
    from esthersim.play.refusal import Refusal
    from esthersim.play.state import Place
    from esthersim.play.vocabulary import Step
    from esthersim.runs.act import Act
    from esthersim.screens.program import Program

Kind = Literal["", "told", "refused", "failed"]
"""Kinds of message: nothing, told (it worked), refused (not now), failed (the journal)."""

_SIGNS = {"": "", "told": "✓ ", "refused": "! ", "failed": "✗ "}
TICK_SECONDS = 0.25


def plain_text(text: str, style: str = "") -> Content:
    """Return people's text as content that is never read as markup; `style` is Textual's, such as ``bold``."""
    return Content.styled(text, style) if style else Content(text)


class PlainStatic(Static):
    """A `Static` that never reads markup; `show` draws only when the text has changed."""

    def __init__(
        self,
        text: str | Content = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(plain_text(text) if isinstance(text, str) else text, id=id, classes=classes, markup=False)
        self.auto_links = False
        self._shown: str | Content = text

    def show(self, text: str | Content) -> None:
        """Show a text in place of the one before."""
        if text != self._shown:
            self._shown = text
            self.update(plain_text(text) if isinstance(text, str) else text, layout=self.styles.auto_dimensions)


def two_ends(line: str, width: int) -> str:
    """Return a line of this many cells: what stands before the tab at the left, shortened, the rest at the right."""
    left, _tab, right = line.partition("\t")
    room = width - cells(right) - 1
    left = cut(left, max(room, 2))
    return left + " " * max(1, room + 1 - cells(left)) + right


def _has_option(act: Act, number: int) -> bool:
    """Tell whether an act has an option of this number, where it is a choice."""
    options = getattr(act.ask, "options", None)
    return options is None or number <= len(options)


class AppScreen(Screen[None]):
    """Any full screen of the program. Subclasses give `own_actions`, `compose_body` and `redraw`."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it
        (0, "-tiny"),
        (60, "-narrow"),
        (100, "-wide"),
        (160, "-huge"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-flat"),
        (16, "-low"),
        (34, "-tall"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._bind()

    @property
    def program(self) -> Program:
        """The app, as far as screens know it."""
        return cast("Program", self.app)

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of this screen alone, the most useful first, in the present language."""
        return ()

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return every action that works on this screen, in the order of the footer."""
        return keys.merged(cls.own_actions(), keys.everywhere())

    def _bind(self) -> None:
        actions = self.all_actions()
        self._bound = {parsed(action): action for action in actions}
        set_bindings(self, [action.binding() for action in actions])

    def compose(self) -> ComposeResult:
        """Compose the frame around the body."""
        yield PlainStatic(two_ends(self.header(), self.app.size.width - 2), id="header")
        with Vertical(id="body"):
            yield from self.compose_body()
        yield PlainStatic(id="too-small")
        yield PlainStatic(id="status")
        yield KeyFooter()

    def compose_body(self) -> Iterable[Widget]:
        """Yield the widgets between header and status line; their texts are set in `redraw`."""
        return ()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.redraw_all()

    def header(self) -> str:
        """Return the header line; what stands after a tab goes to the right edge."""
        return "esthersim"

    def redraw(self) -> None:
        """Draw the body anew from the state, in the present language. Must be cheap: it runs four times a second."""

    def redraw_all(self) -> None:
        """Draw header and body."""
        if self.is_mounted:
            self.query_one("#header", PlainStatic).show(two_ends(self.header(), self.size.width - 2))
            if self.has_class("-tiny", "-flat"):
                self._ask_for_room()
            self.redraw()

    def _ask_for_room(self) -> None:
        text = _("This window is too small. Make it at least {width} x {height}; it is {now} now. Everything is saved.")
        now = f"{self.size.width} x {self.size.height}"
        self.query_one("#too-small", PlainStatic).show(text.format(width=60, height=16, now=now))

    def relabel(self) -> None:
        """Speak the language that was just chosen."""
        self._bind()
        self.say("")
        self.redraw_all()

    def on_resize(self) -> None:
        """Fit the header line to the new width."""
        self.redraw_all()

    def say(self, text: str, kind: Kind = "told") -> None:
        """Show one line above the footer; an empty text clears it."""
        line = self.query_one("#status", PlainStatic) if self.is_mounted else None
        if line is not None:
            line.show(f"{_SIGNS[kind]}{text}" if text else "")
            line.set_classes(f"-{kind}" if text and kind else "")


class RoomScreen(AppScreen):
    """A screen of a run. `session` is the run; commands go through `ask`."""

    def __init__(self) -> None:
        super().__init__()
        self._session: Session | None = None
        self._offered: tuple[tuple[object, ...], tuple[Act, ...]] = ((), ())
        self.refusal: Refusal | None = None
        """Why the last command was refused, if it was."""

    @property
    def session(self) -> Session:
        """The run that is open, or the one that was while the screen goes away; `LookupError` before any was."""
        self._session = self.program.session or self._session
        if self._session is None:
            raise LookupError("no run is open")
        return self._session

    @classmethod
    def all_actions(cls) -> tuple[Action, ...]:
        """Return every action that works on this screen, in the order of the footer."""
        return keys.merged(cls.own_actions(), keys.in_a_run(), keys.everywhere())

    def acts(self) -> tuple[Act, ...]:
        """Return everything that the facilitator can do now; worked out anew when anything is another."""
        from esthersim.language import get_language
        from esthersim.runs.acts import acts

        session = self.session
        key = (session.state, session.shown, get_language())
        if any(now is not then for now, then in zip_longest(key, self._offered[0])):
            self._offered = (key, acts(session.state, session.shown, papers=session.text.debrief))
        return self._offered[1]

    def act(self, id: str, about: str | None = None) -> Act | None:  # noqa: A002 - an act's own word for it
        """Return an act that is on offer, about one thing where that is named; `None` for any other."""
        from esthersim.runs.acts import act_of

        return act_of(self.acts(), id, about)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key works: where it stands for acts, one of them is on offer."""
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
        from esthersim.views.run import time_line
        from esthersim.views.steps import step_line

        session = self.session
        left = f"{self.scenario_title} · {step_line(session.state.step)}"
        return left + "\t" + time_line(session.state, session.room())

    def tick(self) -> None:
        """Let time pass: a timer may run out. Called by the interval, and by tests."""
        from esthersim.journal.errors import JournalError

        if self.program.session is None or not self.is_attached:
            return
        step, seq = self.session.state.step, self.session.state.seq
        try:
            if slept := self.program.slept():
                self._woken(slept)
            self.session.tick()
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
        """Keep at once what was typed in the field that is left."""
        self._save_drafts()

    def on_unmount(self) -> None:
        """Keep at once what was typed on the screen that is left."""
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
        """Return the event that people have before their eyes, which a key means; see `Sight`."""
        return self.program.sight.seen(self.program.clock.monotonic())

    def _woken(self, slept: float) -> None:
        """Let the clock stand still after the computer was asleep: the team has not played meanwhile."""
        from esthersim.lengths import planned
        from esthersim.play.commands import Pause
        from esthersim.play.vocabulary import Step

        if self.session.state.paused or self.session.state.step is Step.CLOSED:
            return
        self.session.do(Pause(interrupted=True))
        text = _("The computer has been asleep for {time}, which is not counted. The run is paused.")
        self.say(text.format(time=planned(slept)), "refused")

    def ask(self, command: Command, saves: Collection[Writing] = ()) -> bool:
        """Carry out a command and draw its effect; tell on the status line why not, where not.

        `saves` are the forms that the command saves.
        After a refusal `refusal` holds it. Nothing is lost when the journal fails: the same can be asked again.
        """
        from esthersim.journal.errors import JournalError
        from esthersim.views.refusals import refusal_text

        if self.program.session is None:
            return False
        step = self.session.state.step
        try:
            self.refusal = self.session.do(command, place=self.seen() if command.of_event else None, saves=saves)
        except JournalError as error:
            self.say(str(error), "failed")
            return False
        if self.refusal is not None:
            self.say(refusal_text(self.refusal, self.session.shown), "refused")
            return False
        self.say("")
        self.changed(step)
        return True

    def changed(self, step_before: Step) -> None:
        """Draw what is new, on the screen of the next step where the step is another."""
        if self.session.state.step is not step_before:
            self.program.show_step()
        else:
            self.redraw_all()

    def action_next(self) -> None:
        """Go on to the next step, or tell what the gate still asks for."""
        act = self.act("advance")
        if act is not None and not self.ask(act.command()) and self.refusal is not None and self.can_override:
            from esthersim.views.run import gate_line

            why, key = gate_line(self.refusal.gate, self.session.shown), self.program.key_of("run.override", "o")
            self.say(_("Not yet: {why}. Press {key} to go on anyway.").format(why=why, key=key), "refused")

    @property
    def can_override(self) -> bool:
        """Whether the last refusal was a gate that the facilitator may pass all the same."""
        from esthersim.play.vocabulary import Reason

        act = self.act("advance")
        told = self.refusal is not None and self.refusal.reason is Reason.GATE
        return told and act is not None and act.passable

    def action_override(self) -> None:
        """Pass the gate that was just told; the journal keeps what was open."""
        act = self.act("advance")
        if act is not None and self.can_override:
            self.ask(act.command(override=True))

    def action_pause(self) -> None:
        """Stop room time, or let it run again."""
        act = self.act("pause") or self.act("continue")
        if act is not None and self.ask(act.command()):
            paused = self.session.state.paused
            self.say(_("Paused: the clock stands still.") if paused else _("The clock runs again."))

    def action_leave(self) -> None:
        """Go back home, after a question; the run is saved."""
        if self.focused is not None and self.focused.check_consume_key("a", "a"):
            self.set_focus(None)  # escape first leaves a field
            return
        self.program.ask_to_leave()
