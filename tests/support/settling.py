"""Wait until an app has nothing left to do, without a guess at how long that takes.

Textual's pilot sleeps 20 ms at a time until the process is quiet, several times a key. Here the event loop is asked: an
app is idle when none of its tasks can go on, no worker is at work, and its screen has nothing new to draw.
"""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App
from textual.screen import Screen

ROUNDS = 200
"""Drawings after which a screen is taken to change for ever."""


async def idle(_min_sleep: float = 0, _max_sleep: float = 0) -> None:
    """Wait until every other task of the loop waits for something; stands in for Textual's `wait_for_idle`."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # no public name tells an idle loop
    await asyncio.sleep(0)
    while ready:  # noqa: ASYNC110 - there is no event for it
        await asyncio.sleep(0)


async def settle(app: App[Any]) -> None:
    """Wait until the app has ended, or all messages are handled, all workers are done and everything is drawn."""
    for turn in range(ROUNDS):
        await idle()
        if app.return_code is not None:
            return
        working = [worker for worker in app.workers if not worker.is_finished]
        if working:
            await app.workers.wait_for_complete(working)
            continue
        if app._batch_count or app._resize_timer:  # Textual holds drawing and resizing back for some 10 ms
            await asyncio.sleep(0.002)
            continue
        screens = [screen for screen in app.screen_stack if screen.is_current]
        if turn and not any(map(_is_due, screens)):
            return
        for screen in screens:
            screen._on_timer_update()
    raise AssertionError(f"{app.screen} never stops changing")


def _is_due(screen: Screen[Any]) -> bool:
    """Tell whether a screen waits to be drawn; one behind another always asks to be painted again."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
        or (screen._repaint_required and screen is screen.app.screen)
    )
