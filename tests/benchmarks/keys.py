"""From a key to what it paints: going on through a run of 300 events in a real terminal of 120 by 40.

The time has all of it: the terminal, the rules, the entry made durable in the file, the views, the drawing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from time import perf_counter

from benchmarks.figures import Figure
from benchmarks.loading import HEAD
from benchmarks.terminal import program

from esthersim.journal.opening import open_store
from esthersim.journal.session import Session
from esthersim.journal.store import ScenarioText
from esthersim.play import commands as c
from esthersim.screens.sight import SIGHT_SECONDS
from esthersim.settings import default_store

EVENTS, PRESSES, AIM = 300, 60, 50.0
MEMORY = "/dev/shm"  # noqa: S108 - a folder is made in it, with a name that nobody can guess
RUN = "lang-1"
EVENT = """\
  e{number}:
    title: Händelse {number}
    present: [esther, nurse]
    text: Detta är plats-{number:04}-här, och det regnar mot rutan.
    next: e{on}
"""
END = "  e{number}: {{title: Slut, text: Det är slut., ending: Hemma}}\n"


def figures() -> list[Figure]:
    """Measure with the journal on the disk, and once more, where there is one, on a disk of memory that never waits."""
    found = [_figure("key to paint, p95", None)]
    if os.access(MEMORY, os.W_OK):
        found.append(_figure("the same, no disk", MEMORY))
    return found


def _figure(name: str, folder: str | None) -> Figure:
    milliseconds = sorted(_presses(folder))
    slowest, middle = milliseconds[int(len(milliseconds) * 0.95)], milliseconds[len(milliseconds) // 2]
    return Figure(name, f"{slowest:.0f} ms", f"{EVENTS} events; median {middle:.0f} ms", slowest, AIM)


def _presses(folder: str | None) -> Iterator[float]:
    """Press the key that goes on, again and again; yield the milliseconds until the next event's text is there."""
    with program("-m", "esthersim", "resume", RUN, prepare=_begin, folder=folder) as console:
        console.seconds_until("plats-0000-här")
        console.press("p")
        console.settle(SIGHT_SECONDS + 0.3)
        for number in range(1, PRESSES + 1):
            begun = perf_counter()
            console.press("\r")
            console.seconds_until(f"plats-{number:04}-här")
            yield (perf_counter() - begun) * 1000
            console.settle(SIGHT_SECONDS + 0.3)  # until then a key means the event before


def _begin(home: str) -> None:
    """Leave a run at its first event in the journal that the program will open."""
    rows = [EVENT.format(number=number, on=number + 1) for number in range(EVENTS - 1)]
    text = HEAD + "".join(rows) + END.format(number=EVENTS - 1)
    store = open_store(default_store({"ESTHERSIM_DATA": home}))
    with Session.begin(store, ScenarioText("lang", "En lång resa", "sv", text, "0"), run=RUN) as session:
        session.do(c.Advance(override=True))
        session.do(c.Advance(override=True))
        session.do(c.Pause())
    store.close()
