"""`esthersim preview`: the check and the map of a scenario, updated at each save, on screen or printed.

The screens are imported when they are opened: Textual takes 0.25 s, and a pipe needs none of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import click

from esthersim.authoring.check import render_problems
from esthersim.authoring.file_watch import saves
from esthersim.authoring.preview import FileSnapshot, found_line, take_snapshot
from esthersim.cleaning import clean_line
from esthersim.commands.declaring import declared, plain_option, scenario_argument
from esthersim.commands.on_screens import need_terminal
from esthersim.commands.streams import complain, result
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE, Failure, UsedWrongly
from esthersim.language import _, get_language
from esthersim.library.scenarios import ScenarioUnknown
from esthersim.maps.events import map_events
from esthersim.maps.rail import rail
from esthersim.maps.text import draw, plain


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(preview, scenario_argument(), plain_option())


def preview(around: Surroundings, scenario: str) -> int:
    """Preview the scenario with an id or in a file; print it if the terminal cannot draw screens."""
    path = _file(around, scenario)
    if around.plain or not _can_draw():
        return printed(path, saves(path))
    from esthersim.screens.preview_app import start_preview

    return start_preview(path, lambda: around.settings, language=get_language(), debug=around.debug)


def _file(around: Surroundings, scenario: str) -> Path:
    try:
        path = around.library.find(scenario)
    except ScenarioUnknown:
        path = Path(scenario)
        if not path.is_dir():
            raise
    if path.is_dir():
        message = _("'{name}' is a folder; name a scenario's file in it")
        raise UsedWrongly(message.format(name=clean_line(scenario)))
    return path


def _can_draw() -> bool:
    try:
        need_terminal()
    except Failure:
        return False
    return True


def printed(path: Path, saves: Iterable[None], write: Callable[[str], object] = result) -> int:
    """Print the problems and the map, now and after each save, until Ctrl-C."""

    def now() -> str:
        return in_lines(take_snapshot(path, datetime.now().astimezone()))

    try:
        write(now())
        complain(_("Waiting for the next save. Ctrl-C ends."))
        for _each in saves:
            write("\n" + now())
    except KeyboardInterrupt:
        complain("")
    except (OSError, RuntimeError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise Failure(_("cannot see when '{file}' is saved: {detail}").format(file=path, detail=error)) from error
    return FINE


def in_lines(snapshot: FileSnapshot) -> str:
    """Return a snapshot as lines: its time, the problems, and the map if there is one."""
    lines = [f"{snapshot.path.name}, {snapshot.at:%H:%M:%S}: {found_line(snapshot.problems)}"]
    if snapshot.problems:
        lines.append(render_problems(snapshot.problems, "text"))
    scenario = snapshot.scenario()
    if scenario is None:
        lines.append(_("There is no map until the errors are corrected."))
    else:
        columns = shutil.get_terminal_size().columns
        lines += ["", plain(draw(rail(scenario), map_events(scenario), columns=columns))]
    return "\n".join(lines)
