"""The home screen: scenarios, saved runs, follow-ups."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.errors import StoreDamaged
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.journal.store import memory_store
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.screens.choices import Choices
from esthersim.screens.follow_up import FollowUpScreen
from esthersim.screens.home import HomeScreen
from esthersim.screens.needs import NeedsScreen
from support.after_the_journey import reflecting
from support.frames import room
from support.room_library import room_library

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_home_shows_scenarios_and_the_details_of_one(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    """The shortest scenario is highlighted, with summary, objectives, roles and time beside it."""
    async with room(tmp_path, size, language) as stage:
        stage.compare("home")


async def test_enter_begins_the_highlighted_scenario(tmp_path: Path) -> None:
    """A newcomer's first key opens the first step of a run."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        assert isinstance(stage.app.screen, NeedsScreen)
        assert stage.session.scenario.id == "viktlarm"


async def test_a_broken_scenario_is_listed_with_its_first_problem(tmp_path: Path) -> None:
    """It stands last, says what is wrong and how to see the rest, and does not begin."""
    async with room(tmp_path) as stage:
        await stage.press("end")
        assert "trasig.yaml:" in stage.text()
        assert "esthersim check trasig" in stage.text()
        await stage.press("enter")
        assert stage.run() is None
        assert "has to be mended first" in stage.text()


async def test_people_s_text_is_never_markup(tmp_path: Path) -> None:
    """Brackets in a title are shown as they were written."""
    async with room(tmp_path) as stage:
        assert "Annat [b]larm[/b]" in stage.text()


async def test_a_saved_run_is_resumed_paused(tmp_path: Path) -> None:
    """A run that was interrupted stands first, and goes on where it stopped with the clock standing still."""
    store = memory_store()
    library = room_library(tmp_path)
    with Session.begin(store, scenario_text(library.find("viktlarm")), ManualClock(), run="prov"):
        pass
    async with room(tmp_path, store=store, library=library) as stage:
        assert "Go on with" in stage.text()
        await stage.press("enter")
        assert stage.session.run == "prov"
        assert stage.state().paused


async def test_leaving_a_run_saves_it_and_shows_it_at_home(tmp_path: Path) -> None:
    """Back home after a question; the run is paused on purpose, free for others, and listed."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        run = stage.session.run
        await stage.press("q")
        assert "Leave this run?" in stage.text()
        await stage.press("escape")
        assert stage.run() is not None
        await stage.press("q", "enter")
        assert stage.run() is None
        assert isinstance(stage.app.screen, HomeScreen)
        assert "Go on with" in stage.text()
        assert stage.app.screen.query_one(Choices).chosen == f"run:{run}"
        with Session(stage.app.store, run, stage.clock) as session:
            assert session.journal[-1].entry == e.Paused()


async def test_a_follow_up_that_is_due_comes_first(tmp_path: Path) -> None:
    """An action whose follow-up date has come stands above everything else, with who and when."""
    store = memory_store()
    clock = ManualClock()
    session = reflecting(store, clock)
    session.do(c.Advance(override=True))
    action = e.ActionWritten("a", "Ring dagen efter", owner="Enhetschefen", follow_ups=(date(2026, 3, 7),))
    assert session.do(action) is None
    session.close()
    async with room(tmp_path, store=store) as stage:
        text = stage.text()
        assert text.index("Follow-ups that are due") < text.index("Begin a scenario")
        assert "Ring dagen efter" in text
        assert "Enhetschefen" in text
        await stage.press("enter")
        assert isinstance(stage.app.screen, FollowUpScreen)


async def test_a_journal_that_fails_leaves_the_scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what is wrong with the journal, and the scenarios can still be read."""
    store = memory_store()

    def heads() -> object:
        raise StoreDamaged("journal.sqlite", detail="prov")

    monkeypatch.setattr(store, "heads", heads)
    async with room(tmp_path, store=store) as stage:
        assert "journal.sqlite" in stage.text()
        assert "Weight alarm" in stage.text()


async def test_the_mark_follows_the_highlight(tmp_path: Path) -> None:
    """What is chosen can be told without colours: the mark stands before it, and before it alone."""
    async with room(tmp_path) as stage:
        await stage.press("down")
        marked = [line for line in stage.text().splitlines() if "▸" in line]
        assert len(marked) == 1
        assert "Annat" in marked[0]
        assert stage.app.screen.query_one(Choices).chosen == "scenario:annat"


async def test_languages_are_switched_apart(tmp_path: Path) -> None:
    """F2 changes the program's words alone, F3 the scenarios' alone."""
    async with room(tmp_path) as stage:
        assert "Quit" in stage.text()
        await stage.press("f2")
        assert "Avsluta" in stage.text()
        assert "Weight alarm" in stage.text()
        await stage.press("f3")
        assert "Viktlarm en lördag" in stage.text()
