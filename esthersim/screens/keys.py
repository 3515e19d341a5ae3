"""The registry of keys: every action has an id, a default key, a name, and a screen where it works.

Help, footer, command palette and `docs/keys.md` come from it. A screen names its own actions in `own_actions`; those
that work everywhere or in every screen of a run are here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from textual.binding import Binding

from esthersim.language import _

if TYPE_CHECKING:
    from esthersim.screens.base import AppScreen

FORBIDDEN = frozenset(
    ("ctrl+enter", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+s", "ctrl+q", "ctrl+z", "ctrl+shift+z")
)
"""Keys that terminals take for themselves or cannot tell from others."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does. `id` is what the settings' keymap names, such as ``run.pause``.

    `keys` are Textual's names with commas between; `action` is Textual's action, such as ``pause`` or ``choose(1)``;
    `text` is two or three words in the interface's language; `shown` puts it into the footer. Actions with the same
    text (see `digits`) share one place there and in help.
    """

    id: str
    keys: str
    action: str
    text: str
    shown: bool = False

    def binding(self) -> Binding:
        """Return it as Textual wants it."""
        return Binding(self.keys, self.action, self.text, show=self.shown, id=self.id)


def digits(prefix: str, action: str, text: str, *, first: int = 1, shown: bool = True) -> tuple[Action, ...]:
    """Return actions for the digits from `first` to 9: digit 2 of ``choose`` does ``choose(2)``, with id ``PREFIX-2``.

    `check_action` of the screen says which of them mean anything now.
    """
    return tuple(
        Action(f"{prefix}-{digit}", str(digit), f"{action}({digit})", text, shown) for digit in range(first, 10)
    )


def everywhere() -> tuple[Action, ...]:
    """Return the actions that work on every screen, in the present language."""
    return (
        Action("app.keys", "question_mark,f1", "show_keys", _("All keys"), shown=True),
        Action("app.language", "f2", "app.switch_language", _("Language of the program")),
        Action("app.scenario_language", "f3", "app.switch_scenario_language", _("Language of the scenario")),
        Action("app.theme", "f4", "app.switch_theme", _("Colours")),
        Action("app.palette", "ctrl+p", "app.command_palette", _("Find a command")),
    )


def in_a_run() -> tuple[Action, ...]:
    """Return the actions that work on every screen of a run."""
    return (
        Action("run.next", "n", "next", _("Next step"), shown=True),
        Action("run.override", "o", "override", _("Go on anyway")),
        Action("run.pause", "p", "pause", _("Pause or continue"), shown=True),
        Action("run.leave", "q,escape", "leave", _("Home"), shown=True),
    )


def merged(*parts: Sequence[Action]) -> tuple[Action, ...]:
    """Return the actions of all parts; where an id comes again, the first stands: a screen renames what is common."""
    return tuple({action.id: action for part in reversed(parts) for action in reversed(part)}.values())[::-1]


def key_name(key: str) -> str:
    """Return a key as people read it, such as ``?``, ``F2`` or ``Ctrl+P``."""
    from textual.keys import format_key

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


SCREENS = {
    "home": ("home", "HomeScreen"),
    "needs": ("needs", "NeedsScreen"),
    "story": ("story", "StoryScreen"),
    "seating": ("seating", "SeatingScreen"),
    "card": ("role_card", "RoleCardScreen"),
    "prebriefing": ("prebriefing", "PrebriefingScreen"),
    "simulation": ("simulation", "SimulationScreen"),
    "handover": ("handover", "HandoverScreen"),
    "written": ("written", "WrittenHandover"),
    "observer": ("observer", "ObserverScreen"),
    "shared": ("shared", "SharedScreen"),
    "journal": ("journal", "JournalScreen"),
    "reflection": ("reflection", "ReflectionScreen"),
    "action-plan": ("action_plan", "ActionPlanScreen"),
    "closed": ("closing", "ClosingScreen"),
    "report": ("report", "ReportScreen"),
    "follow-up": ("follow_up", "FollowUpScreen"),
    "preview": ("preview", "PreviewScreen"),
}
"""Every screen by its name, which for the steps of a run is the step's: its module and class."""


