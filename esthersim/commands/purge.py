"""`esthersim purge`: erase runs for good."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import click

from esthersim.commands.declaring import declared, flag
from esthersim.commands.runs import run_line
from esthersim.commands.streams import complain
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE, PROBLEMS
from esthersim.language import _, ngettext

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
    """Erase runs for good: the named ones, or those that are older than so many days (of the settings)."""
    with around.store() as store:
        heads = [store.head(run) for run in dict.fromkeys(runs)]
        if not runs or older_than is not None:
            days = around.settings.retention_days if older_than is None else older_than
            border = datetime.now(UTC) - timedelta(days=days)
            old = [head for head in store.heads() if datetime.fromisoformat(head.updated_at) < border]
            heads = list(dict.fromkeys([*heads, *old]))
            if not heads:
                message = ngettext("No run is older than {count} day.", "No run is older than {count} days.", days)
                complain(message.format(count=days))
                return FINE
        complain(_("This is erased for good: journal, notes, answers, action plan and follow-ups."))
        for head in heads:
            complain(f"  {run_line(head)}")
        if not yes and not _sure(len(heads)):
            complain(_("Nothing was erased."))
            return PROBLEMS
        count = store.purge([head.run for head in heads])
    complain(ngettext("{count} run was erased.", "{count} runs were erased.", count).format(count=count))
    return FINE


def _sure(count: int) -> bool:
    question = ngettext("Erase {count} run? (yes or no)", "Erase {count} runs? (yes or no)", count).format(count=count)
    complain(question)
    return sys.stdin.readline(100).strip().casefold() in YES
