"""`esthersim runs`: list the saved runs."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Literal

import click

from esthersim.cleaning import clean_line
from esthersim.commands.declaring import declared, form_option
from esthersim.commands.streams import complain, result
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE
from esthersim.journal.store import RunHead
from esthersim.language import _
from esthersim.views.home import run_cards


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(list_runs, form_option("text", "json"))


def list_runs(around: Surroundings, form: Literal["text", "json"]) -> int:
    """List the saved runs, the latest first."""
    with around.store() as store:
        heads, damaged = store.heads(), store.damaged()
    for error in damaged:
        complain(f"{error}.")
    if form == "json":
        result(json.dumps([_row(head) for head in heads], ensure_ascii=False, indent=2))
        return FINE
    if not heads and not damaged:
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
    """Return a run as one line: its name, scenario, present step, and the time of its last entry."""
    card = run_cards([head], datetime.now().astimezone())[0]
    return f"{clean_line(head.run)}  {card.title}, {card.step}, {card.when}"
