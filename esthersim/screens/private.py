"""The only module that uses Textual's private names, so that a new Textual is checked in one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingsMap
from textual.screen import Screen


def set_bindings(screen: Screen[Any], bindings: Iterable[Binding]) -> None:
    """Give a screen these bindings beside those of its class, in place of what it was given before.

    Class-level `BINDINGS` would keep the language of the import.
    """
    of_class = type(screen)._merged_bindings or BindingsMap()  # noqa: SLF001
    screen._bindings = BindingsMap.merge([of_class, BindingsMap(bindings)])  # noqa: SLF001
    if screen.is_attached:
        screen.refresh_bindings()


def set_app_bindings(app: App[Any], bindings: Iterable[Binding]) -> None:
    """Give the app these bindings, in place of all it had."""
    app._bindings = BindingsMap(bindings)  # noqa: SLF001
