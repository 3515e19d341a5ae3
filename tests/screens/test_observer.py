"""Observations: what was seen or heard, apart from what it may mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.play.entries import Observed
from esthersim.screens.observer import ObserverScreen
from esthersim.screens.simulation import SimulationScreen
from support.frames import Stage
from support.playing_room import SIZES, playing, write

EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
EACH_LANGUAGE = pytest.mark.parametrize("language", ["sv", "en"])


def observed(stage: Stage) -> list[object]:
    """Return the observations of the journal."""
    return [each.entry for each in stage.session.journal if isinstance(each.entry, Observed)]


@EACH_SIZE
@EACH_LANGUAGE
async def test_an_observation_is_written_in_two_parts(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """Seen, then what it may mean; both are kept apart, and the fields are empty for the next."""
    async with playing(tmp_path, size=size, language=language) as stage:
        await stage.press("w")
        await write(stage, "Nobody answers")
        stage.compare("observer")
        await stage.press("enter")
        await write(stage, "[b]afraid")
        await stage.press("enter")
        assert observed(stage) == [Observed("Nobody answers", "[b]afraid")]
        stage.compare("observer-kept")
        await stage.press("escape")
        assert isinstance(stage.app.screen, SimulationScreen)


async def test_an_observer_writes_at_their_own_seat(tmp_path: Path) -> None:
    """F6 goes to the next observer, whose own objectives then stand above the fields."""
    async with playing(tmp_path) as stage:
        await stage.press("w", "f6")
        await write(stage, "They repeat it")
        await stage.press("f8")
        assert observed(stage) == [Observed("They repeat it", seat="overlamningarna")]


async def test_whom_and_what_it_is_about_can_be_chosen(tmp_path: Path) -> None:
    """The two lists are reached and used by keys alone."""
    async with playing(tmp_path, size=(120, 40)) as stage:
        await stage.press("w")
        await write(stage, "She is asked")
        await stage.press("tab", "tab", "enter", "down", "enter", "tab", "enter", "down", "down", "enter", "f8")
        entry = observed(stage)[0]
        assert isinstance(entry, Observed)
        assert entry.about == "esther"
        assert entry.watching == "esther"


async def test_nothing_seen_is_refused_and_a_personal_number_too(tmp_path: Path) -> None:
    """The screen says why, and what was written stays."""
    async with playing(tmp_path) as stage:
        await stage.press("w", "f8")
        assert "There is no text" in stage.text()
        await write(stage, "191212121212")
        await stage.press("f8")
        assert "personal number" in stage.text()
        assert "191212121212" in stage.text()
        assert not observed(stage)
        assert isinstance(stage.app.screen, ObserverScreen)


async def test_what_to_look_for_is_a_key_away(tmp_path: Path) -> None:
    """The areas of the seat's own instrument that it watches; the facilitator, who has none, sees the behaviours."""
    async with playing(tmp_path, size=(120, 40)) as stage:
        await stage.press("w", "f7")
        assert "What is said is short, clear and in time" in stage.text()
        assert "Leadership" in stage.text()
        await stage.press("f7", "f6", "f7")
        assert "Somebody asks for what others may know" in stage.text()
        assert "Leadership" not in stage.text()
        await stage.press("escape")
        assert isinstance(stage.app.screen, ObserverScreen)
