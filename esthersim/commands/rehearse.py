"""`esthersim rehearse`: what could happen in a scenario, as text or as JSON, with a progress bar.

rich is imported only to draw the bar, as its console takes 60 ms; there is no bar in a pipe.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import click

from esthersim.authoring.check import load_translated
from esthersim.authoring.rehearsal_data import rehearsal_json
from esthersim.authoring.rehearsal_report import rehearsal_text
from esthersim.commands.declaring import declared, form_option, scenario_argument
from esthersim.commands.streams import result
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE, PROBLEMS
from esthersim.language import _
from esthersim.rehearsal import rehearsing
from esthersim.scenario.loading import load_scenario, scenario_or_error


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(
        rehearse,
        scenario_argument(),
        click.Option(
            ["--teams"], metavar=_("NUMBER"), type=click.IntRange(1, 1_000_000), default=2000,
            help=_("How many random teams play it (2000)."),
        ),
        click.Option(
            ["--seed"], metavar=_("NUMBER"), type=int, default=1,
            help=_("The seed of the random choices: the same number gives the same teams."),
        ),
        form_option("text", "json"),
    )  # fmt: skip


def rehearse(around: Surroundings, scenario: str, form: Literal["text", "json"], *, teams: int, seed: int) -> int:
    """Rehearse the scenario with an id or path, and write the result.

    Returns 0 if some team can meet everything in it and its own plays go as written, otherwise 1. Raises
    `ScenarioUnknown`, and `ScenarioError` for a file with errors.
    """
    path = around.library.find(scenario)
    loaded = load_scenario(path)
    whole = scenario_or_error(loaded)
    translated = [each.scenario for each in load_translated(path) if each.scenario]
    with _progress(teams) as progress:
        rehearsal = rehearsing.rehearse(whole, teams, seed, progress, translated=translated)
    result(rehearsal_json(rehearsal, loaded) if form == "json" else rehearsal_text(rehearsal, loaded))
    return FINE if rehearsal.passed else PROBLEMS


@contextmanager
def _progress(teams: int) -> Iterator[rehearsing.Progress | None]:
    """Show a progress bar on stderr, if that is a terminal; it disappears at the end."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        states = shown.add_task(_("Exploring every state"), total=None)
        played = None

        def update(what: Literal["states", "teams"], done: int) -> None:
            nonlocal played
            if what == "states":
                shown.update(states, completed=done)
                return
            if played is None:
                shown.update(states, visible=False)
                played = shown.add_task(_("Random teams"), total=teams)
            shown.update(played, completed=done)

        yield update
