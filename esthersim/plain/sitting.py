"""A sitting: one session at one desk. What the steps of a run share: doing, refusing, passing gates, telling time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from esthersim.cleaning import clean_line
from esthersim.journal.drafts import Writing
from esthersim.journal.errors import Conflict, JournalError
from esthersim.journal.session import Session
from esthersim.language import _
from esthersim.plain.desk import Desk, Quit
from esthersim.plain.prompts import yes
from esthersim.plain.typed_words import QUIT, asked_for
from esthersim.play.entry import Command
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import Reason
from esthersim.runs.act import Act
from esthersim.runs.acts import act_of, acts
from esthersim.scenario.model import Scenario
from esthersim.views.refusals import gate_items, refusal_text


@dataclass(slots=True)
class Sitting:
    """A session and the desk that it is told at."""

    desk: Desk
    session: Session

    @property
    def shown(self) -> Scenario:
        """The scenario in the language shown."""
        return self.session.shown

    def acts(self) -> tuple[Act, ...]:
        """Return everything that can be done now."""
        return acts(self.session.state, self.shown, papers=self.session.text.debrief)

    def act(self, id: str, about: str = "") -> Act:  # noqa: A002 - an act's own word for it
        """Return an act that is offered now, about one thing where there are several; `LookupError` for any other."""
        found = act_of(self.acts(), id, about or None)
        if found is None:
            raise LookupError(f"'{id}' is not offered here")
        return found

    def attempt(self, command: Command, saves: Collection[Writing] = ()) -> Refusal | None:
        """Carry out a command, and return why it is refused if it is; `saves` are the forms that it saves.

        Where the journal cannot keep it, say so and let it be tried again until it can: nothing that was answered is
        lost to a full disk. Raises `Quit` where somebody would rather leave.
        """
        while True:
            try:
                return self.session.do(command, saves=saves)
            except Conflict:
                raise
            except JournalError as error:
                self.desk.say(f"{error}")
                answer = self.desk.console.ask(_("Press Enter to try again, or write quit to leave."))
                if (asked := asked_for(answer)) and asked.word == QUIT:
                    raise Quit from error

    def do(self, command: Command, saves: Collection[Writing] = ()) -> Refusal | None:
        """Carry out a command, as `attempt`; say why where it is refused, and return the refusal."""
        refusal = self.attempt(command, saves)
        if refusal is not None and refusal.reason is not Reason.TOO_LATE:  # what time brought about is told anyway
            self.desk.say(refusal_text(refusal, self.shown))
        return refusal

    def keep(self, writing: Writing, texts: Mapping[str, str]) -> None:
        """Keep what was answered of a form that asks for more: at once, for only whole lines are known here."""
        drafts = self.session.drafts
        drafts.keep(writing, texts)
        drafts.save()
        if unsafe := drafts.complaint():
            self.desk.say(unsafe)

    def begun(self, writing: Writing, field: str, *, private: bool = False) -> Mapping[str, str]:
        """Return what was answered of a form before it was left, where somebody wants to go on with it.

        It is recognised by what stands in `field`, which is shown to one person only where it is `private`. Where
        nobody wants to, it is forgotten.
        """
        texts = dict(self.session.drafts.texts(writing))
        if not texts:
            return {}
        told = _("Begun and not saved: {text}").format(text=clean_line(texts.get(field, "")))
        if private:
            self.desk.private([told])
        else:
            self.desk.say(told)
        if yes(self.desk, _("Go on with it?"), default=True):
            return texts
        self.session.drafts.forget(writing)
        return {}

    def paragraphs(self, text: str) -> None:
        """Say a longer text with a line of space before each paragraph."""
        for paragraph in text.split("\n"):
            if paragraph.strip():
                self.desk.say()
                self.desk.say(paragraph.strip())

    def advance(self) -> bool:
        """Go on to the next step; where its gate is not met, name what is open and ask whether to go on anyway."""
        step, on = self.session.state.step, self.act("advance")
        if on.why is not None and on.why.reason is Reason.PAUSED:
            self.do(self.act("continue").command())
            return self.advance()
        refusal = self.attempt(on.command())
        if refusal is None:
            return True
        if refusal.reason is not Reason.GATE:
            self.desk.say(refusal_text(refusal, self.shown))
            return False
        self.desk.say(_("Not in place yet:"))
        for item in gate_items(refusal.gate, self.shown):
            self.desk.say(f"  - {item}")
        if not on.passable:
            return False
        if not yes(self.desk, _("Go on all the same? It is written down that you did."), default=False):
            return False
        self.do(on.command(override=True))
        return self.session.state.step is not step
