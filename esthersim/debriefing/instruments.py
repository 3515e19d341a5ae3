"""Observation instruments: what an observer looks for. Files in `debrief/instruments`.

An instrument directs the eye and scores nothing: what nobody saw is not observed, and says nothing about anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from esthersim.debriefing.authored import Authored, AuthoredError, Piece, Texts, in_language, read_file
from esthersim.language import _
from esthersim.scenario.problems import listed
from esthersim.scenario.scalars import ID_PATTERN
from esthersim.shipped import shipped

BEHAVIOURS = "behaviours"
"""The file beside the instruments that says what `observe` and `watch` in a scenario may name."""

Ids = Annotated[str, Field(pattern=ID_PATTERN)]


@dataclass(frozen=True, slots=True)
class Area:
    """A side of the work, and what to look for in it, by id; where it is a behaviour it has the behaviour's id."""

    id: str
    title: str
    look_for: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument in one language."""

    id: str
    title: str
    aim: str
    areas: tuple[Area, ...]

    def watched(self, watch: tuple[str, ...]) -> tuple[Area, ...]:
        """Return the areas that an observer watches; all of them where `watch` names none."""
        return tuple(area for area in self.areas if area.id in watch) or self.areas


class AreaText(Piece):
    """An area as its file has it."""

    title: Texts
    look_for: Annotated[dict[Ids, Texts], Field(min_length=1)]


class InstrumentText(Authored):
    """An instrument as its file has it."""

    title: Texts
    aim: Texts
    areas: Annotated[dict[Ids, AreaText], Field(min_length=1)]


def instrument_ids() -> tuple[str, ...]:
    """Return the ids of the instruments that ship, sorted."""
    files = (shipped("debrief") / "instruments").glob("*.yaml")
    return tuple(sorted(file.stem for file in files if file.stem != BEHAVIOURS))


def load_instrument(id: str, language: str) -> Instrument:  # noqa: A002 - the word of the format
    """Return an instrument in a language, or in English where it has no such texts.

    Raises `AuthoredError` for one that is not there or is broken.
    """
    if id not in instrument_ids():
        where = str(shipped("debrief") / "instruments")
        do = _("there are {names}").format(names=listed(instrument_ids()))
        raise AuthoredError(where, _("there is no instrument '{id}'").format(id=id), do)
    text = _read(shipped("debrief") / "instruments" / f"{id}.yaml")
    areas = (
        Area(
            key,
            in_language(area.title, language),
            tuple((each, in_language(texts, language)) for each, texts in area.look_for.items()),
        )
        for key, area in text.areas.items()
    )
    return Instrument(text.id, in_language(text.title, language), in_language(text.aim, language), tuple(areas))


@cache
def _read(file: Path) -> InstrumentText:
    return read_file(InstrumentText, file)
