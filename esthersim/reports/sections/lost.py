"""Where facts were lost: the handovers again, by fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esthersim.language import _
from esthersim.play.vocabulary import FactStatus
from esthersim.reports import contents as r
from esthersim.reports import gathering_journey as journey
from esthersim.reports import sentences as s
from esthersim.reports.charts import FactRow, facts_svg
from esthersim.reports.markdown import line, table, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section


def markdown(it: tuple[r.HandoverMade, ...], _material: Material) -> Iterator[str]:
    """Draw the section."""
    critical = _("critical")
    rows = [
        (
            text(fact.text) + (f" ({critical})" if fact.critical else ""),
            f"{number}. {text(each.title)}",
            text(s.between(each)),
            text(s.why_lost(fact, each)),
        )
        for number, each in enumerate(it, 1)
        for fact in each.losses
    ]
    if not rows:
        yield from line(s.nothing_lost(it))
    yield from table((_("Fact"), _("Handover"), _("From → to"), _("What became of it")), rows)


def figures(it: tuple[r.HandoverMade, ...], _material: Material) -> Sequence[str]:
    """Draw the outcome of each fact at each handover."""
    marks: dict[str, dict[int, FactStatus]] = {}
    texts: dict[str, r.PassedFact] = {}
    for index, each in enumerate(it):
        for fact in each.facts:
            texts[fact.fact] = fact
            marks.setdefault(fact.fact, {})[index] = fact.status
    rows = [FactRow(texts[key].text, each, texts[key].critical) for key, each in marks.items()]
    return (facts_svg(rows, [each.title for each in it]),) if rows else ()


SECTION = Section(
    "lost", lambda: _("Where facts were lost"), journey.handovers, markdown, name="handovers", figures=figures
)
