"""A map as a document: SVG in A4 pages, or one HTML page with the drawings and the same in words, made to be printed.

No script, nothing from elsewhere. A drawing of several sheets is one file whose every sheet is a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from esthersim.language import _
from esthersim.maps import paper
from esthersim.maps.events import Way
from esthersim.maps.heads import heads
from esthersim.maps.paper import number, safe
from esthersim.maps.phrases import edge_words
from esthersim.maps.swimlane import Column, Swimlane
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import event_title, fact_text, role_title

LONG, SHORT = 297.0, 210.0
"""The sides of an A4 page, in mm."""
DOTS = 96 / 25.4
"""The drawing's units in a mm."""
ABOVE = 60.0
"""Where a sheet begins on its page, below the page's head, in the drawing's units."""

_SHEET_COLOUR = f'<rect width="100%" height="100%" fill="{paper.PAPER}"/>'
"""A drawing by itself may be looked at on any background."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Document:
    """A map that is to be put on paper: the sheets of its drawing, standing or lying pages, and what it is of.

    `language` is the scenario's, `interface` that of all other words. `run` is the name of a run, if it shows one.
    """

    title: str
    sheets: Sequence[str]
    lying: bool
    language: str
    interface: str
    run: str = ""

    def heading(self, index: int) -> str:
        """Return the head of a page."""
        pages = _("page {number} of {count}").format(number=index + 1, count=len(self.sheets))
        return " · ".join(piece for piece in (self.title, self.run, pages if len(self.sheets) > 1 else "") if piece)


def svg_document(document: Document) -> str:
    """Return the drawing as one SVG file: a single sheet as it is, several as A4 pages below each other."""
    across, down = (LONG, SHORT) if document.lying else (SHORT, LONG)
    size = f"{number(across)}mm {number(down)}mm"
    if len(document.sheets) == 1:
        first, rest = document.sheets[0].split("\n", 1)
        return f"{first}\n<style>@page {{ size: {size}; margin: 15mm }}</style>\n{_SHEET_COLOUR}\n{rest}\n"
    wide, high = across * DOTS, down * DOTS
    left = (wide - (paper.LYING if document.lying else paper.PAGE)) / 2
    pieces = [_SHEET_COLOUR]
    for index, sheet in enumerate(document.sheets):
        top = high * index
        fixed = sheet.replace(
            paper.FLUID, "", 1
        )  # inside another drawing, an automatic height is the whole of the outer one's
        pieces.append(paper.label(left, top + ABOVE - 14, document.heading(index), size=11, fill=paper.QUIET))
        pieces.append(f'<g transform="translate({number(left)} {number(top + ABOVE)})">{fixed}</g>')
    count = len(document.sheets)
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" font-family="Helvetica, Arial, sans-serif" '
        f'viewBox="0 0 {wide:.2f} {high * count:.2f}" width="{number(across)}mm" height="{number(down * count)}mm">'
        f"<title>{safe(document.title)}</title>"
        f"<style>@page {{ size: {size}; margin: 0 }}</style>"
    )
    return "\n".join((head, *pieces, "</svg>\n"))


def html_document(document: Document, scenario: Scenario, lanes: Swimlane, way: Way) -> str:
    """Return the map as one HTML page. `lanes` is the swimlane of what is shown, `way` with stops that of a run."""
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    own = f' lang="{safe(document.language)}"' if document.language != document.interface else ""
    size = "A4 landscape" if document.lying else "A4"
    in_words = _("In words")
    kicker = _("The way that a run took") if way.stops else _("Map of a scenario")
    pieces = (
        f'<!DOCTYPE html>\n<html lang="{safe(document.interface)}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{safe(document.title)}</title>",
        f"<style>\n{style}@page {{ size: {size}; }}\n</style>\n</head>",
        f'<body class="{"lying" if document.lying else "standing"}">\n<header>\n<p class="kicker">{safe(kicker)}</p>',
        f'<h1{own} dir="auto">{safe(document.title)}</h1>',
        f"<p>{safe(document.run)}</p>" if document.run else f'<p{own} dir="auto">{safe(scenario.summary)}</p>',
        "</header>\n<main>",
        *(
            f"<figure>\n<figcaption>{safe(document.heading(index))}</figcaption>\n{sheet}\n</figure>"
            for index, sheet in enumerate(document.sheets)
        ),
        f"<h2>{safe(in_words)}</h2>",
        *(_way_table(scenario, lanes, way, own) if way.stops else _events_table(scenario, lanes, own)),
        "</main>\n</body>\n</html>\n",
    )
    return "\n".join(pieces)


def _events_table(scenario: Scenario, lanes: Swimlane, own: str) -> Iterator[str]:
    yield _head(_("No."), _("Event"), _("Story time"), _("Who"), _("Goes on"))
    for head, column in zip(heads(lanes, scenario, Way()), lanes.columns, strict=True):
        event = scenario.events[column.event]
        onward = [_onward(scenario, lanes, column, index) for index in range(len(column.onward))]
        onward += [_("It ends: {ending}").format(ending=event.ending)] if event.ending is not None else []
        cells = (head.time, _lines(_who(scenario, lanes, column), own), _lines(onward, own))
        yield _row(head.number, _named(head.event.title, head.event.words(), own), safe(cells[0]), *cells[1:])
    yield "</tbody>\n</table>"


def _way_table(scenario: Scenario, lanes: Swimlane, way: Way, own: str) -> Iterator[str]:
    yield _head(_("No."), _("Event"), _("Story time"), _("Who"), _("How it went on"))
    for head, column in zip(heads(lanes, scenario, way), lanes.columns, strict=True):
        how = head.how or (_("here now") if head.here else "")
        named = _named(head.event.title, head.event.words(), own)
        yield _row(head.number, named, safe(head.time), _lines(_who(scenario, lanes, column), own), safe(how))
    yield "</tbody>\n</table>"


def _who(scenario: Scenario, lanes: Swimlane, column: Column) -> Iterator[str]:
    """Yield who takes part, who decides, and what is handed over to whom."""
    named = [role_title(scenario, role) for role, part in zip(lanes.lanes, column.parts, strict=True) if part]
    deciders = [
        role_title(scenario, role) for role, part in zip(lanes.lanes, column.parts, strict=True) if part == "decides"
    ]
    yield "; ".join(named)
    if deciders and deciders != named:
        yield _("Decides: {roles}").format(roles="; ".join(deciders))
    handover = scenario.events[column.event].handover
    if handover is None or column.arrow is None:
        return
    receivers = "; ".join(role_title(scenario, lanes.lanes[lane]) for lane in column.arrow.targets)
    yield _("Hands over: {sender} → {receivers}").format(
        sender=role_title(scenario, handover.sender), receivers=receivers
    )
    for facts, said in ((handover.must, _("Must be said: {facts}")), (handover.should, _("Should be said: {facts}"))):
        if facts:
            yield said.format(facts="; ".join(fact_text(scenario, fact) for fact in facts))


def _onward(scenario: Scenario, lanes: Swimlane, column: Column, index: int) -> str:
    edge, place = column.onward[index]
    target = f"→ {place + 1}. {event_title(scenario, lanes.columns[place].event)}"
    return f"{edge_words(scenario, edge)} {target}".strip()


def _head(*titles: str) -> str:
    cells = "".join(f'<th scope="col">{safe(title)}</th>' for title in titles)
    return f"<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>"


def _row(index: int, event: str, *cells: str) -> str:
    return f'<tr><td class="number">{index}</td>{event}{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _named(title: str, kind: str, own: str) -> str:
    return f'<th scope="row"><span{own} dir="auto">{safe(title)}</span><br><span class="quiet">{safe(kind)}</span></th>'


def _lines(lines: Iterable[str], own: str) -> str:
    return "".join(f'<div{own} dir="auto">{safe(line)}</div>' for line in lines if line)
