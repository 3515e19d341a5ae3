"""Esther's own ratings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esthersim.language import _, quoted
from esthersim.reports import contents as r
from esthersim.reports import gathering_journey as journey
from esthersim.reports import sentences as s
from esthersim.reports.charts import curve_svg
from esthersim.reports.markdown import line, quote, table, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section
from esthersim.views.times import story_moment


def markdown(it: tuple[r.Rating, ...], material: Material) -> Iterator[str]:
    """Draw the section."""
    if not it:
        yield from line(_("Esther was not asked how she had it."))
        return
    yield from line(_("Her own judgement at each event, from 1 (very bad) to 5 (very good)."))
    rows = (
        (
            text(each.title),
            text(story_moment(each.story, material.state.scenario)),
            f"{each.value} {'●' * each.value}",
        )
        for each in it
    )
    yield from table((_("Event"), _("Story time"), _("How Esther has it")), rows)
    for name, each in s.extremes(it):
        yield from line(f"**{text(name)}**")
        yield from (*quote(quoted(each.words)), "") if each.words else ()


def figures(it: tuple[r.Rating, ...], _material: Material) -> Sequence[str]:
    """Draw the ratings as a curve."""
    return (curve_svg(it),) if it else ()


SECTION = Section(
    "esther",
    lambda: _("How it was for Esther"),
    journey.ratings,
    markdown,
    name="ratings",
    style="esther",
    figures=figures,
)
