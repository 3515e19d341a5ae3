"""The journey of a scenario on paper: its objectives, audience, duration, sources and map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from esthersim.language import _, ngettext
from esthersim.lengths import planned
from esthersim.library.cards import people
from esthersim.library.heads import head_of
from esthersim.library.proof import no_proof
from esthersim.reports.catalogue.blocks import Block, Code, Drawing, Heading, Paragraph, Points, Table, cell
from esthersim.reports.proof import piloted, proof_lines, reviewed
from esthersim.scenario.titles import organisation_name

if TYPE_CHECKING:
    from esthersim.scenario.model import Scenario


def journey(scenario: Scenario, level: int = 2) -> Iterator[Block]:
    """Yield the blocks of a journey in the scenario's language, with headings of this level."""
    yield Paragraph(cell(scenario.summary))
    yield Table(tuple((cell(name), cell(fact)) for name, fact in _facts(scenario) if fact))
    yield Heading(_("Why it is trained"), level)
    yield from (Paragraph(cell(piece)) for piece in scenario.needs.strip().split("\n\n"))
    yield Heading(_("Objectives"), level)
    yield Points(tuple((f"{text} (", Code(key), ")") for key, text in scenario.objectives.items()))
    yield Heading(_("Roles"), level)
    yield Points(tuple(_role(scenario, key) for key in scenario.roles))
    if scenario.sources:
        yield Heading(_("Sources"), level)
        yield Points(tuple(cell(source) for source in scenario.sources))
    yield Drawing(scenario, _("The map"))


def _facts(scenario: Scenario) -> Iterator[tuple[str, str]]:
    head = head_of(scenario)
    yield (
        _("Time"),
        _("{total}: prebriefing {before}, simulation {play}, debriefing {after}").format(
            total=planned(sum(head.lengths)),
            **dict(zip(("before", "play", "after"), map(planned, head.lengths), strict=True)),
        ),
    )
    yield _("People"), people(*head.people)
    yield _("Organisations"), "; ".join(f"{each.name} ({each.principal})" for each in scenario.organisations.values())
    yield _("The journey"), ", ".join(_counts(scenario))
    formats = dict.fromkeys(each.handover.format for each in scenario.events.values() if each.handover)
    yield _("Handover formats"), ", ".join(formats)
    yield _("Debriefing guide"), scenario.debriefing.guide
    yield (
        _("Instruments"),
        ", ".join(dict.fromkeys(each.instrument for each in scenario.observers.values() if each.instrument)),
    )
    yield _("Licence"), scenario.license or ""
    proof = " ".join(proof_lines(reviewed(scenario), piloted(scenario)))
    yield _("Reviewed and piloted"), proof or no_proof()


def _counts(scenario: Scenario) -> Iterator[str]:
    events = scenario.events.values()
    yield ngettext("{count} event", "{count} events", len(events)).format(count=len(events))
    decisions = sum(event.decision is not None for event in events)
    yield ngettext("{count} decision", "{count} decisions", decisions).format(count=decisions)
    handovers = sum(event.handover is not None for event in events)
    yield ngettext("{count} handover", "{count} handovers", handovers).format(count=handovers)
    endings = sum(event.ending is not None for event in events)
    yield ngettext("{count} ending", "{count} endings", endings).format(count=endings)


def _role(scenario: Scenario, key: str) -> tuple[str, ...]:
    organisation, role = organisation_name(scenario, key), scenario.roles[key]
    optional = _("may be left empty")
    return (role.title, f", {organisation}" if organisation else "", f" ({optional})" if role.optional else "")
