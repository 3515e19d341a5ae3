"""Opening and putting away a run, for the app: what touches the store, the library and the session."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from esthersim.journal.errors import JournalError
from esthersim.journal.session import Session
from esthersim.play.commands import Pause
from esthersim.play.words import Step

if TYPE_CHECKING:
    from esthersim.clock import Clock
    from esthersim.journal.store import ScenarioText, Store
    from esthersim.scenario.library import Library

log = logging.getLogger("esthersim.screens")


def checklist_ids(checklist: str, language: str) -> tuple[str, ...]:
    """Return the ids of a shipped checklist's items, none where it is not there."""
    try:
        from esthersim.debriefing.checklists import load_checklist
    except ImportError:
        return ()
    return tuple(item.id for item in load_checklist(checklist, language).items)


def scenario_text(path: Path) -> ScenarioText:
    """Return a scenario's file as a run keeps it, with its translations; raise `OSError` or `ScenarioError`."""
    import hashlib

    from esthersim.journal.store import ScenarioText
    from esthersim.scenario.loading import read_scenario, scenario_or_error

    text = path.read_text(encoding="utf-8-sig")
    scenario = scenario_or_error(read_scenario(text, str(path)))
    translations = {
        file.parent.name: file.read_text(encoding="utf-8-sig")
        for file in sorted(path.parent.glob(f"locale/*/{path.stem}.po"))
    }
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ScenarioText(scenario.id, scenario.title, scenario.language, text, digest, translations)


def begin_run(store: Store, library: Library, path: Path, clock: Clock, language: str | None) -> Session:
    """Begin a run on a scenario's file; raise `OSError`, `ScenarioError` or `JournalError`."""
    text = scenario_text(path)
    return Session.begin(
        store,
        text,
        clock,
        language=language,
        prebriefing=checklist_ids("prebriefing", text.language),
        closing=checklist_ids("closing", text.language),
    )


def resume_run(store: Store, run: str, clock: Clock, language: str | None) -> Session:
    """Open a run again; raise `JournalError` or `ScenarioError`."""
    return Session.resume(store, run, clock, language=language)


def put_away(session: Session) -> None:
    """Pause a run and let go of it; never raises, for everything that was done is stored already."""
    try:
        if not session.state.paused and session.state.step is not Step.CLOSED:
            session.do(Pause())
    except JournalError as error:
        log.warning("the pause at the end was not stored: %s", error)
    finally:
        session.close()
