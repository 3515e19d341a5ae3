"""How many examples a property is tried on: as many as the profile says, or a share of them where one costs more."""

from __future__ import annotations

from hypothesis import settings


def examples(share: float) -> settings:
    """Return the profile's settings with a share of its examples, above 1 where one costs little."""
    return settings(max_examples=max(1, round(settings().max_examples * share)))
