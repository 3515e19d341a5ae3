"""`esthersim report`: a run on paper, as data, or in a calendar."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from esthersim.commands.streams import complain, result_as_it_is
from esthersim.failure import FINE
from esthersim.language import _, get_language

if TYPE_CHECKING:
    from esthersim.commands.surroundings import Surroundings
    from esthersim.journal.session import Session

AT_THE_END = ("html", "ics")
"""What is written when a run closes: something to print, and the follow-ups for people's calendars."""


def report(around: Surroundings, run: str, form: str, output: Path | None) -> int:
    """Write a run's report to a file, or show it."""
    from esthersim.reports import render, write
    from esthersim.reports.material import material

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
    """Write the reports of a run that has been closed, and return where they are; raises `ReportError`."""
    from esthersim.reports import write
    from esthersim.reports.material import material_of

    what = material_of(session)
    return tuple(write(form, what, None, report_folder()) for form in AT_THE_END)


def report_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return where reports are written: among the user's documents, or in ESTHERSIM_DATA where that is set."""
    from esthersim.settings import data_folder

    if environ.get("ESTHERSIM_DATA"):
        return data_folder(environ) / "reports"
    from platformdirs import user_documents_path

    return user_documents_path() / "esthersim"
