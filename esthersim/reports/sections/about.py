"""About the report: its purpose, its sources, and its limits."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import contents as r
from esthersim.reports import sentences as s
from esthersim.reports.gathering import run_head
from esthersim.reports.markdown import bullets, line, text
from esthersim.reports.material import Material
from esthersim.reports.proof import proof_lines
from esthersim.reports.sections.section import Section
from esthersim.reports.writing import marker


def markdown(it: r.Head, _material: Material) -> Iterator[str]:
    """Draw the section."""
    for words in s.honest_lines(it):
        yield from line(words)
    if it.sources:
        yield from line(_("Sources of the scenario:"))
        yield from bullets(map(text, it.sources))
    yield from bullets(map(text, proof_lines(it.reviewed, it.piloted)))
    yield from line(text(s.made_line(it)))
    yield f"<!-- {marker(it.run)} -->"


SECTION = Section("about", lambda: _("About this report"), run_head, markdown, name="head")
