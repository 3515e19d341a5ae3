"""What a report is made of: a run's scenario, state and journal, with what they mean. Read once, then only formed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from esthersim.debriefing.finding import Finding
from esthersim.debriefing.findings import findings
from esthersim.debriefing.guides import Guide
from esthersim.debriefing.leading import Doubt, leading_guide
from esthersim.journal.reading import journal_of, scenario_of
from esthersim.journal.session import Session
from esthersim.journal.store import ScenarioText, Store
from esthersim.play.entries import Recorded, StepEntered
from esthersim.play.state import State
from esthersim.play.words import Step
from esthersim.scenario.model import UNDATED, Scenario

if TYPE_CHECKING:
    from esthersim.debriefing.reflection import ReflectionPhase


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One run, ready to be reported.

    `words` is the scenario in the language `language`, in which findings, guide and checklist speak too; headings speak
    the interface's language. Clock times are those of `zone` (the computer's own where it is `None`). `private` puts
    the facilitator's own notes in. `guide` is the one that led the reflection. `created` and `finished` are UTC;
    `finished` is `None` for a run that is not closed.
    """

    run: str
    text: ScenarioText
    words: Scenario
    state: State
    journal: tuple[Recorded, ...]
    findings: tuple[Finding, ...]
    guide: Guide | Doubt
    language: str
    zone: tzinfo | None = None
    private: bool = False

    @property
    def created(self) -> datetime:
        """When the run began: the time of its first entry."""
        return self.journal[0].at if self.journal else UNDATED.astimezone()

    @property
    def finished(self) -> datetime | None:
        """When the run was closed."""
        return next((each.at for each in self.journal if _closes(each)), None)

    @property
    def phases(self) -> tuple[ReflectionPhase, ...]:
        """The phases of the guide with the questions for this run; none where the guide is in doubt."""
        from esthersim.debriefing.reflection import reflection

        if isinstance(self.guide, Doubt):
            return ()
        return reflection(self.guide, self.words, self.state, self.findings, self.zone, self.text.debrief)


def material(
    store: Store, run: str, language: str | None = None, *, zone: tzinfo | None = None, private: bool = False
) -> Material:
    """Read a run without holding it; `language` is that of the scenario, its own where it has no such translation.

    Raises `JournalError` where the store has no such run or cannot be read, and `ScenarioError` where the run's text
    cannot be understood.
    """
    text = store.scenario(run)
    state, journal = journal_of(store, run)
    return _gathered(run, text, scenario_of(text, language), state, journal, zone, private)


def material_of(
    session: Session, language: str | None = None, *, zone: tzinfo | None = None, private: bool = False
) -> Material:
    """Return the material of the run that is open; `language` as in `material`, or as the session speaks now."""
    words = session.words if language is None else scenario_of(session.text, language)
    return _gathered(session.run, session.text, words, session.state, session.journal, zone, private)


def _gathered(
    run: str,
    text: ScenarioText,
    words: Scenario,
    state: State,
    journal: Sequence[Recorded],
    zone: tzinfo | None,
    private: bool,
) -> Material:
    return Material(
        run=run,
        text=text,
        words=words,
        state=state,
        journal=tuple(journal),
        findings=findings(state.scenario, journal),
        guide=leading_guide(state, journal, words.language, text.debrief),
        language=words.language,
        zone=zone,
        private=private,
    )


def _closes(recorded: Recorded) -> bool:
    return isinstance(recorded.entry, StepEntered) and recorded.entry.step is Step.CLOSED
