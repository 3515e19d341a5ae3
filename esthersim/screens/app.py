"""The program in a terminal: one app, the home screen at the bottom of its stack, and one run at a time on top.

Start-up is kept short: settings, library and store are imported and opened after the first paint (`resources`), and a
screen of a run when it is first shown (`registry`).
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen
from textual.theme import Theme

from esthersim.cleaning import clean_line
from esthersim.clock import AwakeClock, Clock
from esthersim.failure import Failure
from esthersim.garbage import settle
from esthersim.language import _, available_languages, get_language, set_language
from esthersim.screens import themes
from esthersim.screens.base import AppScreen
from esthersim.screens.confirmation import Confirmation
from esthersim.screens.home import HomeScreen
from esthersim.screens.keys import key_name
from esthersim.screens.keys_help import KeysHelp
from esthersim.screens.palette import palette_commands
from esthersim.screens.program import Program
from esthersim.screens.registry import keymap_problem, screen_class
from esthersim.screens.serving import Serving
from esthersim.screens.sight import Sight
from esthersim.screens.textual_internals import QuietApp

if TYPE_CHECKING:  # for types alone: together 250 ms, which home is painted without
    from esthersim.journal.opening import StoreOnDemand
    from esthersim.journal.session import Session
    from esthersim.journal.store import Store
    from esthersim.library.scenarios import Library
    from esthersim.screens.resources import Resources
    from esthersim.settings import Kept, Settings
    from esthersim.views.home import HomeView

log = logging.getLogger("esthersim.screens")

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it: 128 and the signal's number."""


