"""The four themes: light, dark, contrast, and the terminal's own colours."""

from __future__ import annotations

from textual.theme import Theme

THEMES = (
    Theme(
        name="esthersim-dark",
        primary="#7fb8d4",
        secondary="#a3b8c2",
        accent="#f0b35a",
        warning="#f0b35a",
        error="#ff8f80",
        success="#8fce9b",
        foreground="#e6e9ea",
        background="#14191c",
        surface="#1b2226",
        panel="#263036",
        dark=True,
    ),
    Theme(
        name="esthersim-light",
        primary="#155e7d",
        secondary="#4a626e",
        accent="#9a4f00",
        warning="#8a4b00",
        error="#b3261e",
        success="#20693a",
        foreground="#1a1f21",
        background="#fbfaf6",
        surface="#f3f1ea",
        panel="#e4e1d6",
        dark=False,
    ),
    Theme(
        name="esthersim-contrast",
        primary="#ffff00",
        secondary="#ffffff",
        accent="#00ffff",
        warning="#ffff00",
        error="#ff9c9c",
        success="#7dff7d",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        text_alpha=1.0,
        dark=True,
    ),
)
NAMED = {theme.name: theme for theme in THEMES}
_SETTINGS = {
    "dark": "esthersim-dark",
    "light": "esthersim-light",
    "contrast": "esthersim-contrast",
    "terminal": "ansi-dark",
}
"""The setting's names and Textual's: the terminal's own colours are Textual's own theme."""


def theme_of(setting: str) -> str:
    """Return Textual's name for a theme of the settings; the dark theme for an unknown one."""
    return _SETTINGS.get(setting, _SETTINGS["dark"])


def setting_of(theme: str) -> str:
    """Return the settings' name of a theme."""
    return next((setting for setting, name in _SETTINGS.items() if name == theme), "dark")


def next_theme(theme: str) -> str:
    """Return the theme after this one, cyclically."""
    names = list(_SETTINGS.values())
    return names[(names.index(theme) + 1) % len(names)] if theme in names else names[0]
