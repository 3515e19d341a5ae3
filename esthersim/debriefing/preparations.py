"""Preparations: what is done at a table before anybody plays, as a guide for the one who leads, and a form to write on.

Files in `debrief/preparations`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a file's key is called `date`
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from esthersim.authored.documents import Document, DocumentPart, Several, Texts
from esthersim.authored.languages import in_language
from esthersim.authored.papers import SHIPPED, DocumentFolder, Papers
from esthersim.authored.scalars import Id
from esthersim.authored.scalars import number as read_number
from esthersim.debriefing.guides import Minutes
from esthersim.language import _

Becomes = Literal[
    "title",
    "consent",
    "needs",
    "objectives",
    "prior_knowledge",
    "prebriefing",
    "story",
    "organisations",
    "roles",
    "roles.brief",
    "roles.private",
    "roles.goals",
    "starts",
    "events",
    "events.esther",
    "events.decision",
    "events.handover",
    "events.handover.must_not",
    "events.ending",
    "facts",
    "facts.known_by",
    "observers",
    "debriefing.questions",
    "action_plan.suggestions",
]
"""The key of a scenario's file that is written from a blank of the form, without the ids in between."""


@dataclass(frozen=True, slots=True)
class Blank:
    """Room on the form: its name, how many lines it has, and the keys of a scenario's file that it becomes."""

    id: str
    name: str
    lines: int
    becomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparationStep:
    """A step: when it is done and why, what to say, what to write down, and what is never asked or written.

    The texts of `say` and `never` are (id, text) in order.
    """

    id: str
    title: str
    when: str
    minutes: float
    why: str
    say: tuple[tuple[str, str], ...]
    write: tuple[Blank, ...]
    never: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preparation:
    """A preparation in one language; `note` is what stands at the top of its form, under `form_title`."""

    id: str
    title: str
    summary: str
    for_whom: str
    form_title: str
    note: str
    steps: tuple[PreparationStep, ...]
    source: tuple[str, ...]
    licence: str
    date: Day | None

    @property
    def minutes(self) -> float:
        """How long all the steps take, which may be spread over weeks."""
        return sum(step.minutes for step in self.steps)


def _whole(raw: Any) -> Any:
    return read_number(raw)


class BlankText(DocumentPart):
    """A blank as written in its file, in every language."""

    name: Texts
    lines: Annotated[int, BeforeValidator(_whole), Field(ge=1, le=12)] = 2
    becomes: Annotated[tuple[Becomes, ...], Several] = ()


class StepText(DocumentPart):
    """A step as written in its file, in every language."""

    title: Texts
    when: Texts
    minutes: Minutes
    why: Texts
    say: dict[Id, Texts] = Field(default_factory=dict)
    write: dict[Id, BlankText] = Field(default_factory=dict)
    never: dict[Id, Texts] = Field(default_factory=dict)


class FormText(DocumentPart):
    """What stands at the top of the form, in every language."""

    title: Texts
    note: Texts


class PreparationText(Document):
    """A preparation as written in its file, in every language."""

    title: Texts
    summary: Texts
    for_whom: Texts
    form: FormText
    steps: Annotated[dict[Id, StepText], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_form(self) -> Self:
        if not any(step.write for step in self.steps.values()):
            raise ValueError(_("steps: nothing is written down in any of them; give one of them 'write'"))
        return self


DOCUMENTS = DocumentFolder(PreparationText, ("debrief", "preparations"), lambda: _("there is no preparation '{id}'"))


def preparation_ids() -> tuple[str, ...]:
    """Return the ids of the preparations that ship, sorted."""
    return DOCUMENTS.ids()


def load_preparation(id: str, language: str, source: Path | Papers = SHIPPED) -> Preparation:  # noqa: A002 - the word of the format
    """Return a preparation in a language, or in English where it has no such texts.

    Looks among those that ship, or in a folder. Raises `DocumentError` if it is missing or invalid.
    """
    text = DOCUMENTS.load(id, source)
    return Preparation(
        text.id,
        in_language(text.title, language),
        in_language(text.summary, language),
        in_language(text.for_whom, language),
        in_language(text.form.title, language),
        in_language(text.form.note, language),
        tuple(_step(key, step, language) for key, step in text.steps.items()),
        text.source,
        text.licence,
        text.date,
    )


def _step(key: str, step: StepText, language: str) -> PreparationStep:
    def said(texts: dict[str, dict[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((each, in_language(text, language)) for each, text in texts.items())

    return PreparationStep(
        key,
        in_language(step.title, language),
        in_language(step.when, language),
        step.minutes,
        in_language(step.why, language),
        said(step.say),
        tuple(Blank(each, in_language(one.name, language), one.lines, one.becomes) for each, one in step.write.items()),
        said(step.never),
    )