def screen_names() -> dict[str, str]:
    """Return the screens' names in the present language."""
    return {
        "home": _("Home"),
        "needs": _("Needs and objectives"),
        "story": _("Esther's story"),
        "seating": _("Seats"),
        "card": _("Role card"),
        "prebriefing": _("Prebriefing"),
        "simulation": _("Simulation"),
        "handover": _("Handover"),
        "written": _("Handover in writing"),
        "observer": _("Seen or heard"),
        "shared": _("Shared screen"),
        "journal": _("Journal"),
        "reflection": _("Reflection"),
        "action-plan": _("Action plan"),
        "closed": _("Closed run"),
        "report": _("Report"),
        "follow-up": _("Follow-up"),
        "preview": _("Preview of a scenario"),
    }


def screen_class(name: str) -> type[AppScreen]:
    """Return the class of a screen by its name in `SCREENS`; its module is imported only now."""
    module, of_class = SCREENS[name]
    found: type[AppScreen] = getattr(import_module(f"esthersim.screens.{module}"), of_class)
    return found


def registry() -> dict[str, tuple[Action, ...]]:
    """Return every action by the screen where it works; ``everywhere`` and ``run`` are the common ones."""
    own = {name: screen_class(name).own_actions() for name in SCREENS}
    return {"everywhere": everywhere(), "run": in_a_run(), **own}


def keymap_problem(keymap: Mapping[str, str]) -> str:
    """Return what is wrong with the settings' keymap, as one line, or nothing: its first mistake.

    Imports every screen: call it in a thread, and only where there is a keymap.
    """
    from esthersim.authored.problems import did_you_mean

    screens = {name: screen_class(name).all_actions() for name in SCREENS}
    known = {action.id for actions in screens.values() for action in actions}
    for id_, chosen in keymap.items():
        if id_ not in known and not id_.startswith("app."):
            return _("keymap: no key has the id '{id}'").format(id=id_) + did_you_mean(id_, known)
        if taken := FORBIDDEN.intersection(chosen.split(",")):
            return _("keymap: terminals keep '{key}' for themselves; give '{id}' another").format(
                key=min(taken), id=id_
            )
    for actions in screens.values():
        holders: dict[str, str] = {}
        for action in actions:
            for key in keymap.get(action.id, action.keys).split(","):
                other = holders.setdefault(key, action.id)
                if other != action.id and {other, action.id} & keymap.keys():
                    return _("keymap: '{key}' means both '{one}' and '{other}' on a screen; change one of them").format(
                        key=key, one=other, other=action.id
                    )
    return ""


def document() -> str:
    """Return `docs/keys.md`: every action with its default key and the id that the settings' keymap knows."""
    titles = {"everywhere": _("Everywhere"), "run": _("In a run"), **screen_names()}
    lines = [
        "# Keys",
        "",
        "Every key can be changed in the settings file, by its id:",
        "",
        "```toml",
        "[keymap]",
        '"run.next" = "f8"',
        "```",
        "",
        "`?` shows the keys that work on a screen, Ctrl+P finds a command by its name, Ctrl+C twice ends the program.",
        "The mouse works too and is never needed.",
    ]
    for name, actions in registry().items():
        if actions:
            lines += ["", f"## {titles[name]}", "", "| key | what it does | id |", "|---|---|---|"]
        for action in actions:
            keys = ", ".join(f"`{key_name(key)}`" for key in action.keys.split(",")).replace("|", "\\|")
            lines.append(f"| {keys} | {action.text} | `{action.id}` |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(document(), end="")  # noqa: T201 - python -m esthersim.screens.keys > docs/keys.md
