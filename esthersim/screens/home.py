"""The home screen: the scenarios, the saved runs, and the follow-ups that are due."""

from __future__ import annotations

from esthersim.screens.base import AppScreen


class HomeScreen(AppScreen):
    """What there is to begin with, to go on with, and to follow up."""

    WHERE = "home"
