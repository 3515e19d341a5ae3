"""`esthersim` without a command: home, on screens or line by line.

This module is on the way to the first paint, so what only the line-by-line mode needs (0.3 s) is imported there.
"""

from __future__ import annotations

from esthersim.commands.on_screens import on_screens
from esthersim.commands.surroundings import Surroundings


def home(around: Surroundings, *, facilitator: bool = False) -> int:
    """Show home, and open what is chosen there."""
    if not around.plain:
        return on_screens(around, None)
    from esthersim.commands.plain_home import plain_home

    return plain_home(around, facilitator=facilitator)
