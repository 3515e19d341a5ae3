"""A scenario's file as its author sees it while writing: problems, playable text, and the events that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from esthersim.authored.problems import Problem
from esthersim.authoring.check import check_loaded, counted
from esthersim.journal.reading import scenario_of
from esthersim.journal.scenario_text import text_of
from esthersim.journal.store import ScenarioText
from esthersim.language import _
from esthersim.scenario.loading import load_scenario
from esthersim.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class FileSnapshot:
    """A scenario's file at a moment. `text` is `None` where an error keeps the scenario from being played.

    `at` is the moment in local time; `lines` holds the line (from 1) of each event.
    """

    path: Path
    at: datetime
    problems: tuple[Problem, ...]
    text: ScenarioText | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the text, its own first; empty without a text."""
        if self.text is None:
            return ()
        return tuple(dict.fromkeys((self.text.language, *self.text.translations)))

    def scenario(self, language: str | None = None) -> Scenario | None:
        """Return the scenario in a language, or in its own where the translation is missing; `None` without a text."""
        return scenario_of(self.text, language) if self.text is not None else None


def take_snapshot(path: Path, at: datetime) -> FileSnapshot:
    """Read and check the file; a missing or invalid file is reported in the problems."""
    loaded = load_scenario(path)
    problems = tuple(dict.fromkeys(check_loaded(path, loaded)))
    scenario = loaded.scenario
    if scenario is None:
        return FileSnapshot(path, at, problems)
    lines = {event: loaded.tree.place(("events", event), key=True)[0] + 1 for event in scenario.events}
    return FileSnapshot(path, at, problems, text_of(path, loaded), lines)


def changed_events(before: Scenario | None, after: Scenario | None) -> tuple[str, ...]:
    """Return the events that are new or have changed, in the order of the file."""
    if before is None or after is None:
        return ()
    return tuple(key for key, event in after.events.items() if before.events.get(key) != event)


def event_of(problem: Problem, scenario: Scenario) -> str | None:
    """Return the event that a problem is in, or `None` where it is about something else."""
    first, _dot, rest = problem.path.partition(".")
    event = rest.partition(".")[0]
    return event if first == "events" and event in scenario.events else None


def found_line(problems: Sequence[Problem]) -> str:
    """Return the number of problems in one line: `2 errors, 1 warning`."""
    return ", ".join(words for count, words in counted(problems) if count) or _("no problems")
