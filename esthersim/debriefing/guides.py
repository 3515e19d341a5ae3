"""Debriefing guides: who speaks first, what is asked, in which order, and for how long. Files in `debrief/guides`.

The principles behind the guides: description comes before analysis, a question asks one thing, the patient
representative and those with the least formal power speak first, and the reflection gets at least as much time as the
simulation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a file's key is called `date`
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from esthersim.authored.conditions import Condition
from esthersim.authored.documents import Document, DocumentPart, Several, Texts
from esthersim.authored.languages import best_language, gaps, in_language
from esthersim.authored.papers import SHIPPED, DocumentFolder, Papers
from esthersim.authored.problems import listed
from esthersim.authored.scalars import ConditionText, Id
from esthersim.authored.scalars import number as read_number
from esthersim.debriefing.finding import Kind
from esthersim.language import _, format_number

First = Literal["patient", "roles", "observers", "facilitator", "lowest-formal-power"]
"""Who speaks first in a phase. `lowest-formal-power`: patient and relatives, then up the ladder, observers last."""
To = Literal["patient", "sender", "receivers", "roles", "observers", "everybody"]
Each = Literal["objective", "finding", "handover"]
Takes = Literal["patient", "handovers", "objectives", "rest"]
"""The findings and scenario questions that a phase takes in; `rest` takes those that no other phase does."""

GAPS: Mapping[str | None, frozenset[str]] = {
    None: frozenset({"patient"}),
    "objective": frozenset({"patient", "objective"}),
    "handover": frozenset({"patient", "event", "sender", "receivers"}),
    "finding": frozenset({"patient", "event", "subject", "roles", "sender", "receivers", "clock", "items"}),
}
"""The placeholders that a question's text can have, by what the question is repeated for."""


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question of a guide: asked if there is a finding of its kind and its condition holds, each where it has one."""

    id: str
    ask: str
    finding: Kind | None = None
    when: Condition | None = None
    to: str = "everybody"
    for_each: str | None = None


@dataclass(frozen=True, slots=True)
class GuidePhase:
    """A part of the reflection: its purpose, its minutes, and who speaks first."""

    id: str
    title: str
    minutes: float
    aim: str
    first: str
    takes: frozenset[str]
    questions: tuple[GuideQuestion, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide in one language."""

    id: str
    language: str
    title: str
    summary: str
    minutes: float
    phases: tuple[GuidePhase, ...]
    source: tuple[str, ...]
    licence: str
    date: Day | None


def _minutes(raw: Any) -> Any:
    return read_number(raw)


Minutes = Annotated[float, BeforeValidator(_minutes), Field(gt=0, le=480)]


class QuestionText(DocumentPart):
    """A question as written in its file, in every language."""

    ask: Texts
    finding: Kind | None = None
    when: ConditionText | None = None
    to: To = "everybody"
    for_each: Each | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        unknown = sorted(frozenset().union(*map(gaps, self.ask.values())) - GAPS[self.for_each])
        if unknown:
            known = listed(sorted(GAPS[self.for_each]))
            raise ValueError(
                _("the gap '{gap}' is not known here: there are {known}").format(gap=unknown[0], known=known)
            )
        if self.for_each == "finding" and self.finding is None:
            raise ValueError(_("a question for each finding must say of which kind, with 'finding'"))
        return self


class PhaseText(DocumentPart):
    """A phase as written in its file, in every language."""

    title: Texts
    minutes: Minutes
    aim: Texts
    first: First
    takes: Annotated[tuple[Takes, ...], Several] = ()
    questions: dict[Id, QuestionText] = Field(default_factory=dict)


class GuideText(Document):
    """A guide as written in its file, in every language."""

    title: Texts
    summary: Texts
    minutes: Minutes
    phases: Annotated[dict[Id, PhaseText], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(phase.minutes for phase in self.phases.values())
        if total != self.minutes:
            said = _("minutes: the guide has {minutes}, and its phases have {total} together")
            raise ValueError(said.format(minutes=format_number(self.minutes), total=format_number(total)))
        return self


DOCUMENTS = DocumentFolder(GuideText, ("debrief", "guides"), lambda: _("there is no guide '{id}'"))


def guide_ids() -> tuple[str, ...]:
    """Return the ids of the guides that ship, sorted."""
    return DOCUMENTS.ids()


def guides_to_choose(suggested: str, language: str, papers: Papers = SHIPPED) -> tuple[Guide, ...]:
    """Return a run's guides in a language: first the suggested guide and its other lengths, then the rest.

    The other lengths of a guide have ids that extend its own: `esther`, `esther-10`, `esther-full`.
    """
    known = DOCUMENTS.ids(papers)
    full = next((each for each in known if f"{suggested}-".startswith(f"{each}-")), suggested)
    ids = sorted(known, key=lambda each: not f"{each}-".startswith(f"{full}-"))
    return tuple(load_guide(each, language, papers) for each in ids)


def load_guide(id: str, language: str, source: Path | Papers = SHIPPED) -> Guide:  # noqa: A002 - the word of the format
    """Return a guide in a language; where it has no such texts, in English, or in the first that it has.

    Looks among the guides of a run, or in a folder. Raises `DocumentError` if it is missing or invalid.
    """
    return guide_in_language(DOCUMENTS.load(id, source), language)


def guide_in_language(text: GuideText, language: str) -> Guide:
    """Return a guide's texts in one language."""
    return Guide(
        text.id,
        best_language(text.languages, language),
        in_language(text.title, language),
        in_language(text.summary, language),
        text.minutes,
        tuple(_phase(key, phase, language) for key, phase in text.phases.items()),
        text.source,
        text.licence,
        text.date,
    )


def _phase(key: str, phase: PhaseText, language: str) -> GuidePhase:
    questions = tuple(
        GuideQuestion(each, in_language(one.ask, language), one.finding, one.when, one.to, one.for_each)
        for each, one in phase.questions.items()
    )
    title, aim = in_language(phase.title, language), in_language(phase.aim, language)
    return GuidePhase(key, title, phase.minutes, aim, phase.first, frozenset(phase.takes), questions)
