"""The swimlane as lines of text: a frame sign for sign, and the arrows followed with a finger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.cells import width
from esthersim.language import set_language
from esthersim.maps.events import NOT_STARTED, Stop, Way
from esthersim.maps.heads import heads
from esthersim.maps.listing import onward_lines
from esthersim.maps.swimlane import swimlane
from esthersim.maps.swimlane_text import swimlane_legend, swimlane_lines
from esthersim.maps.text import ASCII, UNICODE, Signs, plain
from esthersim.scenario.model import Scenario
from support.lanes import peopled, shift
from support.many_additions import many_additions
from support.shipped_journeys import each_scenario, journey
from support.small_journey import small_journey

WHOLE = """\
                        1 ◇ decision    2 ⇄ handover    3 ○             4 □ ending      5 □ ending
                        Breakfast at    The call        Weighed again   A calm weekend  Sunday night
                        Esther's        ⏱ timer 90 s
                        day 1, 08:00
                        ⏱ timer 4 min
Esther                  ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈●◂╮┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
Sjuksköterska           ◆┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⇄─╯┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
                        → 1, 2, 5       → 3             → 4, 5
                        ⏱ timer → 5"""

RUN = """\
             1 ◆ decision
             Breakfast at Esther's
             day 1, 08:00
             ⏱ timer 4 min
Esther       ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
Sjuksköters- ◆┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
ka
             → chose “Call the
             clinic”

             2 ⇄ handover
             The call
             ⏱ timer 90 s
Esther       ●◂╮┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
Sjuksköters- ⇄─╯┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
ka
             ▶ here now"""

TAKEN = Way.of((Stop("breakfast", "day 1, 08:00", None, "chose “Call the clinic”"), Stop("call")), over=False)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Speak English, whatever a test before this one chose."""
    set_language("en")
    yield
    set_language("en")


def _drawn(scenario: Scenario, columns: int, signs: Signs = UNICODE, way: Way = NOT_STARTED) -> str:
    lanes = swimlane(scenario, way.visited if way.stops else None)
    return plain(swimlane_lines(lanes, scenario, way, columns=columns, signs=signs))


def test_a_small_journey() -> None:
    """The frame, sign for sign: numbers, shapes and words, the lanes, the arrow, and where each event leads."""
    assert _drawn(small_journey(), 105) == WHOLE


def test_a_run_is_told_in_time_order_with_what_was_chosen() -> None:
    """In 40 columns the visits stand below each other, with the option in words and where the team is now."""
    assert _drawn(small_journey(), 40, way=TAKEN) == RUN


def test_in_ascii() -> None:
    """A terminal without Unicode gets the same in signs that it has."""
    text = _drawn(small_journey(), 105, ASCII)

    assert text.isascii() is False  # the role's own name has an ö
    assert text.replace("ö", "o").isascii()
    assert "O<+" in text
    assert "%-+" in text
    assert "-> 1, 2, 5" in text
    assert plain(swimlane_legend(ASCII)).isascii()


@given(peopled(), st.integers(56, 140))
def test_the_text_read_back_is_the_layout(scenario: Scenario, columns: int) -> None:
    """Follow each arrow by its signs alone: it starts at the sender, and its points are at the receivers."""
    lanes = swimlane(scenario)
    blocks = _drawn(scenario, columns).split("\n\n")
    assert len(blocks) >= 1
    index = 0
    for block in blocks:
        lines = block.split("\n")
        starts = [place for place, sign in enumerate(lines[0]) if sign.isdigit() and lines[0][place - 1] == " "]
        rows = {
            lane: next(line for line in lines if line.startswith(f"Role {lane} ")) for lane in range(len(lanes.lanes))
        }
        for start in starts:
            column = lanes.columns[index]
            parts = {"┈": None, "●": "present", "◆": "decides", "⇄": "gives"}
            seen = [parts[rows[lane][start]] for lane in rows]
            receivers = [lane for lane in rows if rows[lane][start : start + 2] == "●◂"]
            assert [part if part != "receives" else "present" for part in column.parts] == seen
            touched = [lane for lane in rows if rows[lane][start + 2] in "╮╯┤│"]
            if column.arrow is None:
                assert not receivers
                assert not touched
            else:
                assert seen.index("gives") == column.arrow.source
                assert tuple(receivers) == column.arrow.targets
                assert touched == list(range(column.arrow.above, column.arrow.below + 1))
            index += 1
    assert index == len(lanes.columns)


@given(peopled(hostile=True), st.integers(1, 130), st.sampled_from([UNICODE, ASCII]))
def test_no_line_is_wider_than_asked(scenario: Scenario, columns: int, signs: Signs) -> None:
    """Whatever the texts and the terminal, no line is too wide and nothing moves the cursor."""
    for line in _drawn(scenario, columns, signs).split("\n"):
        assert width(line) <= columns
        assert not [sign for sign in line if unicodedata.category(sign) in {"Cc", "Cs"}]


@each_scenario
@pytest.mark.parametrize("columns", [80, 120])
def test_a_shipped_scenario_fits(scenario: str, columns: int) -> None:
    """At 80 and 120 columns several events stand beside each other, and no title is cut."""
    shown = journey(scenario)
    lines = swimlane_lines(swimlane(shown), shown, columns=columns)
    heads = [line.text for line in lines if re.match(r"\s*\d+ [○◇⇄□]", line.text)]

    assert max(width(line.text) for line in lines) <= columns
    assert heads
    assert not [line.text for line in lines if "…" in line.text]


def test_a_long_journey_is_drawn_in_bands() -> None:
    """Twelve events in 80 columns are three bands of four, each with all six lanes."""
    blocks = _drawn(shift(12), 80).split("\n\n")

    assert [block.count("Role ") for block in blocks] == [6, 6, 6]


def test_the_legend_explains_each_shape() -> None:
    """Every sign of the drawing stands beside its meaning."""
    assert plain(swimlane_legend()) == (
        "○ event   ◇ decision   ⇄ handover   □ ending   ⏱ timer\n"
        "● takes part   ◆ decides   ⇄─╮ hands over   ●◂ receives   → 2 goes on to event 2"
    )


@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_the_numbers_below_the_lanes_are_listed_in_words(signs: Signs) -> None:
    """Every way has its option or condition, whole, in lines that fit."""
    scenario = many_additions()
    told = heads(swimlane(scenario), scenario, NOT_STARTED)
    lines = [line.text for line in onward_lines(told, columns=50, signs=signs)]
    arrow = "->" if signs.plain else " →"

    assert lines[:3] == ["Goes on", " 1. A glimpse", f"   {arrow} 2 Ring the doctor"]
    assert f"   {arrow} 4 Wait (if Doctor does not know “She fell”)" in lines
    assert max(map(width, lines)) <= 50
