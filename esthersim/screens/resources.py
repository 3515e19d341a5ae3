"""Settings, library and store, and the runs that are opened with them.

Imported and opened after the first paint, in a thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from esthersim.clock import Clock
from esthersim.journal.opening import StoreOnDemand
from esthersim.journal.store import Store
from esthersim.library.scenarios import Library
from esthersim.runs.home import read_home
from esthersim.settings import Kept, Settings, SettingsError, save_setting
from esthersim.views.home import HomeView, home_view

if TYPE_CHECKING:  # with the model, 170 ms: the list is shown without it
    from esthersim.journal.session import Session

log = logging.getLogger("esthersim.screens")


class Resources:
    """Settings, library and store. What is given as a callable is called once, here."""

    def __init__(
        self,
        library: Library | Callable[[], Library],
        store: Store | Callable[[], Store | StoreOnDemand],
        settings: Settings | Callable[[], Settings],
    ) -> None:
        """Open all three. Raises `JournalError` or `SettingsError` where that fails."""
        opened = store() if callable(store) else store
        self.settings = settings() if callable(settings) else settings
        self.library = library() if callable(library) else library
        self._store = opened if isinstance(opened, StoreOnDemand) else StoreOnDemand(lambda: opened)

    @property
    def store(self) -> Store:
        """The journals of all runs. May raise `JournalError`."""
        return self._store.store

    def home(self, clock: Clock, language: str | None) -> HomeView:
        """Read what the home screen shows; `language` is that of the scenarios."""
        store, now = None if self._store.empty else self.store, clock.utc().astimezone()
        return home_view(read_home(self.library, store, language, now.date()), now)

    def begin(self, scenario: Path, clock: Clock, language: str | None, name: str | None) -> Session:
        """Begin a run on a scenario's file. Raises `JournalError`, `ScenarioError`, `DocumentError` or `OSError`."""
        from esthersim.journal.scenario_text import scenario_text  # these two with the model, 200 ms
        from esthersim.runs.opening import begin

        return begin(self.store, scenario_text(scenario), clock, language, name)

    def resume(self, run: str, clock: Clock, language: str | None) -> Session:
        """Open a run again. Raises `JournalError` or `DocumentError`."""
        from esthersim.runs.opening import resume  # with the model, 200 ms

        return resume(self.store, run, clock, language)

    def put_away(self, session: Session) -> None:
        """Close a run; it is paused first, so that it does not look interrupted."""
        from esthersim.runs.opening import put_away  # imported already, with the run

        if error := put_away(session):
            log.warning("the pause at the end was not stored: %s", error)


def keep_setting(name: Kept, value: str) -> None:
    """Keep a choice in the settings file; where that cannot be written, the choice lasts until the end."""
    try:
        save_setting(name, value)
    except SettingsError as error:
        log.warning("a choice was not kept: %s", error)
