"""The handovers, with the facts that arrived in each."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.language import _
from esthersim.reports import contents as r
from esthersim.reports import gathering_handovers as gathering
from esthersim.reports import sentences as s
from esthersim.reports.markdown import bullets, line, quote, table, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section


def markdown(it: tuple[r.HandoverMade, ...], material: Material) -> Iterator[str]:
    """Draw the section."""
    if not it:
        yield from line(_("No handover was made."))
    for number, each in enumerate(it, 1):
        yield from (f"### {number}. {text(each.title)}", "")
        yield from line(f"**{text(s.between(each))}**")
        yield from line(text(s.handover_line(each, material.state.scenario)))
        yield from bullets(f"{name}: {text(s.facts_line(facts))}" for name, facts in s.fact_groups(each) if facts)
        if each.apart:
            yield from line(s.about_receivers())
            heads, rows = s.by_receiver(each)
            yield from table([text(head) for head in heads], ([text(cell) for cell in row] for row in rows))
        for part, words in each.written:
            yield from (_("Written, {part}:").format(part=text(part)) if part else _("Written:"), "", *quote(words), "")
        if each.read_back:
            yield from (_("Read back in own words:"), "", *quote(each.read_back), "")
        yield from bullets(map(text, s.loop_lines(each)))


SECTION = Section("handovers", lambda: _("The handovers"), gathering.handovers, markdown)
