"""The handover on the facilitator's console: prompts for the room, facts to tick, three stages, and confidence.

It is spoken by default. In writing, the keyboard is passed from seat to seat: see `written_handover`.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Horizontal
from textual.widget import Widget

from esthersim.language import _, get_language, ngettext
from esthersim.play.vocabulary import FactStatus, Form
from esthersim.runs.acts_handover import marking
from esthersim.runs.asks import Number
from esthersim.scenario.formats import OWN_WORDS
from esthersim.scenario.play_steps import TO_ALL
from esthersim.screens.base import PlainStatic
from esthersim.screens.confirmation import Confirmation
from esthersim.screens.keys import Action, from_list
from esthersim.screens.playing import PlayingScreen
from esthersim.screens.shared import SharedScreen
from esthersim.screens.widgets.clock import ClockBar, clock_view
from esthersim.screens.widgets.dialogs import RatingDialog
from esthersim.screens.widgets.handover import FromSeats, fact_lines, fact_rows, handover_now, room_lines
from esthersim.screens.widgets.pane import Pane
from esthersim.screens.widgets.row_list import FromList
from esthersim.screens.written_handover import WrittenHandover
from esthersim.views import writing
from esthersim.views.handover import FactView, HandoverView, facts_to_tick, said_back
from esthersim.views.seat_ticks import seat_ticks, sent_by

MOST_DIGITS = 9
_ROUND = tuple(FactStatus)


class HandoverScreen(PlayingScreen):
    """One handover, from the first word to the receivers' rating of how sure they are of their picture."""

    CSS_PATH = "handover.tcss"
    BEFORE_NEXT = 5
    GOES_ON = ("send", "receive", "confirm", "rate-confidence", "proceed")

    def __init__(self) -> None:
        super().__init__()
        self.written = False
        """Whether the handover is made in writing."""
        self._selected = 0
        self._receiver = 0
        """For whom a key ticks: 0 for all receivers, otherwise the number of the receiver."""
        self._arrival = 0
        self._showing_facts = False

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return what there is to do in a handover."""
        facts = tuple(
            Action(f"handover.fact_{number}", str(number), f"fact({number})", _("Fact: heard"), acts=("mark-fact",))
            for number in range(1, MOST_DIGITS + 1)
        )
        return (
            from_list("handover", ("mark-fact",)),
            Action("handover.heard", "h", "mark('given')", _("Heard"), shown=True, acts=("mark-fact",)),
            Action("handover.requested", "r", "mark('requested')", _("Requested"), shown=True, acts=("mark-fact",)),
            Action("handover.wrong", "w", "mark('wrong')", _("Wrong"), shown=True, acts=("mark-fact",)),
            Action("handover.missing", "x", "mark('missing')", _("Missing"), shown=True, acts=("mark-fact",)),
            Action("handover.not_needed", "d", "mark('not-needed')", _("Not needed"), acts=("mark-fact",)),
            Action("handover.cycle", "space", "cycle", _("Next state"), acts=("mark-fact",)),
            Action("handover.up", "up", "select(-1)", _("Fact above")),
            Action("handover.down", "down", "select(1)", _("Fact below")),
            Action("handover.receiver", "right,left", "receiver", _("For whom it counts"), acts=("mark-fact",)),
            Action("handover.shared", "s,f5", "shared", _("Shared screen"), shown=True),
            Action("handover.form", "f6", "form", _("Spoken or written"), shown=True, acts=("send-written",)),
            Action("handover.facts", "f", "facts", _("Facts or prompts")),
            Action("handover.belongs", "k", "belongs", _("What belongs in each part")),
            Action("handover.back", "b,escape", "back", _("Back to the event")),
            *facts,
        )

    def compose_body(self) -> Iterable[Widget]:
        """Compose the clock, the prompts, the facts, and the line that says what comes next."""
        yield ClockBar(id="clock")
        with Horizontal(id="panes"):
            yield Pane(id="prompts")
            yield Pane(id="facts")
        yield PlainStatic(id="now")

    def on_mount(self) -> None:
        """Remember which handover this is."""
        state = self.session.state
        self._arrival = state.here.way.seq
        self._begun = (writing.handover_form(state), writing.handover_words(state), writing.read_back(state))
        self.written = self.session.drafts.text(self._begun[0], writing.FORM) == Form.WRITTEN.value
        self.query_one("#facts", Pane).can_focus = False

    # Drawing

    def view(self) -> HandoverView | None:
        """Return the handover as it is now, or `None` if the team has moved on."""
        return self.handover_of(self._arrival)

    def facts(self) -> tuple[FactView, ...]:
        """Return the facts to tick."""
        return facts_to_tick(self.session.state, self.session.shown)

    def redraw(self) -> None:
        """Draw what has changed; close if the journey has moved on."""
        view = self.view()
        if view is None:
            if self.is_current:
                self.dismiss()
            return
        names, language = self.key_names, get_language()
        self.query_one(ClockBar).show(clock_view(self.event()))
        pane = self.query_one("#prompts", Pane)
        rows = pane.size.height
        pane.show((view, rows, language), lambda columns: room_lines(view, columns, rows))
        state, shown = self.session.state, self.session.shown
        sender = sent_by(self.session.asked or (), state, shown)
        seats = FromSeats(sender, said_back(state, shown), tuple(seat_ticks(state, shown).items()))
        facts, selected, receiver = self.facts(), self._selected, ("", *view.receivers)[self._receiver]
        self.query_one("#facts", Pane).show(
            (facts, selected, view, names, language, receiver, seats),
            lambda columns: fact_lines(facts, selected, view, names, columns, receiver, seats),
        )
        asked = len(view.confidence) >= len(view.receiver_seats)
        said = len(seats.said_back) == len(view.receiver_seats)
        self.query_one("#now", PlainStatic).show(
            handover_now(view, names, written=self.written, asked=asked, said_back=said)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether something can be done at this stage; the form is chosen before the handover is sent."""
        if action == "form" and self.program.session is not None and self.act("receive") is not None:
            return False
        if action == "receiver" and self.program.session is not None:
            view = self.view()
            return view is not None and len(view.receivers) > 1 and super().check_action(action, parameters)
        return super().check_action(action, parameters)

    # Facts

    @property
    def crowded(self) -> bool:
        """Whether there are more facts than digits."""
        if self.program.session is None or self.view() is None:
            return False
        return sum(fact.weight != "unknown" for fact in self.facts()) > MOST_DIGITS

    def action_select(self, step: int) -> None:
        """Go to the fact above or below."""
        count = len(self.facts())
        if count:
            self._selected = (self._selected + step) % count
            self._show_selected()

    def action_fact(self, number: int) -> None:
        """Go to a fact by its digit, and mark it as heard if it has no mark."""
        facts = self.facts()
        if number > len(facts):
            return
        self._selected = number - 1
        if self._status(facts[number - 1]) is None:
            self.action_mark("given")
        self._show_selected()

    def action_mark(self, status: str) -> None:
        """Mark the chosen fact."""
        facts = self.facts()
        if facts and (act := self.act("mark-fact", facts[min(self._selected, len(facts) - 1)].fact)):
            self.ask(act.command(marking(act, FactStatus(status), self._receiver_seat())))

    def _receiver_seat(self) -> str:
        view = self.view()
        return view.receiver_seats[self._receiver - 1] if view is not None and self._receiver else TO_ALL

    def _status(self, fact: FactView) -> FactStatus | None:
        """Return the status of a fact for those for whom a key ticks now."""
        return fact.statuses[self._receiver - 1][1] if self._receiver else fact.status

    def action_receiver(self) -> None:
        """Let the keys tick for the next receiver, or for all of them again."""
        view = self.view()
        if view is not None:
            self._receiver = (self._receiver + 1) % (len(view.receivers) + 1)
            self.redraw()

    def action_cycle(self) -> None:
        """Give the chosen fact the next state in the round."""
        facts = self.facts()
        if facts:
            status = self._status(facts[min(self._selected, len(facts) - 1)])
            following = _ROUND[0] if status is None else _ROUND[(_ROUND.index(status) + 1) % len(_ROUND)]
            self.action_mark(following.value)

    def action_list(self) -> None:
        """Mark facts in a list: each goes to the next state in the round."""

        def tick(key: str) -> bool:
            keys = [fact.fact for fact in self.facts()]
            if self.view() is None or key not in keys:
                return False
            self._selected = keys.index(key)
            self.action_cycle()
            self._show_selected()
            return True

        self.app.push_screen(FromList(_("Facts"), lambda: fact_rows(self.facts()), tick))

    def _show_selected(self) -> None:
        self.redraw()
        pane = self.query_one("#facts", Pane)
        lines = pane.block.lines(pane.block.size.width or 40)
        at = next((number for number, line in enumerate(lines) if line.plain.startswith("▶")), 0)
        if self._selected == len(self.facts()) - 1:
            pane.scroll_end(animate=False, immediate=True)  # the meaning of the keys is shown below the last fact
        else:
            pane.show_line(at)

    # Stages

    def action_next(self) -> None:
        """Go on to the next stage: sent, received, confirmed, how sure, and back to the journey."""
        view = self.view()
        if view is None:
            return
        if not view.sent and self.written:
            self._write()
        elif not view.sent:
            if self._do("send"):
                self._forget()
        elif not view.received and self._repeating:
            self._write()
        elif not view.received:
            self._receive()
        elif view.read_back and not view.confirmed and len(view.confidence) < len(view.receiver_seats):
            self._do("confirm")
        elif len(view.confidence) < len(view.receiver_seats):
            self._ask_confidence(view)
        elif self.act("proceed") is not None:
            self._do("proceed")
        else:
            self.action_back()

    def _do(self, id: str) -> bool:  # noqa: A002 - an act's own word for it
        """Carry out an act that asks for nothing; return whether it was done."""
        act = self.act(id)
        return act is not None and self.carry_out(act)

    @property
    def _repeating(self) -> bool:
        """Whether the receiver has begun to write the read-back and is not done with it."""
        repeated = self.session.drafts.texts(self._begun[-1])
        return writing.TEXT in repeated and writing.DONE not in repeated

    def _receive(self) -> None:
        """Mark the handover as received; ask first if required facts have no mark, for they will count as missing."""
        unmarked = [fact for fact in self.facts() if fact.lacks]

        def answered(yes: bool | None) -> None:
            repeated = self.session.drafts.text(self._begun[-1], writing.TEXT)
            act = self.act("receive") if yes and self.view() is not None else None
            if act is not None and self.ask(act.command({OWN_WORDS: repeated}), saves=self._begun):
                self.refresh_bindings()

        if not unmarked:
            answered(yes=True)
            return
        count = len(unmarked)
        text = ngettext(
            "One required fact has no mark. It will count as missing.",
            "{count} required facts have no mark. They will count as missing.",
            count,
        ).format(count=count)
        self.app.push_screen(
            Confirmation(_("Is everything ticked?"), text, _("Yes: received"), _("No: tick first")), answered
        )

    def _ask_confidence(self, view: HandoverView) -> None:
        given = dict(view.confidence)
        act = self.act("rate-confidence", next(seat for seat in view.receiver_seats if seat not in given))
        if act is None or not isinstance(act.ask, Number):
            return

        def rated(value: int | None) -> None:
            if value is not None and self.view() is not None and self.ask(act.command(value)):
                now = self.view()
                if now is not None and len(now.confidence) < len(now.receiver_seats):
                    self._ask_confidence(now)

        self.app.push_screen(RatingDialog(act.question, act.ask.low, act.ask.high), rated)

    def _write(self) -> None:
        self.app.push_screen(WrittenHandover())

    def _forget(self) -> None:
        """Forget the drafts of the handover."""
        for begun in self._begun:
            self.session.drafts.forget(begun)

    # Other screens

    def action_form(self) -> None:
        """Change between spoken and written."""
        self.written = not self.written
        self.session.drafts.keep(self._begun[0], {writing.FORM: Form.WRITTEN.value if self.written else ""})
        self.redraw()
        self.say(_("In writing: the keyboard goes from hand to hand.") if self.written else _("In speech."))

    def action_facts(self) -> None:
        """On narrow terminals, turn between the prompts and the facts."""
        self._showing_facts = not self._showing_facts
        self.query_one("#panes").set_class(self._showing_facts, "-facts")

    def action_shared(self) -> None:
        """Turn the console into the shared screen."""
        self.app.push_screen(SharedScreen(at_handover=True))

    def action_back(self) -> None:
        """Go back to the event; what was marked stays."""
        self.dismiss()
