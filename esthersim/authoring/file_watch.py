"""Waiting until a scenario's file or one of its translations is saved, whichever way the editor writes it.

Editors save by writing another file and renaming it, or by moving the old one away first. So the folders are watched,
and a file that is missing for a moment is normal.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

DEBOUNCE, STEP = 400, 60
"""Milliseconds: a burst of changes counts as one save, which is reported when nothing has changed for one step."""


def saves(path: Path, stop: Event | None = None) -> Iterator[None]:
    """Yield whenever the scenario or one of its translations has been saved, until `stop` is set.

    Where the system does not report changes (too many watches, some network drives), the folders are polled three
    times a second instead.
    """
    from watchfiles import watch

    polling: bool | None = None  # the default of the system, or WATCHFILES_FORCE_POLLING
    while stop is None or not stop.is_set():
        folders = folders_of(path)
        changes = watch(
            *folders,
            watch_filter=lambda _change, file: belongs(path, Path(file)),
            debounce=DEBOUNCE,
            step=STEP,
            stop_event=stop,
            recursive=False,
            force_polling=polling,
        )
        try:
            for _each in changes:
                yield
                if folders_of(path) != folders:
                    break
        except (OSError, RuntimeError):
            if polling or not path.parent.is_dir():
                raise
            polling = True


def folders_of(path: Path) -> tuple[Path, ...]:
    """Return the folders to watch: the file's, the target's if it is a link, those of translations and rule packs."""
    homes = dict.fromkeys((path.absolute().parent, path.resolve().parent))
    locale = path.absolute().parent / "locale"
    try:
        languages = [each for each in sorted(locale.iterdir()) if each.is_dir()] if locale.is_dir() else []
    except OSError:
        languages = []
    return tuple(each for each in (*homes, path.absolute().parent / "rules", locale, *languages) if each.is_dir())


def belongs(path: Path, file: Path) -> bool:
    """Return whether a change of `file` matters: the scenario, a translation, a rule pack, or one of their folders."""
    if file.suffix == ".po":
        return file.stem == path.stem
    own = {path.name, path.resolve().name, "locale", "rules"}
    return file.name in own or file.parent.name == "locale" or (file.parent.name, file.suffix) == ("rules", ".yaml")
