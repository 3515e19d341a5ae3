"""Home line by line: choose a scenario, a run or a follow-up, again and again."""

from __future__ import annotations

from datetime import datetime

from esthersim.clock import SystemClock
from esthersim.commands.sessions import desk, lead
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.store import Store
from esthersim.language import get_language
from esthersim.plain.console import EndOfInput
from esthersim.plain.desk import Desk, Quit
from esthersim.plain.follow_up import answer_follow_up
from esthersim.plain.home import Begin, FollowUp, Regroup, Resume, home
from esthersim.plain.run import language_for
from esthersim.runs.opening import begin, put_away, resume
from esthersim.settings import Grouping


def plain_home(around: Surroundings, *, facilitator: bool) -> int:
    """Say what can be done, and do what is chosen, until somebody leaves or a run ends."""
    place = desk(facilitator=facilitator)
    grouping = around.settings.grouping
    try:
        with around.store(make=True) as store:
            while not isinstance(done := _from_home(around, place, store, grouping), int):
                grouping = done or grouping
            return done
    except (Quit, EndOfInput):
        return FINE


def _from_home(around: Surroundings, place: Desk, store: Store, grouping: Grouping) -> int | Grouping | None:
    """Say home once and do what is chosen; return the exit code, or how else home is to group the scenarios."""
    language, clock = around.settings.scenario_language, SystemClock()
    wish = home(place, around.library, store, lambda: datetime.now().astimezone(), language or get_language(), grouping)
    match wish:
        case Begin(path=path):
            text = scenario_text(path)
            if language is None and text.translations:
                language = language_for(place, (text.language, *text.translations))
            return lead(place, begin(store, text, clock, language), around)
        case Resume(run=run):
            return lead(place, resume(store, run, clock, language or get_language()), around)
        case FollowUp(due=due):
            session = resume(store, due.run, clock, language or get_language())
            try:
                answer_follow_up(place, session, due)
            finally:
                put_away(session)
            return None
        case Regroup(grouping=other):
            return other
        case _:
            return FINE
