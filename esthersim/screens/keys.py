"""Actions: what keys do. Each has an id, a default key and a name.

Help, footer, command palette and `docs/keys.md` come from them. A screen names its own in `own_actions`; those that
work everywhere or in every screen of a run are here. `registry` has all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual.actions import parse
from textual.binding import Binding
from textual.keys import format_key

from esthersim.language import _
from esthersim.runs.act_names import act_name

FORBIDDEN = frozenset(
    ("ctrl+enter", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+s", "ctrl+q", "ctrl+z", "ctrl+shift+z")
)
"""Keys that terminals use themselves or cannot distinguish from others."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does. `id` is what the settings' keymap names, such as ``run.pause``.

    `keys` are Textual's names with commas between; `action` is Textual's action, such as ``pause`` or ``choose(1)``;
    `text` is two or three words in the interface's language; `shown` puts it into the footer. Actions with the same
    text (see `digits`) share one place there and in help. `acts` are the ids of the acts that it does, of which one
    must be on offer for the key to work; `option` is the number of the option that it takes, of those of the act.
    """

    id: str
    keys: str
    action: str
    text: str
    shown: bool = False
    acts: tuple[str, ...] = ()
    option: int = 0

    def binding(self) -> Binding:
        """Return it as a Textual binding."""
        return Binding(self.keys, self.action, self.text, show=self.shown, id=self.id)


def parsed(action: Action) -> tuple[str, tuple[object, ...]]:
    """Return the name and the parameters of an action's Textual action."""
    _namespace, name, parameters = parse(action.action)
    return name, parameters


def digits(
    prefix: str, action: str, text: str, *, first: int = 1, shown: bool = True, acts: tuple[str, ...] = ()
) -> tuple[Action, ...]:
    """Return actions for the digits from `first` to 9: digit 2 of ``choose`` does ``choose(2)``, with id ``PREFIX-2``.

    Whether a digit does something now is up to the screen (`RunScreen.check_action`, by what is on offer).
    """
    return tuple(
        Action(f"{prefix}-{digit}", str(digit), f"{action}({digit})", text, shown, acts, digit)
        for digit in range(first, 10)
    )


def from_list(where: str, acts: tuple[str, ...]) -> Action:
    """Return the key that shows all that a screen's digits and letters stand for in a list."""
    return Action(f"{where}.list", "v", "list", _("From a list"), shown=True, acts=acts)


def everywhere() -> tuple[Action, ...]:
    """Return the actions that work on every screen, in the present language."""
    return (
        Action("app.keys", "question_mark,f1", "app.show_keys", _("All keys"), shown=True),
        Action("app.language", "f2", "app.switch_language", _("Language of the program")),
        Action("app.scenario_language", "f3", "app.switch_scenario_language", _("Language of the scenario")),
        Action("app.theme", "f4", "app.switch_theme", _("Colours")),
        Action("app.palette", "ctrl+p", "app.command_palette", _("Find a command")),
    )


def in_a_run() -> tuple[Action, ...]:
    """Return the actions that work on every screen of a run."""
    return (
        Action("run.next", "n", "next", act_name("advance"), shown=True, acts=("advance",)),
        Action("run.override", "o", "override", _("Go on anyway"), acts=("advance",)),
        Action("run.pause", "p", "pause", _("Pause or continue"), shown=True, acts=("pause", "continue")),
        Action("run.devices", "z,f9", "devices", _("Seats and devices")),
        Action("run.leave", "q,escape", "leave", _("Home"), shown=True),
    )


def merged(*parts: Sequence[Action]) -> tuple[Action, ...]:
    """Return the actions of all parts. The first of several with one id wins, so a screen can rename a common one."""
    return tuple({action.id: action for part in reversed(parts) for action in reversed(part)}.values())[::-1]


def key_name(key: str) -> str:
    """Return a key as people read it, such as ``?``, ``F2`` or ``Ctrl+P``."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    name = format_key(last)
    if len(name) > 1 or modifiers or name == "⏎":
        name = {"esc": "Esc", "⏎": "Enter", "space": _("Space"), "tab": "Tab"}.get(name, name)
        name = name.upper() if re.fullmatch(r"f\d+|.", name) else name
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def key_names(keys: Sequence[str]) -> str:
    """Return keys as people read them; a row of digits is one, as in ``1-9``."""
    if len(keys) > 2 and all(key.isdecimal() for key in keys):
        return f"{keys[0]}-{keys[-1]}"
    return ", ".join(map(key_name, keys))
