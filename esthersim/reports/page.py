"""The report as one HTML page, without scripts or external resources, made to be printed on A4.

The template escapes every value; the drawings escape people's text themselves.
"""

from __future__ import annotations

from pathlib import Path

from esthersim.language import _, get_language, quoted
from esthersim.lengths import minutes, planned
from esthersim.pages import template
from esthersim.reports import sentences
from esthersim.reports.gathering import run_head
from esthersim.reports.material import Material
from esthersim.reports.proof import proof_lines
from esthersim.reports.sections import present
from esthersim.reports.writing import marker
from esthersim.runs.names import action_status_word, deadline_status_word, observation_word
from esthersim.views.times import clock_time, day, story_moment

TEMPLATES = Path(__file__).parent / "templates"


def html(material: Material) -> str:
    """Return the report."""
    from markupsafe import Markup

    sections = [
        {
            "id": section.id,
            "heading": section.title(material),
            "style": section.style,
            "it": it,
            "figures": [Markup(each) for each in section.figures(it, material)],  # noqa: S704 - escaped there
        }
        for section, it in present(material)
    ]
    return template(TEMPLATES / "report.html.j2").render(
        head=run_head(material),
        sections=sections,
        s=sentences,
        proof_lines=proof_lines,
        day=day,
        clock_time=clock_time,
        minutes=minutes,
        planned=planned,
        story_moment=story_moment,
        quoted=quoted,
        deadline_status_word=deadline_status_word,
        observation_word=observation_word,
        action_status_word=action_status_word,
        scenario=material.state.scenario,
        shown=material.shown,
        zone=material.zone,
        interface=get_language(),
        own=Markup(' lang="{}"').format(material.language) if material.language != get_language() else "",
        marker=marker(material.run),
        style=Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - this project's own file
        _=_,
    )
