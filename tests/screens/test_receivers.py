"""A handover to several receivers, ticked for all of them or for each, with what must not be passed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.play.commands import GoTo
from esthersim.play.entries import FactMarked
from esthersim.play.vocabulary import FactStatus
from support.frames import Stage
from support.playing_room import SIZES, playing
from support.two_patients import TWO_PATIENTS

EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
GIVEN, MISSING = FactStatus.GIVEN, FactStatus.MISSING


async def at_the_call(stage: Stage) -> None:
    """Go to the handover and open it."""
    assert stage.session.do(GoTo("call")) is None
    await stage.press("h")


def scenario(folder: Path, text: str = TWO_PATIENTS) -> Path:
    """Write the night with two patients to a file."""
    file = folder / "two-patients.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def marks(stage: Stage) -> list[FactMarked]:
    """Return the marks in the journal."""
    return [each.entry for each in stage.session.journal if isinstance(each.entry, FactMarked)]


@EACH_SIZE
async def test_one_key_ticks_for_all_and_one_for_each(tmp_path: Path, size: tuple[int, int]) -> None:
    """A digit marks for all receivers; after the arrow, for the next one alone; then for all again."""
    async with playing(tmp_path, scenario(tmp_path), size) as stage:
        await at_the_call(stage)
        await stage.press("1", "right", "right", "x", "right", "2")
        assert marks(stage) == [
            FactMarked("fell", GIVEN), FactMarked("fell", MISSING, "clerk"), FactMarked("salt", GIVEN),
        ]  # fmt: skip
        await stage.press("right", "3", "right", "right", "5")
        assert marks(stage)[3:] == [
            FactMarked("drink", GIVEN, "doctor"), FactMarked("potassium", GIVEN, sender_knew=False),
        ]  # fmt: skip
        if size == SIZES[0]:
            await stage.press("f")
        stage.compare("receivers")
        shown = " ".join(stage.text().split())
        assert "passed on, though" in shown or size == SIZES[0]
        await stage.press("enter", "enter", "enter")
        progress = stage.session.state.here.handover
        assert progress is not None
        assert progress.received
        assert stage.session.state.here.record.leaked == {("drink", "doctor")}


async def test_a_fact_without_a_mark_for_the_one_who_needs_it_is_asked_about(tmp_path: Path) -> None:
    """It is marked for the doctor, who need not have it, and not for the clerk, who must."""
    async with playing(tmp_path, scenario(tmp_path)) as stage:
        await at_the_call(stage)
        await stage.press("1", "right", "2", "enter", "enter")
        assert "One required fact has no mark" in stage.text()


async def test_with_one_receiver_there_is_nothing_to_choose(tmp_path: Path) -> None:
    """The arrow does nothing, and no line says for whom a key ticks."""
    one = TWO_PATIENTS.replace("        clerk: {must: [salt]}\n", "")
    async with playing(tmp_path, scenario(tmp_path, one), (120, 40)) as stage:
        await at_the_call(stage)
        await stage.press("right", "1")
        assert marks(stage) == [FactMarked("fell", GIVEN)]
        assert "all receivers" not in stage.text()


async def test_the_sender_reads_what_to_keep(tmp_path: Path) -> None:
    """On the page on which the handover is written, and nothing of what must be said."""
    async with playing(tmp_path, scenario(tmp_path), (120, 40)) as stage:
        await at_the_call(stage)
        await stage.press("f6", "enter", "enter")
        assert "Anna told of her drinking (not to Doctor)" in " ".join(stage.text().split())
