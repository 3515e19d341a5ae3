"""All benchmarks with one command: `python tests/benchmarks [steps] [loading] [starting] [keys] [rehearsing] [seats]`.

Every figure is a ratio of two measurements of this run. Ends with 1 where an aim is not met.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.figures import Figure


def _steps() -> list[Figure]:
    from benchmarks import steps

    return [steps.figure()]


def _loading() -> list[Figure]:
    from benchmarks import loading

    return loading.figures()


def _starting() -> list[Figure]:
    from benchmarks import starting

    return starting.figures()


def _keys() -> list[Figure]:
    from benchmarks import keys

    return keys.figures()


def _rehearsing() -> list[Figure]:
    from benchmarks import rehearsing

    return rehearsing.figures()


def _seats() -> list[Figure]:
    from benchmarks import seats

    return seats.figures()


BENCHMARKS: dict[str, Callable[[], list[Figure]]] = {
    "steps": _steps,
    "loading": _loading,
    "starting": _starting,
    "keys": _keys,
    "rehearsing": _rehearsing,
    "seats": _seats,
}


def main(names: list[str]) -> int:
    """Run the benchmarks of these names, or all; print a table; return 1 where an aim is not met."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.stderr.write(f"no benchmark '{unknown[0]}'; there are {', '.join(BENCHMARKS)}\n")
        return 2
    found = [figure for name in names or BENCHMARKS for figure in BENCHMARKS[name]()]
    rows = [("figure", "ours", "other", "ratio", "aim", ""), *(figure.row() for figure in found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n")
    return 1 if any(figure.met is False for figure in found) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
