"""What home shows: the scenarios, the saved runs, the follow-ups that are due, and what cannot be read.

Home is the first thing that the program paints, so this module is cheap to import: the rules and their model (0.1 s)
are imported only if there is a run that can have follow-ups.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from esthersim.journal.errors import JournalError, RunDamaged
from esthersim.journal.store import RunHead, Store
from esthersim.library.cards import ScenarioCard, scenario_cards
from esthersim.library.learning_paths import FoundPaths, find_paths
from esthersim.library.shared_names import SharedNames, shared_names
from esthersim.play.vocabulary import Step

if TYPE_CHECKING:
    from esthersim.debriefing.action_plan import FollowUpDue
    from esthersim.library.scenarios import Library


@dataclass(frozen=True, slots=True)
class SavedRuns:
    """The runs of a store, the most recently written first, and the follow-ups that are due in them.

    `damaged` has an error for each run that cannot be read; such a run does not hide the others.
    """

    heads: tuple[RunHead, ...] = ()
    due: tuple[FollowUpDue, ...] = ()
    damaged: tuple[RunDamaged, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """Everything that home shows; `failure` says why there are no runs if the journal cannot be read at all."""

    scenarios: tuple[ScenarioCard, ...] = ()
    paths: FoundPaths = field(default_factory=FoundPaths)
    names: SharedNames = field(default_factory=SharedNames)
    runs: SavedRuns = field(default_factory=SavedRuns)
    failure: JournalError | None = None


def may_be_due(head: RunHead) -> bool:
    """Tell whether a run has come far enough to have follow-ups, so that its journal must be read."""
    return head.closed or head.step in {Step.ACTION_PLAN, Step.CLOSED}


def read_home(library: Library, store: Store | None, language: str | None, today: date) -> Home:
    """Return what home shows. `store` is `None` while there are no runs; `language` is that of the scenarios.

    The scenarios are shown even if the journal cannot be read.
    """
    paths = find_paths(library.folders, language)
    shown = Home(scenario_cards(library, language), paths, shared_names(language))
    if store is None:
        return shown
    try:
        return replace(shown, runs=saved_runs(store, today))
    except JournalError as error:
        return replace(shown, failure=error)


def saved_runs(store: Store, today: date) -> SavedRuns:
    """Read the list of runs, and the journals of those that have reached their action plan.

    Raises `JournalError` if the store cannot be read.
    """
    heads, damaged = store.heads(), store.damaged()
    planned = tuple(filter(may_be_due, heads))
    if not planned:
        return SavedRuns(heads, damaged=damaged)
    from esthersim.runs.follow_ups import due_in

    due = due_in(store, planned, today)
    unreadable = {each.run for each in due.damaged}
    readable = tuple(head for head in heads if head.run not in unreadable)
    return SavedRuns(readable, due.follow_ups, (*damaged, *due.damaged))
