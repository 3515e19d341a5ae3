"""A journey of the library: what it trains, for whom, how long, where it comes from, and its map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from esthersim.language import _, ngettext
from esthersim.library.heads import head_of
from esthersim.reports.library.blocks import Block, Code, Drawing, Heading, Paragraph, Points, Table, cell
from esthersim.scenario.titles import organisation_name
from esthersim.views.home import people
from esthersim.views.times import planned

if TYPE_CHECKING:
    from esthersim.scenario.model import Scenario


def journey(words: Scenario, level: int = 2) -> Iterator[Block]:
    """Yield the blocks of a journey, in the language that the scenario is in; its headings are of this level."""
    yield Paragraph(cell(words.summary))
    yield Table(tuple((cell(name), cell(told)) for name, told in _facts(words) if told))
    yield Heading(_("Why it is trained"), level)
    yield from (Paragraph(cell(piece)) for piece in words.needs.strip().split("\n\n"))
    yield Heading(_("Objectives"), level)
    yield Points(tuple((f"{text} (", Code(key), ")") for key, text in words.objectives.items()))
    yield Heading(_("Roles"), level)
    yield Points(tuple(_role(words, key) for key in words.roles))
    if words.sources:
        yield Heading(_("Sources"), level)
        yield Points(tuple(cell(source) for source in words.sources))
    yield Drawing(words, _("The map"))


def _facts(words: Scenario) -> Iterator[tuple[str, str]]:
    head = head_of(words)
    yield (
        _("Time"),
        _("{total}: prebriefing {before}, simulation {play}, debriefing {after}").format(
            total=planned(sum(head.lengths)),
            **dict(zip(("before", "play", "after"), map(planned, head.lengths), strict=True)),
        ),
    )
    yield _("People"), people(*head.people)
    yield _("Organisations"), "; ".join(f"{each.name} ({each.principal})" for each in words.organisations.values())
    yield _("The journey"), ", ".join(_counts(words))
    formats = dict.fromkeys(each.handover.format for each in words.events.values() if each.handover)
    yield _("Handover formats"), ", ".join(formats)
    yield _("Debriefing guide"), words.debriefing.guide
    yield (
        _("Instruments"),
        ", ".join(dict.fromkeys(each.instrument for each in words.observers.values() if each.instrument)),
    )
    yield _("Licence"), words.license or ""


def _counts(words: Scenario) -> Iterator[str]:
    events = words.events.values()
    yield ngettext("{count} event", "{count} events", len(events)).format(count=len(events))
    decisions = sum(event.decision is not None for event in events)
    yield ngettext("{count} decision", "{count} decisions", decisions).format(count=decisions)
    handovers = sum(event.handover is not None for event in events)
    yield ngettext("{count} handover", "{count} handovers", handovers).format(count=handovers)
    endings = sum(event.ending is not None for event in events)
    yield ngettext("{count} ending", "{count} endings", endings).format(count=endings)


def _role(words: Scenario, key: str) -> tuple[str, ...]:
    organisation, role = organisation_name(words, key), words.roles[key]
    optional = _("may be left empty")
    return (role.title, f", {organisation}" if organisation else "", f" ({optional})" if role.optional else "")
