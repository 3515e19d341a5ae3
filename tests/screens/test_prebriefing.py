"""Step 2: the prebriefing."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.debriefing.checklists import prebriefing_ids
from esthersim.play.entries import StepEntered
from esthersim.play.vocabulary import Step
from support.frames import Stage, room


async def to_the_prebriefing(stage: Stage) -> None:
    """Take the seats and go on to the prebriefing."""
    await stage.press("enter", "n", "n", "a", "n")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_the_points_of_the_checklist_and_of_the_scenario(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    """Shipped points first, then the scenario's own, each with a number and a box."""
    async with room(tmp_path, size, language) as stage:
        await to_the_prebriefing(stage)
        await stage.press("space", "space")
        stage.compare("prebriefing")


async def test_space_ticks_and_goes_on_to_the_next(tmp_path: Path) -> None:
    """Ticking all is pressing one key, point by point; then the gate is open."""
    async with room(tmp_path) as stage:
        await to_the_prebriefing(stage)
        points = [*prebriefing_ids(), "vagen"]
        await stage.press(*["space"] * len(points))
        assert stage.state().setting.ticked == frozenset(points)
        assert "Everything is said" in stage.text()
        await stage.press("space")
        assert len(stage.state().setting.ticked) == len(points) - 1


async def test_a_digit_ticks_its_point(tmp_path: Path) -> None:
    """Digits work too, and untick what they ticked."""
    async with room(tmp_path) as stage:
        await to_the_prebriefing(stage)
        await stage.press("2")
        assert stage.state().setting.ticked == {prebriefing_ids()[1]}
        await stage.press("2")
        assert not stage.state().setting.ticked


async def test_the_gate_is_told_and_can_be_passed(tmp_path: Path) -> None:
    """Open points hold the team back until the facilitator overrides, and that is logged."""
    async with room(tmp_path) as stage:
        await to_the_prebriefing(stage)
        await stage.press("space", "n")
        left = len(prebriefing_ids())
        assert stage.state().step is Step.STORY
        assert f"{left} points are not ticked. Press o to go on anyway." in " ".join(stage.text().split())
        await stage.press("o")
        assert stage.state().step is Step.SIMULATION
        entered = next(each.entry for each in stage.session.journal if isinstance(each.entry, StepEntered)
                       and each.entry.step is Step.SIMULATION)  # fmt: skip
        assert len(entered.overridden) == left


async def test_override_needs_to_be_told_first(tmp_path: Path) -> None:
    """The override key does nothing before the gate has said what is missing."""
    async with room(tmp_path) as stage:
        await to_the_prebriefing(stage)
        await stage.press("o")
        assert stage.state().step is Step.STORY


async def test_b_goes_back_to_the_seats(tmp_path: Path) -> None:
    """The seats are where they were."""
    async with room(tmp_path) as stage:
        await to_the_prebriefing(stage)
        await stage.press("b")
        assert "Who sits where?" in stage.text()
        assert "[x] Esther" in stage.text()
