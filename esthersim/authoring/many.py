"""Many files at once: where there are hundreds to check, every processor has a share of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

MANY = 100
"""So many files are worth the half second that it takes to start the helping processes."""
_AT_A_TIME = 8


def each_of(work: Callable[[Given], Made], things: Sequence[Given], *, many: int = MANY) -> list[Made]:
    """Do the same work on each thing and return what came of them, in their order.

    From `many` things on other processes help; `work` must then be a function of a module, and what it returns be
    picklable. Where no process can be had, this one does it all.
    """
    processors = os.process_cpu_count() if hasattr(os, "process_cpu_count") else len(os.sched_getaffinity(0))
    if len(things) < many or processors < 2:
        return [work(thing) for thing in things]
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    from esthersim.language import get_language, set_language

    pool = ProcessPoolExecutor(
        # A new process instead of a copy of this one, whose threads a copy would not have.
        min(processors, 8), get_context("spawn"), initializer=set_language, initargs=(get_language(),)
    )  # fmt: skip
    try:
        with pool:
            return list(pool.map(work, things, chunksize=_AT_A_TIME))
    except (BrokenProcessPool, OSError):
        return [work(thing) for thing in things]
