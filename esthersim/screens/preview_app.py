"""`esthersim preview` in a terminal: the preview at the bottom of the stack, and a trial on top of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, cast

from textual import on, work
from textual.screen import Screen

from esthersim.authoring.file_watch import saves
from esthersim.authoring.trial import Fork, begin_trial, renew_trial, way_here
from esthersim.clock import Clock
from esthersim.journal.errors import JournalError
from esthersim.journal.opening import memory_store
from esthersim.journal.store import ScenarioText
from esthersim.language import _, set_language
from esthersim.library.scenarios import Library
from esthersim.play.commands import Continue, Pause
from esthersim.play.vocabulary import Step
from esthersim.screens.app import EsthersimApp
from esthersim.screens.base import AppScreen, Kind
from esthersim.screens.preview import PreviewScreen, Watch
from esthersim.screens.preview_trial import TrialScreen
from esthersim.screens.start import log_to_file, quick_look, run
from esthersim.settings import Settings


class PreviewApp(EsthersimApp):
    """The preview of one scenario's file. `watch` reports saves; without it only a key checks again."""

    CSS_PATH: ClassVar = ["esthersim.tcss", "preview.tcss"]  # Textual reads no style sheet of a default screen
    KEEPS_RUNS: ClassVar[bool] = False

    def __init__(
        self,
        path: Path,
        settings: Settings | Callable[[], Settings],
        *,
        watch: Watch | None = None,
        clock: Clock | None = None,
        theme: str = "dark",
    ) -> None:
        super().__init__(Library([]), memory_store(), settings, clock=clock, theme=theme)
        self._path, self._watch = path, watch
        self._begun_at = ""
        """The event that the trial was begun at."""
        self._away = False
        """Whether the clock of a trial stands still because the author is in another window."""

    def get_default_screen(self) -> Screen[None]:
        """Return the preview."""
        return PreviewScreen(self._path, self._watch)

    @property
    def preview(self) -> PreviewScreen:
        """The preview, at the bottom of the stack."""
        return cast("PreviewScreen", self.screen_stack[0])

    # Trials

    @on(PreviewScreen.Play)
    def begin_trial(self, message: PreviewScreen.Play) -> None:
        """Play from an event, in memory."""
        if message.snapshot.text is not None:
            self._begin_trial(message.snapshot.text, message.event, message.language)

    @work(exclusive=True, group="run")
    async def _begin_trial(self, text: ScenarioText, event: str, language: str | None) -> None:
        """Find a way to the event, which takes a moment, and begin there."""
        way = await asyncio.to_thread(way_here, text, event)
        if self.session is not None:
            return
        self._begun_at = event
        self.session = begin_trial(text, event, self.clock, language, way)
        self.slept()
        self.show_step()
        if not way:
            self._tell(_("No way to this event was found; the facilitator went here directly."), "refused")
        elif event != self.session.scenario.first:
            key = self.key_of("simulation.journal", "j")
            self._tell(_("Reached by the shortest way; the journal ({key}) shows it.").format(key=key), "done")

    @on(PreviewScreen.Renewed)
    def renew_trial(self, message: PreviewScreen.Renewed) -> None:
        """Replay the open trial on the text that was just saved, and say where it differs."""
        if self.session is None:
            return
        if message.snapshot.text is None:
            self._tell(_("The saved file has an error; the trial goes on with the text as it was."), "refused")
            return
        try:
            self.session, fork = renew_trial(self.session, message.snapshot.text, self._begun_at)
        except JournalError as error:
            self._tell(str(error), "failed")
            return
        self.show_step()  # a dialog or a handover may be about something that is gone
        if fork is None:
            self._tell(_("The trial goes on with the new text; everything done so far fits it."), "done")
        else:
            self._tell(fork_line(fork), "refused")

    def _tell(self, text: str, kind: Kind) -> None:
        def tell() -> None:
            if isinstance(self.screen, AppScreen):
                self.screen.say(text, kind)

        self.call_after_refresh(tell)

    def show_step(self) -> None:
        """Show the simulation; a trial ends where the journey does."""
        if self.session is None:
            return
        if self.session.state.step is Step.SIMULATION:
            self.show_run_screen(TrialScreen())
        else:
            self.leave_run()

    def leave_run(self) -> None:
        """Forget the trial and show the preview again, at the event where the trial stood."""
        journey = self.session.state.journey if self.session else None
        self._close_run()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if journey is not None:
            self.preview.show_event(journey.event)

    def on_app_blur(self) -> None:
        """Stop the clock of a trial while the author is in the editor, if the terminal reports that."""
        if self.session is not None and not self.session.state.paused:
            self._away = self.session.do(Pause()) is None

    def on_app_focus(self) -> None:
        """Let it run again."""
        if self._away and self.session is not None and self.session.state.paused:
            self.session.do(Continue())
        self._away = False

    # Languages and the end

    def switch_scenario_language(self, code: str | None = None) -> None:
        """Show preview and trial in the next language; the choice is not kept."""
        preview = self.preview
        if code is None:
            preview.switch_language()
        else:
            preview.language = code
        if self.session is not None:
            self.session.speak(preview.language)
            if isinstance(self.screen, AppScreen):
                self.screen.relabel()

    def action_interrupt(self) -> None:
        """Answer Ctrl-C: end at once, for there is nothing to lose."""
        self.exit(0)


def fork_line(fork: Fork) -> str:
    """Return in one line where the run takes another way with a new text."""
    if not fork.now:
        return _("With the new text the way ends here. Before: {before}").format(before=fork.before)
    return _("The new text differs from here on. Before: {before} Now: {now}").format(before=fork.before, now=fork.now)


def start_preview(path: Path, settings: Callable[[], Settings], *, language: str, debug: bool = False) -> int:
    """Run the preview until it is left, and return its exit code, as `esthersim.screens.start.start`."""
    place = log_to_file()
    set_language(language)
    return run(PreviewApp(path, settings, watch=saves, theme=quick_look()[1]), place, debug=debug)
