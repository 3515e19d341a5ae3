"""The footer: the five or six keys that work now, as many as fit."""

from __future__ import annotations

from typing import ClassVar

from textual.app import RenderResult
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

HELP = "show_keys"


class KeyFooter(Widget):
    """One line of keys, from the bindings that are shown and can be used now. A click is the same as the key."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key"}

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        """Draw the keys that fit, the first ones first; help is always among them, at the end."""
        found: dict[str, tuple[str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled:
                found.setdefault(binding.action, (self.app.get_key_display(binding), binding.description))
        last = [(action, *texts) for action, texts in found.items() if action == HELP]
        left = self.size.width - sum(_width(key, text) for _action, key, text in last)
        shown = []
        for action, (key, text) in found.items():
            if action != HELP and (left := left - _width(key, text)) >= 0:
                shown.append((action, key, text))
        return Content("").join([self._part(*each) for each in (*shown, *last)])

    def _part(self, action: str, key: str, text: str) -> Content:
        click = Style.from_meta({"@click": action if "." in action else f"screen.{action}"})
        key_style = Style.from_styles(self.get_component_styles("footer--key"))
        return Content.assemble((f" {key} ", key_style + click), (f" {text} ", click))


def _width(key: str, text: str) -> int:
    return len(key) + len(text) + 4
