"""Every screen by its name, and every key by its screen. Only the app imports this module.

A screen that leads to the next step asks the app for it by name, so that screens do not import each other in circles.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from esthersim.authored.problems import did_you_mean
from esthersim.language import _
from esthersim.screens.base import AppScreen
from esthersim.screens.keys import FORBIDDEN, Action, everywhere, in_a_run, key_name

SCREENS = {
    "home": ("home", "HomeScreen"),
    "needs": ("needs", "NeedsScreen"),
    "story": ("story", "StoryScreen"),
    "seating": ("seating", "SeatingScreen"),
    "card": ("role_card", "RoleCardScreen"),
    "prebriefing": ("prebriefing", "PrebriefingScreen"),
    "simulation": ("simulation", "SimulationScreen"),
    "handover": ("handover", "HandoverScreen"),
    "written": ("written_handover", "WrittenHandover"),
    "observer": ("observer", "ObserverScreen"),
    "shared": ("shared", "SharedScreen"),
    "journal": ("journal", "JournalScreen"),
    "devices": ("devices", "DevicesScreen"),
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
        "devices": _("Seats and devices"),
        "reflection": _("Reflection"),
        "action-plan": _("Action plan"),
        "closed": _("Closed run"),
        "report": _("Report"),
        "follow-up": _("Follow-up"),
        "preview": _("Preview of a scenario"),
    }


def screen_class(name: str) -> type[AppScreen]:
    """Return the class of a screen by its name in `SCREENS`. Its module is imported now: all of them take 0.5 s."""
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
    screens = {name: screen_class(name).all_actions() for name in SCREENS}
    known = {action.id for actions in screens.values() for action in actions}
    for id_, chosen in keymap.items():
        if id_ not in known and not id_.startswith("app."):
            return _("keymap: there is no key with the id '{id}'").format(id=id_) + did_you_mean(id_, known)
        if taken := FORBIDDEN.intersection(chosen.split(",")):
            return _("keymap: terminals keep '{key}' for themselves; choose another key for '{id}'").format(
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
    print(document(), end="")  # noqa: T201 - python -m esthersim.screens.registry > docs/keys.md
