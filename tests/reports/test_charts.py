"""The charts of a report: Esther's ratings, and where facts were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from esthersim.language import get_language, set_language
from esthersim.maps import paper
from esthersim.play.vocabulary import FactStatus
from esthersim.reports.charts import FactRow, curve_svg, facts_svg
from esthersim.reports.contents import Rating

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Speak English, whatever a test before this one chose."""
    before = get_language()
    set_language("en")
    yield
    set_language(before)


def _rating(title: str, value: int) -> Rating:
    return Rating(1, "call", title, value, datetime(2026, 3, 7), "", "Esther")  # noqa: DTZ001 - story time has no time zone


def _parsed(source: str) -> ET.Element:
    return ET.fromstring(source)  # noqa: S314 - our own drawing


def _texts(source: str) -> list[str]:
    return ["".join(text.itertext()) for text in _parsed(source).iter(f"{SVG}text")]


def _points(source: str) -> list[tuple[float, float]]:
    circles = _parsed(source).iter(f"{SVG}circle")
    return [(float(circle.get("cx", "0")), float(circle.get("cy", "0"))) for circle in circles]


def test_a_better_rating_stands_higher() -> None:
    """The points go from left to right in the order of the journey, and up as it gets better."""
    ratings = [_rating("a", 2), _rating("b", 5), _rating("c", 1)]
    (x1, y1), (x2, y2), (x3, y3) = _points(curve_svg(ratings, title="Kurvan"))

    assert x1 < x2 < x3
    assert y2 < y1 < y3


def test_each_rating_is_reported_in_words() -> None:
    """A screen reader hears events and values."""
    drawing = _parsed(curve_svg([_rating("Breakfast", 2), _rating("The call", 4)], title="Kurvan"))

    assert drawing.findtext(f"{SVG}desc") == "Breakfast: 2; The call: 4"


@pytest.mark.parametrize("count", [0, 1, 2, 5, 6, 14])
def test_any_number_of_ratings_stays_on_the_page(count: int) -> None:
    """Names stand level where there is room and are turned where there is not; none begins outside the page."""
    source = curve_svg([_rating("Vårdplanering på avdelningen", 3)] * count, title="Kurvan")

    assert len(_points(source)) == count
    assert all(0 < x < paper.PAGE for x, _y in _points(source))
    assert ("rotate" in source) == (count > 5)


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_rating_outside_the_scale_is_refused(value: int) -> None:
    """A mistake of the caller's is not drawn as if it were an answer."""
    with pytest.raises(ValueError, match="from 1 to 5"):
        curve_svg([_rating("a", value)], title="Kurvan")


def test_each_mark_has_a_shape_and_a_word() -> None:
    """Without colours no two marks look the same, and the legend names each."""
    shapes = set()
    for mark in FactStatus:
        bare = re.sub(r"#[0-9a-f]{6}", "", facts_svg([FactRow("Weight", {0: mark})], ["The call"]))
        shapes.add(bare.splitlines()[5])

    assert len(shapes) == len(FactStatus)
    assert _texts(facts_svg([], []))[-6:] == ["given", "?", "asked for", "wrong", "missing", "not needed"]


def test_where_a_fact_was_lost_is_reported_in_words() -> None:
    """A screen reader hears each fact with each handover that had to do with it, in time."""
    marks = {1: FactStatus.MISSING, 0: FactStatus.GIVEN}
    drawing = _parsed(facts_svg([FactRow("Weight", marks), FactRow("Cat", {})], ["The call", "The report"]))

    assert drawing.findtext(f"{SVG}desc") == "Weight: The call: given, The report: missing. Cat"


def test_a_long_fact_is_wrapped_and_a_critical_one_is_bold() -> None:
    """The text of a fact may take two lines; what is critical stands out without colour."""
    text = "The list of medicines is not what Esther takes at home"
    source = facts_svg([FactRow(text, {0: FactStatus.WRONG}, critical=True)], ["The call"])
    bold = [element.text or "" for element in _parsed(source).iter(f"{SVG}text") if element.get("font-weight")]

    first, second = bold[:2]
    assert f"{first} {second}" == text


def test_many_handovers_make_the_drawing_wider_not_unreadable() -> None:
    """Columns have a least width; the drawing is then scaled by the page."""
    few, many = (_parsed(facts_svg([FactRow("a", {})], ["The call"] * count)) for count in (3, 30))

    assert float(few.get("width", "0")) == paper.PAGE
    assert float(many.get("width", "0")) > paper.PAGE


def test_a_mark_without_a_handover_is_refused() -> None:
    """A mark in a column that is not there would be a mark at the wrong handover."""
    with pytest.raises(ValueError, match="not there"):
        facts_svg([FactRow("a", {1: FactStatus.GIVEN})], ["The call"])


def test_peoples_text_is_text() -> None:
    """Markup in a fact, a handover or an event's title is shown and not obeyed."""
    sources = (
        facts_svg([FactRow("<b>kg</b>", {0: FactStatus.GIVEN})], ['<a href="x">']),
        curve_svg([_rating("<i>&", 3)], title="<u>"),
    )

    for source in sources:
        assert not re.search(r"<[abiu][ >]", source)
    assert "<b>kg</b>" in _texts(sources[0])
    assert _parsed(sources[1]).get("aria-label") == "<u>"


def test_the_charts_speak_the_language_of_the_room() -> None:
    """The words are chosen when the chart is drawn."""
    assert "very good" in _texts(curve_svg([_rating("a", 3)], title="Kurvan"))
