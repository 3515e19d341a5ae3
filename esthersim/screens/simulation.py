"""The facilitator's console: the event, the facilitator's own notes and cues, and the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from esthersim.language import _, get_language
from esthersim.play.vocabulary import FACILITATOR
from esthersim.runs.act import Act
from esthersim.runs.act_names import act_name
from esthersim.runs.asks import Number
from esthersim.runs.names import seat_title
from esthersim.screens.base import PlainStatic
from esthersim.screens.facilitating import FacilitatingScreen
from esthersim.screens.handover import HandoverScreen
from esthersim.screens.keys import Action
from esthersim.screens.playing import choosing, ticking
from esthersim.screens.widgets.clock import ClockBar, clock_view
from esthersim.screens.widgets.dialogs import PickDialog, RatingDialog
from esthersim.screens.widgets.event import MOST_OPTIONS, ConsoleText, event_lines
from esthersim.screens.widgets.pane import Pane
from esthersim.screens.widgets.private import due_cue, expectation_rows, private_lines
from esthersim.screens.widgets.rail import RailPane
from esthersim.screens.widgets.row_list import Row
from esthersim.views.deciding import proposals, still_to_propose
from esthersim.views.event import CueView, PrivateView, patients_to_ask
from esthersim.views.handover import handover_view

AT_HANDOVER = ("send", "rate-confidence")
"""The acts of which one is on offer at every handover, whether it has been received or not."""
PAGES = ("event", "private", "map")


class SimulationScreen(FacilitatingScreen):
    """The console. Wide terminals show all three panes, narrow ones the one that was asked for."""

    CSS_PATH = "simulation.tcss"
    BEFORE_NEXT = MOST_OPTIONS + 4
    TICKED = ("check", "mark-expectation")

    def __init__(self) -> None:
        super().__init__()
        self._page = "event"
        self._drawn_at = ("", 0)
        self._due = False

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return what the facilitator does during the simulation."""
        return (
            *choosing("simulation", cls.TICKED),
            Action("simulation.cue", "u", "cue", act_name("cue"), shown=True, acts=("cue",)),
            Action("simulation.handover", "h", "handover", _("Handover"), shown=True, acts=AT_HANDOVER),
            Action("simulation.esther", "e", "esther", act_name("rate"), shown=True, acts=("rate",)),
            Action("simulation.shared", "s,f5", "shared", _("Shared screen"), shown=True),
            Action("simulation.private", "f", "page('private')", _("For the facilitator")),
            Action("simulation.inject", "i", "inject", act_name("inject"), acts=("inject",)),
            Action("simulation.hold", "a", "hold", act_name("hold"), acts=("hold",)),
            Action("simulation.note", "t", "note", act_name("note"), shown=True, acts=("note",)),
            Action("simulation.observe", "w", "observe", act_name("observe"), acts=("observe",)),
            Action("simulation.spoke", "r", "spoke", act_name("took-part"), acts=("took-part",)),
            Action("simulation.card", "c", "card", _("Role card")),
            Action("simulation.journal", "j", "journal", _("Journal"), shown=True),
            Action("simulation.map", "m", "page('map')", _("Map"), shown=True),
            Action("simulation.extend", "plus", "extend", _("One minute more"), acts=("extend",)),
            Action("simulation.run_out", "x", "run_out", act_name("run-out"), acts=("run-out",)),
            Action("simulation.go_to", "g", "go_to", act_name("go-to"), acts=("go-to",)),
            *ticking("simulation", cls.TICKED),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Compose the clock line, the three panes and the line that says what is due."""
        yield ClockBar(id="clock")
        with Horizontal(id="panes"):
            yield Pane(id="event")
            with Vertical(id="side"):
                yield Pane(id="private")
                yield RailPane(id="map")
        yield PlainStatic(id="due")

    def on_mount(self) -> None:
        """Let the arrows scroll the event; Textual calls `on_mount` of the base classes by itself."""
        self._show_page("event")

    # Drawing

    def redraw(self) -> None:
        """Draw what has changed in each pane."""
        session = self.session
        if session.state.journey is None:
            return
        view, private, names, language = self.event(), self.private(), self.key_names, get_language()
        handover = handover_view(session.state, session.shown, session.text.debrief)
        self.query_one(ClockBar).show(clock_view(view))
        untimed = replace(view, room_time="", timer=None)
        heard = ConsoleText(
            private.said,
            private.hearers,
            proposals(session.state, session.shown),
            still_to_propose(session.state, session.shown),
        )
        pane = self.query_one("#event", Pane)
        rows = pane.size.height
        pane.show(
            (untimed, heard, handover, names, language, rows),
            lambda columns: event_lines(untimed, heard, handover, names, columns, rows),
        )
        items = len(heard.said.checklist)
        shown = tuple(replace(each, left=each.left and round(each.left)) for each in private.expectations)
        private = replace(private, expectations=shown)
        self.query_one("#private", Pane).show(
            (private, items, names, language), lambda columns: private_lines(private, items, names, columns)
        )
        self.query_one(RailPane).show_way(session.shown, session.state, language)
        self._show_due(due_cue(private), private)
        arrival = (view.event, session.state.here.way.seq)
        if arrival != self._drawn_at:
            self._drawn_at = arrival
            pane.scroll_home(animate=False)
            self.query_one("#private", Pane).scroll_home(animate=False)
            self.refresh_bindings()

    def _show_due(self, cue: CueView | None, private: PrivateView) -> None:
        line = self.query_one("#due", PlainStatic)
        if cue is not None:
            text = cue.text.splitlines()[0]
            line.show(_("▶ CUE NOW: {cue}  ({key}: given)").format(cue=text, key=self.key_names["cue"]))
        elif self._page != "event":
            line.show(_("{key}: back to the event").format(
                key=self.key_names["private" if self._page == "private" else "map"]))  # fmt: skip
        else:
            open_ones = sum(each.status is None for each in private.expectations)
            line.show(
                _("{key}: for you alone (note, cues, {count} expected)   {map}: map").format(
                    key=self.key_names["private"], count=open_ones, map=self.key_names["map"]
                )
            )
        if self._due != (cue is not None):
            self._due = cue is not None
            line.set_class(self._due, "-now")
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether something can be done at this event; a cue can be given once its time has come."""
        return (action != "cue" or self._due) and super().check_action(action, parameters)

    # Pages

    def action_page(self, page: str) -> None:
        """Turn to a pane, or back to the event; on wide terminals it gets the arrows."""
        self._show_page("event" if self._page == page else page)
        self.redraw()

    def _show_page(self, page: str) -> None:
        self._page = page
        panes = self.query_one("#panes")
        for each in PAGES:
            panes.set_class(each == page, f"-{each}")
        self.query_one(f"#{page}", Pane).focus()

    # What the team does

    def action_choose(self, number: int) -> None:
        """Make the decision."""
        self.choose(number)

    def listed(self) -> list[Row]:
        """Return all that can be chosen and ticked here, what is expected too: the console is the facilitator's."""
        private = self.private()
        return [*self.rows_of(private.said), *expectation_rows(private)]

    def action_esther(self) -> None:
        """Ask each patient for a rating who has not given one; once all have, any of them again."""
        waiting = [each or FACILITATOR for each in patients_to_ask(self.session.state)]
        offered = [act for act in self.acts() if act.id == "rate"]
        asked = [act for act in offered if act.about in waiting] or offered
        self._ask_each(asked if waiting else asked[:1], again=not waiting and len(offered) > 1)

    def _ask_each(self, acts: list[Act], *, again: bool = False) -> None:
        """Ask for one rating after the other; `again` lets the facilitator choose whom to ask once more."""
        arrival = self.session.state.here.way.seq
        if again:
            everybody = {act.about: act for act in self.acts() if act.id == "rate"}

            def picked(role: str | None) -> None:
                if role is not None and self.still_at(arrival):
                    self._ask_each([everybody[role]])

            choices = [(key, act.label) for key, act in everybody.items()]
            self.app.push_screen(
                PickDialog(act_name("rate"), _("All have said how it is. Ask again?"), choices), picked
            )
            return
        if not acts:
            return
        act, *others = acts

        def rated(value: int | None) -> None:
            if value is None or not self.still_at(arrival) or not self.ask(act.command(value)):
                return
            who = self._title(act.about)
            self.say(_("{person}: {value} of 5").format(person=who, value=value))
            self._ask_each(others)

        if isinstance(act.ask, Number):
            self.app.push_screen(RatingDialog(act.question, act.ask.low, act.ask.high), rated)

    def _title(self, seat: str) -> str:
        return _("The patient") if seat == FACILITATOR else seat_title(self.session.shown, seat)

    def action_handover(self) -> None:
        """Open the handover."""
        self.app.push_screen(HandoverScreen())

    def action_next(self) -> None:
        """Go on; a handover at this event comes first."""
        handover = self.session.state.here.handover
        if handover is not None and not handover.received:
            self.action_handover()
        else:
            super().action_next()
