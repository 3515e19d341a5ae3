"""`esthersim report`: write a run's report, its data, or its calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from esthersim.commands.declaring import declared, form_option, output_option, run_argument
from esthersim.commands.streams import complain, result_as_it_is
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE
from esthersim.journal.session import Session
from esthersim.language import _, get_language
from esthersim.reports import render, write
from esthersim.reports.material import material, material_of
from esthersim.settings import report_folder

Form = Literal["md", "html", "jsonl", "json", "ics"]

AT_THE_END = ("html", "ics")
"""The forms that are written when a run closes: a page to print, and the follow-ups for calendars."""


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(report, run_argument(), form_option("md", "html", "jsonl", "json", "ics"), output_option())


def report(around: Surroundings, run: str, form: Form, output: Path | None) -> int:
    """Write a run's report to a file, or show it."""
    with around.store() as store:
        language = around.settings.scenario_language or get_language()
        what = material(store, run, language)
    if output is None:
        result_as_it_is(render(form, what))
    else:
        file = write(form, what, output, output.parent)
        complain(_("The report is here: {file}").format(file=file))
    return FINE


def write_at_the_end(session: Session) -> tuple[Path, ...]:
    """Write the reports of a closed run, and return their paths; raises `ReportError`."""
    what = material_of(session)
    return tuple(write(form, what, None, report_folder()) for form in AT_THE_END)
