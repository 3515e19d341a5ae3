"""The user's settings, a small TOML file that is read at the start, and the folder where the program keeps its data.

language = "sv"            # of the interface; if left out, the system's language
scenario_language = "en"   # for scenarios translated to it; if left out, the language they were written in
theme = "light"            # light, dark, contrast or terminal
grouping = "path"          # of the scenarios at home: length, path, role, organisation or objective
store = "sqlite:////srv/esthersim/journal.sqlite"
retention_days = 30        # raw journals older than this are offered to `esthersim purge`

[keymap]                   # the id of a binding, and its key or keys with commas between them
"console.proceed" = "n"
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from esthersim.files import FileError, write_whole
from esthersim.language import _, available_languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Theme = Literal["light", "dark", "contrast", "terminal"]
THEMES: tuple[str, ...] = get_args(Theme)
Grouping = Literal["length", "path", "role", "organisation", "objective"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
_CHOICES: Mapping[str, tuple[str, ...]] = {"theme": THEMES, "grouping": GROUPINGS}
Kept = Literal["language", "scenario_language", "theme", "grouping"]
"""The settings that the program writes itself, when the user changes them with a key."""
_KEYS = re.compile(r"[^\s,]+(,[^\s,]+)*")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST_DAYS = 3650


class SettingsError(FileError):
    """The settings file cannot be used."""


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for the journal and other data: ESTHERSIM_DATA, or the system's folder for user data.

    It may not exist yet.
    """
    if folder := environ.get("ESTHERSIM_DATA"):
        return Path(folder).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("esthersim", appauthor=False)


def report_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return where reports are written: among the user's documents, or in ESTHERSIM_DATA where that is set."""
    if environ.get("ESTHERSIM_DATA"):
        return data_folder(environ) / "reports"
    from platformdirs import user_documents_path

    return user_documents_path() / "esthersim"


def settings_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the settings file: ESTHERSIM_CONFIG, or `settings.toml` in the system's folder. It may not exist."""
    if file := environ.get("ESTHERSIM_CONFIG"):
        return Path(file).expanduser().absolute()
    from platformdirs import user_config_path

    return user_config_path("esthersim", appauthor=False) / "settings.toml"


def default_store(environ: Mapping[str, str] = os.environ) -> str:
    """Return the address of the embedded store, an SQLite file in the data folder."""
    return f"sqlite:///{data_folder(environ) / 'journal.sqlite'}"


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's settings, or the defaults. They are checked when they are read from the file."""

    language: str | None = None
    """The interface's language; `None` for `language.system_language`."""
    scenario_language: str | None = None
    """The language to show scenarios in, if they are translated to it; `None` for their own."""
    theme: Theme = "dark"
    grouping: Grouping = "length"
    """How home groups the scenarios. By length, for newcomers, each is listed once, the shortest first."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """For the id of a binding its key, or keys with commas between them, by Textual's names."""
    store: str = field(default_factory=default_store)
    """The SQLAlchemy address of the store."""
    retention_days: int = 30
    """Days that a raw journal is kept, 1 to 3650. The sources suggest at most thirty for training."""


KNOWN = tuple(each.name for each in fields(Settings))


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; without a file they are the defaults.

    Raises `SettingsError` if the file cannot be read, is not TOML or has an unknown setting or value.
    """
    file = settings_file(environ)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings(store=default_store(environ))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(file), _reason(error), _way_out()) from error
    return _parse(text, file, environ)


def save_setting(name: Kept, value: str, environ: Mapping[str, str] = os.environ) -> Settings:
    """Change one line of the settings file, or create the file, and return the new settings.

    All other lines stay, comments too. Raises `SettingsError` if the file is broken, would be broken by the change, or
    cannot be written; it is unchanged then.
    """
    before = load_settings(environ)
    file = settings_file(environ)
    try:
        text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        changed = _with_line(text, name, value)
        after = _parse(changed, file, environ)
        changes: dict[str, Any] = {name: value}
        if after != replace(before, **changes):
            what = _("the line for '{name}' was not found").format(name=name)
            raise SettingsError(str(file), what, _("change it there by hand"))
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(changed.encode(), file, private=True)  # the store's address may hold a password
    except OSError as error:
        raise SettingsError(str(file), _reason(error), _way_out()) from error
    return after


def _parse(text: str, file: Path, environ: Mapping[str, str]) -> Settings:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what = _("this is not TOML: {detail}").format(detail=error)
        raise SettingsError(str(file), what, _way_out()) from error
    for name, value in _wrong(content):
        begins = re.compile(rf"\s*\[?{re.escape(name.partition('.')[0])}\b")
        line = next((number for number, line in enumerate(text.splitlines(), 1) if begins.match(line)), 0)
        where = f"{file}:{line}" if line else str(file)
        raise SettingsError(where, *_explain(name, value))
    return Settings(**{"store": default_store(environ), **content})


def _wrong(content: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield the name and value of each unknown setting, and of each known one with a wrong value."""
    for name, value in content.items():
        match name, value:
            case "language", str() if value in available_languages():
                continue
            case "scenario_language", str() if _LANGUAGE_TAG.fullmatch(value):
                continue
            case (("theme" | "grouping"), str()) if value in _CHOICES[name]:
                continue
            case "keymap", dict():
                for key, keys in value.items():
                    if not key or not isinstance(keys, str) or not _KEYS.fullmatch(keys):
                        yield f"{name}.{key}", keys
            case "store", str() if value:
                continue
            case "retention_days", int() if not isinstance(value, bool) and 1 <= value <= _MOST_DAYS:
                continue
            case _:
                yield name, value


def _explain(name: str, value: object) -> tuple[str, str]:
    """Say what is wrong with a setting, and what to do."""
    key = name.partition(".")[0]
    if key not in KNOWN:
        what = _("there is no setting '{name}'").format(name=name)
        if near := get_close_matches(name, KNOWN, 1):
            return what, _("did you mean '{name}'?").format(name=near[0])
        return what, _("the settings are {names}").format(names=_listed(KNOWN))
    what = _("'{name}' cannot be {value}").format(name=name, value=repr(value)[:60])
    match key:
        case "language":
            return what, _("choose one of {names}").format(names=_listed(available_languages()))
        case "scenario_language":
            return what, _("write a language such as 'sv' or 'en-GB'")
        case "theme" | "grouping":
            return what, _("choose one of {names}").format(names=_listed(_CHOICES[key]))
        case "keymap":
            return what, _('write the id of a binding and its key, as in "console.proceed" = "n"')
        case "retention_days":
            return what, _("write a whole number of days from 1 to 3650")
        case _:
            return what, _("write an address such as 'sqlite:////home/me/journal.sqlite'")


def _with_line(text: str, name: str, value: str) -> str:
    lines = text.splitlines()
    written = f'{name} = "{value}"'
    for number, line in enumerate(lines):
        if line.lstrip().startswith("["):
            break
        if match := re.match(rf"\s*{name}\s*=[^#]*?(\s*#.*)?$", line):
            lines[number] = written + (match.group(1) or "")
            return "\n".join(lines) + "\n"
    return "\n".join([written, *lines]) + "\n"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _reason(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return _("the file is not UTF-8 text")
    return _("it cannot be read or written: {detail}").format(detail=error.strerror or error)


def _way_out() -> str:
    return _("correct the file, or delete it to start from the defaults")
