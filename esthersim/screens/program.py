"""The app as its screens know it: what they may ask of it, and no more."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from esthersim.clock import Clock
from esthersim.screens.serving import Serving
from esthersim.screens.sight import Sight

if TYPE_CHECKING:  # for types alone: together 240 ms, which home is painted without
    from esthersim.journal.session import Session
    from esthersim.settings import Kept, Settings
    from esthersim.views.home import HomeView


class Program(Protocol):
    """`EsthersimApp` without its screens; what each member does is said there."""

    KEEPS_RUNS: ClassVar[bool]
    clock: Clock
    session: Session | None
    settings: Settings
    sight: Sight
    seats: Serving

    @property
    def begins_with_a_run(self) -> bool:
        """Whether a run is shown first."""

    def opened(self) -> Awaitable[None]:
        """Wait until settings, library and store are there."""

    def read_home(self) -> HomeView:
        """Read what the home screen shows."""

    def fail(self, error: BaseException) -> None:
        """End the program with one line."""

    def begin(self, scenario: Path) -> object:
        """Begin a new run on a scenario's file."""

    def resume(self, run: str) -> object:
        """Go on with a run."""

    def follow_up(self, run: str) -> object:
        """Open a run and show what is to be followed up in it."""

    def show_step(self) -> None:
        """Show the screen that belongs to the step of the run."""

    def show(self, name: str) -> None:
        """Show a screen of the run by its name."""

    def show_devices(self) -> None:
        """Show *Seats and devices* on top of what is open."""

    def ask_to_leave(self) -> None:
        """Leave the run, after a question where it is saved."""

    def leave_run(self) -> None:
        """Close the run and show the home screen again."""

    def slept(self) -> float:
        """Return the seconds that the computer was asleep since this was last asked."""

    def key_of(self, action: str, default: str) -> str:
        """Return the key that an action has, for a message that names it."""

    def remember(self, name: Kept, value: str) -> object:
        """Keep a choice in the settings file."""
