"""Instruments: what to look for or to ask, and the answers to choose from. Files in `debrief/instruments`.

An instrument directs attention and does not score anybody. "Not observed" is an answer of its own: it is not a number,
not part of the scale, and says nothing about anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a file's key is called `date`
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from esthersim.authored.documents import Document, DocumentPart, Texts
from esthersim.authored.languages import in_language
from esthersim.authored.papers import SHIPPED, DocumentFolder, Papers
from esthersim.authored.scalars import Id
from esthersim.language import _
from esthersim.scenario.shipped_ids import BEHAVIOURS

NOT_OBSERVED: Literal["not-observed"] = "not-observed"
"""The id of the answer "not observed": not seen, did not come up, not known."""


@dataclass(frozen=True, slots=True)
class Area:
    """An aspect of the work; where it is a behaviour it has the behaviour's id.

    The points of `look_for` are answered with the instrument's answers, those of `in_words` in free text, each by id.
    """

    id: str
    title: str
    look_for: tuple[tuple[str, str], ...]
    in_words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument in one language. `answers` are (id, text) in order; without any, it is answered in free text.

    `not_observed` is its wording for that answer. `for_each` says that it is filled in once for each objective.
    """

    id: str
    title: str
    aim: str
    areas: tuple[Area, ...]
    answers: tuple[tuple[str, str], ...]
    not_observed: str
    for_each: Literal["objective"] | None
    source: tuple[str, ...]
    licence: str
    date: Day | None

    def watched(self, watch: tuple[str, ...]) -> tuple[Area, ...]:
        """Return the areas that an observer watches: every area where `watch` names none."""
        return tuple(area for area in self.areas if area.id in watch) or self.areas


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each answer was given, in the order of the scale; `not_observed` is counted separately."""

    counts: tuple[tuple[str, int], ...]
    not_observed: int

    @property
    def answered(self) -> int:
        """The number of answers, without those that are not observed."""
        return sum(count for _answer, count in self.counts)

    def share(self, answer: str) -> float | None:
        """Return the share of this answer among those who answered, from 0 to 1; `None` where nobody answered.

        Raises `KeyError` for an answer that is not in the scale.
        """
        count = dict(self.counts)[answer]
        return count / self.answered if self.answered else None


def tally(instrument: Instrument, answers: Iterable[str]) -> Tally:
    """Count the answers, by id, that several people gave to one point.

        Instruments are filled in on paper; this is the right way to count the papers, where "not observed" is not zero.
    Raises `ValueError` for an answer that is neither in the instrument's scale nor `NOT_OBSERVED`.
    """
    given = Counter(answers)
    scale = [answer for answer, _text in instrument.answers]
    unknown = sorted(given.keys() - {*scale, NOT_OBSERVED})
    if unknown:
        raise ValueError(f"'{unknown[0]}' is no answer of '{instrument.id}'")
    return Tally(tuple((answer, given[answer]) for answer in scale), given[NOT_OBSERVED])


class AreaText(DocumentPart):
    """An area as written in its file, in every language."""

    title: Texts
    look_for: Annotated[dict[Id, Texts], Field(min_length=1)]
    in_words: dict[Id, Texts] = Field(default_factory=dict)


class InstrumentText(Document):
    """An instrument as written in its file, in every language."""

    title: Texts
    aim: Texts
    answers: dict[Id, Texts] = Field(default_factory=dict)
    not_observed: Texts
    for_each: Literal["objective"] | None = None
    areas: Annotated[dict[Id, AreaText], Field(min_length=1)]

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if NOT_OBSERVED in self.answers:
            message = _("answers: '{id}' is never one of the scale; its words are those of 'not_observed'")
            raise ValueError(message.format(id=NOT_OBSERVED))
        return self


DOCUMENTS = DocumentFolder(
    InstrumentText, ("debrief", "instruments"), lambda: _("there is no instrument '{id}'"), but=(BEHAVIOURS,)
)


def instrument_ids() -> tuple[str, ...]:
    """Return the ids of the instruments that ship, sorted."""
    return DOCUMENTS.ids()


def load_instrument(id: str, language: str, source: Path | Papers = SHIPPED) -> Instrument:  # noqa: A002 - the word of the format
    """Return an instrument in a language, or in English where it has no such texts.

    Looks among the documents of a run, or in a folder. Raises `DocumentError` if it is missing or invalid.
    """
    text = DOCUMENTS.load(id, source)

    def said(texts: Mapping[str, Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
        return tuple((key, in_language(each, language)) for key, each in texts.items())

    return Instrument(
        text.id,
        in_language(text.title, language),
        in_language(text.aim, language),
        tuple(
            Area(key, in_language(area.title, language), said(area.look_for), said(area.in_words))
            for key, area in text.areas.items()
        ),
        said(text.answers),
        in_language(text.not_observed, language),
        text.for_each,
        text.source,
        text.licence,
        text.date,
    )
