"""What a scenario brings along: documents to read, stages, and who has read or tried it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from esthersim.authored.scalars import DayText, Ids, Number, Text
from esthersim.scenario.part import Part
from esthersim.scenario.wordings import Wording


class Table(Part):
    """The columns of a document, and its rows from above."""

    columns: Annotated[tuple[str, ...], Field(min_length=1)]
    rows: tuple[tuple[str, ...], ...]


class Document(Part):
    """Something to read, such as a list of medicines: a text or a table, and the facts that whoever sees it learns.

    `written_by` says who wrote it.
    """

    title: Text
    written_by: Text | None = Field(default=None, alias="from")
    text: Wording = ()
    table: Table | None = None
    facts: Ids = ()


class Stage(Part):
    """A chapter of the journey."""

    title: Text
    text: Text | None = None


class Review(Part):
    """A reading of the scenario by somebody of a profession, never named."""

    on: DayText
    by: Text
    of: Literal["clinical", "legal", "language", "training"]
    note: Text | None = None


class Minutes(Part):
    """How many minutes each part of a session took."""

    prebriefing: Number | None = None
    simulation: Number | None = None
    debriefing: Number | None = None


class Pilot(Part):
    """A session in which the scenario was tried: with how many people, how long it took, and what was changed then."""

    on: DayText
    people: Number | None = None
    minutes: Minutes | None = None
    changed: Text | None = None
