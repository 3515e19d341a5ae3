"""`esthersim` alone: home, on screens or line by line.

This is the way to the first paint, so what is needed line by line is imported there alone: 0.3 s.
"""

from __future__ import annotations

from esthersim.commands.on_screens import on_screens
from esthersim.commands.surroundings import Surroundings


def home(around: Surroundings, *, facilitator: bool = False) -> int:
    """Show the home screen, and what is chosen there."""
    if not around.plain:
        return on_screens(around, None)
    from esthersim.commands.plain_home import plain_home

    return plain_home(around, facilitator=facilitator)
