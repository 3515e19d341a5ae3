"""The findings of the run."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import contents as r
from esthersim.reports import gathering_learning as learning
from esthersim.reports import sentences as s
from esthersim.reports.markdown import bullets, line, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section


def markdown(it: tuple[r.FindingText, ...], _material: Material) -> Iterator[str]:
    """Draw the section."""
    for title, group in s.finding_groups(it):
        yield from (f"### {title}", "")
        for each in group:
            yield from (f"**{text(each.name)}**", "")
            yield from bullets(map(text, each.saw))
            yield from line(text(f"{each.think} {each.wonder}"))


SECTION = Section("findings", lambda: _("What the journal holds"), learning.findings, markdown, present=bool)
