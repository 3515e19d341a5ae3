"""A map as a document: SVG in A4 pages, or one HTML page with the drawings and the same in words, made to be printed.

No script, nothing from elsewhere. A drawing of several sheets is one file whose every sheet is a page. markupsafe comes
with Jinja2 and is imported with it, when an HTML page is made (see `esthersim.pages`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from esthersim.language import _
from esthersim.maps import paper
from esthersim.maps.events import Way
from esthersim.maps.paper import number, safe
from esthersim.maps.swimlane import Swimlane
from esthersim.maps.words import Named, deadlines_in_words, event_words, inject_words
from esthersim.pages import template
from esthersim.scenario.model import Scenario

_HERE = Path(__file__).parent
LONG, SHORT = 297.0, 210.0
"""The sides of an A4 page, in mm."""
DOTS = 96 / 25.4
"""The drawing's units in a mm."""
ABOVE = 60.0
"""Where a sheet begins on its page, below the page's head, in the drawing's units."""

_SHEET_COLOUR = f'<rect width="100%" height="100%" fill="{paper.PAPER}"/>'
"""A drawing by itself may be looked at on any background."""


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
        fixed = sheet.replace(paper.FLUID, "", 1)  # inside another drawing, an automatic height is all of that one's
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
    from markupsafe import Markup

    style = (_HERE / "page.css").read_text(encoding="utf-8")
    shown = way if way.stops else Way()
    rows = tuple(event_words(scenario, lanes, shown))
    size = "A4 landscape" if document.lying else "A4"
    return template(_HERE / "map.html.j2").render(
        document=document,
        interface=document.interface,
        own=Markup(' lang="{}"').format(document.language) if document.language != document.interface else "",
        style=Markup(f"{style}@page {{ size: {size}; }}\n"),  # noqa: S704 - this project's own file
        sheets=[Markup(each) for each in document.sheets],  # noqa: S704 - what is drawn is escaped there
        summary=scenario.summary,
        of_a_run=bool(way.stops),
        rows=rows,
        tells=any(row.happens for row in rows) and not way.stops,
        lists=() if way.stops else tuple(_lists(scenario, lanes)),
        _=_,
    )


def _lists(scenario: Scenario, lanes: Swimlane) -> Iterator[tuple[str, tuple[Named, ...]]]:
    """Yield the headings of what belongs to no one event, each with its list where there is one."""
    for heading, each in (
        (_("Injects"), inject_words(scenario, lanes)),
        (_("Deadlines"), deadlines_in_words(scenario)),
    ):
        if each:
            yield heading, each
