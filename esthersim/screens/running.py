"""Opening and putting away a run, for the app: what touches the store, the library and the session.

The home screen needs little of it, so what only runs need is imported with the first of them.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from esthersim.cleaning import clean_line
from esthersim.journal.errors import JournalError

if TYPE_CHECKING:
    from datetime import datetime

    from esthersim.clock import Clock
    from esthersim.journal.session import Session
    from esthersim.journal.store import RunHead, Store
    from esthersim.library.scenarios import Library
    from esthersim.views.home import DueCard, Home

log = logging.getLogger("esthersim.screens")


def begin_run(store: Store, path: Path, clock: Clock, language: str | None, name: str | None = None) -> Session:
    """Begin a run on a scenario's file, under this name if it has one.

    Raises `OSError`, `ScenarioError` or `JournalError`.
    """
    from esthersim.debriefing.checklists import closing_ids, prebriefing_ids
    from esthersim.journal.scenario_text import scenario_text
    from esthersim.journal.session import Session

    text = scenario_text(path)
    return Session.begin(
        store,
        text,
        clock,
        run=name,
        language=language,
        prebriefing=prebriefing_ids(),
        closing=closing_ids(),
    )


def resume_run(store: Store, run: str, clock: Clock, language: str | None) -> Session:
    """Open a run again; raise `JournalError` or `ScenarioError`."""
    from esthersim.debriefing.checklists import closing_ids, prebriefing_ids
    from esthersim.journal.session import Session

    return Session.resume(store, run, clock, language=language, prebriefing=prebriefing_ids(), closing=closing_ids())


def put_away(session: Session) -> None:
    """Pause a run and let go of it; never raises, for everything that was done is stored already."""
    from esthersim.play.commands import Pause
    from esthersim.play.words import Step

    try:
        if not session.state.paused and session.state.step is not Step.CLOSED:
            session.do(Pause())
    except JournalError as error:
        log.warning("the pause at the end was not stored: %s", error)
    finally:
        session.close()


def read_home(library: Library, store: Store | None, language: str | None, now: datetime) -> Home:
    """Read what the home screen shows, `store` being None while there are no runs yet.

    A journal that fails leaves the scenarios to be seen.
    """
    from esthersim.library.cards import scenario_cards
    from esthersim.library.learning_paths import find_paths
    from esthersim.library.shared_names import shared_names
    from esthersim.views.home import Home, run_cards

    paths = find_paths(library.folders, language)
    shown = Home(scenario_cards(library, language), paths, shared_names(language))
    if store is None:
        return shown
    try:
        heads = store.heads()
        due = due_cards(store, now) if any(map(may_be_due, heads)) else ()
        return replace(shown, runs=run_cards(heads, now), due=due)
    except JournalError as error:
        return replace(shown, failure=str(error))


def may_be_due(head: RunHead) -> bool:
    """Tell whether a run has come so far that it can have follow-ups, which its journal is then read for."""
    from esthersim.play.words import Step

    return head.closed or head.step in {Step.ACTION_PLAN.value, Step.CLOSED.value}


def due_cards(store: Store, now: datetime) -> tuple[DueCard, ...]:
    """Return the follow-ups that are due; raise `JournalError` where a journal cannot be read."""
    from esthersim.debriefing.action_plan import due_in
    from esthersim.views.home import DueCard, day_words

    today = now.date()
    return tuple(
        DueCard(
            each.run,
            clean_line(each.scenario_title),
            clean_line(each.action.what),
            clean_line(each.action.owner),
            day_words(each.planned, today),
        )
        for each in due_in(store, today)
    )
