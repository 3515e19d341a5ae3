"""Maps as documents: SVG whose sheets are A4 pages, and an HTML page with everything in words."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from esthersim.language import set_language
from esthersim.maps.events import NOT_STARTED, Stop, Way, map_events
from esthersim.maps.page import DOTS, Document, html_document, svg_document
from esthersim.maps.rail import rail
from esthersim.maps.svg import rail_pages
from esthersim.maps.swimlane import swimlane
from esthersim.maps.swimlane_svg import swimlane_pages
from esthersim.scenario.model import Scenario
from support.graphs import ladder
from support.lanes import peopled, shift
from support.many_additions import many_additions
from support.small_journey import small_journey

SVG = "{http://www.w3.org/2000/svg}"
EMPTY = {"meta", "br"}
TAKEN = Way.of((Stop("breakfast", "day 1, 08:00", None, "chose “Ask <her> again”"), Stop("call", "day 1")), over=False)


class Reader(HTMLParser):
    """Reads a page: the elements with their attributes, the text, and whether every element is closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.said.append(data.strip())


def _document(scenario: Scenario, *, lying: bool = False, way: Way = NOT_STARTED, run: str = "") -> Document:
    if lying:
        sheets = swimlane_pages(swimlane(scenario, way.visited if way.stops else None), scenario, way)
    else:
        sheets = rail_pages(rail(scenario), map_events(scenario), way)
    return Document(scenario.title, sheets, lying, scenario.language, "en", run)


def _html(scenario: Scenario, *, lying: bool = False, way: Way = NOT_STARTED, run: str = "") -> str:
    lanes = swimlane(scenario, way.visited if way.stops else None)
    return html_document(_document(scenario, lying=lying, way=way, run=run), scenario, lanes, way)


@pytest.mark.parametrize("lying", [False, True])
def test_a_long_map_is_one_svg_whose_every_sheet_is_a_page(lying: bool) -> None:
    """The drawing is as high as whole A4 pages, each sheet lies within one, and each page has its head."""
    document = _document(ladder(60), lying=lying)
    drawing = ET.fromstring(svg_document(document))  # noqa: S314 - our own drawing
    across, down = (297, 210) if lying else (210, 297)
    count = len(document.sheets)

    assert count > 1
    assert (drawing.get("width"), drawing.get("height")) == (f"{across}mm", f"{down * count}mm")
    assert f"size: {across}mm {down}mm" in (drawing.findtext(f"{SVG}style") or "")
    for index, group in enumerate(drawing.findall(f"{SVG}g")):
        left, top = map(float, group.get("transform", "").removeprefix("translate(").rstrip(")").split())
        (sheet,) = group
        assert down * DOTS * index < top
        assert top + float(sheet.get("height", "0")) < down * DOTS * (index + 1)
        assert 0 < left < left + float(sheet.get("width", "0")) < across * DOTS
        assert sheet.get("style") is None  # else its height would be that of the whole file
    heads = [text.text for text in drawing.findall(f"{SVG}text")]
    assert heads == [f"Prov · page {index + 1} of {count}" for index in range(count)]


def test_a_short_map_is_one_sheet_that_prints_on_a4() -> None:
    """One sheet is not put into a page that would surround it when it is shown elsewhere."""
    drawing = ET.fromstring(svg_document(_document(small_journey())))  # noqa: S314 - our own drawing

    assert drawing.get("width") == "680"
    assert "size: 210mm 297mm" in (drawing.findtext(f"{SVG}style") or "")


@pytest.mark.parametrize("events", [2, 60])
def test_a_drawing_by_itself_has_white_paper_under_it(events: int) -> None:
    """Shown on a dark screen it is as readable as on paper."""
    drawing = ET.fromstring(svg_document(_document(ladder(events))))  # noqa: S314 - our own drawing
    under = drawing.findall(f"{SVG}rect")[0]
    assert (under.get("width"), under.get("height"), under.get("fill")) == ("100%", "100%", "#ffffff")


@given(peopled(hostile=True))
def test_whatever_the_texts_the_page_is_whole(scenario: Scenario) -> None:
    """Every element is closed, nothing can run or come from elsewhere, and no text is markup."""
    for lying in (False, True):
        page = Reader(_html(scenario, lying=lying))

        assert not page.open
        assert not {tag for tag, _attributes in page.elements} & {"script", "b", "link", "img", "iframe", "a", "object"}
        names = {name for _tag, attributes in page.elements for name in attributes}
        assert not [name for name in names if name.startswith(("on", "href", "src"))]
        ET.fromstring(svg_document(_document(scenario, lying=lying)))  # noqa: S314 - our own drawing


def test_the_page_tells_every_event_in_words() -> None:
    """Without the drawing: number, title, kind, time, who takes part, what is handed over, and where it leads."""
    said = Reader(_html(small_journey())).said

    for words in (
        "Breakfast at Esther's",
        "decision, timer 4 min",
        "day 1, 08:00",
        "Hands over: Sjuksköterska → Esther",
        "Call the clinic → 2. The call",
        "when the timer runs out, 4 min → 5. Sunday night",
        "if the team has been at “The call” → 4. A calm weekend",
        "otherwise → 5. Sunday night",
        "It ends: In her own bed",
    ):
        assert words in said


def test_the_page_of_a_run_tells_the_way() -> None:
    """Every visit has a row in order with what was chosen, as text, and the run is named."""
    page = Reader(_html(small_journey(), way=TAKEN, run="monday"))

    assert "The way that a run took" in page.said
    assert "monday" in page.said
    assert "chose “Ask <her> again”" in page.said
    assert "A calm weekend" in page.said  # on the rail, not in the table
    assert "Weighed again" not in page.said[page.said.index("In words") :]


@pytest.mark.parametrize(("lying", "size"), [(False, "size: A4;"), (True, "size: A4 landscape;")])
def test_the_page_is_printed_sheet_by_sheet(lying: bool, size: str) -> None:
    """Each sheet is a figure that is not parted and ends its page."""
    page = _html(shift(30), lying=lying)

    assert size in page
    assert "break-inside: avoid; break-after: page" in page
    assert page.count("<figure>") == len(_document(shift(30), lying=lying).sheets)


def test_the_scenarios_language_is_marked() -> None:
    """A screen reader changes its voice where the scenario speaks another language than the page."""
    assert '<html lang="en">' in _html(small_journey())
    assert '<h1 lang="sv"' in _html(small_journey())


def test_the_words_are_those_of_the_room() -> None:
    """The page is worded when it is made."""
    set_language("sv")
    assert "beslut, tid 4 min" in Reader(_html(small_journey())).said


def test_the_page_tells_stages_and_what_comes_by_itself() -> None:
    """A stage has a row of its own, what happens a column; injects and deadlines stand below the events."""
    said = Reader(_html(many_additions(), lying=True)).said
    words = said[said.index("In words") :]

    for text in (
        "The night",
        "What happens",
        "“trust” falls by 1",
        "Injects",
        "The alarm",
        "Deadlines",
        "Seen in time",
    ):
        assert text in words
    assert words.index("The night") < words.index("A glimpse")
    assert words.index("Morning") < words.index("Injects") < words.index("Deadlines")


def test_what_a_scenario_does_not_have_is_no_column_and_no_list() -> None:
    """A page has no empty column, and no heading with nothing below it."""
    said = Reader(_html(small_journey())).said

    assert not {"What happens", "Injects", "Deadlines"} & {*said}
