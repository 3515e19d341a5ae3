"""The screen of the story."""

from __future__ import annotations

from esthersim.screens.base import RoomScreen


class StoryScreen(RoomScreen):
    """To be filled."""

    WHERE = "story"
