"""The journal on the console, and going back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from esthersim.play.entries import Noted, Rewound
from esthersim.screens.journal import JournalScreen
from esthersim.screens.simulation import SimulationScreen
from support.playing_room import SIZES, playing, wait

EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
EACH_LANGUAGE = pytest.mark.parametrize("language", ["sv", "en"])


@pytest.fixture(autouse=True)
def coordinated_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock on the wall be UTC."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@EACH_SIZE
@EACH_LANGUAGE
async def test_the_journal_in_sentences(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """Each entry with clock and room time; what was gone back on says so."""
    async with playing(tmp_path, size=size, language=language) as stage:
        await stage.press("A", "enter")
        await wait(stage, 10)
        await stage.press("enter", "2", "j")
        stage.compare("journal")
        await stage.press("b")
        stage.compare("journal-asks")
        await stage.press("enter", "j")
        stage.compare("journal-undone")


async def test_going_back_asks_and_arms_the_timer_again(tmp_path: Path) -> None:
    """A no changes nothing; a yes stands where the arrival was, with the whole of the timer."""
    async with playing(tmp_path) as stage:
        await stage.press("enter")
        await wait(stage, 20)
        await stage.press("enter", "j", "b", "escape")
        assert isinstance(stage.app.screen, JournalScreen)
        assert stage.session.state.here.event == "skarmen-svart"
        await stage.press("b", "enter")
        assert isinstance(stage.app.screen, SimulationScreen)
        assert stage.session.state.here.event == "forsta-titten"
        assert "0:30" in stage.text()


async def test_arrows_find_an_arrival_and_enter_goes_there(tmp_path: Path) -> None:
    """Up from the present event is the one before it; what was undone can be gone forward to again."""
    async with playing(tmp_path) as stage:
        await stage.press("enter", "enter", "1", "j", "up", "up", "enter")
        assert "Go back to “Thirty seconds”?" in stage.text()
        await stage.press("enter")
        assert stage.session.state.here.event == "forsta-titten"
        await stage.press("j", "end", "enter")
        assert "Go forward again to “The quarter of an hour”?" in stage.text()
        await stage.press("enter")
        assert stage.session.state.here.event == "vantan"
        assert len([each for each in stage.session.journal if isinstance(each.entry, Rewound)]) == 2


async def test_the_first_event_has_nothing_before_it(tmp_path: Path) -> None:
    """One event back from the beginning is told, not done."""
    async with playing(tmp_path) as stage:
        await stage.press("j", "b")
        assert "where the journey begins" in stage.text()


async def test_people_s_text_is_never_markup_in_the_journal(tmp_path: Path) -> None:
    """A note with brackets, codes and direction marks stands as plain text, on one line of its own."""
    async with playing(tmp_path) as stage:
        assert stage.session.do(Noted("[red]x[/] \x1b[2J \u202eabc\u202c [/] 👩‍⚕️")) is None
        await stage.press("j")
        assert "[red]x[/]" in stage.text()
        assert not {"\x1b", "\u202e"} & set(stage.text())
