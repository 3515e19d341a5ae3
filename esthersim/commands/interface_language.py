"""Chooses the language of the program before it says anything, so that help and errors are in it too.

This runs before the first paint of every start. So it reads one line of the settings file without the module that reads
all of it, and imports platformdirs (7 ms) only if no variable says where the settings are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from esthersim.language import available_languages, set_language, system_language

_TABLE = re.compile(r"^\s*\[", re.MULTILINE)
_LINE = re.compile(r"""^\s*language\s*=\s*["']([A-Za-z-]+)["']""", re.MULTILINE)


def choose_language(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> str | None:
    """Set the language: the first of `--language`, ESTHERSIM_LANGUAGE, the settings, and the system's language.

    Returns the value of `--language` if there is no such language.
    """
    wanted = asked(arguments)
    known = available_languages()
    if wanted in known:
        set_language(wanted)
        return None
    chosen = None if environ.get("ESTHERSIM_LANGUAGE") else in_settings(environ)
    set_language(chosen if chosen in known else system_language(environ))
    return wanted


def asked(arguments: Sequence[str]) -> str | None:
    """Return the value of `--language` in a command line."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == "--language":
            return arguments[place + 1] if place + 1 < len(arguments) else None
        if argument.startswith("--language="):
            return argument.partition("=")[2]
    return None


def in_settings(environ: Mapping[str, str]) -> str | None:
    """Return the language in the settings file, if the file can be read and has one."""
    if file := environ.get("ESTHERSIM_CONFIG"):
        path = Path(file).expanduser()
    else:
        from platformdirs import user_config_path

        path = user_config_path("esthersim", appauthor=False) / "settings.toml"
    try:
        head = _TABLE.split(path.read_text(encoding="utf-8-sig"), maxsplit=1)[0]
    except (OSError, UnicodeDecodeError):
        return None
    match = _LINE.search(head)
    return match[1] if match else None
