"""The rail as lines of text: what a room full of people reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esthersim.cells import width
from esthersim.language import get_language, set_language
from esthersim.maps.events import NOT_STARTED, Stop, Way, map_events
from esthersim.maps.listing import way_lines
from esthersim.maps.rail import rail
from esthersim.maps.text import ASCII, UNICODE, MapLine, Signs, draw, legend, plain
from esthersim.scenario.model import Scenario
from esthersim.scenario.story_lengths import length
from support.graphs import journey, ladder, raw_event, raw_scenario, ring, scenarios
from support.many_additions import many_additions
from support.small_journey import small_journey

AT_THE_CALL = Way(("breakfast", "breakfast", "call"), "call")

UNTOUCHED = """\
  ╭◂╮
  ◇─┴─╮ Breakfast at Esther's  decision, timer 4 min
  ⇄   │ The call  handover, timer 90 s
  ○───┤ Weighed again
  □   │ A calm weekend  ending
      □ Sunday night  ending"""

ON_THE_WAY = """\
  ┏◂┓
  ◆━┹─╮ Breakfast at Esther's  \u00d72  decision, timer 4 min
▶ ⇄   │ The call  here now  handover, timer 90 s
  ○───┤ Weighed again
  □   │ A calm weekend  ending
      □ Sunday night  ending"""

IN_ASCII = """\
  +<+
  ?=+-+ Breakfast at Esther's  x2  decision, timer 4 min
> %   | The call  here now  handover, timer 90 s
  o---+ Weighed again
  x   | A calm weekend  ending
      x Sunday night  ending"""

NARROW = """\
  ┏◂┓
  ◆━┹─╮ Breakfast at Es…
▶ ⇄   │ The call
  ○───┤ Weighed again
  □   │ A calm weekend
      □ Sunday night"""

CROSSING = """\
  ◆─╮       a  decision
  ◆─│─┬─╮   c  decision, timer 4 min
  ┣◂┷━│━│━┓
▶ ◆━┓ │ │ ┇ b  here now  decision
  ├◂┃─│─╯ ┇
  ◇─┃─┤   ┇ d  decision
  │ ┃ □   ┇ late  ending
  ┢◂┛     ┇
  ◆━━━━━━━┛ visit  decision
  □         end  ending"""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Speak English, whatever a test before this one chose."""
    before = get_language()
    set_language("en")
    yield
    set_language(before)


def _drawn(scenario: Scenario, way: Way = NOT_STARTED, columns: int = 80, signs: Signs = UNICODE) -> list[MapLine]:
    return draw(rail(scenario), map_events(scenario), way, columns=columns, signs=signs)


@pytest.mark.parametrize(
    ("way", "columns", "signs", "expected"),
    [
        (NOT_STARTED, 80, UNICODE, UNTOUCHED),
        (AT_THE_CALL, 80, UNICODE, ON_THE_WAY),
        (AT_THE_CALL, 80, ASCII, IN_ASCII),
        (AT_THE_CALL, 24, UNICODE, NARROW),
    ],
)
def test_a_small_journey(way: Way, columns: int, signs: Signs, expected: str) -> None:
    """The frame, sign for sign: shapes, words, the loop, the way taken in heavy lines, the event of now."""
    assert plain(_drawn(small_journey(), way, columns, signs)) == expected


def test_lanes_that_cross_are_told_from_lanes_that_meet() -> None:
    """A line that passes under a lane leaves a gap on both sides of it; one that joins it does not."""
    ways = {"a": "b c", "b": "d visit", "c": "d b", "d": "visit late", "visit": "end b", "end": "", "late": ""}
    scenario = journey(ways, timers={"c": "late"})

    assert plain(_drawn(scenario, Way(("a", "c", "b", "visit"), "b"))) == CROSSING


def test_every_piece_has_its_style() -> None:
    """A screen can colour by name: kinds of event, the way taken, the event of now, lanes, dim words."""
    styles = {line.event: line.spans for line in _drawn(small_journey(), AT_THE_CALL) if line.event}

    assert styles["breakfast"][:3] == (("  ", "lane"), ("◆", "decision"), ("━┹", "way"))
    assert styles["call"] == (
        ("▶ ⇄", "current"),
        ("   │ ", "lane"),
        ("The call  here now", "current"),
        ("  handover, timer 90 s", "dim"),
    )
    assert styles["calm"][-3:] == (("   │ ", "lane"), ("A calm weekend", "title"), ("  ending", "dim"))
    assert ("□", "ending") in styles["calm"]


