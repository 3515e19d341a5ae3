"""All of the library: the scenarios by learning path, then what a scenario may name, each with its id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from esthersim.authored.shipped_ids import behaviours
from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.reports.library.blocks import Block, Cell, Code, Heading, Page, Paragraph, Points, Table, cell
from esthersim.reports.library.holdings import BESIDE, Holdings, Kind
from esthersim.reports.library.journeys import journey
from esthersim.reports.library.words import kind_words, minutes_word
from esthersim.views.grouping import for_whom
from esthersim.views.home import ScenarioCard, scenario_cards


def overview(holdings: Holdings) -> Page:
    """Return the library in short: one row for each thing."""
    cards = {card.id: card for card in scenario_cards(holdings.library, holdings.language)}
    return Page(_("The library"), (*_by_path(holdings, cards), *_beside(holdings)))


def whole(holdings: Holdings) -> Page:
    """Return the library with every journey in full; raise `ScenarioError` where one cannot be played."""
    cards = {card.id: card for card in scenario_cards(holdings.library, holdings.language)}
    blocks: list[Block] = [
        Paragraph(cell(_("What a team can train, and with what. By its id a scenario is played, and names the rest."))),
        Heading(kind_words("path")),
    ]
    for path in holdings.paths:
        blocks += [Heading(path.title, 3), Paragraph((Code(f"path/{path.id}"), ". ", path.summary))]
        blocks += [Paragraph(cell(whom)) for whom in for_whom(path)]
        blocks.append(Points(tuple((f"{_title(cards, id_)} (", Code(id_), f"). {why}") for id_, why in path.scenarios)))
    blocks.append(Heading(kind_words("scenario")))
    for card in cards.values():
        if card.problem:
            blocks += [Heading(card.title, 3), Paragraph(cell(card.problem))]
            continue
        blocks += [Heading(_titled(holdings, card), 3), Paragraph(cell(Code(card.id)))]
        blocks += journey(holdings.scenario(card.id), 4)
    return Page(_("The library"), (*blocks, *_beside(holdings)))


def _titled(holdings: Holdings, card: ScenarioCard) -> str:
    """Return a scenario's title with that in its own language beside it, where it is another."""
    from esthersim.scenario.loading import load_scenario, scenario_or_error

    own = clean_line(scenario_or_error(load_scenario(holdings.library.find(card.id))).title)
    return card.title if own == card.title else f"{card.title} ({own})"


def _by_path(holdings: Holdings, cards: dict[str, ScenarioCard]) -> Iterator[Block]:
    on_paths = {id_ for path in holdings.paths for id_, _why in path.scenarios}
    for path in holdings.paths:
        yield Heading(f"{path.title} (path/{path.id})")
        yield Paragraph(cell(path.summary))
        yield Table(tuple(_row(cards[id_]) for id_, _why in path.scenarios if id_ in cards))
    if others := [card for key, card in cards.items() if key not in on_paths]:
        yield Heading(_("In no learning path"))
        yield Table(tuple(_row(card) for card in others))


def _row(card: ScenarioCard) -> tuple[Cell, ...]:
    told = card.problem or " · ".join(each for each in (card.total, card.people) if each)
    return cell(Code(card.id)), cell(card.title), cell(told)


def _title(cards: dict[str, ScenarioCard], id_: str) -> str:
    return cards[id_].title if id_ in cards else id_


def _beside(holdings: Holdings) -> Iterator[Block]:
    """Yield what is beside the scenarios, kind by kind."""
    for kind in BESIDE:
        yield Heading(kind_words(kind))
        yield Table(tuple((cell(Code(id_)), *_told(holdings, kind, id_)) for id_ in holdings.ids(kind)))
    yield Heading(_("Behaviours"))
    yield Table(
        tuple((cell(Code(each.id)), cell(each.title), cell(each.look_for)) for each in behaviours(holdings.language))
    )


def _told(holdings: Holdings, kind: Kind, id_: str) -> Sequence[Cell]:
    held = holdings.held(kind, id_)
    match kind:
        case "format":
            told = held.suits
        case "guide":
            return cell(f"{held.title}, {minutes_word(held.minutes)}"), cell(held.summary)
        case "instrument":
            told = held.aim
        case "rules":
            named = [f"{id_}/{rule.id}" for rule in held.rules] or [item.id for item in held.items]
            return cell(held.title), tuple(each for name in named for each in (Code(name), ", "))[:-1]
        case _:
            told = ""
    return (cell(held.title), cell(told)) if told else (cell(held.title),)
