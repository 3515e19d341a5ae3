"""What is asked in the reflection, and when: the guide, its phases, and the question that each phase stands at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from esthersim.language import _
from esthersim.lengths import minutes
from esthersim.runs.asks import Choice
from esthersim.screens.base import RoomScreen
from esthersim.screens.widgets.paper import Pane
from esthersim.screens.widgets.picking import Picking, Row
from esthersim.views import reflection as v

if TYPE_CHECKING:
    from esthersim.debriefing.reflection import ReflectionPhase
    from esthersim.runs.reflecting import Led

WIDE = 100
"""Columns from which the room time stands beside the phase's."""


class LedScreen(RoomScreen):
    """A screen that a guide leads through phases and questions; the question stands in the pane ``#question``."""

    def __init__(self) -> None:
        super().__init__()
        self.standing_at: dict[str, str] = {}
        """The question that each phase stands at."""
        self.called_up: set[str] = set()
        """Questions that had no room and were asked for."""
        self._led: tuple[tuple[object, ...], Led] | None = None

    def on_mount(self) -> None:
        """Enter the first phase, or go on in the one that the run stands in."""
        self.query_one("#question", Pane).can_focus = False
        if self.led().doubt is not None:
            self.action_guide()
        else:
            self._enter()

    def _enter(self) -> None:
        """Enter the first phase of the guide, unless the run stands in one of its phases."""
        known = [phase.id for phase in self.phases()]
        if self.session.state.plan.phase not in known:
            self.enter_phase(known[0])

    def enter_phase(self, phase: str) -> bool:
        """Go to a phase of the guide; return whether that was done."""
        act = self.act("enter-phase")
        return act is not None and self.ask(act.command(phase))

    def phases(self) -> tuple[ReflectionPhase, ...]:
        """Return the phases of the guide that leads."""
        return self.led().phases

    def led(self) -> Led:
        """Return the guide and its phases for this run; made anew when the run, guide or language is another."""
        from esthersim.runs.reflecting import led

        session = self.session
        state, shown = session.state, session.shown
        key = (state.plan.guide, shown, state.journey, state.setting)
        if self._led is None or any(old is not new and old != new for old, new in zip(self._led[0], key, strict=True)):
            self._led = (key, led(session.retelling, shown, session.text.debrief))
        return self._led[1]

    def view(self) -> v.PhaseView:
        """Return the present phase."""
        session = self.session
        guide, phases, _doubt = self.led()
        return v.phase_view(
            guide, phases, session.retelling, session.shown, session.room(), self.called_up, session.text.debrief
        )

    def question_of(self, view: v.PhaseView) -> v.QuestionView | None:
        """Return the question that the phase stands at, or `None` where it asks nothing."""
        key = self.standing_at.get(view.phase)
        return next((each for each in view.questions if each.id == key), view.questions[0] if view.questions else None)

    def header(self) -> str:
        """Return title and step, and what is left of the phase's time."""
        left, _tab, right = super().header().partition("\t")
        view = self.view()
        over = view.left < 0
        told = _("{time} over") if over else _("{time} left of {all}")
        room = told.format(time=minutes(abs(view.left)), all=minutes(view.minutes * 60))
        if self.size.width < WIDE:
            right = _("paused") if self.session.state.paused else ""
        return f"{left}\t{room} · {right}" if right else f"{left}\t{room}"

    def action_question(self, step: int) -> None:
        """Go to the next question of the phase, or the one before."""
        view = self.view()
        question = self.question_of(view)
        if question is None:
            return
        place = [each.id for each in view.questions].index(question.id) + step
        if 0 <= place < len(view.questions):
            self.standing_at[view.phase] = view.questions[place].id
            self.say("")
            self.query_one("#question", Pane).scroll_home(animate=False)
            self.redraw_all()
        elif step > 0:
            self.say(
                _("That was the last question of this phase. {key} goes on to the next one.").format(key="f"), "refused"
            )

    def action_phase(self, step: int) -> None:
        """Go on to the next phase, or back to the one before."""
        known = [phase.id for phase in self.phases()]
        place = self.view().number - 1 + step
        if 0 <= place < len(known):
            if self.enter_phase(known[place]):
                self.query_one("#question", Pane).scroll_home(animate=False)
        elif step > 0:
            self.say(_("That was the last phase. {key} goes on to the action plan.").format(key="n"), "refused")

    def action_scroll(self, step: int) -> None:
        """Scroll the question and its answers."""
        self.query_one("#question", Pane).scroll_relative(y=3 * step, animate=False)

    def action_guide(self) -> None:
        """Choose another guide: shorter or longer."""
        guide, _phases, doubt = self.led()
        act = self.act("guide")
        if act is None or not isinstance(act.ask, Choice):
            return

        def picked(key: str | None) -> None:
            # In doubt the journal is told who leads from here on, also where nobody wants to choose.
            chosen = key or guide.id
            if (doubt is not None or chosen != guide.id) and self.ask(act.command(chosen)):
                self._enter()

        question = act.question if doubt is None else f"{v.doubt_words(doubt)} {act.question}"
        rows = [Row(each.id, each.label, each.note) for each in act.ask.options]
        self.app.push_screen(Picking(question, rows, here=guide.id, brief=True), picked)

    def action_more(self) -> None:
        """Call up a question that had no room."""
        view = self.view()
        if not view.more:
            self.say(_("There are no more questions in this phase."), "refused")
            return
        rows = [Row(each.id, each.ask, each.saw) for each in view.more]

        def picked(key: str | None) -> None:
            if key:
                self.called_up.add(key)
                self.standing_at[view.phase] = key
                self.redraw_all()

        self.app.push_screen(Picking(_("Questions that had no room in this phase"), rows), picked)

    def action_rests_on(self) -> None:
        """Show the entries of the journal that the question rests on."""
        question = self.question_of(self.view())
        if question is None or not question.entries:
            self.say(_("This question rests on nothing in the journal: it is always asked."), "refused")
            return
        session = self.session
        lines = v.rests_on(question.entries, session.retelling, session.shown, session.text.debrief)
        rows = [Row(str(line.seq), f"{line.clock}  {line.text}") for line in lines]
        self.app.push_screen(Picking(_("In the journal"), rows, reading=True))
