"""The seats that were taken."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import contents as r
from esthersim.reports import gathering_journey as journey
from esthersim.reports import sentences as s
from esthersim.reports.markdown import line, table, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section


def markdown(it: tuple[r.Seat, ...], _material: Material) -> Iterator[str]:
    """Draw the section."""
    if not it:
        yield from line(_("Nobody was seated."))
    rows = ((text(each.title), text(each.organisation or s.watching(each)), str(each.people)) for each in it)
    yield from table((_("Seat"), _("Organisation, or what was watched"), _("People")), rows)


SECTION = Section("team", lambda: _("Who sat where"), journey.seats, markdown, name="seats")