def test_only_the_line_of_the_event_of_now_is_current() -> None:
    """A screen finds the line to scroll to."""
    assert [line.event for line in _drawn(small_journey(), AT_THE_CALL) if line.current] == ["call"]


def test_a_way_that_is_over_has_no_event_of_now() -> None:
    """At the end the whole way is heavy and nothing says that the team is somewhere."""
    lines = _drawn(small_journey(), Way(("breakfast", "too-late")))

    assert not any(line.current for line in lines)
    assert "▶" not in plain(lines)
    assert plain(lines).splitlines()[-1] == "      ■ Sunday night  ending"


def test_words_and_shapes_carry_all_that_colour_does() -> None:
    """Each kind of event has a shape of its own, before and after the visit, and the plain event alone has no word."""
    for signs in (UNICODE, ASCII):
        shapes = [set(pair) for pair in signs.kinds.values()]
        assert len(set().union(*shapes)) == sum(map(len, shapes))
    words = [event.words() for event in map_events(small_journey()).values()]
    assert words == ["decision, timer 4 min", "handover, timer 90 s", "", "ending", "ending"]


def test_without_words_the_timer_keeps_its_mark() -> None:
    """In a narrow panel the words may be left out; that there is a timer may not."""
    scenario = small_journey()
    lines = draw(rail(scenario), map_events(scenario), columns=40, words=False)

    assert [line.text for line in lines if "⏱" in line.text] == [
        "  ◇─┴─╮ Breakfast at Esther's  ⏱",
        "  ⇄   │ The call  ⏱",
    ]


def test_the_timers_sign_stands_before_its_words_where_asked_for() -> None:
    """Shape and word, in Unicode and in ASCII."""
    scenario = small_journey()
    for signs, words in ((UNICODE, "decision, ⏱ timer 4 min"), (ASCII, "decision, @ timer 4 min")):
        assert words in plain(draw(rail(scenario), map_events(scenario), signs=signs, clocks=True))


def test_a_run_is_numbered_and_tells_what_was_chosen() -> None:
    """Each visit has its number, and the row of a decision says in words how the team went on, as far as it can."""
    how = "chose “Call the clinic, and ask again tomorrow”"
    again = Stop("breakfast", "day 1, 08:00", None, "chose “Ask her again”")
    way = Way.of((again, Stop("breakfast", how=how), Stop("call")), over=False)
    events = map_events(small_journey())
    wide, narrow = (
        plain(draw(rail(small_journey()), events, way, columns=columns)).splitlines() for columns in (140, 56)
    )

    assert wide[1].startswith(
        "  ◆━┹─╮ 1, 2. Breakfast at Esther's  → chose “Ask her again”; chose “Call the clinic, and"
    )
    assert wide[2].startswith("▶ ⇄   │ 3. The call  here now")
    assert narrow[1] == "  ◆━┹─╮ 1, 2. Breakfast at Esther's  → chose “Ask her a…"

    told = [line.text for line in way_lines(events, way, columns=44)]
    assert told == [
        "The way taken",
        " 1. ◆ Breakfast at Esther's, decision, day",
        "    1, 08:00",
        "     → chose “Ask her again”",
        " 2. ◆ Breakfast at Esther's, decision",
        "     → chose “Call the clinic, and ask again",
        "       tomorrow”",
        " 3. ⇄ The call, handover",
        "     ▶ here now",
    ]


def test_many_visits_are_told_by_the_first_and_the_last() -> None:
    """A loop that is gone round often does not push the title out."""
    way = Way.of([Stop("breakfast")] * 9, over=True)

    assert way.numbers("breakfast") == "1, 2, 3, …, 9"
    assert way.current is None


def test_a_jump_names_its_target() -> None:
    """Where a loop is too long for a lane, the row says in words where it leads."""
    assert plain(_drawn(ring(30))).splitlines()[-1] == "  ○ e29  ↺ e0"
    assert plain(_drawn(ring(30), signs=ASCII)).splitlines()[-1] == "  o e29  ^ e0"


