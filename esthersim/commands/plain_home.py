"""Home line by line: choose a scenario, a run or a follow-up, again and again."""

from __future__ import annotations

from datetime import datetime

from esthersim.clock import SystemClock
from esthersim.commands.sessions import lead, stream_dialogue
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.store import Store
from esthersim.language import get_language
from esthersim.plain.console import EndOfInput
from esthersim.plain.dialogue import Dialogue, Quit
from esthersim.plain.follow_up import answer_follow_up
from esthersim.plain.home import Begin, FollowUp, Regroup, Resume, home
from esthersim.plain.run import language_for
from esthersim.runs.opening import begin, put_away, resume
from esthersim.settings import Grouping


def plain_home(around: Surroundings, *, facilitator: bool) -> int:
    """Show home and do what is chosen, again and again, until the user leaves or a run ends."""
    dialogue = stream_dialogue(facilitator=facilitator)
    grouping = around.settings.grouping
    try:
        with around.store(make=True) as store:
            while not isinstance(done := _from_home(around, dialogue, store, grouping), int):
                grouping = done or grouping
            return done
    except (Quit, EndOfInput):
        return FINE


def _from_home(around: Surroundings, dialogue: Dialogue, store: Store, grouping: Grouping) -> int | Grouping | None:
    """Show home once and do what is chosen; return the exit code, or a new grouping, or `None` to show home again."""
    language, clock = around.settings.scenario_language, SystemClock()
    choice = home(
        dialogue, around.library, store, lambda: datetime.now().astimezone(), language or get_language(), grouping
    )
    match choice:
        case Begin(path=path):
            text = scenario_text(path)
            if language is None and text.translations:
                language = language_for(dialogue, (text.language, *text.translations))
            return lead(dialogue, begin(store, text, clock, language), around)
        case Resume(run=run):
            return lead(dialogue, resume(store, run, clock, language or get_language()), around)
        case FollowUp(due=due):
            session = resume(store, due.run, clock, language or get_language())
            try:
                answer_follow_up(dialogue, session, due)
            finally:
                put_away(session)
            return None
        case Regroup(grouping=other):
            return other
        case _:
            return FINE
