"""What was asked for on the command line: seats on their own devices from the start, and where the pages are served."""

from __future__ import annotations

from dataclasses import dataclass

from esthersim.language import _

EVERY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - only where somebody has typed it
"""The addresses that mean all addresses of this computer, in every network that it is in."""


@dataclass(frozen=True, slots=True)
class SeatsWish:
    """Open *Seats and devices* from the start.

    `bind` is the address to serve the pages at and `port` the first port to try; without them, those of the run's last
    pages, or what is chosen then. `public_url` is what people type if it is not made of the two, as behind a proxy.
    """

    bind: str | None = None
    port: int | None = None
    public_url: str = ""

    @property
    def everywhere(self) -> bool:
        """Whether the pages are to be served in every network that this computer is in."""
        return self.bind in EVERY_ADDRESS


def everywhere_warning() -> str:
    """Return the warning where the pages are served at all addresses."""
    return _("The pages are served in every network that this computer is in, unencrypted.")


def address_to_begin_with(wish: SeatsWish, kept: str | None, likely: tuple[str, ...]) -> str | None:
    """Return the address to serve the pages at without asking, if there is one.

    It is the one that was typed, that of the run's last pages (`kept`) if this computer still has it, or the only one
    that telephones are `likely` to reach.
    """
    from esthersim.seats.addresses import is_of_this_computer  # asks the system, so not before seats are wished for

    if wish.bind is not None:
        return wish.bind
    if kept is not None and is_of_this_computer(kept):
        return kept
    return likely[0] if len(likely) == 1 else None
