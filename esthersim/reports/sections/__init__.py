"""The sections of a report, in order: how each is gathered, and how each format renders it.

A new section needs a module here, a template next to the page's, and a place in the list.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from esthersim.reports.gathering import run_head
from esthersim.reports.material import Material
from esthersim.reports.sections import (
    about,
    arrivals,
    closing,
    deadlines,
    esther,
    expectations,
    findings,
    handovers,
    lost,
    notes,
    observations,
    plan,
    reflection,
    steps,
    team,
    trained,
    way,
)
from esthersim.reports.sections.section import Section

SECTIONS: tuple[Section[Any], ...] = tuple(
    each.SECTION
    for each in (
        trained, team, steps, way, arrivals, esther, handovers, lost, expectations, deadlines, observations,
        findings, reflection,
        plan, closing, notes, about,
    )
)  # fmt: skip
"""Every section, in the order of the report. The last one is the foot of the page."""


class Gathered(NamedTuple):
    """A section with its part of a report."""

    section: Section[Any]
    it: Any


def gathered(material: Material) -> tuple[Gathered, ...]:
    """Return every section with its part of the report; two sections can share a part."""
    parts = {section.gather: section.gather(material) for section in SECTIONS}
    return tuple(Gathered(section, parts[section.gather]) for section in SECTIONS)


def present(material: Material) -> tuple[Gathered, ...]:
    """Return the sections that are present in the report."""
    return tuple(each for each in gathered(material) if each.section.present(each.it))


def contents(material: Material) -> dict[str, Any]:
    """Return the report's contents by name: the run, then the part of each section, even if it is empty."""
    found = {"head": run_head(material)}
    for each in gathered(material):
        found |= each.section.named(each.it)
    return found
