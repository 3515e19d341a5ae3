"""First paint of the home screen, and memory at rest, against a bare Textual app of one widget."""

from __future__ import annotations

from statistics import median

from benchmarks.figures import Figure
from benchmarks.terminal import BARE, program

ROUNDS = 5
AIM_PAINT, AIM_MEMORY = 1.3, 1.6
AIM_LIST = 1000
"""Milliseconds until somebody can choose: our own aim, and the only one here that depends on the machine."""
HOME_MARKER, LIST_MARKER, BARE_MARKER = "esthersim", "Tom säng", "MARKER"


def figures() -> list[Figure]:
    """Start both in turns, once to warm up; compare the medians of the times and of the memory."""
    paints: list[tuple[float, float, float]] = []
    memories: list[tuple[int, int]] = []
    for _ in range(ROUNDS + 1):
        with program("-m", "esthersim") as home:
            first, whole = home.seconds_until(HOME_MARKER), home.seconds_until(LIST_MARKER)
            ours = home.memory()
        with program("-c", BARE) as bare:
            other = bare.seconds_until(BARE_MARKER)
            memories.append((ours, bare.memory()))
        paints.append((first, whole, other))
    first, whole, other = (median(side) for side in zip(*paints[1:], strict=True))
    ours, theirs = (median(side) / 1e6 for side in zip(*memories[1:], strict=True))
    bare_time = f"bare app {other * 1000:.0f} ms"
    return [
        Figure("first paint of home", f"{first * 1000:.0f} ms", bare_time, first / other, AIM_PAINT),
        Figure(
            "the list of scenarios", f"{whole * 1000:.0f} ms", f"ms; {whole / other:.2f} of it", whole * 1000, AIM_LIST
        ),
        Figure("memory", f"{ours:.0f} MB", f"bare app {theirs:.0f} MB", ours / theirs, AIM_MEMORY),
    ]
