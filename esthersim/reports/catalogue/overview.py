"""Pages of the whole library: the scenarios by learning path, then everything that is trained with, with ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from esthersim.cleaning import clean_line
from esthersim.debriefing.guides import Guide
from esthersim.debriefing.instruments import Instrument
from esthersim.debriefing.preparations import Preparation
from esthersim.language import _
from esthersim.lengths import minutes_written_out, planned
from esthersim.library.cards import ScenarioCard
from esthersim.library.catalogue import TOOLS, Catalogue, Thing, kind_title
from esthersim.library.grouping import for_whom
from esthersim.reports.catalogue.blocks import Block, Cell, Code, Heading, Page, Paragraph, Points, Table, cell
from esthersim.reports.catalogue.journeys import journey
from esthersim.scenario.formats import HandoverFormat
from esthersim.scenario.rule_packs import RulePack
from esthersim.scenario.shipped_ids import behaviours


def overview(catalogue: Catalogue) -> Page:
    """Return the short page of the library: one row for each item."""
    return Page(_("The library"), (*_by_path(catalogue), *_tools(catalogue)))


def whole(catalogue: Catalogue) -> Page:
    """Return the page with every journey in full; raise `ScenarioError` if a scenario has errors."""
    cards = catalogue.cards
    blocks: list[Block] = [
        Paragraph(cell(_("What a team can train, and with what. By its id a scenario is played, and names the rest."))),
        Heading(kind_title("path")),
    ]
    for path in catalogue.paths:
        blocks += [Heading(path.title, 3), Paragraph((Code(f"path/{path.id}"), ". ", path.summary))]
        blocks += [Paragraph(cell(whom)) for whom in for_whom(path)]
        blocks.append(Points(tuple((f"{_title(cards, id_)} (", Code(id_), f"). {why}") for id_, why in path.scenarios)))
    blocks.append(Heading(kind_title("scenario")))
    for card in cards.values():
        if card.problem:
            blocks += [Heading(card.title, 3), Paragraph(cell(card.problem))]
            continue
        blocks += [Heading(_title_with_own(catalogue, card), 3), Paragraph(cell(Code(card.id)))]
        blocks += journey(catalogue.scenario(card.id), 4)
    return Page(_("The library"), (*blocks, *_tools(catalogue)))


def _title_with_own(catalogue: Catalogue, card: ScenarioCard) -> str:
    """Return a scenario's title, followed by the title in its own language if that differs."""
    from esthersim.scenario.loading import load_scenario, scenario_or_error

    own = clean_line(scenario_or_error(load_scenario(catalogue.library.find(card.id))).title)
    return card.title if own == card.title else f"{card.title} ({own})"


def _by_path(catalogue: Catalogue) -> Iterator[Block]:
    cards = catalogue.cards
    on_paths = {id_ for path in catalogue.paths for id_, _why in path.scenarios}
    for path in catalogue.paths:
        yield Heading(f"{path.title} (path/{path.id})")
        yield Paragraph(cell(path.summary))
        yield Table(tuple(_row(cards[id_]) for id_, _why in path.scenarios if id_ in cards))
    if others := [card for key, card in cards.items() if key not in on_paths]:
        yield Heading(_("In no learning path"))
        yield Table(tuple(_row(card) for card in others))


def _row(card: ScenarioCard) -> tuple[Cell, ...]:
    details = card.problem or " · ".join(each for each in (card.total, card.people) if each)
    return cell(Code(card.id)), cell(card.title), cell(details)


def _title(cards: Mapping[str, ScenarioCard], id_: str) -> str:
    return cards[id_].title if id_ in cards else id_


def _tools(catalogue: Catalogue) -> Iterator[Block]:
    """Yield a table for each kind of item besides scenarios and learning paths."""
    for kind in TOOLS:
        yield Heading(kind_title(kind))
        yield Table(tuple((cell(Code(id_)), *_details(catalogue.load(kind, id_))) for id_ in catalogue.ids(kind)))
    yield Heading(_("Behaviours"))
    yield Table(
        tuple((cell(Code(each.id)), cell(each.title), cell(each.look_for)) for each in behaviours(catalogue.language))
    )


def _details(thing: Thing) -> tuple[Cell, ...]:
    """Return the cells after the id: the title, and details that help to choose among items of this kind."""
    match thing:
        case HandoverFormat():
            return cell(thing.title), cell(thing.suits)
        case Instrument():
            return cell(thing.title), cell(thing.aim)
        case Preparation():
            return cell(f"{thing.title}, {planned(thing.minutes * 60)}"), cell(thing.summary)
        case Guide():
            return cell(f"{thing.title}, {minutes_written_out(thing.minutes)}"), cell(thing.summary)
        case RulePack():
            names = [f"{thing.id}/{rule.id}" for rule in thing.rules] or [item.id for item in thing.items]
            return cell(thing.title), tuple(each for name in names for each in (Code(name), ", "))[:-1]
        case _:
            return (cell(thing.title),)
