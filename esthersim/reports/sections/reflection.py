"""The reflection, phase by phase."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import contents as r
from esthersim.reports import gathering_learning as learning
from esthersim.reports import sentences as s
from esthersim.reports.markdown import line, quote, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section


def markdown(it: r.Reflection, _material: Material) -> Iterator[str]:
    """Draw the section."""
    phases, left = s.phases(it.reflection)
    if not phases:
        yield from line(_("The reflection has not begun."))
    elif doubt := s.guide_in_doubt(it.guides_in_doubt):
        yield from line(text(doubt))
    for each in phases:
        title = each.title or _("Other answers")
        yield from (f"### {text(title)}", "")
        yield from line(text(s.phase_line(each)))
        for answer in each.answers:
            yield from (f"**{text(answer.asked)}**", "", *quote(answer.text), "")
            if answer.heard:
                yield from line(_("Heard: {seats}").format(seats=text(", ".join(answer.heard))))
    if left:
        yield from line(text(left))


SECTION = Section(
    "reflection",
    lambda: _("The reflection"),
    learning.reflection,
    markdown,
    names=("reflection", "guides_in_doubt"),
)