def test_peoples_text_cannot_leave_its_line() -> None:
    """Escape sequences, line breaks and marks that turn text round do not reach the drawing."""
    scenario = small_journey(calm={"title": "\x1b[31mRed\x1b[0m\nand [bold]more[/bold]\u202e"})

    assert "  □   │ Red and [bold]more[/bold]  ending" in plain(_drawn(scenario)).splitlines()


@given(
    scenarios(), st.integers(1, 90), st.sampled_from([UNICODE, ASCII]), st.lists(st.sampled_from(["e0", "e1", "e2"]))
)
@settings(deadline=None)
def test_no_line_is_wider_than_asked(scenario: Scenario, columns: int, signs: Signs, visited: list[str]) -> None:
    """Whatever the journey and the way, each line fits, and every event has one."""
    lines = _drawn(scenario, Way(tuple(visited), visited[-1] if visited else None), columns, signs)

    assert all(width(line.text) <= max(columns, 2) for line in lines)
    assert sorted(line.event for line in lines if line.event) == sorted(scenario.events)


@given(scenarios())
@settings(deadline=None)
def test_ascii_is_ascii(scenario: Scenario) -> None:
    """A terminal without Unicode gets the same map in signs that it has."""
    assert plain(_drawn(scenario, Way(("e0",), "e0"), 30, ASCII)).isascii()
    assert plain(legend(ASCII)).isascii()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (45, "45 s"), (60, "1 min"), (90, "90 s"), (150, "2 min 30 s"), (5400, "1 h 30 min"), (3600, "1 h")],
)
def test_a_length_of_time_is_written_as_in_a_scenario(seconds: int, words: str) -> None:
    """The map says a timer's limit as its author would."""
    assert length(seconds) == words


def test_the_legend_explains_each_shape() -> None:
    """Every sign that a map can hold stands beside its meaning."""
    assert plain(legend()) == (
        "○ event   ◇ decision   ⇄ handover   □ ending   ⏱ timer\n"
        "▶ here now   ┃ the way taken   │ a way not taken   ┆ leads back up"
    )


def test_the_legend_of_a_map_without_a_way_says_nothing_of_one() -> None:
    """Before anybody has played there is no way taken to explain."""
    assert plain(legend(taken=False)).splitlines()[1] == "┆ leads back up"


def test_a_window_is_a_piece_of_the_whole() -> None:
    """A screen that draws only the rows it shows gets the lines of the whole map."""
    drawn, events = rail(small_journey()), map_events(small_journey())

    assert draw(drawn, events, AT_THE_CALL, first=2, last=4) == draw(drawn, events, AT_THE_CALL)[2:4]


def test_a_long_journey_is_as_wide_as_a_short_one() -> None:
    """At 301 events the map is longer, not wider."""
    assert max(width(line.text) for line in _drawn(ladder(150))) < 40


def test_an_event_without_a_visible_title_is_shown_by_its_id() -> None:
    """A title of nothing but control characters does not leave an empty row."""
    scenario = Scenario.model_validate(raw_scenario({"a": raw_event("a", title="\x07")}))

    assert plain(_drawn(scenario)) == "  □ a  ending"


def test_a_stage_begins_with_a_line_that_has_its_title() -> None:
    """In either set of signs, and where no stage goes on there is a line without a title."""
    scenario = many_additions()
    drawn = plain(draw(rail(scenario), map_events(scenario))).splitlines()
    bands = [line.strip(" │┆") for line in drawn if "──" in line and "○" not in line]

    assert bands == ["── The night ──", "── The morning ──", "────"]
    assert "-- The night --" in plain(draw(rail(scenario), map_events(scenario), signs=ASCII))
    assert max(width(line) for line in plain(draw(rail(scenario), map_events(scenario), columns=16)).splitlines()) <= 16


def test_an_inject_is_told_where_it_leads() -> None:
    """No line comes from every event: the event itself says that an inject may lead there."""
    scenario = many_additions()
    drawn = plain(draw(rail(scenario), map_events(scenario), columns=120))

    assert "On the floor  by the inject “The alarm”, from “A glimpse”" in drawn
    assert "Morning  ending  by the inject “A visitor”, from anywhere" in drawn
