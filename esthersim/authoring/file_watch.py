"""Waiting until a scenario's file or one that belongs to it is saved, whichever way the editor writes it.

Editors save by writing another file and renaming it, or by moving the old one away first. So the folders are watched,
and a file that is missing for a moment is normal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from threading import Event

from esthersim.authored.problems import Report
from esthersim.authored.reading import read_tree
from esthersim.authored.text_files import read_text
from esthersim.scenario.shared_files import is_inside

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
        folders, used = folders_of(path), used_by(path)
        changes = watch(
            *folders,
            watch_filter=partial(_matters, path, used),
            debounce=DEBOUNCE,
            step=STEP,
            stop_event=stop,
            recursive=False,
            force_polling=polling,
        )
        try:
            for _each in changes:
                yield
                if (folders_of(path), used_by(path)) != (folders, used):
                    break
        except (OSError, RuntimeError):
            if polling or not path.parent.is_dir():
                raise
            polling = True


def _matters(path: Path, used: Collection[Path], _change: object, file: str) -> bool:
    return belongs(path, Path(file), used)


def folders_of(path: Path) -> tuple[Path, ...]:
    """Return the folders to watch: the file's, the target's if it is a link, and those of what belongs to it."""
    used = (file.parent for file in used_by(path))
    homes = dict.fromkeys((path.absolute().parent, path.resolve().parent, *used))
    locale = path.absolute().parent / "locale"
    try:
        languages = [each for each in sorted(locale.iterdir()) if each.is_dir()] if locale.is_dir() else []
    except OSError:
        languages = []
    return tuple(each for each in (*homes, path.absolute().parent / "rules", locale, *languages) if each.is_dir())


def used_by(path: Path) -> tuple[Path, ...]:
    """Return the files whose parts the scenario takes; none while it cannot be read."""
    report = Report(str(path))
    text = read_text(path, report)
    tree = None if text is None else read_tree(Report(str(path), text))
    uses = tree.root.get("uses") if tree and isinstance(tree.root, dict) else None
    names = uses if isinstance(uses, list) else []
    return tuple(path.absolute().parent / name for name in names if isinstance(name, str) and is_inside(name))


def belongs(path: Path, file: Path, used: Collection[Path] = ()) -> bool:
    """Return whether a change of `file` matters: the scenario, what it uses, a translation, a rule pack, a folder."""
    if file.suffix == ".po":
        return file.stem in {path.stem, *(each.stem for each in used)}
    if file.absolute() in used:
        return True
    own = {path.name, path.resolve().name, "locale", "rules"}
    return file.name in own or file.parent.name == "locale" or (file.parent.name, file.suffix) == ("rules", ".yaml")
