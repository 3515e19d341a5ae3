"""Opens the screens, if the terminal can draw them.

The screens are imported when they are opened: Textual takes 0.25 s. The settings (12 ms) wait for the first paint.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from esthersim.commands.surroundings import Surroundings
from esthersim.failure import UsedWrongly
from esthersim.garbage import without_garbage_collection
from esthersim.language import _, get_language

if TYPE_CHECKING:
    from esthersim.seats.wish import SeatsWish
    from esthersim.settings import Settings


def need_terminal() -> None:
    """Raise `UsedWrongly` if the terminal cannot draw the screens, with what to do instead."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") in {"dumb", "unknown"}:
        raise UsedWrongly(
            _("the screens need a terminal that can draw; 'esthersim --plain' works line by line everywhere"),
        )


def on_screens(
    around: Surroundings,
    first: Path | str | None,
    language: str | None = None,
    name: str | None = None,
    seats: SeatsWish | None = None,
) -> int:
    """Open the screens: at home, at the start of a scenario's file, or at a run; see `esthersim.screens.start`."""
    need_terminal()

    def settings() -> Settings:
        return replace(around.settings, scenario_language=language) if language else around.settings

    with without_garbage_collection():  # saves 25 ms of the first paint; the screens turn it on again
        from esthersim.screens.start import start

        return start(
            lambda: around.library,
            around.open_store_later,
            settings,
            start=first,
            name=name,
            seats=seats,
            language=get_language(),
            debug=around.debug,
        )
