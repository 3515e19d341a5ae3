"""A play in as few lines as possible: steps that a play takes by itself are left out."""

from __future__ import annotations

from collections.abc import Sequence

from esthersim.play.entries import Entry
from esthersim.play.plays import run_play
from esthersim.rehearsal.ways import RawStep, as_play
from esthersim.scenario.model import Scenario


def shortened(scenario: Scenario, steps: Sequence[RawStep]) -> tuple[RawStep, ...]:
    """Return a play without those `proceed` steps that change nothing, which is checked by playing it."""
    kept = tuple(steps)
    wanted = _journal(scenario, kept)
    bare = tuple(step for step in kept if step != "proceed")
    if wanted is None or _journal(scenario, bare) == wanted:
        return bare if wanted else kept
    for number in reversed([number for number, step in enumerate(kept) if step == "proceed"]):
        shorter = (*kept[:number], *kept[number + 1 :])
        if _journal(scenario, shorter) == wanted:
            kept = shorter
    return kept


def _journal(scenario: Scenario, steps: Sequence[RawStep]) -> list[Entry] | None:
    result = run_play(scenario, as_play(tuple(steps)))
    return [recorded.entry for recorded in result.journal] if result.failure is None else None
