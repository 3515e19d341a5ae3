"""The event in sight: an event counts as seen once it has been on the screen for a moment.

A key that is pressed three times, or just as a timer moves the journey on, is meant for the event that was in sight.
It must not decide at the next one, which nobody has read yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # with the model, 80 ms: home is painted without it
    from esthersim.play.state import Place

SIGHT_SECONDS = 0.5
"""How long a new event is on the screen before a key can be meant for it."""


class Sight:
    """The event that is in sight; `seconds` is how long a new one takes to be seen."""

    def __init__(self, seconds: float = SIGHT_SECONDS) -> None:
        self.seconds = seconds
        self.drawn: Place | None = None
        """What was drawn last; `None` before the journey."""
        self._before: Place | None = None
        self._since = 0.0

    def draw(self, place: Place | None, now: float) -> None:
        """Note what has just been drawn; `now` is in seconds of a clock that never runs back."""
        if place != self.drawn:
            nowhere = place and place._replace(event="", arrival=0)  # a place that no event has
            self._before, self.drawn, self._since = self.drawn or nowhere, place, now

    def seen(self, now: float) -> Place | None:
        """Return the place that a key pressed now is meant for; `None` if no journey has been drawn."""
        return self._before if self.drawn and now - self._since < self.seconds else self.drawn
