"""Opening a run and putting it away: what every front end does with the store, the library and the session."""

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
    """Begin a run on a scenario, with the checklists that every run has; it gets a name where it is given none.

    `language` is what the scenario is shown in, where it has it; `None` is its own. Raises `JournalError`, and
    `ScenarioError` where the text cannot be read.
    """
    return Session.begin(
        store, text, clock, run=name, language=language, prebriefing=prebriefing_ids(), closing=closing_ids()
    )


def resume(store: Store, run: str, clock: Clock, language: str | None) -> Session:
    """Open a run again, also for its follow-ups; one that was interrupted comes back paused. Raises `JournalError`."""
    return Session.resume(store, run, clock, language=language, prebriefing=prebriefing_ids(), closing=closing_ids())


def put_away(session: Session) -> JournalError | None:
    """Pause a run, so that it does not look interrupted, and let go of it; may be called again.

    Returns what kept the pause out of the journal, and never raises a `JournalError`: whatever was done before is
    stored, and the run comes back paused all the same.
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
    """Return the library's text of a run's scenario where it is not the one that the run has.

    Raises `ScenarioUnknown`, `ScenarioError` or `OSError` where the library does not have it, or cannot read it.
    """
    own = store.scenario(run)
    text = scenario_text(library.find(own.id))
    return text if text.hash != own.hash else None
