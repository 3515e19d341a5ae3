"""Opens runs and puts them away, for every front end."""

from __future__ import annotations

from esthersim.clock import Clock
from esthersim.debriefing.checklists import closing_ids, prebriefing_ids
from esthersim.journal.errors import JournalError
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.journal.store import ScenarioText, Store
from esthersim.library.scenarios import Library
from esthersim.play.commands import Pause
from esthersim.play.vocabulary import Step


def begin(store: Store, text: ScenarioText, clock: Clock, language: str | None, name: str | None = None) -> Session:
    """Begin a run on a scenario, with the checklists that every run has; without a `name` one is made up.

    `language` is the language to show the scenario in, if it is translated to it; `None` is its own. Raises
    `JournalError`, and `ScenarioError` if the text cannot be read.
    """
    return Session.begin(
        store, text, clock, run=name, language=language, prebriefing=prebriefing_ids(), closing=closing_ids()
    )


def resume(store: Store, run: str, clock: Clock, language: str | None) -> Session:
    """Open a run again, even a closed one for its follow-ups; an open one is paused. Raises `JournalError`."""
    return Session.resume(store, run, clock, language=language, prebriefing=prebriefing_ids(), closing=closing_ids())


def put_away(session: Session) -> JournalError | None:
    """Pause a run, so that it does not look interrupted, and close its session; may be called again.

    Returns the error if the pause could not be stored, and never raises a `JournalError`: everything before it is
    stored, and the run comes back paused anyway.
    """
    if session.closed:
        return None
    try:
        if not session.state.paused and session.state.step is not Step.CLOSED:
            session.do(Pause())
    except JournalError as error:
        return error
    finally:
        session.close()
    return None


def edited_text(store: Store, library: Library, run: str) -> ScenarioText | None:
    """Return the library's text of a run's scenario if it differs from the run's own, otherwise `None`.

    Raises `ScenarioUnknown`, `ScenarioError` or `OSError` if the library does not have it or cannot read it.
    """
    own = store.scenario(run)
    text = scenario_text(library.find(own.id))
    return text if text.hash != own.hash else None
