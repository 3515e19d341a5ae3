"""The program without a terminal, and plain-text pictures of its screens to compare with stored ones.

    async with room(tmp_path, size=(80, 24), language="sv") as stage:
        await stage.press("enter")
        stage.compare("needs")

`ESTHERSIM_REWRITE_FRAMES=1 pytest tests/screens` writes the stored frames anew: look at what changed before you commit.
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.pilot import Pilot

from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.journal.store import Store
from esthersim.language import set_language
from esthersim.library.scenarios import Library
from esthersim.play.state import State
from esthersim.screens.app import EsthersimApp
from esthersim.settings import Settings
from support.room_library import room_library
from support.settling import idle, settle

FRAMES = Path(__file__).parent.parent / "screens" / "frames"
RANDOM_RUN = re.compile(r"(?<=\d\d-\d\d-)[0-9a-f]{4}\b")


@dataclass(slots=True)
class Stage:
    """A program that runs without a terminal, with a clock that stands still until it is moved."""

    app: EsthersimApp
    pilot: Pilot[Any]
    clock: ManualClock
    size: tuple[int, int]
    language: str

    @property
    def session(self) -> Session:
        """The run that is open."""
        assert self.app.session is not None
        return self.app.session

    def run(self) -> Session | None:
        """Return the run that is open, if one is."""
        return self.app.session

    def state(self) -> State:
        """Return the state of the run that is open."""
        return self.session.state

    async def settle(self) -> None:
        """Wait until workers are done and everything is drawn."""
        await settle(self.app)

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each until its effect is drawn."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    def text(self) -> str:
        """Return what the screen shows as text, one line a row, without the random end of a run's id."""
        strips = self.app.screen._compositor.render_strips()
        return RANDOM_RUN.sub("0000", "\n".join(strip.text.rstrip() for strip in strips)) + "\n"

    def compare(self, name: str) -> None:
        """Compare the screen with the stored frame of this name, size and language."""
        shown = self.text()
        width, height = self.size
        file = FRAMES / f"{name}-{width}x{height}-{self.language}.txt"
        if os.environ.get("ESTHERSIM_REWRITE_FRAMES"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(shown, encoding="utf-8")
        assert shown == (file.read_text(encoding="utf-8") if file.exists() else ""), f"{file.name} differs"


@asynccontextmanager
async def room(
    folder: Path,
    size: tuple[int, int] = (80, 24),
    language: str = "en",
    *,
    store: Store | None = None,
    library: Library | None = None,
    start: Path | str | None = None,
    settings: Settings | None = None,
) -> AsyncIterator[Stage]:
    """Run the program, in this size and language, on the small library of tests, which is written into `folder`."""
    set_language(language)
    clock = ManualClock()
    app = EsthersimApp(
        library or room_library(folder),
        store or memory_store(),
        settings or Settings(scenario_language=language),
        clock=clock,
        start=start,
    )
    async with on_stage(app, clock, size, language) as stage:
        yield stage


@asynccontextmanager
async def on_stage(app: EsthersimApp, clock: ManualClock, size: tuple[int, int], language: str) -> AsyncIterator[Stage]:
    """Run an app without a terminal and without animations, until it waits for the first key."""
    app.animation_level = "none"
    app.sight.seconds = 0.0  # the clock of tests stands still, and their keys wait until all is drawn
    with patch("textual.app.wait_for_idle", idle), patch("textual.pilot.wait_for_idle", idle):
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot, clock, size, language)
            await stage.settle()
            yield stage
