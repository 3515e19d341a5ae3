"""The only module that uses private names of Textual, so that there is one place to check with a new version."""

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
    """Give a screen these bindings in addition to those of its class, in place of any given before.

    Class-level `BINDINGS` would keep the language in which the module was imported.
    """
    of_class = type(screen)._merged_bindings or BindingsMap()  # noqa: SLF001
    screen._bindings = BindingsMap.merge([of_class, BindingsMap(bindings)])  # noqa: SLF001
    if screen.is_attached:
        screen.refresh_bindings()


class QuietApp(App[int], inherit_bindings=False):
    """An app that never prints a traceback: an exception that ends it goes to the log and to `failure`.

    Without a terminal (in tests) Textual's own handling stays, which passes the exception on to the test.
    """

    failure: BaseException | None = None
    """The exception that ended the program, if one did."""

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
    """Lay out a widget again because the height of its content has changed.

    Textual 8.2 keeps a widget's box until its count of layout updates grows, and does not count a second change before
    the first has been laid out: with `refresh(layout=True)` alone the old height would sometimes stay.
    """
    widget._layout_updates += 1  # noqa: SLF001
    widget.refresh(layout=True)
