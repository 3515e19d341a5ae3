"""Tables for screens and reports: Esther's curve, and how each fact fared in each handover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from esthersim.debriefing.findings import replaced
from esthersim.debriefing.findings_handover import handover_at
from esthersim.debriefing.way import effective, moments
from esthersim.play.entries import EstherRated, HandoverReceived, Recorded
from esthersim.play.words import FactStatus
from esthersim.scenario.model import Scenario


class CurvePoint(NamedTuple):
    """How Esther had it, 1 to 5, at an event and a story time; `seq` is the entry."""

    event: str
    story: datetime
    value: int
    seq: int


@dataclass(frozen=True, slots=True)
class HandoverColumn:
    """A handover that was made: the entry, the event, between whom, and when (UTC, and in the story)."""

    seq: int
    event: str
    sender: str
    receivers: tuple[str, ...]
    at: datetime
    story: datetime


@dataclass(frozen=True, slots=True)
class FactCell:
    """How a fact fared in a handover.

    `weight` is `must`, `should` or `noise`, or empty where the handover did not name the fact. `lost` when it had to
    come and a receiver does not know it afterwards; `knew` when the sender knew it.
    """

    status: FactStatus
    weight: str
    lost: bool
    knew: bool


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact and its cells by the handover's entry; handovers that had nothing to do with it have none."""

    fact: str
    critical: bool
    cells: Mapping[int, FactCell]


@dataclass(frozen=True, slots=True)
class FactTable:
    """The handovers of the way that stands, in order, and the facts that they had to do with."""

    handovers: tuple[HandoverColumn, ...]
    rows: tuple[FactRow, ...]


def esther_curve(scenario: Scenario, journal: Sequence[Recorded]) -> tuple[CurvePoint, ...]:
    """Return Esther's ratings on the way that stands, the last for each visit, in order."""
    way = moments(scenario, journal)
    standing = effective(journal)
    again = replaced(way, standing)
    return tuple(
        CurvePoint(each.before.here.event, each.before.here.story, each.recorded.entry.value, each.seq)
        for each in way
        if isinstance(each.recorded.entry, EstherRated)
        and each.before.journey
        and each.seq in standing
        and each.seq not in again
    )


def fact_table(scenario: Scenario, journal: Sequence[Recorded]) -> FactTable:
    """Return how each fact fared in each handover on the way that stands; facts in the order of the scenario."""
    standing = effective(journal)
    columns: list[HandoverColumn] = []
    cells: dict[str, dict[int, FactCell]] = {fact: {} for fact in scenario.facts}
    for moment in moments(scenario, journal):
        entry, handover = moment.recorded.entry, handover_at(moment.before)
        if not isinstance(entry, HandoverReceived) or handover is None or moment.seq not in standing:
            continue
        here = moment.before.here
        columns.append(
            HandoverColumn(moment.seq, here.event, handover.sender, handover.to, moment.recorded.at, here.story)
        )
        for fact, status in entry.statuses.items():
            weight = next((name for name in ("must", "should", "noise") if fact in getattr(handover, name)), "")
            lost = weight == "must" and not all(moment.after.knows(role, fact) for role in handover.to)
            knew = moment.before.knows(handover.sender, fact)
            if fact in cells:
                cells[fact][moment.seq] = FactCell(FactStatus(status), weight, lost, knew)
    rows = (FactRow(fact, scenario.facts[fact].critical, each) for fact, each in cells.items() if each)
    return FactTable(tuple(columns), tuple(rows))
