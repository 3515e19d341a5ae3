"""The screen of the prebriefing."""

from __future__ import annotations

from esthersim.screens.base import RoomScreen


class PrebriefingScreen(RoomScreen):
    """To be filled."""

    WHERE = "prebriefing"
