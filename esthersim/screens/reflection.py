"""The reflection on the shared screen: one question at a time, and the answers in people's own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from esthersim.language import _
from esthersim.play.vocabulary import FACILITATOR
from esthersim.runs.act_names import act_name
from esthersim.screens.base import PlainStatic
from esthersim.screens.confirmation import Confirmation
from esthersim.screens.guided import GuidedScreen
from esthersim.screens.keys import Action
from esthersim.screens.widgets.field import Field
from esthersim.screens.widgets.pane import Pane
from esthersim.screens.widgets.reflection_text import (
    Draft,
    answer_rows,
    answering_line,
    answers_head,
    drawing_key,
    phase_lines,
    question_lines,
)
from esthersim.screens.widgets.row_list import Row, RowDialog, RowList
from esthersim.views import reflection as v
from esthersim.views.writing import ANSWER
from esthersim.views.writing import answer as answer_to

KEYS = "123456789"


class ReflectionScreen(GuidedScreen):
    """The reflection. What is typed stays with its question until it is saved."""

    CSS_PATH = "reflection.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._written_under = ""
        """The question that the field's text belongs to."""

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the keys of the reflection."""
        return (
            Action("reflection.save", "f10", "save", _("Save"), shown=True, acts=("answer", "change-answer")),
            Action("reflection.following", "right,space", "question(1)", _("Next question"), shown=True),
            Action("reflection.write", "enter,e", "write", _("Write"), shown=True),
            Action("reflection.keep", "s", "keep", _("Save"), shown=True, acts=("answer", "change-answer", "heard")),
            Action(
                "reflection.next_phase", "f,pagedown", "phase(1)", _("Next phase"), shown=True, acts=("enter-phase",)
            ),
            Action("reflection.answers", "l", "answers", _("Answers"), shown=True),
            Action("reflection.remove", "x", "remove", act_name("remove-answer"), shown=True, acts=("remove-answer",)),
            Action("reflection.earlier", "left", "question(-1)", _("Previous question")),
            Action("reflection.earlier_phase", "b,pageup", "phase(-1)", _("Previous phase"), acts=("enter-phase",)),
            *(
                Action(f"reflection.voice_{key}", key, f"voice({number})", _("Who is heard"))
                for number, key in enumerate(KEYS, 1)
            ),
            Action("reflection.facilitator", "0", "voice(0)", _("The facilitator is heard")),
            Action("reflection.voices", "v", "voices", _("Who is heard, from a list")),
            Action("reflection.more", "m", "more", _("More questions")),
            Action("reflection.journal", "w", "rests_on", _("What it rests on")),
            Action("reflection.guide", "g", "guide", act_name("guide"), acts=("guide",)),
            Action("run.leave", "q,escape", "leave", _("Back"), shown=True),
            Action("reflection.up", "up", "scroll(-1)", _("Scroll up")),
            Action("reflection.down", "down", "scroll(1)", _("Scroll down")),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what works: in the field, in the list, or at the question."""
        writing = isinstance(self.focused, Field)
        listing = isinstance(self.focused, RowList)
        match action:
            case "remove":
                return listing
            case "save":
                return writing
            case "keep":
                draft = self.draft(self._written_under)
                return not writing and bool(draft.seats or draft.text.strip())
            case "question" | "scroll" | "voice":
                return not writing and not listing
            case "next" | "pause" | "write" | "phase" | "answers":
                return not writing
            case _:
                return super().check_action(action, parameters)

    def compose_body(self) -> Iterable[Widget]:
        """Compose phase, question and field, and the answers next to them or in their place."""
        yield PlainStatic(id="phase")
        yield Horizontal(
            Vertical(
                Pane(id="question", classes="-quiet"), PlainStatic(id="answering"), Field(id="answer", lines=True),
                id="asking",
            ),
            Vertical(PlainStatic(id="answers-head"), RowList(id="answer-rows"), id="answers"),
            id="reflection",
        )  # fmt: skip

    def on_mount(self) -> None:
        """Go to the answer that was being written when the run was left."""
        for begun in self.session.drafts.begun(ANSWER):
            self._stand_at(begun.place)

    def draft(self, question: str) -> Draft:
        """Return what is being written under a question."""
        return Draft.of(self.session.drafts.texts(answer_to(question)))

    def _keep(self, question: str, draft: Draft) -> None:
        self.session.drafts.keep(answer_to(question), draft.texts())

    # Drawing

    def redraw(self) -> None:
        """Draw the phase, the question with its answers, and the line above the field."""
        view = self.view()
        question = self.question_of(view)
        draft = self.draft(question.id) if question else Draft()
        width = max(self.size.width - 2, 20)
        self.query_one("#phase", PlainStatic).show(
            Content("\n").join(phase_lines(view, question, draft.seats, width, low=self.has_class("-low")))
        )
        pane = self.query_one("#question", Pane)
        rows = pane.size.height
        key = (drawing_key(view), question and question.id, rows)
        pane.show(key, lambda columns: question_lines(view, question, columns, rows))
        self._follow(question)
        self.query_one("#answering", PlainStatic).show(answering_line(self.session.shown, view, draft))
        self.query_one("#answers-head", PlainStatic).show(answers_head(view))
        self.query_one(RowList).show(answer_rows(view))

    def _seats(self, view: v.PhaseView) -> tuple[str, ...]:
        question = self.question_of(view)
        return self.draft(question.id).seats if question else ()

    def _follow(self, question: v.QuestionView | None) -> None:
        """Show the draft of the present question in the field."""
        key = question.id if question else ""
        written = self.query_one("#answer", Field)
        if key != self._written_under:
            self._stash()
            self._written_under = key
            written.write(self.draft(key).text)
        written.disabled = question is None

    def _stash(self) -> None:
        if self._written_under:
            written = self.query_one("#answer", Field).text
            self._keep(self._written_under, replace(self.draft(self._written_under), text=written))

    @on(Field.Changed)
    def typed(self) -> None:
        """Keep what is typed with its question."""
        self._stash()

    def on_descendant_focus(self) -> None:
        """Show the keys that work where the focus is."""
        self.refresh_bindings()

    def on_descendant_blur(self) -> None:
        """Show the keys that work where the focus is."""
        self.refresh_bindings()

    # Answering

    def action_write(self) -> None:
        """Write, or change the answer of the present row."""
        rows = self.query_one(RowList)
        if self.focused is rows and rows.here:
            self._change(rows.here)
        elif self._written_under:
            self.set_class(False, "-list")
            self.query_one("#answer", Field).focus()

    @on(OptionList.OptionSelected)
    def entered(self, event: OptionList.OptionSelected) -> None:
        """Change the answer of the present row."""
        self._change(event.option_id or "")

    def _change(self, answer: str) -> None:
        """Put an answer back into the field of its question."""
        given = self.session.state.plan.answers.get(answer)
        if given is None:
            return
        phase = self._stand_at(given.question)
        if not phase:
            self.say(_("That question is in another guide. {key} changes the guide.").format(key="g"), "refused")
            return
        self._keep(given.question, Draft(given.text, given.heard, given.answer))
        if phase != self.session.state.plan.phase:
            self.enter_phase(phase)
        self._written_under = ""
        self.set_class(False, "-list")
        self.redraw_all()
        self.query_one("#answer", Field).focus()

    def _stand_at(self, question: str) -> str:
        """Let its phase stand at a question, and return the phase; nothing where the guide does not ask it."""
        for phase in self.phases():
            if any(each.id == question for each in (*phase.questions, *phase.more)):
                if any(each.id == question for each in phase.more):
                    self.called_up.add(question)
                self.standing_at[phase.id] = question
                return phase.id
        return ""

    def action_voice(self, number: int) -> None:
        """Tag whose words are written, or remove the tag."""
        view = self.view()
        seat = FACILITATOR if number == 0 else next((each.seat for each in view.voices if each.number == number), None)
        if seat is not None:
            self._toggle(seat)

    def _toggle(self, seat: str) -> None:
        question = self.question_of(self.view())
        if question is None:
            return
        draft = self.draft(question.id)
        others = tuple(each for each in draft.seats if each != seat)
        self._keep(question.id, replace(draft, seats=others if seat in draft.seats else (*others, seat)))
        self.redraw_all()

    def action_voices(self) -> None:
        """Tag whose words are written, from a list: for more than nine seats."""
        view = self.view()
        chosen = self._seats(view)
        seats = [*((each.seat, each.title) for each in view.voices), (FACILITATOR, _("Facilitator"))]
        rows = [Row(seat, f"[{'x' if seat in chosen else ' '}] {title}") for seat, title in seats]
        self.app.push_screen(RowDialog(_("Who is heard?"), rows), lambda seat: self._toggle(seat) if seat else None)

    def action_keep(self) -> None:
        """Save the answer from outside the field."""
        self.action_save()

    def action_save(self) -> None:
        """Save the answer and whose words it is; without a text, note who has been heard."""
        question = self.question_of(self.view())
        if question is None:
            return
        self._stash()
        draft = self.draft(question.id)
        if not draft.seats:
            self.say(
                _("Whose words are these? Press Esc, the digit of each who was heard, then {key}.").format(key="s"),
                "refused",
            )
            return
        if not draft.text.strip():
            self._note_heard(question.id, draft)
            return
        act = self.act("change-answer", draft.changes) or self.act("answer", question.id)
        form = {"text": draft.text, "heard": draft.seats}
        if act is not None and self.ask(act.command(form), saves=(answer_to(question.id),)):
            self._forget(question.id)
            self.say(_("The answer is saved."))

    def _note_heard(self, question: str, draft: Draft) -> None:
        if draft.changes:
            self.say(_("The answer is empty. In the list, {key} removes it.").format(key="x"), "refused")
        elif all(self.ask(act.command()) for seat in draft.seats if (act := self.act("heard", seat))):
            self._forget(question)
            self.say(_("Noted: they have been heard."))

    def _forget(self, question: str) -> None:
        self.session.drafts.forget(answer_to(question))
        self._written_under = ""
        self.set_focus(None)
        self.redraw_all()

    def action_answers(self) -> None:
        """Go to the list of answers, or back from it."""
        rows = self.query_one(RowList)
        if self.focused is rows:
            self.action_leave_field()
        else:
            self.set_class(True, "-list")
            rows.focus()
            self.redraw_all()

    def action_leave_field(self) -> None:
        """Leave the field or the list for the question; what is typed stays."""
        self.set_class(False, "-list")
        self.set_focus(None)
        self.redraw_all()

    def action_remove(self) -> None:
        """Remove the answer of the present row, after a question."""
        given = self.session.state.plan.answers.get(self.query_one(RowList).here or "")
        if given is None:
            return

        act = self.act("remove-answer", given.answer)

        def answered(yes: bool | None) -> None:
            if yes and act is not None:
                self.ask(act.command())

        self.app.push_screen(Confirmation(_("Remove this answer?"), given.text, _("Remove"), _("Keep")), answered)

    # Leaving

    def _unsaved(self) -> bool:
        """Go to the first answer that is written and not saved, and say so; return whether there is one."""
        self._stash()
        for begun in self.session.drafts.begun(ANSWER):
            draft = self.draft(begun.place)
            given = self.session.state.plan.answers.get(draft.changes)
            if not draft.text.strip() or (given and given.text == draft.text and given.heard == draft.seats):
                continue
            phase = self._stand_at(begun.place)
            if phase and phase != self.session.state.plan.phase:
                self.enter_phase(phase)
            self.redraw_all()
            self.say(
                _("This answer is not saved yet: press a digit for who was heard, then {key}.").format(key="s"),
                "refused",
            )
            return True
        return False

    def action_next(self) -> None:
        """Go on to the action plan; an answer that is not saved comes first."""
        if not self._unsaved():
            super().action_next()

    def action_leave(self) -> None:
        """Go home; an answer that is not saved comes first."""
        if self.focused is not None:
            self.action_leave_field()
        elif not self._unsaved():
            super().action_leave()
