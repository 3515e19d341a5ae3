"""Where facts were lost: the handovers again, by fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esthersim.language import _
from esthersim.play.vocabulary import FactStatus
from esthersim.reports import contents as r
from esthersim.reports import gathering_handovers as gathering
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
            text(s.between(each, fact.lacked_by)),
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
    columns: list[str] = []
    for number, each in enumerate(it, 1):
        for name, receiver in _columns(each):
            for fact in each.facts:
                status = _status(fact, receiver)
                if status is not None:
                    texts[fact.fact] = fact
                    marks.setdefault(fact.fact, {})[len(columns)] = status
            columns.append(f"{number}. {name}")
    rows = [FactRow(texts[key].text, each, texts[key].critical) for key, each in marks.items()]
    return (facts_svg(rows, columns),) if rows else ()


def _columns(each: r.HandoverMade) -> Sequence[tuple[str, str]]:
    """Return a column for the handover, or one for each receiver where not the same became of every fact."""
    return [(receiver, receiver) for receiver in each.receivers] if each.apart else [(each.title, "")]


def _status(fact: r.PassedFact, receiver: str) -> FactStatus | None:
    """Return what became of a fact at a receiver; `None` if it was not for that one."""
    if not fact.apart:
        return fact.status
    return next((one.status for one in fact.apart if one.receiver == receiver), None)


SECTION = Section(
    "lost", lambda: _("Where facts were lost"), gathering.handovers, markdown, name="handovers", figures=figures
)
