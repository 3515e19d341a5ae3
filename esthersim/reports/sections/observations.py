"""The observations."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.lengths import minutes
from esthersim.reports import contents as r
from esthersim.reports import gathering_learning as learning
from esthersim.reports import sentences as s
from esthersim.reports.markdown import line, table, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section


def markdown(it: tuple[r.Seen, ...], _material: Material) -> Iterator[str]:
    """Draw the section."""
    if not it:
        yield from line(_("No observation was written down."))
    rows = ((minutes(each.room), text(s.observed_by(each)), text(each.seen), text(each.meaning)) for each in it)
    yield from table((_("Room time"), _("Who, and at what"), _("Seen or heard"), _("What it may mean")), rows)


SECTION = Section("observations", lambda: _("Observations"), learning.observations, markdown)
