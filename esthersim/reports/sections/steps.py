"""The five steps, with their planned and their played time."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.lengths import minutes, planned
from esthersim.reports import contents as r
from esthersim.reports import gathering_journey as journey
from esthersim.reports import sentences as s
from esthersim.reports.markdown import line, table
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section
from esthersim.views.times import clock_time


def markdown(it: tuple[r.StepTime, ...], material: Material) -> Iterator[str]:
    """Draw the section."""
    rows = (
        (
            s.step_line(number, each.step),
            clock_time(each.began, material.zone) if each.began else s.DASH,
            planned(each.planned) if each.planned is not None else s.DASH,
            minutes(each.played) if each.played is not None else s.DASH,
        )
        for number, each in enumerate(it, 1)
    )
    yield from table((_("Step"), _("Began"), _("Planned"), _("Played")), rows)
    yield from line(s.about_room_time())


SECTION = Section("steps", lambda: _("The five steps"), journey.steps, markdown, style="keep")
