"""Esther's own ratings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esthersim.language import _
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
        yield from line(text(s.nobody_asked(s.patients(material.shown))))
        return
    yield from line(s.about_ratings())
    curves = s.curves(it)
    for patient, ratings in curves:
        yield from line(f"### {text(patient)}") if len(curves) > 1 else ()
        rows = (
            (
                text(each.title),
                text(story_moment(each.story, material.state.scenario)),
                f"{each.value} {'●' * each.value}",
            )
            for each in ratings
        )
        yield from table((_("Event"), _("Story time"), text(s.how_it_is(patient))), rows)
        for name, each in s.extremes(ratings):
            yield from line(f"**{text(name)}**")
            yield from (*quote(s.signed(each)), "") if each.words else ()


def figures(it: tuple[r.Rating, ...], _material: Material) -> Sequence[str]:
    """Draw the ratings of each patient as a curve."""
    return [curve_svg(ratings, title=s.curve_title(patient)) for patient, ratings in s.curves(it)]


SECTION = Section(
    "esther",
    lambda: s.how_it_was("Esther"),
    journey.ratings,
    markdown,
    name="ratings",
    style="esther",
    figures=figures,
    heading_for=lambda material: s.how_it_was(s.patients(material.shown)),
)
