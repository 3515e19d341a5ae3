"""Forty options, facts, injects and items: what has no key of its own is reached from a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.play.commands import Choose
from esthersim.play.entries import Checked, Chose, FactMarked, InjectFired
from esthersim.play.vocabulary import FactStatus
from support.forty import MANY, forty_file
from support.playing_room import SIZES, playing

EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@EACH_SIZE
async def test_the_last_of_forty_is_ticked_and_chosen(tmp_path: Path, size: tuple[int, int]) -> None:
    """On the console and on the shared screen: down to the last item, and to the last option above it."""
    async with playing(tmp_path, forty_file(tmp_path), size) as stage:
        for shared in (False, True):
            await stage.press(*(("s",) if shared else ()), "v", "end")
            assert "Item 40" in stage.text()
            await stage.press("enter", "escape")
            assert stage.session.journal[-1].entry == Checked("i40", done=not shared)
        await stage.press("v", *["down"] * (MANY - 1))
        assert "Option 40" in stage.text()
        await stage.press("enter")
        assert [each.entry for each in stage.session.journal if isinstance(each.entry, Chose)] == [Chose("o40")]


@EACH_SIZE
async def test_the_last_of_forty_facts_is_marked(tmp_path: Path, size: tuple[int, int]) -> None:
    """By the arrows, and from the list."""
    async with playing(tmp_path, forty_file(tmp_path), size) as stage:
        assert stage.session.do(Choose("o1")) is None
        await stage.press("h", "up", "h")
        assert stage.session.journal[-1].entry == FactMarked("f40", FactStatus.GIVEN)
        await stage.press("v", "end", "enter", "escape")
        assert stage.session.journal[-1].entry == FactMarked("f40", FactStatus.REQUESTED)
        await stage.press("f")
        assert "Fact 40" in stage.text()


@EACH_SIZE
async def test_the_last_of_forty_injects_happens(tmp_path: Path, size: tuple[int, int]) -> None:
    """From the list of injects."""
    async with playing(tmp_path, forty_file(tmp_path), size) as stage:
        await stage.press("i", "end")
        assert "Inject 40" in stage.text()
        await stage.press("enter")
        assert stage.session.journal[-1].entry == InjectFired("j40")
