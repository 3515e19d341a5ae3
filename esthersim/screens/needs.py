"""The screen of the needs."""

from __future__ import annotations

from esthersim.screens.base import RoomScreen


class NeedsScreen(RoomScreen):
    """To be filled."""

    WHERE = "needs"
