"""What was looked for at each event, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import contents as r
from esthersim.reports import gathering_learning as learning
from esthersim.reports import sentences as s
from esthersim.reports.markdown import line, table, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section
from esthersim.runs.names import observation_word


def markdown(it: tuple[r.Expected, ...], _material: Material) -> Iterator[str]:
    """Draw the section."""
    if not it:
        yield from line(_("There was nothing to look for on this way."))
    rows = ((text(each.title), text(each.text), text(", ".join(each.by)), observation_word(each.status)) for each in it)
    yield from table((_("Event"), _("Expectation"), _("By"), _("How it ended")), rows)
    if it:
        yield from line(s.about_not_observed())


SECTION = Section("expectations", lambda: _("What we looked for"), learning.expectations, markdown)
