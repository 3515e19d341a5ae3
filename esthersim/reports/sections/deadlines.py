"""The deadlines of story time."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import contents as r
from esthersim.reports import gathering_learning as learning
from esthersim.reports import sentences as s
from esthersim.reports.markdown import table, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section
from esthersim.runs.names import kept_word


def markdown(it: tuple[r.DeadlineKept, ...], material: Material) -> Iterator[str]:
    """Draw the section."""
    rows = (
        (
            text(each.text),
            kept_word(each.kept),
            text(s.deadline_line(each, material.state.scenario)),
            text(each.source),
        )
        for each in it
    )
    yield from table((_("Deadline"), _("How it ended"), _("When"), _("Source")), rows)


SECTION = Section("deadlines", lambda: _("Deadlines of story time"), learning.deadlines, markdown, present=bool)
