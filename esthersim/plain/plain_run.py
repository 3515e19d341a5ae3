"""A run that is led line by line: its session and its dialogue, and what its steps share.

That is carrying out commands, explaining refusals, keeping drafts, and passing gates.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from esthersim.cleaning import clean_line
from esthersim.journal.drafts import Writing
from esthersim.journal.errors import Conflict, JournalError
from esthersim.journal.session import Session
from esthersim.language import _
from esthersim.plain.dialogue import Dialogue, Quit
from esthersim.plain.prompts import yes
from esthersim.plain.typed_words import QUIT, asked_for
from esthersim.play.entry import Command
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import Reason, Step
from esthersim.runs.act import Act
from esthersim.runs.acts import act_of, acts
from esthersim.runs.reflecting import GuideInUse, guide_in_use
from esthersim.scenario.model import Scenario
from esthersim.seats.host import SeatsHost
from esthersim.views.refusals import gate_items, refusal_text, refusal_to_all


@dataclass(slots=True)
class PlainRun:
    """A session, and the dialogue in which it is led."""

    dialogue: Dialogue
    session: Session
    host: SeatsHost | None = None
    """The seats on their own devices, where the console can listen to them."""

    @property
    def shown(self) -> Scenario:
        """The scenario in the language shown."""
        return self.session.shown

    def acts(self, only: str | None = None) -> tuple[Act, ...]:
        """Return everything that can be done now, or only the acts of one id."""
        phases = self.guide_in_use().phases if self.session.state.step is Step.REFLECTION else ()
        return acts(self.session.state, self.shown, phases=phases, papers=self.session.text.debrief, only=only)

    def guide_in_use(self) -> GuideInUse:
        """Return the guide that leads the reflection, with its phases."""
        return guide_in_use(self.session.retelling, self.shown, self.session.text.debrief)

    def act(self, id: str, about: str = "") -> Act:  # noqa: A002 - an act's own word for it
        """Return an act that is offered now, `about` one thing; raise `LookupError` if it is not offered."""
        found = act_of(self.acts(id), id, about or None)
        if found is None:
            raise LookupError(f"'{id}' is not offered here")
        return found

    def attempt(self, command: Command, saves: Collection[Writing] = ()) -> Refusal | None:
        """Carry out a command, and return why it is refused if it is; `saves` are the forms that it saves.

        If the journal cannot store it, say so and offer to try again, so that a full disk loses no answer. Raises
        `Quit` if the user leaves instead.
        """
        while True:
            try:
                return self.session.do(command, saves=saves)
            except Conflict:
                raise
            except JournalError as error:
                self.dialogue.say(f"{error}")
                answer = self.dialogue.console.ask(_("Press Enter to try again, or type quit to leave."))
                if (asked := asked_for(answer)) and asked.word == QUIT:
                    raise Quit from error

    def do(self, command: Command, saves: Collection[Writing] = ()) -> Refusal | None:
        """Carry out a command, as `attempt`; say why where it is refused, and return the refusal."""
        refusal = self.attempt(command, saves)
        if refusal is not None and refusal.reason is not Reason.TOO_LATE:  # what time brought about is told anyway
            everybody = refusal_to_all(refusal, self.shown, self.session.state)
            why = refusal_text(refusal, self.shown) if self.dialogue.facilitator else everybody
            self.dialogue.say(why)
        return refusal

    def keep(self, writing: Writing, texts: Mapping[str, str]) -> None:
        """Keep the answers to an unfinished form in its draft. They are saved at once, as each is a finished line."""
        drafts = self.session.drafts
        drafts.keep(writing, texts)
        drafts.save()
        if unsafe := drafts.complaint():
            self.dialogue.say(unsafe)

    def begun(self, writing: Writing, field: str, *, private: bool = False) -> Mapping[str, str]:
        """Return what was answered of a form before it was left, where somebody wants to go on with it.

        It is recognised by what stands in `field`, which is shown to one person only where it is `private`. Where
        nobody wants to, it is forgotten.
        """
        texts = dict(self.session.drafts.texts(writing))
        if not texts:
            return {}
        told = _("Begun but not saved: {text}").format(text=clean_line(texts.get(field, "")))
        if private:
            self.dialogue.private([told])
        else:
            self.dialogue.say(told)
        if yes(self.dialogue, _("Go on with it?"), default=True):
            return texts
        self.session.drafts.forget(writing)
        return {}

    def paragraphs(self, text: str) -> None:
        """Say a longer text, with a blank line before each paragraph."""
        for paragraph in text.split("\n"):
            if paragraph.strip():
                self.dialogue.say()
                self.dialogue.say(paragraph.strip())

    def advance(self) -> bool:
        """Go on to the next step; if its gate is not met, list what is missing and ask whether to go on anyway."""
        step, on = self.session.state.step, self.act("advance")
        if on.why is not None and on.why.reason is Reason.PAUSED:
            self.do(self.act("continue").command())
            return self.advance()
        refusal = self.attempt(on.command())
        if refusal is None:
            return True
        if refusal.reason is not Reason.GATE:
            self.dialogue.say(refusal_text(refusal, self.shown))
            return False
        self.dialogue.say(_("Not in place yet:"))
        for item in gate_items(refusal.gate, self.shown):
            self.dialogue.say(f"  - {item}")
        if not on.passable:
            return False
        if not yes(self.dialogue, _("Go on anyway? The journal will say so."), default=False):
            return False
        self.do(on.command(override=True))
        return self.session.state.step is not step
