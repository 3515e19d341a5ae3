"""`esthersim purge`: erase runs for good."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import click

from esthersim.cleaning import clean_line
from esthersim.commands.declaring import declared, flag
from esthersim.commands.runs import run_line
from esthersim.commands.streams import complain
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE, PROBLEMS
from esthersim.journal.errors import RunDamaged
from esthersim.journal.store import Store
from esthersim.language import _, ngettext
from esthersim.reports import written
from esthersim.settings import report_folder

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""No run is older than the program. One that seems to be was played by a clock that was wrong, perhaps today."""
YES = frozenset({"y", "yes", "j", "ja"})


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(
        purge,
        click.Argument(["runs"], metavar="[{}...]".format(_("RUN")), nargs=-1),
        click.Option(
            ["--older-than"], metavar=_("DAYS"), type=click.IntRange(0, 36500),
            help=_("Every run untouched for this many days."),
        ),
        flag("--yes", _("Do not ask.")),
    )  # fmt: skip


def purge(around: Surroundings, runs: tuple[str, ...], older_than: int | None, *, yes: bool) -> int:
    """Erase runs for good: the named ones, or those older than a number of days, by default that of the settings."""
    with around.store() as store:
        chosen = {run: _line(store, run) for run in runs}
        if not runs or older_than is not None:
            days = around.settings.retention_days if older_than is None else older_than
            border = datetime.now(UTC) - timedelta(days=days)
            for head in store.heads():
                written_at = datetime.fromisoformat(head.updated_at)
                if written_at < FIRST_DAY and head.run not in chosen:
                    message = _("The run '{run}' seems to be older than this program: the clock was wrong. "
                                "Name the run to erase it.")  # fmt: skip
                    complain(message.format(run=clean_line(head.run)))
                elif written_at < border:
                    chosen[head.run] = run_line(head)
            for error in store.damaged():  # nobody can tell how old it is
                if error.run not in chosen:
                    complain(f"{error}.")
            if not chosen:
                message = ngettext("No run is older than {count} day.", "No run is older than {count} days.", days)
                complain(message.format(count=days))
                return FINE
        complain(_("This will be erased for good: journal, notes, answers, action plan and follow-ups."))
        for line in chosen.values():
            complain(f"  {line}")
        _say_what_remains(chosen)
        if not yes and not _sure(len(chosen)):
            complain(_("Nothing was erased."))
            return PROBLEMS
        count = store.purge(list(chosen))
    complain(ngettext("{count} run was erased.", "{count} runs were erased.", count).format(count=count))
    return FINE


def _line(store: Store, run: str) -> str:
    """Return a run as one line, even if it is damaged; raise `RunUnknown` if there is no such run."""
    try:
        return run_line(store.head(run))
    except RunDamaged as error:
        return f"{clean_line(run)}  {error.detail}"


def _say_what_remains(runs: Iterable[str]) -> None:
    complain(_("Reports and calendars that were written to files remain; erase them yourself."))
    known = [file for run in runs for file in written(run, report_folder())]
    if known:
        complain(_("Of these, the following are in the report folder:"))
    for file in known:
        complain(f"  {file}")


def _sure(count: int) -> bool:
    question = ngettext("Erase {count} run? (yes or no)", "Erase {count} runs? (yes or no)", count).format(count=count)
    complain(question)
    return sys.stdin.readline(100).strip().casefold() in YES
