"""The way that the team took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esthersim.language import _
from esthersim.lengths import minutes
from esthersim.maps.events import Way, map_events
from esthersim.maps.rail import rail
from esthersim.maps.svg import rail_pages
from esthersim.reports import contents as r
from esthersim.reports import gathering_journey as gathering
from esthersim.reports import sentences as s
from esthersim.reports.markdown import bullets, line, table, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section
from esthersim.views.times import story_moment


def markdown(it: r.Way, material: Material) -> Iterator[str]:
    """Draw the section."""
    if not it.way:
        yield from line(_("The simulation has not begun."))
    rows: list[Sequence[str]] = []
    for number, each in enumerate(it.way, 1):
        if stage := s.stage_begun(it.way, number - 1):
            rows.append(("", f"**{text(stage)}**", "", "", ""))
        rows.append(
            (
                str(number),
                text(each.title),
                text(story_moment(each.story, material.state.scenario)),
                minutes(each.room),
                text(" ".join(s.what_happened(each))),
            )
        )
    yield from table(("#", _("Event"), _("Story time"), _("Room time"), _("What happened")), rows)
    if it.ending:
        yield from line(text(_("How it ended: {ending}").format(ending=it.ending)))
    yield from bullets(text(s.went_back(each)) for each in it.returns)
    yield from bullets(text(s.edited(each)) for each in it.edits)
    yield from line(s.about_edits()) if it.edits else ()


def figures(_it: r.Way, material: Material) -> Sequence[str]:
    """Draw the map of the journey with the way taken, in as many parts as needed."""
    journey = material.state.journey
    if journey is None:
        return ()
    visited = tuple(visit.event for visit in reversed(list(journey.visits())))
    taken = Way(visited, None if material.state.at_ending else journey.event)
    return rail_pages(rail(material.state.scenario), map_events(material.shown), taken)


SECTION = Section(
    "way",
    lambda: _("The way taken"),
    gathering.way_taken,
    markdown,
    names=("way", "ending", "returns", "edits"),
    figures=figures,
)
