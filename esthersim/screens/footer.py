"""The footer: the five or six keys that work now, as many as fit."""

from __future__ import annotations

from typing import ClassVar

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from esthersim.cells import width as cells

HELP = "app.show_keys"
LIST = "list"
ALWAYS = (HELP, "next")
"""Actions that are named even if there is little room."""


class KeyFooter(Widget):
    """One line of keys, from the bindings that are shown and can be used now.

    A click is the same as the key; on a row of digits it opens the list of what they stand for.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key"}

    def __init__(self) -> None:
        super().__init__()
        self.auto_links = False  # there are no links in it, and looking for them costs as much as drawing
        self._drawn: list[tuple[str, str, str]] = []

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, _screen: Screen[object]) -> None:
        if self.fitting() != self._drawn:
            self.refresh()

    def keys(self) -> list[tuple[str, str, str]]:
        """Return action, key and name of each key that could be shown; digits with one name are one, as in ``1-3``."""
        found: dict[str, tuple[str, list[str]]] = {}
        listed, crowded = False, getattr(self.screen, "crowded", False)
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.action == LIST:
                listed = active.enabled
                if not crowded:
                    continue
            if binding.show and active.enabled and binding.description:
                action, keys = found.setdefault(binding.description, (binding.action, []))
                if not keys or action != binding.action:
                    keys.append(self.app.get_key_display(binding))
        return [
            (LIST if listed and len(keys) > 1 else action, "-".join(dict.fromkeys((keys[0], keys[-1]))), text)
            for text, (action, keys) in found.items()
        ]

    def fitting(self) -> list[tuple[str, str, str]]:
        """Return those that fit, in order. Going on and help are always among them, with help at the end."""
        found = self.keys()
        last = [each for each in found if each[0] == HELP]
        others = [each for each in found if each[0] != HELP]
        left = self.size.width - sum(_width(each) for each in found if each[0] in ALWAYS)
        shown = []
        for each in others:
            if each[0] in ALWAYS:
                shown.append(each)
            elif left >= _width(each):
                left -= _width(each)
                shown.append(each)
            else:
                left = 0
        return [*shown, *last]

    def render(self) -> RenderResult:
        """Draw the keys."""
        style = Style.from_styles(self.get_component_styles("footer--key"))
        self._drawn = self.fitting()
        return Content("").join(
            [Content.assemble((f" {key} ", style), f"{text} ") for _action, key, text in self._drawn]
        )

    async def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        column = 0
        for each in self.fitting():
            column += _width(each)
            if event.x < column:
                await self.screen.run_action(each[0])
                return


def _width(each: tuple[str, str, str]) -> int:
    return cells(each[1]) + cells(each[2]) + 3
