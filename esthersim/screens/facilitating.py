"""What the facilitator does while the team plays: cues, notes, injects, more or less time, opening other screens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from esthersim.language import _
from esthersim.runs.asks import Choice, Option
from esthersim.screens.confirmation import Confirmation
from esthersim.screens.journal import JournalScreen
from esthersim.screens.observer import ObserverScreen
from esthersim.screens.playing import PlayingScreen
from esthersim.screens.role_card import RoleCardScreen
from esthersim.screens.shared import SharedScreen
from esthersim.screens.widgets.dialogs import PickDialog, TextPrompt
from esthersim.screens.widgets.private import due_cue
from esthersim.views import writing
from esthersim.views.coming import coming_words
from esthersim.views.event import PrivateView, private_view


class FacilitatingScreen(PlayingScreen):
    """A screen of the simulation that belongs to the facilitator."""

    def private(self) -> PrivateView:
        """Return what the facilitator alone sees now."""
        session = self.session
        return private_view(session.retelling, session.shown, session.room())

    def _roles(self) -> list[tuple[str, str]]:
        return [(key, role.title) for key, role in self.session.shown.roles.items()]

    def action_cue(self) -> None:
        """Mark the cue that is due as given."""
        cue, act = due_cue(self.private()), self.act("cue")
        if cue is not None and act is not None:
            self.ask(act.command(cue.cue))

    def action_note(self) -> None:
        """Write a note, for the facilitator alone."""
        act, drafts, note = self.act("note"), self.session.drafts, writing.note(self.session.state)

        def keep(text: str) -> str:
            return self.why_not(act.command(text), saves=(note,)) if act is not None else ""

        def typed(text: str) -> None:
            drafts.keep(note, {writing.TEXT: text})

        asked = TextPrompt(
            _("Note"), _("For you alone; nobody else sees it. No names."), keep, drafts.text(note, writing.TEXT), typed
        )
        self.app.push_screen(asked, lambda _nothing: drafts.save())

    def action_observe(self) -> None:
        """Write what was seen or heard."""
        self.app.push_screen(ObserverScreen())

    def _pick(
        self,
        id: str,  # noqa: A002 - an act's own word for it
        text: str,
        *,
        find: bool = False,
        done: Callable[[str], None] | None = None,
        notes: Mapping[str, str] | None = None,
    ) -> None:
        """Let one of an act's options be picked, and carry it out; `done` gets the option's label.

        `notes` say of options, by id, more than the act does.
        """
        act = self.act(id)
        if act is None or not isinstance(act.ask, Choice):
            return
        labels = {each.id: each.label for each in act.ask.options}

        def picked(option: str | None) -> None:
            if option is not None and self.carry_out(act, option) and done is not None:
                done(labels[option])

        choices = [(each.id, _noted(each, (notes or {}).get(each.id, ""))) for each in act.ask.options]
        self.app.push_screen(PickDialog(act.question, text, choices, find=find), picked)

    def action_spoke(self) -> None:
        """Note that a role took part, so that it does not count as silent."""

        def noted(role: str) -> None:
            self.say(_("{role} took part").format(role=role))

        self._pick("took-part", _("For the reflection; nobody is counted."), done=noted)

    def action_inject(self) -> None:
        """Let an inject happen."""
        private = any(inject.to for inject in self.session.scenario.injects.values())
        some = _("Everybody will see it; what reaches only some is on their cards.")
        self._pick("inject", some if private else _("Everybody will see it."))

    def action_hold(self) -> None:
        """Hold back an inject that comes by itself, or let it come."""
        arrivals = {each.inject: coming_words(arrival) for each, arrival in self.private().arrivals}
        self._pick("hold", _("For you alone: nobody else knows what is coming."), notes=arrivals)

    def action_go_to(self) -> None:
        """Go to any event."""
        text = _("This overrides the scenario, and the journal records it. You can go back from the journal.")
        self._pick("go-to", text, find=True)

    def action_extend(self) -> None:
        """Give one minute more."""
        act = self.act("extend")
        if act is not None and self.ask(act.command(1)):
            self.say(_("One minute more"))

    def action_run_out(self) -> None:
        """Let the timer run out now, after a question."""
        arrival, act = self.session.state.here.way.seq, self.act("run-out")

        def answered(yes: bool | None) -> None:
            if yes and act is not None and self.still_at(arrival):
                self.ask(act.command())

        text = _("The journey then goes on as if the team had been too late.")
        self.app.push_screen(
            Confirmation(_("Let the time run out now?"), text, _("Let it run out"), _("Keep it")), answered
        )

    # Other screens

    def action_shared(self) -> None:
        """Turn the console into the shared screen."""
        self.app.push_screen(SharedScreen())

    def action_card(self) -> None:
        """Show a role's card to whoever plays it."""

        def picked(role: str | None) -> None:
            if role is not None:
                self.app.push_screen(RoleCardScreen(role))

        self.app.push_screen(PickDialog(_("Whose card?"), _("Only that role reads it."), self._roles()), picked)

    def action_journal(self) -> None:
        """Show the journal, and where to go back to."""
        self.app.push_screen(JournalScreen())


def _noted(option: Option, more: str = "") -> str:
    """Return an option's label with a note: what has happened, or that it does not fit now."""
    note = more or option.note or (_("does not fit now") if option.why else "")
    return f"{option.label} ({note})" if note else option.label
