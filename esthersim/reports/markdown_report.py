"""The report as Markdown, readable as plain text and in any Markdown program."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import sentences as s
from esthersim.reports.gathering import run_head
from esthersim.reports.markdown import bullets, line, paragraph, text
from esthersim.reports.material import Material
from esthersim.reports.sections import present
from esthersim.views.times import day


def markdown(material: Material) -> str:
    """Return the report."""
    lines = [*_head(material)]
    for section, it in present(material):
        lines += line(f"## {text(section.title(material))}")
        lines += section.markdown(it, material)
    return "\n".join(lines).rstrip("\n") + "\n"


def _head(material: Material) -> Iterator[str]:
    head = run_head(material)
    yield from line(f"# {text(head.title)}")
    yield from bullets(
        (
            _("Date: {day}").format(day=day(head.created, material.zone)),
            _("Time: {times}").format(times=s.span(head, material.zone)),
            _("Scenario: {id}").format(id=text(head.scenario)),
            _("Run: {run}").format(run=f"`{head.run.replace('`', '')}`"),
        )
    )
    if head.finished is None:
        yield from line(f"**{text(s.unfinished(head.step))}**")
    yield from paragraph(head.summary)
