"""The course of the reflection: the guide that leads it, its phases, and the current question of each phase."""

from __future__ import annotations

from esthersim.debriefing.reflection import ReflectionPhase
from esthersim.language import _
from esthersim.lengths import minutes
from esthersim.runs.asks import Choice
from esthersim.runs.reflecting import GuideInUse, guide_in_use
from esthersim.screens.run_screen import RunScreen
from esthersim.screens.widgets.pane import Pane
from esthersim.screens.widgets.row_list import Row, RowDialog
from esthersim.views import reflection as v

WIDE = 100
"""Columns from which the header has the room time as well as the phase's."""


class GuidedScreen(RunScreen):
    """A screen on which a guide leads through phases and questions. The question is shown in the pane ``#question``."""

    def __init__(self) -> None:
        super().__init__()
        self.standing_at: dict[str, str] = {}
        """The current question of each phase."""
        self.called_up: set[str] = set()
        """Questions that had no room and were asked for."""
        self._in_use: tuple[tuple[object, ...], GuideInUse] | None = None

    def on_mount(self) -> None:
        """Enter the first phase, or go on in the one that the run stands in."""
        self.query_one("#question", Pane).can_focus = False
        if self.guide_in_use().doubt is not None:
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
        return self.guide_in_use().phases

    def guide_in_use(self) -> GuideInUse:
        """Return the guide and its phases for this run; made again when journey, guide or language has changed."""
        session = self.session
        state, shown = session.state, session.shown
        key = (state.plan.guide, shown, state.journey, state.setting)
        before = self._in_use
        if before is None or any(old is not new and old != new for old, new in zip(before[0], key, strict=True)):
            before = self._in_use = (key, guide_in_use(session.retelling, shown, session.text.debrief))
        return before[1]

    def view(self) -> v.PhaseView:
        """Return the present phase."""
        session = self.session
        guide, phases, _doubt = self.guide_in_use()
        return v.phase_view(
            guide, phases, session.retelling, session.shown, session.room(), self.called_up, session.text.debrief
        )

    def question_of(self, view: v.PhaseView) -> v.QuestionView | None:
        """Return the current question of the phase, or `None` if it has no questions."""
        key = self.standing_at.get(view.phase)
        return next((each for each in view.questions if each.id == key), view.questions[0] if view.questions else None)

    def header(self) -> str:
        """Return title and step, and what is left of the phase's time."""
        left, _tab, right = super().header().partition("\t")
        view = self.view()
        over = view.left < 0
        text = _("{time} over") if over else _("{time} left of {all}")
        room = text.format(time=minutes(abs(view.left)), all=minutes(view.minutes * 60))
        if self.size.width < WIDE:
            paused = _("paused") if self.session.state.paused else ""
            right = " · ".join(filter(None, (self.program.seats.count(), paused)))
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
        guide, _phases, doubt = self.guide_in_use()
        act = self.act("guide")
        if act is None or not isinstance(act.ask, Choice):
            return

        def picked(key: str | None) -> None:
            # In doubt the guide in use is recorded, even if no guide is chosen.
            chosen = key or guide.id
            if (doubt is not None or chosen != guide.id) and self.ask(act.command(chosen)):
                self._enter()

        question = act.question if doubt is None else f"{v.doubt_words(doubt)} {act.question}"
        rows = [Row(each.id, each.label, each.note) for each in act.ask.options]
        self.app.push_screen(RowDialog(question, rows, here=guide.id, brief=True), picked)

    def action_more(self) -> None:
        """Ask a question that was left out for lack of time."""
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

        self.app.push_screen(RowDialog(_("Questions that there is no time for in this phase"), rows), picked)

    def action_rests_on(self) -> None:
        """Show the entries of the journal that the question rests on."""
        question = self.question_of(self.view())
        if question is None or not question.entries:
            self.say(_("This question is always asked; it does not rest on the journal."), "refused")
            return
        session = self.session
        lines = v.rests_on(question.entries, session.retelling, session.shown, session.text.debrief)
        rows = [Row(str(line.seq), f"{line.clock}  {line.text}") for line in lines]
        self.app.push_screen(RowDialog(_("In the journal"), rows, reading=True))