class EsthersimApp(QuietApp):
    """The program.

    `library`, `store` and `settings` may be callables, which are called after the first paint. `start` begins with a
    scenario's file (a `Path`) or goes on with a run (its id); without it the home screen is shown.
    """

    CSS_PATH: ClassVar = ["esthersim.tcss"]
    TITLE = "esthersim"
    KEEPS_RUNS: ClassVar[bool] = True
    """Whether runs are saved, so that leaving one is worth a question."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True, system=True, id="app.interrupt"),
        Binding("ctrl+p", "command_palette", show=False, priority=True, system=True, id="app.palette"),
    ]

    def __init__(
        self,
        library: Library | Callable[[], Library],
        store: Store | Callable[[], Store | StoreOnDemand],
        settings: Settings | Callable[[], Settings],
        *,
        clock: Clock | None = None,
        start: Path | str | None = None,
        theme: str = "dark",
    ) -> None:
        self.set_reactive(App.theme, themes.theme_of(theme))  # set later, every style sheet would be parsed twice
        super().__init__()
        self._sources = (library, store, settings)
        self._start = start
        self.first_run: str | None = None
        """A name for the run that is begun first, if it is to have one."""
        self._opening: asyncio.Task[None] | None = None
        self._interrupts = 0
        self.clock: Clock = clock or AwakeClock()
        self.sight = Sight()
        self.seats = Serving(self)
        self.log_file: Path | None = None
        """Where the log is kept, if it is: also that of the process with the pages."""
        self.session: Session | None = None
        """The run that is open, if one is."""
        self.scenario_language: str | None = None
        """The language that scenarios are shown in if they have it; None for their own."""
        self._resources: Resources
        """Settings, library and store; there once `opened` has been awaited."""
        self.settings: Settings
        """What the user chose; there once `opened` has been awaited."""

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and ours, from the first moment on."""
        return super().available_themes | themes.NAMED

    def get_default_screen(self) -> Screen[None]:
        """Return the home screen."""
        return HomeScreen()

    @property
    def begins_with_a_run(self) -> bool:
        """Whether a run is shown first; what home shows is then not read until it is opened."""
        return self._start is not None

    @property
    def home(self) -> HomeScreen:
        """The home screen, at the bottom of the stack."""
        return cast("HomeScreen", self.screen_stack[0])

    def on_mount(self) -> None:
        """End cleanly when the terminal is closed or the process is asked to end."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, ValueError, RuntimeError):  # Windows; a test's thread
                    loop.add_signal_handler(number, self._signalled, int(number))

    def _signalled(self, number: int) -> None:
        log.info("ended by signal %s", number)
        self._close_run()
        self.exit(None, return_code=128 + number)
        if not self.is_headless:  # with the terminal gone, drawing can block for ever
            last = threading.Timer(2, os._exit, (128 + number,))
            last.daemon = True
            last.start()

    def on_ready(self) -> None:
        """Open settings, library and store now that the first screen has been painted, then begin as asked."""
        self.call_after_refresh(self._begin_as_asked)

    @work
    async def _begin_as_asked(self) -> None:
        try:
            await self.opened()
        except Exception as error:  # noqa: BLE001 - any error is reported in one line; the log has the rest
            self.fail(error)
            return
        if isinstance(self._start, Path):
            self.begin(self._start)
        elif self._start is not None:
            self.resume(self._start)

    async def opened(self) -> None:
        """Wait until settings, library and store are open. Raises `JournalError` or `SettingsError` if one is not."""
        if self._opening is None:
            self._opening = asyncio.ensure_future(self._open())
        await self._opening

    async def _open(self) -> None:
        def opening() -> Resources:
            from esthersim.screens.resources import Resources  # 45 ms, which the first paint does without

            return Resources(*self._sources)

        self._resources = await asyncio.to_thread(opening)
        self.settings = self._resources.settings
        self.theme = themes.theme_of(self.settings.theme)
        self.set_keymap(self.settings.keymap)
        if self.settings.keymap:
            self._look_at_keymap()
        self.scenario_language = self.settings.scenario_language

    @work(group="settings")
    async def _look_at_keymap(self) -> None:
        if problem := await asyncio.to_thread(keymap_problem, self.settings.keymap):
            log.warning("%s", problem)
            self.notify(clean_line(problem), severity="warning", timeout=15, markup=False)

    @property
    def store(self) -> Store:
        """The journals of all runs; there once `opened` has been awaited. May raise `JournalError`."""
        return self._resources.store

    def read_home(self) -> HomeView:
        """Read what the home screen shows; takes a while, so call it in a thread, once `opened`."""
        return self._resources.home(self.clock, self.scenario_language)

    def fail(self, error: BaseException) -> None:
        """End the program with one line that says what is wrong; the rest is in the log."""
        log.error("the program could not go on", exc_info=error)
        self.failure = error
        self.exit(None, return_code=1)

    # Runs

    @work(exclusive=True, group="run")
    async def begin(self, scenario: Path) -> None:
        """Begin a new run on a scenario's file, and show its first step."""
        await self.opened()
        name, self.first_run = self.first_run, None
        await self._enter(partial(self._resources.begin, scenario, self.clock, self.scenario_language, name))

    @work(exclusive=True, group="run")
    async def resume(self, run: str) -> None:
        """Go on with a run that is in the store; it comes back paused where it was interrupted."""
        await self.opened()
        await self._enter(partial(self._resumed, run))

    @work(exclusive=True, group="run")
    async def follow_up(self, run: str) -> None:
        """Open a run and show what is to be followed up in it."""
        await self.opened()
        await self._enter(partial(self._resumed, run), "follow-up")

    def _resumed(self, run: str) -> Session:
        return self._resources.resume(run, self.clock, self.scenario_language)

    async def _enter(self, opening: Callable[[], Session], first: str | None = None) -> None:
        """Open a run in a thread, and show its step, or the screen with this name."""
        self._close_run()
        try:
            self.session = await asyncio.to_thread(opening)
            if not self.is_headless:
                await asyncio.to_thread(settle)
        except (Failure, OSError) as error:
            log.warning("a run could not be opened: %s", error)
            self.home.reload()
            self.home.say(clean_line(str(error).partition("\n")[0]), "failed")
            return
        self.slept()  # the clock is not read on the home screen
        if first is None:
            self.show_step()
            if self.seats.wish is not None:
                self.show_devices()
            if self.session.state.paused:
                self.call_after_refresh(self._tell_that_it_is_paused)
        else:
            self.show(first)

    def _tell_that_it_is_paused(self) -> None:
        if isinstance(self.screen, AppScreen):
            key = self.key_of("run.pause", "p")
            self.screen.say(_("The clock stands still. Press {key} when you are ready to go on.").format(key=key))

    def slept(self) -> float:
        """Return the seconds that the computer was asleep since this was last asked."""
        return self.clock.slept() if isinstance(self.clock, AwakeClock) else 0.0

    def show_step(self) -> None:
        """Show the screen that belongs to the step of the run."""
        if self.session is None:
            return
        self.show(self.session.state.step.value)

    def show(self, name: str) -> None:
        """Show a screen of the run by its name in the registry."""
        self.show_run_screen(screen_class(name)())

    def show_run_screen(self, screen: Screen[None]) -> None:
        """Show a screen of the run in place of the one before; it lies above the home screen."""
        if len(self.screen_stack) == 1:
            self.push_screen(screen)
        else:
            while len(self.screen_stack) > 2:  # dialogs
                self.pop_screen()
            self.switch_screen(screen)

    # Seats on their own devices

    def show_devices(self) -> None:
        """Show *Seats and devices* on top of what is open."""
        if self.session is not None:
            self.push_screen(screen_class("devices")())

    def seats_changed(self) -> None:
        """Draw the screen that is open, also behind a question, because a seat has done something."""
        shown = next((each for each in reversed(self.screen_stack) if isinstance(each, AppScreen)), None)
        if shown is not None:
            shown.heard()

    def tell_of_seats(self, text: str, *, important: bool) -> None:
        """Say in a line what has happened around the seats."""
        if isinstance(self.screen, AppScreen):
            self.screen.say(text, "refused" if important else "done")
        elif important:
            self.notify(text, severity="warning", markup=False)

    def hear_stop(self) -> None:
        """Ring, and show it also where a question lies above the screen that says it."""
        self.bell()
        if not isinstance(self.screen, AppScreen):
            self.notify(self.seats.alert(to_all=True), severity="error", timeout=15, markup=False)

    def ask_to_leave(self) -> None:
        """Leave the run, after a question where it is saved."""
        if not self.KEEPS_RUNS:
            self.leave_run()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.leave_run()

        text = _("The run is saved. You can go on with it from the home screen.")
        self.push_screen(Confirmation(_("Leave this run?"), text, _("Leave"), _("Stay")), answered)

    def leave_run(self) -> None:
        """Close the run, which is saved, and show the home screen again, with the run highlighted."""
        run = self.session.run if self.session else None
        self._close_run()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        home = self.home
        if run is not None:
            home.wanted = f"run:{run}"
        home.relabel()

    def _close_run(self) -> None:
        """Close the run; it is paused first, so that it does not look interrupted."""
        self.seats.close()
        session, self.session = self.session, None
        if session is not None:
            self._resources.put_away(session)

    def key_of(self, action: str, default: str) -> str:
        """Return the key that an action has, for a message that names it: the settings' or the usual one."""
        settings = getattr(self, "settings", None)
        return key_name((settings.keymap if settings else {}).get(action, default).partition(",")[0])

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as people read it, for footer and palette."""
        return binding.key_display or key_name(binding.key)

    # Languages and colours

    def action_switch_language(self) -> None:
        """Switch to the next language of the interface."""
        self.switch_language()

    def switch_language(self, code: str | None = None) -> None:
        """Switch every open screen to this language of the interface, or to the next one."""
        codes = available_languages()
        set_language(code or codes[(codes.index(get_language()) + 1) % len(codes)])
        self.remember("language", get_language())
        self._relabel()

    def action_switch_scenario_language(self) -> None:
        """Show the scenario in its next language."""
        self.switch_scenario_language()

    def switch_scenario_language(self, code: str | None = None) -> None:
        """Show scenarios in this language, or the next one that the open run's scenario has."""
        if self.session is not None:
            codes = self.session.languages
            now = self.scenario_language if self.scenario_language in codes else codes[0]
            self.scenario_language = code or codes[(codes.index(now) + 1) % len(codes)]
            self.session.speak(self.scenario_language)
        else:
            codes = available_languages()
            now = self.scenario_language or get_language()
            self.scenario_language = code or codes[(codes.index(now) + 1) % len(codes) if now in codes else 0]
        self.remember("scenario_language", self.scenario_language)
        self._relabel()

    def action_switch_theme(self) -> None:
        """Take the next theme: dark, light, contrast, the terminal's own colours."""
        self.theme = themes.next_theme(self.theme)
        self.remember("theme", themes.setting_of(self.theme))

    def _relabel(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, AppScreen):
                screen.relabel()

    @work(thread=True, group="settings")
    def remember(self, name: Kept, value: str) -> None:
        """Keep a choice in the settings file; where that cannot be written, the choice lasts until the end."""
        from esthersim.screens.resources import keep_setting  # not before the first paint

        keep_setting(name, value)

    def action_show_keys(self) -> None:
        """Show every key that works on the screen that is open."""
        if isinstance(self.screen, AppScreen):
            self.push_screen(KeysHelp(self.screen))

    # The end

    def action_interrupt(self) -> None:
        """Answer Ctrl-C by saying how to leave; twice within three seconds ends the program, with the run saved."""
        self._interrupts += 1
        if self._interrupts > 1:
            self.exit(INTERRUPTED, return_code=INTERRUPTED)
            return
        self.set_timer(3, self._forget_interrupt)
        text = _("Press Ctrl+C once more to end the program. Everything is saved.")
        if isinstance(self.screen, AppScreen):
            self.screen.say(text, "refused")
        else:
            self.notify(text, markup=False)

    def _forget_interrupt(self) -> None:
        self._interrupts = 0

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer in the palette what the keys do, in the present language, instead of Textual's own commands."""
        return palette_commands(self, screen)

    def action_command_palette(self) -> None:
        """Open the palette, in the present language."""
        if not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(CommandPalette(placeholder=_("What do you want to do?")))

    async def action_quit(self) -> None:
        """End the program."""
        self.exit(0)

    def on_unmount(self) -> None:
        """Close the run, however the program ends."""
        self._close_run()


_APP_IS_A_PROGRAM: type[Program] = EsthersimApp
