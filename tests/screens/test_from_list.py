"""More to choose and to tick than there are digits and letters: all of it is in a list, for arrows and the mouse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from esthersim.play.entries import Chose
from esthersim.play.vocabulary import FactStatus, Observation
from esthersim.screens.handover import HandoverScreen
from esthersim.screens.simulation import SimulationScreen
from support.frames import Stage
from support.graphs import raw_scenario
from support.playing_room import playing

FACTS = tuple(f"fact{number}" for number in range(1, 16))
ITEMS = tuple(f"item{number}" for number in range(1, 15))
SMALL = (80, 24)


def large_scenario(folder: Path, **event: Any) -> Path:
    """Write a scenario that begins with twelve options, each of which leads to a handover of fifteen facts."""
    options = {f"o{number}": {"text": f"The way number {number}", "next": "call"} for number in range(1, 13)}
    events = {
        "start": {
            "title": "A large choice",
            "text": "There is much to do.",
            "decision": {"by": "team", "question": "Which way?", "options": options},
            **event,
        },
        "call": {
            "title": "The call",
            "text": "The telephone rings.",
            "handover": {"from": "nurse", "to": "esther", "format": "sbar", "must": list(FACTS)},
            "next": "end",
        },
        "end": {"title": "End", "text": "Over", "ending": "So it went"},
    }
    facts = {key: {"text": f"What is known, {key}", "known_by": ["nurse"]} for key in FACTS}
    file = folder / "large.yaml"
    raw = raw_scenario(events, id="large", facts=facts)
    file.write_text(json.dumps(raw), encoding="utf-8")
    return file


def ticking(folder: Path) -> Path:
    """Write it with a checklist of fourteen items, and two expectations."""
    checklist = {key: {"text": f"Thing to tick, {key}"} for key in ITEMS}
    expect = {key: {"text": f"Expected, {key}"} for key in ("asks", "waits")}
    return large_scenario(folder, checklist=checklist, expect=expect)


def chosen(stage: Stage) -> list[str]:
    """Return the options that were chosen."""
    return [each.entry.option for each in stage.session.journal if isinstance(each.entry, Chose)]


async def test_every_option_can_be_chosen_with_arrows(tmp_path: Path) -> None:
    """The last of twelve is chosen from the list, which scrolls to it; footer and event say where the list is."""
    async with playing(tmp_path, large_scenario(tmp_path), SMALL) as stage:
        assert "1-9 Choose  v From a list" in stage.text()
        await stage.press("end")
        assert "press 1-9, or v for the list" in " ".join(stage.text().split())
        await stage.press("v", *["down"] * 11)
        assert "▸ 12  The way number 12" in stage.text()
        await stage.press("space")
        assert chosen(stage) == ["o12"]
        assert isinstance(stage.app.screen, SimulationScreen)
        assert "The call" in stage.text()


async def test_a_digit_still_chooses_and_escape_leaves_the_list(tmp_path: Path) -> None:
    """The digits mean what they meant, in the list too; escape chooses nothing."""
    async with playing(tmp_path, large_scenario(tmp_path), SMALL) as stage:
        await stage.press("v", "down", "escape")
        assert chosen(stage) == []
        await stage.press("v", "9")
        assert chosen(stage) == ["o9"]


async def test_the_mouse_chooses(tmp_path: Path) -> None:
    """A click on the digits in the footer opens the list, and a click on a row takes it."""
    async with playing(tmp_path, large_scenario(tmp_path), SMALL) as stage:
        at = stage.text().splitlines()[-1].index("1-9 Choose")
        await stage.pilot.click(offset=(at + 1, 23))
        await stage.settle()
        listed = stage.app.screen.query_one(OptionList)
        await stage.pilot.click(listed, offset=(6, 3))
        await stage.settle()
        assert chosen(stage) == ["o3"]


@pytest.mark.parametrize("opened_by", [(), ("s",)], ids=["console", "shared"])
async def test_every_item_can_be_ticked(tmp_path: Path, opened_by: tuple[str, ...]) -> None:
    """The fourteenth item has no letter; in the list it is ticked with space and enter, and the list stays open."""
    async with playing(tmp_path, ticking(tmp_path), SMALL) as stage:
        await stage.press(*opened_by, "v", *["down"] * (12 + 13), "space")
        assert stage.session.state.here.checked == {"item14"}
        assert "▸ [x] Thing to tick, item14" in stage.text()
        await stage.press("up", "enter", "down", "enter")
        assert stage.session.state.here.checked == {"item13"}
        await stage.press("escape", "L")
        assert stage.session.state.here.checked == {"item13", "item12"}


async def test_what_is_expected_is_in_the_console_s_list_alone(tmp_path: Path) -> None:
    """The console ticks it after the items; the room's list has nothing private."""
    async with playing(tmp_path, ticking(tmp_path), SMALL) as stage:
        await stage.press("f")
        assert "v: all of it in a list" in stage.text()
        await stage.press("f", "v", "end", "enter", "enter")
        assert stage.session.state.here.marks["start", "waits"] is Observation.MISSED
        assert "missed" in stage.text()
        await stage.press("escape", "s", "v", "end")
        assert "item14" in stage.text()
        assert "Expected" not in stage.text()


async def test_a_list_that_was_left_open_does_not_tick_at_the_next_event(tmp_path: Path) -> None:
    """When the journey has moved on under it, nothing is written, and that is said."""
    async with playing(tmp_path, ticking(tmp_path), SMALL) as stage:
        screen = stage.app.screen
        assert isinstance(screen, SimulationScreen)
        await stage.press("v", "end")
        choose = screen.act("choose")
        assert choose is not None
        assert stage.session.do(choose.command("o1")) is None
        await stage.press("space")
        assert not stage.session.state.here.marks
        assert "The journey has moved on" in stage.text()


async def test_every_fact_of_a_handover_can_be_marked(tmp_path: Path) -> None:
    """Fifteen facts: arrows go to the last, which is then in sight; the list marks any of them, by mouse too."""
    async with playing(tmp_path, large_scenario(tmp_path), SMALL) as stage:
        await stage.press("1", "enter", "f")
        assert "v From a list" in stage.text()
        await stage.press(*["down"] * 14, "h")
        assert isinstance(stage.app.screen, HandoverScreen)
        assert "What is known, fact15 · HEARD" in " ".join(stage.text().split())
        await stage.press("v", *["down"] * 13, "space", "space")
        assert "▸ [r] What is known, fact14" in stage.text()
        await stage.press("home")
        await stage.pilot.click(stage.app.screen.query_one(OptionList), offset=(6, 0))
        await stage.settle()
        await stage.press("escape")
        handover = stage.session.state.here.handover
        assert handover is not None
        assert dict(handover.marks) == {
            "fact15": FactStatus.GIVEN, "fact14": FactStatus.REQUESTED, "fact1": FactStatus.GIVEN,
        }  # fmt: skip
