"""`esthersim follow-up`: the actions that were planned, and how far they have come."""

from __future__ import annotations

from datetime import datetime

import click

from esthersim.clock import SystemClock
from esthersim.commands.declaring import declared, run_argument
from esthersim.commands.sessions import stream_dialogue
from esthersim.commands.streams import complain, result
from esthersim.commands.surroundings import Surroundings
from esthersim.debriefing.action_plan import FollowUpDue
from esthersim.failure import FINE
from esthersim.journal.store import Store
from esthersim.language import _, get_language
from esthersim.plain.console import EndOfInput
from esthersim.plain.dialogue import Quit
from esthersim.plain.follow_up import answer_follow_up, due_text
from esthersim.plain.prompts import choose
from esthersim.runs.home import saved_runs
from esthersim.runs.opening import put_away, resume


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(follow_up, run_argument(required=False))


def follow_up(around: Surroundings, run: str | None) -> int:
    """List the follow-ups that are due, of one run or of all, and ask about them one by one."""
    with around.store() as store:
        if run is not None:
            store.head(run)  # raises if there is no such run
        runs = saved_runs(store, datetime.now().astimezone().date())
        for error in runs.damaged:
            if run in {None, error.run}:
                complain(f"{error}.")
        due = tuple(each for each in runs.due if run in {None, each.run})
        if not due:
            complain(_("No follow-up is due."))
            return FINE
        for number, each in enumerate(due, 1):
            result(f"{number}. {due_text(each)}")
        return _answer(store, due)


def _answer(store: Store, due: tuple[FollowUpDue, ...]) -> int:
    dialogue = stream_dialogue()
    left = list(due)
    try:
        while left:
            options = [*(due_text(each) for each in left), _("Leave")]
            chosen = choose(dialogue, _("Which one do you answer?"), options, default=0)
            if chosen == len(left):
                break
            each = left.pop(chosen)
            session = resume(store, each.run, SystemClock(), get_language())
            try:
                answer_follow_up(dialogue, session, each)
            finally:
                put_away(session)
    except (Quit, EndOfInput):
        pass
    return FINE
