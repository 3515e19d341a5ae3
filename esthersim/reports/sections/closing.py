"""The closing checklist."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import gathering_learning as learning
from esthersim.reports.markdown import bullets, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section
from esthersim.views.plan import ClosingItem


def markdown(it: tuple[ClosingItem, ...], _material: Material) -> Iterator[str]:
    """Draw the section."""
    yield from bullets(f"[{'x' if each.done else ' '}] {text(each.text)}" for each in it)


SECTION = Section("closing", lambda: _("Before we parted"), learning.closing, markdown, present=bool)
