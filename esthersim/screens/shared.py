"""The shared screen, which the room reads from five metres. It is drawn from views that hold nothing private."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.widget import Widget

from esthersim.language import _, get_language
from esthersim.play.refusal import Refusal
from esthersim.screens.keys import Action
from esthersim.screens.playing import PlayingScreen, choosing, ticking
from esthersim.screens.widgets.clock import ClockBar, clock_view
from esthersim.screens.widgets.handover import room_lines
from esthersim.screens.widgets.pane import Pane, TextBlock
from esthersim.screens.widgets.shared import TALL, large_clock, shared_lines
from esthersim.views.deciding import proposals, still_to_propose
from esthersim.views.handover import HandoverView, handover_view, room_view
from esthersim.views.hearing import is_closed
from esthersim.views.refusals import refusal_to_all


class SharedScreen(PlayingScreen):
    """The console in a form for everybody to see. The key that opened it goes back to the console."""

    CSS_PATH = "shared.tcss"
    TO_ALL = True

    def __init__(self, *, at_handover: bool = False) -> None:
        super().__init__()
        self._at_handover = at_handover
        self._arrival = 0

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions that work while everybody is watching."""
        return (
            Action("shared.console", "s,f5", "console", _("Console"), shown=True),
            Action("shared.handover", "h", "handover", _("Handover"), shown=True, acts=("send", "rate-confidence")),
            Action("shared.belongs", "k", "belongs", _("What belongs in each part"), shown=True),
            *choosing("shared", cls.TICKED),
            *ticking("shared", cls.TICKED),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Compose the text and the clocks: one line on low screens, the large one on tall screens."""
        yield ClockBar(id="clock")
        yield Pane(id="room")
        yield TextBlock(id="large-clock")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self._arrival = self.session.state.here.way.seq
        self.query_one("#room", Pane).focus()

    def header(self) -> str:
        """Return the scenario's title alone: the room needs no more."""
        return self.scenario_title

    def handover(self) -> HandoverView | None:
        """Return the handover if it is the one being shown."""
        session = self.session
        view = handover_view(session.state, session.shown, session.text.debrief) if self._at_handover else None
        return room_view(view, session.state) if view is not None else None

    def _proposed(self) -> tuple[int, int]:
        """Return how many seats have proposed something, and how many are to."""
        state, shown = self.session.state, self.session.shown
        made = len(proposals(state, shown))
        return made, made + len(still_to_propose(state, shown))

    def redraw(self) -> None:
        """Draw what has changed."""
        if self.session.state.journey is None:
            return
        arrival = self.session.state.here.way.seq
        pane = self.query_one("#room", Pane)
        if arrival != self._arrival:
            self._arrival, self._at_handover = arrival, False
            pane.scroll_home(animate=False)
            self.refresh_bindings()
        view, handover, rows = self.event(), self.handover(), self.size.height
        clock = clock_view(view)
        self.query_one(ClockBar).show(clock)
        self.query_one("#large-clock", TextBlock).show(
            (clock, rows, get_language()), lambda columns: large_clock(clock, columns) if rows >= TALL else ()
        )
        untimed = replace(view, room_time="", timer=None)
        room, proposed = pane.size.height, self._proposed()
        pane.show(
            (untimed, handover, rows, room, proposed, get_language()),
            lambda columns: (
                room_lines(handover, columns, room) if handover else shared_lines(untimed, columns, rows, proposed)
            ),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether there is something to do for an action."""
        session = self.program.session
        if session is None or session.state.journey is None:
            return True
        if action == "belongs":
            return self.handover() is not None
        if action in {"choose", "list", "tick"} and is_closed(session.state):
            return False  # what can be done there is not for everybody's eyes
        return not (action in {"choose", "list"} and self._at_handover) and super().check_action(action, parameters)

    def reason(self, refusal: Refusal) -> str:
        """Return why a command was refused, without what not everybody hears."""
        return refusal_to_all(refusal, self.session.shown, self.session.state)

    def action_console(self) -> None:
        """Go back to the console."""
        self.dismiss()

    def action_choose(self, number: int) -> None:
        """Make the decision."""
        if not self._at_handover:
            self.choose(number)

    def action_handover(self) -> None:
        """Turn between the event and the prompts of its handover."""
        self._at_handover = not self._at_handover
        self.redraw()
        self.refresh_bindings()

    def action_next(self) -> None:
        """Go on. A handover is shown first; it is finished at the console, where its facts are ticked."""
        send = self.act("send")
        if send is None:
            super().action_next()
        elif not self._at_handover:
            self.action_handover()
        elif self.act("receive") is None:
            self.ask(send.command())
        else:
            self.say(_("{key}: to the console, to finish the handover.").format(
                key=self.key_names["console"]), "refused")  # fmt: skip
