"""Conditions: the words that the format got later, where they stop making sense, and old ids of the same names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from esthersim.authored.conditions import (
    Compare,
    ConditionError,
    Happened,
    Knows,
    Since,
    TimeOfDay,
    names,
    parse_condition,
)
from esthersim.play import commands as c
from esthersim.play.plays import at_the_start
from esthersim.play.state import State
from support.players import play
from support.scenarios import event, scenario


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("lost vikten for it", [("fact", "vikten", 5), ("role", "it", 16)]),
        ("leaked vikten to it", [("fact", "vikten", 7), ("role", "it", 17)]),
        ("leaked vikten", [("fact", "vikten", 7)]),
        ("since provet > 1 h 30 min and flag", [("event", "provet", 6), ("variable", "flag", 30)]),
        ("anybody knows vikten", [("role", "anybody", 0), ("fact", "vikten", 14)]),
        ("beata.pulse > 90", [("variable", "beata.pulse", 0)]),
        ("beata.news2 >= 5", [("variable", "beata.news2", 0)]),
        ("day >= 2 and clock < 9:00", [("variable", "day", 0), ("variable", "clock", 13)]),
    ],
)
def test_every_name_keeps_its_column(text: str, named: list[tuple[str, str, int]]) -> None:
    """So that a problem can point inside the line."""
    found = [(name.kind, name.text, name.column) for name in names(parse_condition(text).part)]
    assert found == named


@pytest.mark.parametrize("written", ["9:00", "09:00"])
def test_a_time_of_day_may_lack_its_nought(written: str) -> None:
    """Both are nine o'clock."""
    part = parse_condition(f"clock >= {written}").part
    assert isinstance(part, Compare)
    assert part.right == TimeOfDay(540)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("since provet", 12),
        ("since provet > soon", 15),
        ("since provet > 30", 15),
        ("clock > 24:00", 8),
        ("clock > 17:60", 8),
        ("lost vikten for", 15),
        ("leaked vikten to and flag", 17),
        ("beata.", 5),
    ],
)
def test_what_makes_no_sense_is_told_where_it_stops(text: str, column: int) -> None:
    """The column is that of the word that does not fit."""
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert caught.value.column == column


OLD = ("day", "clock", "since", "leaked", "anybody", "everybody", "to", "for")


@pytest.mark.parametrize("name", OLD)
@pytest.mark.parametrize("text", ["{}", "not {}", "{} and flag", "({} or flag)", "{} > 3", "3 < {}", "flag == {}"])
def test_an_old_variable_of_that_name_is_still_one(name: str, text: str) -> None:
    """The new words are not reserved."""
    assert name in [each.text for each in names(parse_condition(text.format(name)).part) if each.kind == "variable"]


@pytest.mark.parametrize("name", OLD)
def test_old_facts_roles_and_events_of_that_name_are_still_those(name: str) -> None:
    """After a verb, before `knows`, and on both sides of the new words."""
    part = parse_condition(f"{name} knows {name}").part
    assert isinstance(part, Knows)
    assert (part.role.text, part.fact.text) == (name, name)
    for text in (f"lost {name}", f"leaked {name}", f"lost {name} for {name}", f"leaked {name} to {name}"):
        happened = parse_condition(text).part
        assert isinstance(happened, Happened)
        assert happened.name.text == name
    assert isinstance(parse_condition(f"since {name} > 1 h").part, Since)


GAME = scenario(
    {
        "one": event(next="two", handover={"from": "nurse", "to": ["doctor", "son"], "format": "sbar", "must": ["f"]}),
        "two": event(after="15 h 30 min", next="end"),
        "end": event(after="1 h", ending="Slut"),
    },
    roles={role: {"title": role, "brief": "Du."} for role in ("esther", "nurse", "doctor", "son")},
    facts={
        "f": {"text": "F", "known_by": "nurse"},
        "g": {"text": "G", "known_by": ["esther", "nurse", "doctor", "son"]},
    },
    starts="2026-03-07 08:00",
)


def holds(state: State, text: str) -> bool:
    """Ask a condition of a state."""
    return parse_condition(text).holds(state)


def test_the_clock_the_day_and_the_time_since() -> None:
    """Story time: since the latest arrival, false before the first, and the day changes at midnight."""
    state = play(GAME, c.HandOver(), c.Proceed()).state
    assert holds(state, "clock == 23:30 and day == 1 and since one == 15 h 30 min and since two <= 0 min")
    assert not holds(state, "since end >= 0 min")
    assert not holds(state, "since end < 99 days")
    later = play(GAME, c.HandOver(), c.Proceed(), c.Proceed()).state
    assert holds(later, "clock == 0:30 and day == 2 and since two == 1 h and since two < 61 min")
    assert later.since("two") == timedelta(hours=1)
    assert not State(GAME).since("one")


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("anybody knows f", True),
        ("everybody knows f", False),
        ("everybody knows g", True),
        ("anybody knows h", False),
        ("lost f", False),
        ("leaked f to son", False),
    ],
)
def test_groups_are_all_roles_of_the_scenario(text: str, true: bool) -> None:
    """Also before the journey has begun."""
    assert holds(at_the_start(GAME).state, text) is true
    assert holds(State(GAME), text) is true


def test_what_the_scenario_calls_so_goes_before() -> None:
    """A role `anybody` and variables `day`, `clock`, `leaked` and `since` of an old file mean themselves."""
    old = scenario(
        {"one": event(ending="Slut")},
        roles={"anybody": {"title": "A", "brief": "Du."}, "nurse": {"title": "N", "brief": "Du."}},
        facts={"f": {"text": "F", "known_by": "nurse"}},
        variables={"day": 7, "clock": 3, "leaked": True, "since": 5},
    )
    state = at_the_start(old).state
    assert holds(state, "not anybody knows f and day == 7 and clock < 4 and leaked and since > 4")
    assert not holds(state, "everybody knows f")
