"""The only module that uses Textual's private names, so that a new Textual is checked in one place."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.screen import Screen
from textual.widget import Widget

log = logging.getLogger("esthersim.screens")


def set_bindings(screen: Screen[Any], bindings: Iterable[Binding]) -> None:
    """Give a screen these bindings beside those of its class, in place of what it was given before.

    Class-level `BINDINGS` would keep the language of the import.
    """
    of_class = type(screen)._merged_bindings or BindingsMap()  # noqa: SLF001
    screen._bindings = BindingsMap.merge([of_class, BindingsMap(bindings)])  # noqa: SLF001
    if screen.is_attached:
        screen.refresh_bindings()


class QuietApp(App[int], inherit_bindings=False):
    """An app that never prints a traceback: what ends it goes to the log and to `failure`.

    Without a terminal (in tests) Textual's own way stays, which hands the exception to the test.
    """

    failure: BaseException | None = None
    """What ended the program, if something did that nobody asked for."""

    def _handle_exception(self, error: Exception) -> None:
        if self._exit:
            log.warning("on the way out: %r", error)
            return
        self.failure = self.failure or error
        if self.is_headless:
            super()._handle_exception(error)
            return
        log.error("the program could not go on", exc_info=error)
        self._return_code = 1
        self._close_messages_no_wait()


def relayout(widget: Widget) -> None:
    """Ask for a new layout of a widget whose content has another height.

    Textual 8.2 keeps a widget's box until its count of layouts moves, and does not move it for a second change before
    the first was laid out: `refresh(layout=True)` alone would now and then keep the old height.
    """
    widget._layout_updates += 1  # noqa: SLF001
    widget.refresh(layout=True)
