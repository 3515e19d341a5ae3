"""The material of a report: a run's retelling with its findings and guide. Read once, then rendered in any format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from esthersim.debriefing.finding import Finding
from esthersim.debriefing.findings import findings
from esthersim.debriefing.guides import Guide
from esthersim.debriefing.leading import Doubt, leading_guide
from esthersim.debriefing.saying import Said, say_all
from esthersim.journal.reading import journal_of, scenario_of
from esthersim.journal.session import Session
from esthersim.journal.store import ScenarioText, Store
from esthersim.play.entries import Recorded
from esthersim.play.retelling import Retelling
from esthersim.play.state import State
from esthersim.play.vocabulary import Step
from esthersim.scenario.model import UNDATED, Scenario

if TYPE_CHECKING:
    from esthersim.debriefing.reflection import ReflectionPhase


@dataclass(frozen=True, kw_only=True)
class Material:
    """One run, ready for reports.

    `shown` is the scenario in `language`, which is also the language of findings, guide and checklist; headings are in
    the interface language. Clock times are in `zone` (the computer's own if `None`). `private` includes the
    facilitator's own notes. `guide` is the one that led the reflection. `created` and `finished` are UTC; `finished`
    is `None` for a run that is not closed.
    """

    run: str
    text: ScenarioText
    shown: Scenario
    retelling: Retelling
    guide: Guide | Doubt
    language: str
    zone: tzinfo | None = None
    private: bool = False

    @property
    def state(self) -> State:
        """The state at the end of the run so far."""
        return self.retelling.state

    @property
    def journal(self) -> Sequence[Recorded]:
        """The entries of the run, oldest first."""
        return self.retelling.journal

    @property
    def created(self) -> datetime:
        """The time when the run began, that of its first entry."""
        return self.journal[0].at if self.journal else UNDATED.astimezone()

    @property
    def finished(self) -> datetime | None:
        """The time when the run was closed."""
        closed = self.retelling.began(Step.CLOSED)
        return closed.recorded.at if closed else None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the run."""
        return findings(self.retelling)

    @cached_property
    def said(self) -> Mapping[str, Said]:
        """The findings in words, by id."""
        return say_all(self.findings, self.shown, self.language, self.zone, self.text.debrief)

    @cached_property
    def phases(self) -> tuple[ReflectionPhase, ...]:
        """The phases of the guide with the questions for this run; empty if the guide is in doubt."""
        from esthersim.debriefing.reflection import reflection

        if isinstance(self.guide, Doubt):
            return ()
        return reflection(self.guide, self.shown, self.state, self.findings, self.zone, self.said, self.text.debrief)


def material(
    store: Store, run: str, language: str | None = None, *, zone: tzinfo | None = None, private: bool = False
) -> Material:
    """Read a run without holding it; `language` is the scenario's, its own by default or without that translation.

    Raises `JournalError` if the store does not have the run or cannot be read, and `ScenarioError` if the run's text
    cannot be read.
    """
    text = store.scenario(run)
    return _gathered(run, text, scenario_of(text, language), journal_of(store, run), zone, private)


def material_of(
    session: Session, language: str | None = None, *, zone: tzinfo | None = None, private: bool = False
) -> Material:
    """Return the material of an open run; `language` as in `material`, by default the session's current one.

    Render the report before the run goes on, or it will be incomplete.
    """
    words = session.shown if language is None else scenario_of(session.text, language)
    return _gathered(session.run, session.text, words, session.retelling, zone, private)


def _gathered(
    run: str,
    text: ScenarioText,
    shown: Scenario,
    retelling: Retelling,
    zone: tzinfo | None,
    private: bool,
) -> Material:
    return Material(
        run=run,
        text=text,
        shown=shown,
        retelling=retelling,
        guide=leading_guide(retelling, shown.language, text.debrief),
        language=shown.language,
        zone=zone,
        private=private,
    )
