"""Step 1: needs and objectives."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.play.vocabulary import Step
from esthersim.screens.story import StoryScreen
from support.frames import room
from support.room_library import room_library

THREE = "  esther: Vi frågar Esther vad som är viktigt för henne i dag\n"


def with_three_objectives(folder: Path) -> None:
    """Give the scenario a third objective."""
    file = folder / "viktlarm.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(THREE, THREE + "  tiden: Vi håller tiden\n"), "utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_needs_and_objectives_are_read_together(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """Needs, what is good to know, and the objectives with their digits stand in one column."""
    async with room(tmp_path, size, language) as stage:
        await stage.press("enter")
        stage.compare("needs")


async def test_digits_agree_on_objectives(tmp_path: Path) -> None:
    """A digit takes an objective away, and takes it back; the box shows it."""
    library = room_library(tmp_path)
    with_three_objectives(tmp_path)
    async with room(tmp_path, library=library) as stage:
        await stage.press("enter", "3")
        assert stage.state().setting.objectives == ("sbar", "esther")
        assert "3 [ ] Vi håller tiden" in stage.text()
        await stage.press("3")
        assert stage.state().setting.objectives == ("sbar", "esther", "tiden")
        assert "3 [x] Vi håller tiden" in stage.text()


async def test_two_objectives_always_remain(tmp_path: Path) -> None:
    """The last two cannot be taken away; the status line says what to do."""
    async with room(tmp_path) as stage:
        await stage.press("enter", "1")
        assert stage.state().setting.objectives == ("sbar", "esther")
        assert "At least two objectives" in stage.text()


async def test_only_the_digits_of_objectives_are_offered(tmp_path: Path) -> None:
    """The footer names the digits that mean something, and a higher one does nothing."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        assert " 1-2 Objective" in stage.text()
        before = stage.state()
        await stage.press("7")
        assert stage.state() == before


async def test_next_goes_to_the_story(tmp_path: Path) -> None:
    """With objectives agreed, n is the next step."""
    async with room(tmp_path) as stage:
        await stage.press("enter", "n")
        assert stage.state().step is Step.STORY
        assert isinstance(stage.app.screen, StoryScreen)


async def test_a_click_on_an_objective_is_the_digit(tmp_path: Path) -> None:
    """The mouse works."""
    library = room_library(tmp_path)
    with_three_objectives(tmp_path)
    async with room(tmp_path, library=library) as stage:
        await stage.press("enter")
        row = next(number for number, line in enumerate(stage.text().splitlines()) if "2 [x]" in line)
        await stage.pilot.click(offset=(10, row))
        await stage.settle()
        assert stage.state().setting.objectives == ("sbar", "tiden")
