"""The action plan, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import gathering_learning as learning
from esthersim.reports.markdown import bullets, line, table, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section
from esthersim.runs.names import action_status_word
from esthersim.views.plan import ActionView


def markdown(it: tuple[ActionView, ...], _material: Material) -> Iterator[str]:
    """Draw the section."""
    if not it:
        yield from line(_("No action has been written."))
    for number, each in enumerate(it, 1):
        yield from (f"### {number}. {text(each.what)}", "")
        yield from bullets(f"{name}: {text(words)}" for name, words in each.lines("what", "follow_ups"))
        rows = (
            (
                made.day,
                action_status_word(made.status) if made.status else _("not answered yet"),
                text(made.evidence),
            )
            for made in each.follow_ups
        )
        yield from table((_("Follow-up"), _("Status"), _("Evidence")), rows)


SECTION = Section("plan", lambda: _("Action plan"), learning.plan, markdown)
