"""The command palette: everything that a key does here, by name, instead of Textual's own English commands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen

from esthersim.screens.base import AppScreen


def palette_commands(app: App[Any], screen: Screen[Any]) -> Iterable[SystemCommand]:
    """Yield a command for every action of the screen that can be used now; digits are left to the keys."""
    if not isinstance(screen, AppScreen):
        return
    seen = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        named = binding.id is not None and binding.description and "(" not in binding.action
        if named and active.enabled and binding.action not in seen:
            seen.add(binding.action)
            yield SystemCommand(
                binding.description, app.get_key_display(binding), partial(run_on, screen, binding.action)
            )


async def run_on(screen: AppScreen, action: str) -> None:
    """Do a screen's action, as its key would."""
    await screen.run_action(action)
