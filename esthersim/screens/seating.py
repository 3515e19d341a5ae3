"""The screen of the seating."""

from __future__ import annotations

from esthersim.screens.base import RoomScreen


class SeatingScreen(RoomScreen):
    """To be filled."""

    WHERE = "seating"
