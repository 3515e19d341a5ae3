"""`esthersim runs` and `esthersim purge`: what is saved, and what is erased."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from esthersim.cleaning import clean_line
from esthersim.commands.streams import complain, result
from esthersim.failure import FINE, PROBLEMS
from esthersim.language import _, ngettext

if TYPE_CHECKING:
    from esthersim.commands.surroundings import Surroundings
    from esthersim.journal.store import RunHead

YES = frozenset({"y", "yes", "j", "ja"})


def list_runs(around: Surroundings, form: str) -> int:
    """List the saved runs, the latest first."""
    with around.store() as store:
        heads = store.heads()
    if form == "json":
        result(json.dumps([_row(head) for head in heads], ensure_ascii=False, indent=2))
        return FINE
    if not heads:
        complain(_("There are no runs yet. 'esthersim run SCENARIO' begins one."))
    for head in heads:
        result(run_line(head))
    return FINE


def _row(head: RunHead) -> dict[str, object]:
    return {
        "run": head.run,
        "scenario": head.scenario_id,
        "title": head.scenario_title,
        "language": head.language,
        "created_at": head.created_at,
        "updated_at": head.updated_at,
        "step": head.step,
        "closed": head.closed,
        "entries": head.seq,
    }


def run_line(head: RunHead) -> str:
    """Return a run as one line: its name, what is played, where it stands, when it was last written to."""
    from esthersim.views.home import run_cards

    card = run_cards([head], datetime.now().astimezone())[0]
    return f"{clean_line(head.run)}  {card.title}, {card.step}, {card.when}"


def purge(around: Surroundings, runs: Sequence[str], older_than: int | None, *, yes: bool = False) -> int:
    """Erase runs for good: the named ones, or those that are older than so many days (of the settings)."""
    with around.store() as store:
        heads = [store.head(run) for run in dict.fromkeys(runs)]
        if not runs or older_than is not None:
            days = around.settings.retention_days if older_than is None else older_than
            border = datetime.now(UTC) - timedelta(days=days)
            old = [head for head in store.heads() if datetime.fromisoformat(head.updated_at) < border]
            heads = list(dict.fromkeys([*heads, *old]))
            if not heads:
                told = ngettext("No run is older than {count} day.", "No run is older than {count} days.", days)
                complain(told.format(count=days))
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
    import sys

    question = ngettext("Erase {count} run? (yes or no)", "Erase {count} runs? (yes or no)", count).format(count=count)
    complain(question)
    return sys.stdin.readline(100).strip().casefold() in YES
