"""`esthersim report`: a run on paper, as data, or in a calendar."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from esthersim.commands.failures import FINE, Failure
from esthersim.commands.streams import complain, result
from esthersim.language import _

if TYPE_CHECKING:
    from esthersim.commands.surroundings import Surroundings
    from esthersim.journal.session import Session


def report(around: Surroundings, run: str, form: str, output: Path | None) -> int:
    """Write a run's report to a file, or show it."""
    from esthersim.journal.session import journal_of, scenario_of
    from esthersim.language import get_language

    with around.store() as store:
        state, journal = journal_of(store, run)
        words = scenario_of(store.scenario(run), around.settings.scenario_language or get_language())
    text = _rendered(form, run, state, journal, words)
    if output is None:
        result(text.rstrip("\n"))
    else:
        file = output / f"{run}.{form}" if output.is_dir() else output
        _write(file, text)
        complain(_("The report is here: {file}").format(file=file))
    return FINE


def write_beside_journals(session: Session) -> Path:
    """Write a run's report as HTML into the data folder, and return where it is; raise `Failure` where that fails."""
    from esthersim.settings import data_folder

    text = _rendered("html", session.run, session.state, tuple(session.journal), session.words)
    file = data_folder() / "reports" / f"{session.run}.html"
    _write(file, text)
    return file


def _rendered(form: str, run: str, state: Any, journal: Any, words: Any) -> str:
    """Return the report's text."""
    try:
        render = import_module("esthersim.reports").render_report
    except (ImportError, AttributeError) as error:
        raise Failure(_("reports cannot be written yet")) from error
    text: str = render(form, state, journal, words, run=run)
    return text


def _write(file: Path, text: str) -> None:
    """Write a file as a whole or not at all; raise `Failure` with what stands in the way."""
    scratch = file.with_name(f".{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_text(text, encoding="utf-8", newline="")
        scratch.replace(file)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise Failure(
            _("the report cannot be written to '{file}' ({detail}); choose another place with --output").format(
                file=file, detail=error.strerror or error
            )
        ) from error
