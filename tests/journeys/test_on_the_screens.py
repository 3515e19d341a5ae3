"""The three journeys on the screens: played with keys alone, with nothing on the shared screen that only some hear."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.play import commands as c
from esthersim.play.plays import at_the_start, run_play
from esthersim.screens.shared import SharedScreen
from esthersim.views.event import event_view
from support.by_keys import press_for
from support.closed_texts import closed_texts
from support.frames import Stage
from support.playing_room import playing, wait
from support.shipped_journeys import each_own, file_of, flowing, journey

PIECE = 24
"""So many characters of a closed text in a row would give it away, however the screen breaks its lines."""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@each_own
async def test_keys_alone_play_it_to_an_ending(scenario: str, size: tuple[int, int], tmp_path: Path) -> None:
    """The first of its plays, to the same knowledge; the shared screen is looked at after every step."""
    shown = journey(scenario)
    result = run_play(shown, next(iter(shown.plays.values())))
    secrets = {text[:PIECE] for text in closed_texts(shown) if len(text) >= PIECE}
    assert len(secrets) > 50
    async with playing(tmp_path, file_of(scenario), size, "sv") as stage:
        for asked in result.asked[len(at_the_start(shown).asked) :]:
            assert await on_the_shared_screen(stage, secrets) == []
            await wait(stage, max(0.0, asked.recorded[0].room - stage.session.room()))
            if not isinstance(asked.command, c.Tick):
                await press_for(stage, asked.command)
        here = stage.session.state.here
        assert (here.event, here.knowledge) == (result.state.here.event, result.state.here.knowledge)
        assert here.record.leaked == result.state.here.record.leaked
        assert await on_the_shared_screen(stage, secrets) == []


async def on_the_shared_screen(stage: Stage, secrets: set[str]) -> list[str]:
    """Return what the room would read of these texts, and check that it reads where it is."""
    await stage.press("s")
    assert isinstance(stage.app.screen, SharedScreen)
    view = event_view(stage.session.retelling, stage.session.shown, stage.session.room())
    room = flowing(stage.text())
    await stage.press("s")
    assert view.at_ending or view.place in room
    return [text for text in secrets if text in room]
