"""Starting the program in a terminal, and ending it well: log, signals, exit code, never a traceback."""

from __future__ import annotations

import logging
import os
import sys
import threading
import tomllib
import traceback
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path, user_data_path

from esthersim.cleaning import clean_line
from esthersim.clock import Clock
from esthersim.failure import Failure
from esthersim.files import owner_only
from esthersim.language import _, available_languages, set_language, system_language
from esthersim.screens.app import EsthersimApp

if TYPE_CHECKING:  # for types alone: 20 ms, which home is painted without
    from esthersim.journal.opening import StoreOnDemand
    from esthersim.journal.store import Store
    from esthersim.library.scenarios import Library
    from esthersim.seats.wish import SeatsWish
    from esthersim.settings import Settings

log = logging.getLogger("esthersim.screens")


def start(
    library: Callable[[], Library],
    store: Callable[[], Store | StoreOnDemand],
    settings: Callable[[], Settings],
    *,
    clock: Clock | None = None,
    start: Path | str | None = None,
    name: str | None = None,
    seats: SeatsWish | None = None,
    language: str | None = None,
    mouse: bool = True,
    debug: bool = False,
) -> int:
    """Run the program until it is left, and return its exit code.

    0: left as usual; 1: something failed, and one line on stderr said what; 128 + n: ended by signal n (Ctrl-C, or a
    terminal that was closed). The callables are called after the first paint. `start`: see `EsthersimApp`; `name` is
    the name of the run that is begun, and `seats` says where its pages are served, if they are from the start. A
    `language` overrides that of the settings. `debug` also prints the traceback of a failure.
    """
    place = log_to_file()
    found, theme = quick_look()
    set_language(language or found)
    app = EsthersimApp(library, store, settings, clock=clock, start=start, theme=theme)
    app.first_run, app.seats.wish = name, seats
    return run(app, place, mouse=mouse, debug=debug)


def run(app: EsthersimApp, place: Path | None, *, mouse: bool = True, debug: bool = False) -> int:
    """Run an app until it is left, and return its exit code; `place` is the log, which a failure's line names."""
    app.log_file = place
    before, threading.excepthook = threading.excepthook, _log_thread
    try:
        app.run(mouse=mouse)
    except OSError as error:  # the terminal is gone, so nothing can be shown
        log.warning("the terminal could not be written to: %s", error)
        return app.return_code or 1
    finally:
        threading.excepthook = before
    if app.failure is not None:
        _tell(app.failure, place, debug)
    return app.return_code or 0


def quick_look(environ: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """Return language and theme for the first paint, without the cost of reading the settings properly.

    Mistakes in the settings are ignored here: they are reported after the first paint, when all of it is read.
    """
    language, theme = system_language(environ), "dark"
    file = _settings_file(environ)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return language, theme
    try:
        chosen = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return language, theme
    asked = bool(environ.get("ESTHERSIM_LANGUAGE"))  # of this one start, so it comes before the settings
    if not asked and chosen.get("language") in available_languages():
        language = chosen["language"]
    return language, str(chosen.get("theme", theme))


def _settings_file(environ: Mapping[str, str]) -> Path:
    """Return the same file as `esthersim.settings.settings_file`, whose module is slow to import."""
    if file := environ.get("ESTHERSIM_CONFIG"):
        return Path(file).expanduser().absolute()
    return user_config_path("esthersim", appauthor=False) / "settings.toml"


def _data_folder(environ: Mapping[str, str]) -> Path:
    if folder := environ.get("ESTHERSIM_DATA"):
        return Path(folder).expanduser().absolute()
    return user_data_path("esthersim", appauthor=False)


class _LogFile(logging.FileHandler):
    """A log file that its owner alone may read: an error can hold what people wrote."""

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding=self.encoding, opener=owner_only)


def log_to_file(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Send the program's log to a file next to the journal, never to stderr, where Textual draws.

    Returns the file, or None where it cannot be written.
    """
    root = logging.getLogger("esthersim")
    root.propagate = False
    file = _data_folder(environ) / "esthersim.log"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = _LogFile(file, encoding="utf-8", delay=True)
        if not os.access(file if file.exists() else file.parent, os.W_OK):
            raise PermissionError
    except OSError:
        root.handlers[:] = [logging.NullHandler()]
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    return file


def _log_thread(args: threading.ExceptHookArgs) -> None:
    log.error("a thread ended", exc_info=args.exc_value)


def _tell(error: BaseException, place: Path | None, debug: bool) -> None:
    """Print one line to stderr on what ended the program."""
    if debug:
        traceback.print_exception(error)
    print(f"esthersim: {failure_line(error, place)}", file=sys.stderr)  # noqa: T201 - the screen is gone by now


def failure_line(error: BaseException, place: Path | None) -> str:
    """Return one line on what ended the program: a foreseen failure's own message, or else where the log is."""
    if isinstance(error, Failure):
        return clean_line(str(error))
    what = clean_line(f"{type(error).__name__}: {error}".partition("\n")[0])[:300]
    text = _("the program stopped because of an internal error ({what}); your run is saved")
    where = _("; details are in {file}").format(file=place) if place else ""
    return text.format(what=what) + where
