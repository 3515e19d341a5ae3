"""The end of a run on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from esthersim.journal.memory import MemoryStore
from esthersim.journal.store import Store
from esthersim.screens.closing import ClosingScreen
from esthersim.screens.follow_up import FollowUpScreen
from esthersim.screens.home import HomeScreen
from esthersim.screens.report import ReportScreen
from esthersim.settings import Settings
from support.after_the_journey import closed, in_utc, words
from support.frames import room

SETTINGS = Settings(scenario_language="en")


@pytest.fixture
def store() -> Iterator[Store]:
    """Return a store with a closed run."""
    store = MemoryStore("/srv/esthersim/journal.sqlite")
    with in_utc():
        closed(store).close()
        yield store


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_frame(store: Store, tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """The closing page says what is saved, where, when it is followed up, and how the report is made."""
    settings = replace(SETTINGS, scenario_language=language)
    async with room(tmp_path, size, language, store=store, start="prov", settings=settings) as stage:
        stage.compare("closed")


async def test_it_tells_where_everything_is(store: Store, tmp_path: Path) -> None:
    """The place of the journal, the run's id and the days of the follow-ups are on the page."""
    async with room(tmp_path, store=store, start="prov", settings=SETTINGS) as stage:
        assert "/srv/esthersim/journal.sqlite" in words(stage)
        assert "Run: prov" in words(stage)
        assert "Saturday 11 April 2026, Sunday 7 June 2026" in words(stage)


async def test_the_ways_on_and_home(store: Store, tmp_path: Path) -> None:
    """Report and follow-up open and come back here; escape goes home without a question."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("r")
        assert isinstance(stage.app.screen, ReportScreen)
        await stage.press("escape", "f")
        assert isinstance(stage.app.screen, FollowUpScreen)
        await stage.press("escape")
        assert isinstance(stage.app.screen, ClosingScreen)
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)
        assert stage.app.session is None
