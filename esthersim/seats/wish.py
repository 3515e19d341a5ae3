"""How the pages of the seats are wanted from the start, as the command line says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeatsWish:
    """Serve the pages: at an address and port, or at those that are chosen then; `public_url` is what people type."""

    bind: str | None = None
    port: int | None = None
    public_url: str = ""
