"""What the facilitator does beside the team: cues, notes, injects, more or less time, and other screens to look at."""

from __future__ import annotations

from esthersim.language import _
from esthersim.scenario.titles import role_title
from esthersim.screens.playing import PlayingScreen
from esthersim.screens.widgets.private import due_cue
from esthersim.views import writing
from esthersim.views.event import PrivateView, private_view

MINUTE = 60.0


class FacilitatingScreen(PlayingScreen):
    """A screen of the simulation that belongs to the facilitator."""

    def private(self) -> PrivateView:
        """Return what the facilitator alone sees now."""
        session = self.session
        return private_view(session.retelling, session.words, session.room())

    def _roles(self) -> list[tuple[str, str]]:
        return [(key, role.title) for key, role in self.session.words.roles.items()]

    def action_cue(self) -> None:
        """Mark the cue that is due as given."""
        from esthersim.play.entries import CueGiven

        cue = due_cue(self.private())
        if cue is not None:
            self.ask(CueGiven(cue.cue))

    def action_note(self) -> None:
        """Write a note, for the facilitator alone."""
        from esthersim.play.entries import Noted
        from esthersim.screens.widgets.dialogs import TextAsk

        drafts, note = self.session.drafts, writing.note(self.session.state)

        def keep(text: str) -> str:
            why = self.why_not(Noted(text))
            if not why:
                drafts.forget(note)
            return why

        def typed(text: str) -> None:
            drafts.keep(note, {writing.TEXT: text})

        asked = TextAsk(
            _("Note"), _("For you alone; nobody else sees it. No names."), keep, drafts.text(note, writing.TEXT), typed
        )
        self.app.push_screen(asked, lambda _nothing: drafts.save())

    def action_observe(self) -> None:
        """Write what was seen or heard."""
        from esthersim.screens.observer import ObserverScreen

        self.app.push_screen(ObserverScreen())

    def action_spoke(self) -> None:
        """Note that a role took part, so that nobody is taken for silent who was not."""
        from esthersim.play.entries import Spoke
        from esthersim.screens.widgets.dialogs import Pick

        def picked(role: str | None) -> None:
            if role is not None and self.ask(Spoke(role)):
                self.say(_("{role} took part").format(role=role_title(self.session.words, role)))

        text = _("For the reflection; nobody is counted.")
        self.app.push_screen(Pick(_("Who took part?"), text, self._roles()), picked)

    def action_inject(self) -> None:
        """Let something happen."""
        from esthersim.play.commands import FireInject
        from esthersim.screens.widgets.dialogs import Pick

        injects = self.private().injects
        if not injects:
            self.say(_("This scenario has no injects."), "refused")
            return
        choices = [
            (
                each.inject,
                each.title + (_(" (has happened)") if each.fired else "" if each.fits else _(" (does not fit)")),
            )
            for each in injects
        ]

        def picked(inject: str | None) -> None:
            if inject is not None:
                self.ask_or_offer(FireInject(inject), FireInject(inject, override=True))

        self.app.push_screen(Pick(_("What happens?"), _("Everybody will see it."), choices), picked)

    def action_go_to(self) -> None:
        """Go to any event."""
        from esthersim.play.commands import GoTo
        from esthersim.screens.widgets.dialogs import Pick

        words = self.session.words
        choices = [(key, event.title) for key, event in words.events.items()]
        text = _("The facilitator's override: the journal keeps it. You can go back from the journal.")

        def picked(event: str | None) -> None:
            if event is not None:
                self.ask(GoTo(event))

        self.app.push_screen(Pick(_("Go to which event?"), text, choices, find=True), picked)

    def action_extend(self) -> None:
        """Give one minute more."""
        from esthersim.play.entries import TimerExtended

        if self.ask(TimerExtended(MINUTE)):
            self.say(_("One minute more"))

    def action_run_out(self) -> None:
        """Let the timer run out now, after a question."""
        from esthersim.play.commands import RunOut
        from esthersim.screens.asking import Question

        arrival = self.session.state.here.way.seq

        def answered(yes: bool | None) -> None:
            if yes and self.still_at(arrival):
                self.ask(RunOut())

        text = _("What happens then is what the scenario says for too late.")
        self.app.push_screen(
            Question(_("Let the time run out now?"), text, _("Let it run out"), _("Keep it")), answered
        )

    # Other screens

    def action_shared(self) -> None:
        """Turn the console into the shared screen."""
        from esthersim.screens.shared import SharedScreen

        self.app.push_screen(SharedScreen())

    def action_card(self) -> None:
        """Show a role's card to whoever plays it."""
        from esthersim.screens.widgets.dialogs import Pick

        def picked(role: str | None) -> None:
            if role is not None:
                from esthersim.screens.role_card import RoleCardScreen

                self.app.push_screen(RoleCardScreen(role))

        self.app.push_screen(Pick(_("Whose card?"), _("Only that role reads it."), self._roles()), picked)

    def action_journal(self) -> None:
        """Show the journal, and where to go back to."""
        from esthersim.screens.journal import JournalScreen

        self.app.push_screen(JournalScreen())
