"""The rail on paper: well-formed, nothing that runs, the same in grey."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esthersim.language import get_language, set_language
from esthersim.maps import paper
from esthersim.maps.events import NOT_STARTED, Kind, MapEvent, Stop, Way, map_events
from esthersim.maps.phrases import told_ways
from esthersim.maps.rail import rail
from esthersim.maps.svg import STAGE_COLOUR, rail_pages, rail_svg
from esthersim.scenario.model import Scenario
from support.graphs import ladder, scenarios
from support.many_additions import many_additions
from support.small_journey import small_journey

SVG = "{http://www.w3.org/2000/svg}"
COLOURS_OF_LETTERS = (paper.INK, paper.QUIET, paper.WAY, paper.DECISION, paper.ENDING)
AT_THE_CALL = Way(("breakfast", "breakfast", "call"), "call")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Speak English, whatever a test before this one chose."""
    before = get_language()
    set_language("en")
    yield
    set_language(before)


def _svg(scenario: Scenario, way: Way = NOT_STARTED) -> ET.Element:
    return ET.fromstring(rail_svg(rail(scenario), map_events(scenario), way))  # noqa: S314 - our own drawing


def _texts(drawing: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]


def test_a_screen_reader_hears_what_the_drawing_is() -> None:
    """It is one image with a name, and the way taken is told in words."""
    drawing = _svg(small_journey(), AT_THE_CALL)

    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "Map of the journey")
    assert drawing.findtext(f"{SVG}title") == "Map of the journey"
    assert drawing.findtext(f"{SVG}desc") == ("The way taken: Breakfast at Esther's → Breakfast at Esther's → The call")


def test_every_event_is_named_with_its_kind() -> None:
    """The same words as in the terminal, and the event of now said in words."""
    texts = _texts(_svg(small_journey(), AT_THE_CALL))

    assert texts[:5] == [
        "Breakfast at Esther's\u00d72 · decision, timer 4 min",
        "The call◀ here nowhandover, timer 90 s",
        "Weighed again",
        "A calm weekendending",
        "Sunday nightending",
    ]
    assert texts[5:] == [
        "event",
        "decision",
        "handover",
        "ending",
        "timer",
        "the way taken",
        "a way not taken",
        "leads back up",
    ]


def test_a_run_tells_what_was_chosen_below_the_decision() -> None:
    """The visits are numbered, the whole option stands below its event, and what follows moves down."""
    chosen = "chose “" + "a long way to say that we call the clinic " * 4 + "”"
    taken = Way.of((Stop("breakfast", how=chosen), Stop("call")), over=False)
    drawing, before = _svg(small_journey(), taken), _svg(small_journey())
    texts = _texts(drawing)

    assert texts[0].startswith("1. Breakfast at Esther's")
    assert " ".join(texts[1:4]).startswith("→ chose “a long way")
    assert chosen.split() == " ".join(texts[1 : texts.index(next(t for t in texts if t.startswith("2. ")))]).split()[1:]
    assert float(drawing.get("height", "0")) > float(before.get("height", "0"))
    assert chosen in (drawing.findtext(f"{SVG}desc") or "")


def test_a_timer_has_a_shape() -> None:
    """A clock stands beside each event that has a timer, and one in the legend."""
    clocks = [each for each in _svg(small_journey()).iter(f"{SVG}circle") if each.get("r") == "6"]

    assert len(clocks) == 3


def test_peoples_text_is_text() -> None:
    """Markup in a title is shown, not obeyed, and what XML cannot hold is left out."""
    title = "<script>alert('x')</script> & \"so\" \x1b[31m\x00\ufffe"
    source = rail_svg(rail(small_journey()), {"breakfast": MapEvent(title)})

    assert "<script" not in source
    assert "<script>alert('x')</script> & \"so\"" in _texts(ET.fromstring(source))  # noqa: S314 - our own drawing


@given(scenarios(), st.lists(st.sampled_from(["e0", "e1", "e2"])))
@settings(deadline=None)
def test_a_drawing_stands_by_itself(scenario: Scenario, visited: list[str]) -> None:
    """Whatever the journey, it is well-formed, on the page, and has no script, style sheet or link."""
    drawing = _svg(scenario, Way(tuple(visited)))

    assert {element.tag.removeprefix(SVG) for element in drawing.iter()} <= {
        "svg",
        "title",
        "desc",
        "path",
        "circle",
        "rect",
        "text",
        "tspan",
    }
    assert not [name for element in drawing.iter() for name in element.attrib if name.startswith(("on", "href", "{"))]
    assert float(drawing.get("width", "0")) <= paper.PAGE
    high = float(drawing.get("height", "0"))
    for text in drawing.iter(f"{SVG}text"):
        assert 0 < float(text.get("y", "0")) < high
        assert 0 <= float(text.get("x", "0")) < paper.PAGE


