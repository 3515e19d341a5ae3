"""The swimlane on paper: lying A4 pages, no event in two, told apart without colour."""

from __future__ import annotations

import re
import time
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from esthersim.maps import paper
from esthersim.maps.events import Stop, Way
from esthersim.maps.swimlane import swimlane
from esthersim.maps.swimlane_svg import HIGH, WIDE, swimlane_pages
from esthersim.scenario.model import Scenario
from support.graphs import ladder, raw_event, raw_scenario
from support.lanes import HOSTILE, people, peopled, shift
from support.small_journey import small_journey

SVG = "{http://www.w3.org/2000/svg}"


def _sheets(scenario: Scenario, way: Way | None = None) -> list[ET.Element]:
    lanes = swimlane(scenario, way.visited if way else None)
    return [ET.fromstring(sheet) for sheet in swimlane_pages(lanes, scenario, way or Way())]  # noqa: S314 - our own


def _texts(drawing: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]


def _heads(drawing: ET.Element) -> list[str]:
    """Return the numbers that stand beside the events' signs."""
    return ["".join(each.itertext()) for each in drawing.iter(f"{SVG}text") if each.get("font-size") == "12"]


@given(peopled(hostile=True))
def test_a_drawing_stands_by_itself(scenario: Scenario) -> None:
    """Whatever the texts, each sheet is well-formed, on the page, and has no script, style sheet or link."""
    for drawing in _sheets(scenario):
        tags = {element.tag.removeprefix(SVG) for element in drawing.iter()}
        assert tags <= {"svg", "title", "desc", "path", "circle", "rect", "text", "tspan"}
        names = {name for element in drawing.iter() for name in element.attrib}
        assert not [name for name in names if name.startswith(("on", "href", "{"))]
        assert float(drawing.get("width", "0")) <= WIDE
        assert float(drawing.get("height", "0")) <= HIGH + 0.05


@given(peopled())
def test_every_event_stands_on_one_sheet_and_every_arrow_has_its_points(scenario: Scenario) -> None:
    """The numbers run through the sheets without a gap, and there is one point for each receiver of a handover."""
    lanes, sheets = swimlane(scenario), _sheets(scenario)
    points = sum(len(column.arrow.targets) for column in lanes.columns if column.arrow)

    assert [number for sheet in sheets for number in _heads(sheet)] == [
        str(index + 1) for index in range(len(lanes.columns))
    ]
    drawn = [each for sheet in sheets for each in sheet.iter(f"{SVG}path") if re.search("l9 -5v10z", each.get("d", ""))]
    assert len(drawn) == points


def test_an_arrow_goes_from_lane_to_lane() -> None:
    """Its point lies in the middle of the receiver's lane, and its line begins in the sender's."""
    (drawing,) = _sheets(small_journey())
    lanes = [float(band.get("y", "0")) + float(band.get("height", "0")) / 2 for band in drawing.iter(f"{SVG}rect")]
    esther, step = lanes[0], float(next(drawing.iter(f"{SVG}rect")).get("height", "0"))
    line, point = [each.get("d", "") for each in drawing.iter(f"{SVG}path") if each.get("stroke") == paper.WAY][1:3]

    assert line.split("H")[0].split()[1] == paper.number(esther + step)
    assert point.split("l")[0].split()[1] == paper.number(esther)


def test_a_screen_reader_hears_the_handovers() -> None:
    """The description tells each event in order, with who hands over to whom."""
    (drawing,) = _sheets(small_journey())

    assert drawing.findtext(f"{SVG}desc") == (
        "1. Breakfast at Esther's, decision; 2. The call, handover, Sjuksköterska hands over to Esther; "
        "3. Weighed again; 4. A calm weekend, ending; 5. Sunday night, ending"
    )


def test_where_there_is_room_the_options_are_told() -> None:
    """A single sheet says in words what leads from an event to each of the next."""
    said = " ".join(_texts(_sheets(small_journey())[0]))

    assert "→ 2 Call the clinic" in said
    assert "→ 5 when the timer" in said


def test_a_run_tells_what_was_chosen_and_where_it_is() -> None:
    """Each visit is filled, the option stands below its decision, and the last stop says that the team is there."""
    way = Way.of((Stop("breakfast", "day 1, 08:00", None, "chose “Call the clinic”"), Stop("call")), over=False)
    (drawing,) = _sheets(small_journey(), way)
    said = " ".join(_texts(drawing))

    assert "→ chose “Call the clinic”" in said
    assert "◀ here now" in said
    assert "A calm weekend" not in said


@pytest.mark.parametrize("roles", [1, 6, 14, 40])
def test_any_number_of_roles_fits_on_the_page(roles: int) -> None:
    """Lanes are lower where they are many, and beyond that the sheet is made smaller."""
    scenario = small_journey().model_copy(update={"roles": dict(_roles(roles))})

    for drawing in _sheets(scenario):
        assert float(drawing.get("height", "0")) <= HIGH + 0.05
        assert {f"Role {index}" for index in range(roles)} <= {*_texts(drawing)}


def _roles(count: int) -> dict[str, object]:
    return dict(Scenario.model_validate(raw_scenario({"a": raw_event("a")}, roles=people(count))).roles)


@pytest.mark.parametrize("text", HOSTILE)
def test_peoples_text_is_text(text: str) -> None:
    """Markup in a title is shown, not obeyed."""
    source = "".join(swimlane_pages(swimlane(small_journey()), small_journey(calm={"title": text})))

    assert not re.search(r"<(script|b)\b", source)
    assert "\x1b" not in source


def test_300_events_are_drawn_in_tens_of_milliseconds() -> None:
    """A long journey on paper is no reason to wait, page after page."""
    scenario = ladder(150)
    lanes = swimlane(scenario)
    began = time.process_time()
    sheets = swimlane_pages(lanes, scenario)

    assert time.process_time() - began < 1
    assert len(sheets) > 10


def test_a_long_row_of_events_takes_several_sheets() -> None:
    """Two bands with six lanes stand on a page, or one, and no sheet is higher than a page."""
    assert [len(_heads(sheet)) for sheet in _sheets(shift(30))] == [12, 12, 6]


@pytest.mark.parametrize(("words", "told"), [(4, True), (200, False)])
def test_every_page_tells_the_ways_in_the_same_manner(words: int, told: bool) -> None:
    """All in words where each fits; else all in numbers, and the last sheets list the words."""
    raw = {
        f"e{index}": raw_event(f"e{index}", [f"e{index + 1}", f"e{index + 2}"] if index < 28 else [])
        for index in range(30)
    }
    for option in raw["e20"]["decision"]["options"].values():
        option["text"] = " ".join(["ord"] * words)
    scenario = Scenario.model_validate(raw_scenario(raw, roles=people(6)))
    lanes = swimlane(scenario)
    sheets = [_texts(ET.fromstring(each)) for each in swimlane_pages(lanes, scenario, lists=True)]  # noqa: S314 - ours
    lists = [texts for texts in sheets if texts[0] == "Goes on"]
    drawings = [texts for texts in sheets if texts[0] != "Goes on"]

    for texts in drawings[:-1]:
        assert any("Till" in text for text in texts) is told
    legends = [any(text.startswith("→ 2") and "goes on" in text for text in texts) for texts in drawings]
    assert legends == [True, *[False] * (len(drawings) - 1)]
    assert bool(lists) is not told
    assert told or "→ 2 Till e1" in lists[0]
