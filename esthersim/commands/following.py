"""`esthersim follow-up`: what was to be done, and what has become of it."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

from esthersim.clock import SystemClock
from esthersim.commands.streams import complain, result
from esthersim.failure import FINE
from esthersim.language import _, get_language

if TYPE_CHECKING:
    from esthersim.commands.surroundings import Surroundings
    from esthersim.debriefing.action_plan import FollowUpDue
    from esthersim.journal.store import Store


def follow_up(around: Surroundings, run: str | None) -> int:
    """List the follow-ups that are due, of one run or of all, and let them be answered one after the other."""
    from esthersim.debriefing.action_plan import due_in
    from esthersim.plain.follow_up import due_text

    with around.store() as store:
        if run is not None:
            store.head(run)  # says so where there is no such run
        due = tuple(each for each in due_in(store, datetime.now().astimezone().date()) if run in {None, each.run})
        if not due:
            complain(_("No follow-up is due."))
            return FINE
        for number, each in enumerate(due, 1):
            result(f"{number}. {due_text(each)}")
        return _answer(store, due)


def _answer(store: Store, due: tuple[FollowUpDue, ...]) -> int:
    from esthersim.journal.session import Session
    from esthersim.plain.console import EndOfInput, StreamConsole
    from esthersim.plain.desk import Desk, Quit
    from esthersim.plain.follow_up import answer_follow_up, due_text
    from esthersim.plain.prompts import choose

    desk = Desk(StreamConsole(sys.stdin, sys.stdout))
    left = list(due)
    try:
        while left:
            options = [*(due_text(each) for each in left), _("Leave")]
            place = choose(desk, _("Which one do you answer?"), options, default=0)
            if place == len(left):
                break
            each = left.pop(place)
            with Session(store, each.run, SystemClock(), language=get_language()) as session:
                answer_follow_up(desk, session, each)
    except (Quit, EndOfInput):
        pass
    return FINE
