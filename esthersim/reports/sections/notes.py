"""The facilitator's own notes, if the report includes them."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.lengths import minutes
from esthersim.reports import contents as r
from esthersim.reports import gathering_learning as learning
from esthersim.reports.markdown import line, quote
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section


def markdown(it: tuple[r.Note, ...] | None, _material: Material) -> Iterator[str]:
    """Draw the section."""
    if not it:
        yield from line(_("There are none."))
    for each in it or ():
        yield from (f"**{minutes(each.room)}**", "", *quote(each.text), "")


SECTION = Section(
    "notes",
    lambda: _("The facilitator's own notes"),
    learning.notes,
    markdown,
    present=lambda it: it is not None,
    style="private",
)