def test_the_way_taken_is_bold_in_any_colour() -> None:
    """Without its colours the way taken is still the thickest line, and only there when there is one."""

    def thickest(way: Way) -> float:
        tracks = [line for line in _svg(small_journey(), way).iter(f"{SVG}path") if line.get("stroke") != paper.PAPER]
        return max(float(line.get("stroke-width", "0")) for line in tracks[:-3])

    assert thickest(NOT_STARTED) < 2
    assert thickest(AT_THE_CALL) > 4


def test_kinds_are_told_apart_without_colour() -> None:
    """Printed in black and white, each kind of event, visited or not, has a shape of its own."""
    scenario = ladder(0)
    kinds: tuple[Kind, ...] = ("event", "decision", "handover", "ending")
    shapes = {
        _black_and_white(rail_svg(rail(scenario), {"e0": MapEvent("x", kind)}, way)).splitlines()[2]
        for kind in kinds
        for way in (NOT_STARTED, Way(("e0",)))
    }

    assert len(shapes) == 2 * len(kinds)


def _black_and_white(source: str) -> str:
    def tone(colour: re.Match[str]) -> str:
        red, green, blue = (int(colour[0][place : place + 2], 16) for place in (1, 3, 5))
        return "white" if 0.3 * red + 0.6 * green + 0.1 * blue > 200 else "black"

    return re.sub(r"#[0-9a-f]{6}", tone, source)


def test_every_colour_can_be_seen_on_white() -> None:
    """Letters have a contrast of 4.5 to 1 and lines of 3 to 1 at the least (WCAG 2.2, 1.4.3 and 1.4.11)."""
    contrast = {colour: 1.05 / (_luminance(colour) + 0.05) for colour in (*COLOURS_OF_LETTERS, paper.LINE)}

    assert contrast.pop(paper.LINE) >= 3
    assert min(contrast.values()) >= 4.5


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_long_journey_is_drawn_page_by_page() -> None:
    """Each piece fits on an A4 page (297 mm at 96 dots an inch, less margins), and no event falls between two."""
    scenario = ladder(60)
    pages = [ET.fromstring(page) for page in rail_pages(rail(scenario), map_events(scenario))]  # noqa: S314

    assert all(float(page.get("height", "0")) <= 990 for page in pages)
    titles = [text.removesuffix("decision").removesuffix("ending") for page in pages for text in _texts(page)[:-6]]
    assert sorted(titles) == sorted(scenario.events)


def _told(scenario: Scenario) -> ET.Element:
    drawn = rail(scenario)
    svg = rail_svg(drawn, map_events(scenario), told=told_ways(scenario, drawn.edges))
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


@given(scenarios())
@settings(deadline=None)
def test_each_of_several_ways_has_its_number_at_its_line(scenario: Scenario) -> None:
    """Whatever the graph, every way that is drawn as a line is numbered where it leaves its event, and no other."""
    drawn = rail(scenario)
    found = Counter(
        number
        for text in _told(scenario).iter(f"{SVG}text")
        if text.get("font-size") == "9"
        for number in (text.text or "").split(",")
    )

    lines: Counter[str] = Counter()
    for row in drawn.rows:
        ways = [index for index, edge in enumerate(drawn.edges) if edge.source == row.event]
        jumped = {way for jump in row.jumps for way in jump.edges}
        if len(ways) > 1:
            lines.update(str(number) for number, way in enumerate(ways, 1) if way not in jumped)
    assert found == lines


def test_the_ways_stand_below_their_event() -> None:
    """Each with its number, the option or condition, and where it leads; one way that is plain says nothing."""
    texts = _texts(_told(many_additions()))

    assert [text for text in texts if "→" in text] == [
        "1. Ring the doctor → The call",
        "2. Wait (if Doctor does not know “She fell”) → Morning",
        "1. if “She has diabetes” has leaked to Help desk or the time is before 06:00 → On the floor",
        "2. otherwise → Morning",
    ]


def test_a_run_tells_how_it_went_on_and_not_every_way() -> None:
    """Below an event stands then what was chosen there."""
    drawn = rail(small_journey())
    way = Way.of((Stop("breakfast", how="chose “Call the clinic”"), Stop("call")), over=False)
    svg = rail_svg(drawn, map_events(small_journey()), way, told=told_ways(small_journey(), drawn.edges))

    assert "→ chose “Call the clinic”" in svg
    assert "Wait until Monday" not in svg


def test_a_stage_is_a_band_with_its_title() -> None:
    """It lies behind the lanes, above the event with which the stage begins."""
    drawing = _svg(many_additions())
    bands = [each for each in drawing.iter(f"{SVG}rect") if each.get("fill") == STAGE_COLOUR]
    titles = {"".join(text.itertext()): float(text.get("y", "0")) for text in drawing.iter(f"{SVG}text")}

    assert len(bands) == 2
    assert float(bands[0].get("y", "0")) < titles["The night"] < titles["The morning"]
    assert float(bands[1].get("y", "0")) < titles["The morning"]
