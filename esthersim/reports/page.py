"""The report as one HTML page: no script, nothing from elsewhere, and made to be printed on A4.

The template escapes whatever it is given; the drawings escape people's text themselves.
"""

from __future__ import annotations

from pathlib import Path

from esthersim.language import _, get_language, quoted
from esthersim.lengths import minutes, planned
from esthersim.maps.events import Way, map_events
from esthersim.maps.rail import rail
from esthersim.maps.svg import rail_pages
from esthersim.pages import template
from esthersim.play.words import FactStatus
from esthersim.reports import contents as r
from esthersim.reports import sentences
from esthersim.reports.charts import FactRow, curve_svg, facts_svg
from esthersim.reports.gathering import gather
from esthersim.reports.material import Material
from esthersim.reports.writing import marker
from esthersim.views.names import action_status_word, kept_word, observation_word
from esthersim.views.times import clock_time, day, story_moment

TEMPLATES = Path(__file__).parent / "templates"


def html(material: Material) -> str:
    """Return the report."""
    from markupsafe import Markup

    contents = gather(material)
    return template(TEMPLATES / "report.html.j2").render(
        it=contents,
        s=sentences,
        day=day,
        clock_time=clock_time,
        minutes=minutes,
        planned=planned,
        story_moment=story_moment,
        quoted=quoted,
        kept_word=kept_word,
        observation_word=observation_word,
        action_status_word=action_status_word,
        scenario=material.state.scenario,
        zone=material.zone,
        interface=get_language(),
        own=Markup(' lang="{}"').format(material.language) if material.language != get_language() else "",
        marker=marker(material.run),
        style=Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - this project's own file
        maps=[Markup(each) for each in _maps(material)],  # noqa: S704 - what is drawn is escaped there
        curve=Markup(_curve(contents)),  # noqa: S704
        losses=Markup(_losses(contents)),  # noqa: S704
        _=_,
    )


def _maps(material: Material) -> list[str]:
    journey = material.state.journey
    if journey is None:
        return []
    visited = tuple(visit.event for visit in reversed(list(journey.visits())))
    way = Way(visited, None if material.state.at_ending else journey.event)
    return rail_pages(rail(material.state.scenario), map_events(material.words), way)


def _curve(contents: r.Contents) -> str:
    return curve_svg(contents.ratings) if contents.ratings else ""


def _losses(contents: r.Contents) -> str:
    """Draw what became of each fact at each handover."""
    marks: dict[str, dict[int, FactStatus]] = {}
    texts: dict[str, r.PassedFact] = {}
    for index, each in enumerate(contents.handovers):
        for fact in each.facts:
            texts[fact.fact] = fact
            marks.setdefault(fact.fact, {})[index] = fact.status
    rows = [FactRow(texts[key].text, each, texts[key].critical) for key, each in marks.items()]
    return facts_svg(rows, [each.title for each in contents.handovers]) if rows else ""
