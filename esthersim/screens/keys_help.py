"""All the keys that work on a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from esthersim.language import _
from esthersim.screens.base import AppScreen
from esthersim.screens.keys import Action, key_names, parsed
from esthersim.screens.text_dialog import TextDialog
from esthersim.screens.text_lines import Line, heading


class KeysHelp(TextDialog):
    """The keys of the screen below, each with its name; the key that opened it closes it too."""

    def __init__(self, of: AppScreen) -> None:
        super().__init__(also="question_mark,f1")
        self._of = of

    def lines(self) -> Sequence[Line]:
        """Return the keys as they are now, remapped where the settings say so."""
        settings = getattr(self._of.program, "settings", None)
        keymap = settings.keymap if settings else {}
        own = [action for action in self._of.own_actions() if self._of.check_action(*parsed(action))]
        ids = {action.id for action in self._of.own_actions()}
        common = [action for action in self._of.all_actions() if action.id not in ids]
        lines = [heading(_("Here")), *key_lines(own, keymap), Line()] if own else []
        lines += [heading(_("Everywhere")), *key_lines(common, keymap), Line()]
        if self._of.program.KEEPS_RUNS:
            lines += [Line(_("Ctrl+C twice ends the program. Everything is saved as it happens."))]
        else:
            lines += [Line(_("Ctrl+C ends the program. Nothing of a trial is saved."))]
        return lines


def key_lines(actions: list[Action], keymap: Mapping[str, str]) -> list[Line]:
    """Return a line for every name, with all the keys that have it; consecutive digits are one, as in ``1-9``."""
    found: dict[str, list[str]] = {}
    for action in actions:
        keys = keymap.get(action.id, action.keys).split(",")
        found.setdefault(action.text, []).extend(keys)
    return [Line(text, f"{key_names(keys):<18} ", margin_style="bold") for text, keys in found.items()]
