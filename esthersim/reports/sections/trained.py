"""The objectives that the team agreed to train."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import contents as r
from esthersim.reports import gathering_journey as journey
from esthersim.reports.markdown import bullets, line, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section


def markdown(it: tuple[r.Objective, ...], _material: Material) -> Iterator[str]:
    """Draw the section."""
    yield from bullets(text(each.text) for each in it)
    yield from () if it else line(_("No objectives have been agreed."))


SECTION = Section("trained", lambda: _("What we trained"), journey.objectives, markdown, name="objectives")
